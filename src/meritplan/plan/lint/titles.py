"""Class titles as requirements cite them, looked up among all titles known: of the plan and of the indexes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from meritplan.model import Counting, Experience
from meritplan.model.requirement import Node, walk
from meritplan.plan.edition import TREES, ClassEdition
from meritplan.plan.lint.subject import ClassIndex, Subject
from meritplan.plan.proof import alike
from meritplan.plan.questions import tree_field

_RANGE = re.compile(
    r",?\s*\(?\bRanges?\s+[A-Z0-9]\b(?:\s*(?:,|or|and|&|through|-)\s*[A-Z0-9]\b)*\)?(?=\s*(?:,|$))", re.IGNORECASE
)
_LEVEL = re.compile(r"\s+(?:I{1,3}|IV|V|VI{0,2}|[1-9])$")
_SMALL = frozenset("a an and at by for from in of on or the to with i ii iii iv v vi".split())

NEAR = 0.88
_ROOM = 8  # words that a title may go on for beside the part of it that was read as its name
_FEW_ENDS = 3  # so many titles end in a word before it is believed to end one behind a comma


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A class that a requirement names."""

    edition: ClassEdition
    node: Node
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known under a title: codes of classes that bear it, of those that bore it, and where it ended."""

    title: str
    living: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


class Titles:
    """All titles of a subject, spelled alike."""

    def __init__(self, subject: Subject) -> None:
        """Titles of the plan and of the indexes of ``subject``."""
        self.subject = subject

    @cached_property
    def by_name(self) -> Mapping[str, Known]:
        """What is known under each title."""
        found: dict[str, Known] = {}
        for title, code, state in self._said():
            key = alike(title)
            known = found.get(key) or Known(title=title)
            found[key] = Known(
                title=known.title,
                living=_with(known.living, code if state == "living" else None),
                formerly=_with(known.formerly, code if state == "former" else None),
                ended=_with(known.ended, state if state not in {"living", "former"} else None),
            )
        return found

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of titles in use: "Park Aide" of "Park Aide, Coast", "Park Aide (Coast)" or "Park Aide II"."""
        words = (key.split() for key, known in self.by_name.items() if known.living)
        return frozenset(" ".join(those[:end]) for those in words for end in range(1, len(those) + 1))

    @cached_property
    def _ends(self) -> Counter[str]:
        """The words that titles end in before their first comma or bracket, and how many titles do."""
        heads = (_head(_LEVEL.sub("", re.split(r"[,(]", known.title)[0].strip())) for known in self.by_name.values())
        return Counter(head.split()[-1] for head in heads if head)

    def find(self, name: str) -> Known | None:
        """What is known under a name as cited, its range aside."""
        return self.by_name.get(alike(name)) or self.by_name.get(alike(_RANGE.sub("", name)))

    def lives(self, name: str) -> bool:
        """Whether a class in use bears the name, now or formerly, or is of that name with something added."""
        known = self.find(name)
        if known is not None:
            return bool(known.living or (known.formerly and not known.ended))
        bare = _RANGE.sub("", name)
        return alike(bare) in self.stems or alike(_LEVEL.sub("", bare)) in self.stems

    def torn(self, name: str, quote: str | None) -> bool:
        """Whether the name is a part of what stands in the quote: of a longer title, or of no title at all.

        It is, if it goes on to a title that is known ("Typist" of "Senior Typist, Legal"), if it stands behind a
        comma or before an "or" and does not end as titles do ("Agent Trainee, Highway Control"), or if its brackets are
        open.
        """
        at = (quote or "").find(name)
        if quote is None or at < 0 or name.count("(") != name.count(")") or re.search(r" an? ", name):
            return True
        before, after = quote[:at].split(), quote[at + len(name) :].split()
        if any(self._known(window) for window in _windows(before, name, after)):
            return True
        last = _head(_LEVEL.sub("", _RANGE.sub("", name))).split()[-1:]
        fewest = _FEW_ENDS if before and before[-1].endswith(",") else 1 if after and after[0] in {"or", "and"} else 0
        return all(self._ends[word] < fewest for word in last)

    def _known(self, words: str) -> bool:
        return alike(words) in self.by_name or alike(_RANGE.sub("", words)) in self.by_name

    def parts_live(self, name: str) -> bool:
        """Whether the name is several titles in use, read as one."""
        parts = [part.strip() for part in re.split(r",|/| or ", name)]
        return len(parts) > 1 and all(is_title(part) and self.lives(part) for part in parts)

    def nearest(self, name: str) -> str | None:
        """The title that is written most like a name, if it is written nearly so."""
        words = alike(_RANGE.sub("", name))
        shared = Counter(key for word in set(words.split()) for key in self._by_word.get(word, ()))
        likely = [key for key, times in shared.most_common(20) if 2 * times >= len(words.split())]
        found = get_close_matches(words, likely, n=1, cutoff=NEAR)
        if not found or not get_close_matches(_head(name), [_head(self.by_name[found[0]].title)], cutoff=0.8):
            return None
        return self.by_name[found[0]].title

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for key in self.by_name:
            for word in set(key.split()):
                found.setdefault(word, []).append(key)
        return {word: tuple(keys) for word, keys in found.items()}

    def _said(self) -> Iterator[tuple[str, str, str]]:
        newest = self.subject.newest_index
        for one in self.subject.plan.classes:
            code, ended = one.code or one.key, ended_by(self.subject, one.key)
            yield one.title, code, ended or "living"
            for title in one.former_titles:
                yield title, code, ended or "former"
        for index in self.subject.indexes:
            yield from _of_index(index, newest)


