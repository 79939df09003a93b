"""What headings mean: the lexicon of headings, and finding a heading at the head of a block."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from meritplan.reading.document import Block
from meritplan.reading.layouts.outline import Heading

_LONGEST, _SHORT = 110, 60
_NUMBER = re.compile(r"^(?:[IVX]+|\d{1,2}|[A-Z])[.)]\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_RUN_IN = re.compile(r"^(?P<label>[^:;.!?]{3,90}?)\s*(?::|\s[–—-]\s)\s*(?=\S)")
_CAPITALS = re.compile(
    r"^(?P<label>(?:[A-Z][A-Z’'/&,()-]*\s+){0,9}[A-Z’'/&()-]{2,}[.]?)\s+(?=[A-Z][a-z]|[A-Z]\s[a-z]|\d|\()"
)

_OPENING, _CLOSING = "[(", "])"
_SIGNS = {"|": "|", "...": r"(?:\w+\s+){0,5}(?:\w+\s*)?"}


class Lexicon(NamedTuple):
    """The lexicon, ready for use: patterns for whole headings, and for words inside text."""

    kinds: dict[str, re.Pattern[str]]
    labels: dict[str, re.Pattern[str]]
    boilerplate: re.Pattern[str]
    end_matter: re.Pattern[str]
    signs: tuple[re.Pattern[str], ...]
    no_titles: re.Pattern[str]
    owners: re.Pattern[str]
    roles: re.Pattern[str]
    role_words: str


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of headings, read once."""
    path = files("meritplan.reading.layouts").joinpath("lexicon/headings.yaml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Lexicon(
        kinds={kind: _compile(phrases) for kind, phrases in data["kinds"].items()},
        labels={field: _compile(phrases) for field, phrases in data["labels"].items()},
        boilerplate=re.compile("|".join(data["boilerplate"]), re.IGNORECASE),
        end_matter=re.compile("|".join(f"(?:{line})" for line in data["end_matter"]), re.IGNORECASE),
        signs=tuple(re.compile(sign, re.IGNORECASE) for sign in data["signs"]),
        no_titles=re.compile("|".join(f"(?:{title})" for title in data["no_titles"]), re.IGNORECASE),
        owners=re.compile(rf"\b(?:{'|'.join(data['owners'])})(?!\w)", re.IGNORECASE),
        roles=re.compile(rf"\b(?:{'|'.join(data['roles'])})s?(?!\w)", re.IGNORECASE),
        role_words="|".join(data["roles"]),
    )


def kind_of(text: str) -> str | None:
    """What a heading of this wording means ("minimum", "duties" ...), or None."""
    return _lookup(plain(text), tuple(lexicon().kinds.items())) if len(text) <= _LONGEST else None


def label_of(text: str) -> str | None:
    """The field a label of this wording names ("code", "pay.grade" ...), or None."""
    return _lookup(plain(text), tuple(lexicon().labels.items())) if len(text) <= _LONGEST else None


def find_heading(block: Block) -> Heading | None:
    """The heading a block is, or begins with ("EDUCATION: Graduation from ...")."""
    text = block.text
    if not text or block.kind == "cell":
        return None
    kind = kind_of(text) if _stands_alone(text) else None
    if kind:
        return None if block.kind == "item" and kind in ("label", "remark") else Heading(name=kind, length=len(text))
    if block.kind == "item":
        return None
    for pattern in (_RUN_IN, _CAPITALS):
        found = pattern.match(text)
        kind = kind_of(found["label"]) if found else None
        if found and kind and not _is_fact(found["label"], text[found.end() :]):
            return Heading(name=kind, length=found.end())
    return None


def _stands_alone(text: str) -> bool:
    """Whether the text could be all heading: no sentence in it, and none after its colon."""
    bare = _ASIDE.sub("", _NUMBER.sub("", text))
    return not re.search(r"[:;.!?]\s+\S", bare) and (not bare.endswith(".") or bare.isupper())


def _is_fact(label: str, value: str) -> bool:
    """Whether a run-in label names a fact ("Position Description: CLERK") rather than a part of the text."""
    return label_of(label) is not None and len(value) <= _SHORT and value[-1:] not in ".;"


def looks_like_qualifications(text: str) -> bool:
    """Whether the words are such as sentences about qualifications hold."""
    return any(sign.search(text) for sign in lexicon().signs)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading without what makes no difference between headings."""
    text = text.strip().replace("(s)", "s").replace("(ies)", "ies")
    text = _ASIDE.sub("", _NUMBER.sub("", text)).casefold().replace("’", "").replace("'", "")
    text = re.sub(r"\band\s*/\s*or\b|[&/+]", " and ", text)
    return " ".join(re.findall(r"[^\W_]+", text))


def _lookup(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    return next((name for name, pattern in patterns if text and pattern.fullmatch(text)), None)


def _compile(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_expression(phrase)})" for phrase in phrases))


def _expression(phrase: str) -> str:
    """A phrase of the lexicon as a regular expression over plain headings."""
    made, opened = [], list[str]()
    for part in re.findall(r"[\[(|]|[\])][*+]?|[^\s\[\]()|]+", phrase):
        if part in _OPENING:
            opened.append(part)
            made.append("(?:(?:")
        elif part[0] in _CLOSING:
            once = "?" if opened.pop() == "[" else ""
            made.append(r")\s*)" + (part[1:] or once))
        else:
            made.append(_SIGNS.get(part) or rf"{re.escape(plain(part))}\b\s*")
    return "".join(made)
