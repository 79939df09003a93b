"""Which class of the plan a requirement names: by code, title or former title, and never by likeness.

What no class of the plan bears stays unplaced; what several bear stays open between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from meritplan.ladders.words import bare, is_name, leading_name, level_of, numbered, singular, stripped
from meritplan.plan import PlanClass, View

FoundBy = Literal["code", "title", "former title", "level within the class"]
CODE = re.compile(r"\bclass code:? *([A-Z]?\d{2,6}[A-Z]?)\b", re.IGNORECASE)
REMARK = re.compile(r"\s*\((?:formerly|previously|now|also)\b[^)]*\)", re.IGNORECASE)
FORMERLY = re.compile(r"\((?:formerly|previously) (?:an? |the )?([^)]+)\)", re.IGNORECASE)
PARTS = re.compile(r"\s*(?:[,;/]|\bor\b|\band\b)\s*")
# Where fewer titles than this bear a numeral, numerals are levels inside a class and no classes of their own.
FEW_NUMERALS = 0.05
JOINED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A name in a requirement and the classes it may mean: one is certain, none unknown, several open.

    ``level`` is the level within the class ("Systems Programmer II" in a plan with one class Systems Programmer).
    ``occupation`` says that the words stand in lower case: an occupation, which the class happens to be.
    """

    name: str
    keys: tuple[str, ...] = ()
    by: FoundBy | None = None
    level: str | None = None
    occupation: bool = False


class Titles:
    """The titles and codes of the classes of a view."""

    def __init__(self, view: View) -> None:
        self._present: dict[str, set[str]] = {}
        self._former: dict[str, set[str]] = {}
        self._codes: dict[str, str] = {}
        shown = [(view.plan.by_key[edition.class_key], edition) for edition in view.editions]
        for one, edition in shown:
            self._enter(self._present, edition.job_class.title, one.key)
            for title in _earlier(one, edition.job_class.title):
                self._enter(self._former, title, one.key)
        for one, edition in shown:
            self._codes |= dict.fromkeys(one.former_codes, one.key)
            if edition.job_class.code:
                self._codes[edition.job_class.code] = one.key
        self._levels_inside = _few_numerals([edition.job_class.title for _, edition in shown])

    @staticmethod
    def _enter(index: dict[str, set[str]], title: str, key: str) -> None:
        for form in {bare(title), singular(bare(title))}:
            index.setdefault(form, set()).add(key)

    def learn(self, name: str) -> None:
        """Take a former title from a requirement that tells it: “Park Keeper (formerly Warden)”."""
        told = FORMERLY.search(name)
        if told is None:
            return
        found, former = self.find(name), told.group(1)
        if len(found.keys) == 1 and found.level is None and bare(former) not in self._present:
            self._enter(self._former, former, found.keys[0])

    def place(self, names: Sequence[str], quote: str | None = None) -> Iterator[Named]:
        """What each of several names means. Names torn apart at a comma of a title are put together again."""
        at = 0
        while at < len(names):
            found, taken = self._joined(names[at:])
            if not found.keys and len(names) == 1 and (code := CODE.search(quote or "")):
                found = self._by_code(names[at], code.group(1), found)
            yield from self._parts(found) or (found,)
            at += taken

    def _joined(self, names: Sequence[str]) -> tuple[Named, int]:
        for number in range(min(JOINED, len(names)), 1, -1):
            found = self.find(", ".join(names[:number]))
            if found.keys:
                return found, number
        return self.find(names[0]), 1

    def _parts(self, found: Named) -> tuple[Named, ...]:
        """Several titles in one name, if each part is a title."""
        parts = [part for part in PARTS.split(found.name) if part]
        if found.keys or len(parts) < 2 or not all(is_name(part) for part in parts):
            return ()
        those = tuple(self.find(part) for part in parts)
        return those if all(one.keys for one in those) else ()

    def _by_code(self, name: str, code: str, otherwise: Named) -> Named:
        key = self._codes.get(code)
        return Named(name=name, keys=(key,), by="code") if key else otherwise

    def find(self, name: str) -> Named:
        """The classes that bear a name, or bore it."""
        plain = REMARK.sub("", name)
        if not is_name(plain):
            return self._occupation(name, plain)
        if plain in self._codes:
            return Named(name=name, keys=(self._codes[plain],), by="code")
        for form in self._forms(plain):
            for index, by in self._indexes():
                if keys := index.get(form):
                    return Named(name=name, keys=tuple(sorted(keys)), by=by)
        return self._inside(name, plain)

    def _indexes(self) -> tuple[tuple[Mapping[str, set[str]], FoundBy], ...]:
        return ((self._present, "title"), (self._former, "former title"))

    @staticmethod
    def _forms(plain: str) -> Iterator[str]:
        for form in (*stripped(plain), *stripped(leading_name(plain))):
            if form:
                yield form
                yield singular(form)

    def _inside(self, name: str, plain: str) -> Named:
        """A level within a class, in a plan whose titles bear no numerals."""
        if self._levels_inside:
            for form in self._forms(plain):
                parted = numbered(form)
                keys = self._present.get(parted[0], set()) if parted else set()
                if parted and len(keys) == 1:
                    return Named(name=name, keys=tuple(keys), by="level within the class", level=parted[1])
        return Named(name=name)

    def _occupation(self, name: str, plain: str) -> Named:
        forms = [form for form in stripped(plain) for form in (form, singular(form))]
        keys = next((self._present[form] for form in forms if form in self._present), set())
        by: FoundBy | None = "title" if keys else None
        return Named(name=name, keys=tuple(sorted(keys)), by=by, occupation=True)

    def within(self, text: str) -> tuple[str, ...]:
        """The classes whose present titles of two words or more stand in a text, the longest title at each place."""
        words = singular(bare(text)).split()
        found: list[str] = []
        at = 0
        while at < len(words):
            taken = self._longest(words[at:])
            keys = self._present.get(" ".join(words[at : at + taken]), set()) if taken else set()
            found += keys if len(keys) == 1 else ()
            at += taken or 1
        return tuple(dict.fromkeys(found))

    def _longest(self, words: Sequence[str]) -> int:
        return next((n for n in range(min(10, len(words)), 1, -1) if " ".join(words[:n]) in self._present), 0)


def _earlier(one: PlanClass, shown: str) -> tuple[str, ...]:
    return tuple(title for title in (one.title, *one.former_titles) if title != shown)


def _few_numerals(titles: Sequence[str]) -> bool:
    bearing = sum(any((level_of(word) or (9, 0))[0] == 0 for word in bare(title).split()[1:]) for title in titles)
    return bearing <= FEW_NUMERALS * len(titles)