def _windows(before: list[str], name: str, after: list[str]) -> Iterator[str]:
    """The name with more and more of the words beside it, as far as they may belong to a title."""
    left, right = _run(before[::-1])[::-1], _run(after)
    left = left[1:] if left and left[0].endswith(";") else left
    glued = name + after[0] if after and not after[0][0].isalnum() and after[0][0] != "(" else name
    right = right[1:] if glued != name else right
    for start in range(len(left), -1, -1):
        for end in range(len(right), -1, -1):
            if start < len(left) or end > 0:
                yield " ".join((*left[start:], glued, *right[:end]))


def _run(words: list[str]) -> list[str]:
    """The words from the first on that may belong to a title: those with a capital, and small ones between them."""
    run: list[str] = []
    for word in words[:_ROOM]:
        bare = word.strip("(),;.")
        if not bare or not (bare[0].isupper() or bare.lower() in _SMALL):
            break
        run.append(word)
        if word.endswith(";"):
            break
    return run


def _head(title: str) -> str:
    """A title up to its first comma or bracket."""
    return alike(re.split(r"[,(]", title)[0])


def _of_index(index: ClassIndex, newest: ClassIndex | None) -> Iterator[tuple[str, str, str]]:
    for code, title in index.titles.items():
        if newest is None or newest.titles.get(code) == title:
            yield title, code, "living"
        elif code in newest.titles:
            yield title, code, "former"
        else:
            yield title, code, f"listed in {index.name} as {code}, not in {newest.name}"


def ended_by(subject: Subject, key: str) -> str | None:
    """Why a class of the plan is no longer in use, or None: retired, abolished by its own text, gone from the index."""
    one = subject.plan.by_key[key]
    if one.record.retired is not None and one.record.retired.on <= subject.on:
        return f"retired on {one.record.retired.on}"
    days = [edition.job_class.abolished for edition in one.editions if edition.job_class.abolished]
    if days and min(days) <= subject.on:
        return f"abolished on {min(days)} by its own text"
    newest = subject.newest_index
    earlier = [index for index in subject.indexes[:-1] if one.code in index.titles]
    if newest is not None and one.code not in newest.titles and earlier:
        return f"listed in {earlier[-1].name}, not in {newest.name}"
    return None


def citations(edition: ClassEdition) -> Iterator[Citation]:
    """The classes that the requirements of an edition name, each name once."""
    seen: set[str] = set()
    for tree in TREES:
        root = getattr(edition.job_class, tree_field(tree))
        for node in walk(root) if root is not None and tree != "prior" else ():
            if isinstance(node, Experience | Counting):
                for name in (*node.classes, *node.level_of):
                    if name not in seen:
                        seen.add(name)
                        yield Citation(edition=edition, node=node, name=name)


def is_title(name: str) -> bool:
    """Whether a name is written as a title of a class: in capitals, and no longer than titles are.

    >>> is_title("Associate Park Planner, Range B"), is_title("social worker")
    (True, False)
    """
    words = [word for word in re.findall(r"[A-Za-z][\w'’.-]*", name) if word.lower() not in _SMALL]
    return 1 < len(words) <= 12 and all(word[0].isupper() for word in words)


def _with(names: tuple[str, ...], name: str | None) -> tuple[str, ...]:
    return names if name is None or name in names else (*names, name)
