"""Which classes of a series a heading speaks of: "Examiner II", "Examiner I and II", "All Levels Except II"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

_WORD = re.compile(r"[a-z0-9]+(?:'s)?|-")
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SIZES = frozenset(
    {
        "level",
        "levels",
        "class",
        "classes",
        "classification",
        "classifications",
        "series",
        "parentheticals",
        "specialties",
    }
)
_CONNECTIVES = frozenset({"and", "or", "also", "both", "for", "the", "all", "each", "of", "at"})
_SAME = {"dept": "department", "calif": "california", "asst": "assistant", "sr": "senior"}
_MOST_WORDS = 60
_RANGES = re.compile(
    r",?\s*\(?\branges?\s+[a-z](?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*-\s*)[a-z]\b)*\)?(?=\W|$)", re.IGNORECASE
)
_PADDING = re.compile(
    r"^(?:at|for)\s+(?=all\b)|\s*\(various [^)]*\)|(?<=[)\w])(?<!all)(?<!both)\s+(?:class|classes|level|levels)$",
    re.IGNORECASE,
)
_ALIKE = 0.87
"""How alike a misspelt heading and a title must be; below this, different titles of one series meet."""
_AKIN = 0.75
"""The same for a heading that is left over with a class that is left over."""


def words(text: str) -> tuple[str, ...]:
    """The words of a title that tell it from others: no punctuation, case or footnote marks."""
    found = _WORD.findall(text.lower().replace("&", " and ").replace("\u2019", "'"))
    return tuple(_SAME.get(word, word) for word in found if word != "-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """The classes a heading speaks of, by their place in the table.

    ``every`` is "All Levels" and the like, ``exact`` a title as the table has it; ``doubt`` says what was not
    certain about the match, if anything.
    """

    classes: frozenset[int]
    every: bool = False
    exact: bool = False
    doubt: str | None = None


class TitleBook:
    """The titles of a document's classes, in the order of its table."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        self.everyone = frozenset(range(len(titles)))

    @cached_property
    def _full(self) -> tuple[tuple[str, ...], ...]:
        return tuple(words(title) for title in self.titles)

    @cached_property
    def _qualifiers(self) -> tuple[frozenset[tuple[str, ...]], ...]:
        return tuple(frozenset(words(part) for part in re.findall(r"\(([^)]*)\)", title)) for title in self.titles)

    def scope(self, heading: str) -> Scope | None:
        """The classes ``heading`` speaks of, or None where it speaks of none."""
        found = words(heading)
        if not found or len(found) > _MOST_WORDS:
            return None
        plain, ranged = _RANGES.subn(" ", heading)
        plain = _PADDING.sub("", " ".join(plain.split())).strip("*:;.,- ")
        scope = self._exactly(found) or self._read(plain)
        if scope and ranged and words(plain) != found and not scope.doubt:
            return replace(scope, doubt="speaks of a range of the class")
        return scope

    def _read(self, heading: str) -> Scope | None:
        found = words(heading)
        if not found:
            return None
        return (
            self._exactly(found)
            or self._every(heading, found)
            or self._bracketed(heading)
            or self._listed(heading)
            or self._distributed(heading)
            or self._shortened(found)
            or self._misspelt(found)
        )

    def names(self, text: str) -> bool:
        """Whether the text is a class title, or "All Levels", and nothing else."""
        found = words(text)
        return self._exactly(found) is not None or (len(found) == 2 and found[0] in {"all", "both"})

    def _exactly(self, found: tuple[str, ...]) -> Scope | None:
        same = frozenset(place for place, title in enumerate(self._full) if title == found)
        return Scope(classes=same, exact=True) if same else None

    def _every(self, heading: str, found: tuple[str, ...]) -> Scope | None:
        """ "All Levels", "Both Classes", "All Levels Except X", "All Levels Above X", "X and Above"."""
        if above := re.match(r"(?is)(?:all\s+\w+\s+above\s+(.+)|(.+?)\s+and\s+(?:above|higher))$", heading):
            return self._beyond(above[1] or above[2], include=above[1] is None)
        if found[0] not in {"all", "both", "each"} or len(found) < 2:
            return None
        if but := re.match(r"(?is)(?:all|both)\b(.*?)\b(?:except|other than|excluding|but)\b(?:\s+for)?(.+)$", heading):
            base, without = self.scope("All " + but[1]) if but[1].strip() else None, self.scope(but[2])
            if without is None:
                return Scope(classes=self.everyone, every=True, doubt="the exception could not be tied to a class")
            return Scope(classes=(base.classes if base else self.everyone) - without.classes)
        rest = tuple(word for word in found[1:] if word not in _SIZES and word not in _CONNECTIVES)
        if not rest:
            return Scope(classes=self.everyone, every=True, exact=True) if set(found) & _SIZES else None
        return self._of_a_kind(heading, rest)

    def _of_a_kind(self, heading: str, rest: tuple[str, ...]) -> Scope | None:
        """ "All Levels (Economics)", "All Supervisory Classes", "All Superintendents"."""
        if named := [words(part) for part in re.findall(r"\(([^)]*)\)", heading)]:
            inside = [place for place in self.everyone if self._qualifiers[place] & set(named)]
            if inside:
                return Scope(classes=frozenset(inside))
        stems = {_stem(word) for word in rest}
        kind = frozenset(place for place, title in enumerate(self._full) if stems <= {_stem(word) for word in title})
        if kind:
            return Scope(classes=kind, every=kind == self.everyone)
        if set(words(heading)) & _SIZES:
            return Scope(classes=self.everyone, every=True, doubt="taken to speak of every class")
        return None

    def _beyond(self, heading: str, include: bool) -> Scope | None:
        start = self.scope(heading)
        if start is None or not start.classes:
            return None
        first = min(start.classes) if include else max(start.classes) + 1
        doubt = "read by the order of the class table"
        return Scope(classes=frozenset(range(first, len(self.titles))), doubt=doubt)

    def _bracketed(self, heading: str) -> Scope | None:
        """ "Examiner I and II (Dairy)", "Examiner (Specialist) and (Supervisory)": the bracket holds for the list."""
        parts = re.fullmatch(r"([^()]+?)\s*((?:\([^()]*\)\W*(?:and|or)?\W*)+)", heading)
        if not parts:
            return None
        classes: set[int] = set()
        for name in re.findall(r"\(([^()]*)\)", parts[2]):
            inside = [place for place in sorted(self.everyone) if words(name) in self._qualifiers[place]]
            bare = TitleBook([re.sub(r"\s*\([^)]*\)", "", self.titles[place]) for place in inside])
            if not inside or not (scope := bare._exact_or_listed(parts[1])):
                return None
            classes |= {inside[place] for place in scope.classes}
        return Scope(classes=frozenset(classes)) if classes else None

    def _exact_or_listed(self, heading: str) -> Scope | None:
        return self._exactly(words(heading)) or self._listed(heading) or self._shortened(words(heading))

    def _distributed(self, heading: str) -> Scope | None:
        """ "Senior and Supervising Examiner": the end of the title is said once for both."""
        parts = re.fullmatch(r"(\w+)\s+and\s+(\w+)\s+(.+)", heading)
        if not parts:
            return None
        both = [self._exactly(words(f"{first} {parts[3]}")) for first in (parts[1], parts[2])]
        return Scope(classes=both[0].classes | both[1].classes) if both[0] and both[1] else None

    def _listed(self, heading: str) -> Scope | None:
        """ "Examiner I and II", "Examiner, Board of X and Senior Examiner, Board of X", "Examiner I through III"."""
        tokens = [_SAME.get(word, word) for word in _tokens(heading)]
        found: set[int] = set()
        previous: tuple[str, ...] | None = None
        place, through = 0, False
        while place < len(tokens):
            token = tokens[place]
            if token in {"through", "thru", "to", "-"}:
                through, place = True, place + 1
                continue
            if token in _CONNECTIVES and not through:
                place += 1
                continue
            length, here = self._longest(tokens, place)
            if not length and previous and token in _NUMERALS:
                length, here = self._sibling(previous, token)
            if not length and previous and tuple(tokens[place:]) == previous[-len(tokens[place:]) :]:
                break
            if not length:
                return None
            if through and previous:
                here |= self._between(previous, self._full[min(here)])
            found |= here
            previous, through = self._full[min(here)], False
            place += length
        return Scope(classes=frozenset(found)) if found else None

    def _longest(self, tokens: list[str], place: int) -> tuple[int, set[int]]:
        """The longest title, or title without what follows its comma or bracket, that stands at ``place``."""
        fits = [
            (len(form), form == self._full[number], number)
            for number, forms in enumerate(self._forms)
            for form in forms
            if tuple(tokens[place : place + len(form)]) == form
        ]
        best = max((fit[:2] for fit in fits), default=(0, False))
        return best[0], {number for *fit, number in fits if tuple(fit) == best}

    @cached_property
    def _forms(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        return tuple(_forms(title) for title in self.titles)

    def _sibling(self, previous: tuple[str, ...], numeral: str) -> tuple[int, set[int]]:
        """The class titled like ``previous`` but for its numeral: "... I and II"."""
        here = set[int]()
        for at, word in enumerate(previous):
            if word in _NUMERALS:
                wanted = (*previous[:at], numeral, *previous[at + 1 :])
                here |= {place for place, title in enumerate(self._full) if title == wanted}
                here = here or {
                    place for place, forms in enumerate(self._forms) if wanted[: at + 1] in {f[: at + 1] for f in forms}
                }
        return (1, here) if here else (0, here)

    def _between(self, first: tuple[str, ...], last: tuple[str, ...]) -> set[int]:
        """The classes whose numerals lie between those of two titles that are otherwise the same."""
        pairs = enumerate(zip(first, last, strict=False))
        at = next((at for at, (one, other) in pairs if one != other), None)
        if at is None or first[at] not in _NUMERALS or last[at] not in _NUMERALS:
            return set()
        wanted = _NUMERALS[_NUMERALS.index(first[at]) : _NUMERALS.index(last[at]) + 1]
        return {
            place
            for place, title in enumerate(self._full)
            if title[:at] == first[:at] and len(title) > at and title[at] in wanted
        }

    def _shortened(self, found: tuple[str, ...]) -> Scope | None:
        """A title cut short ("Auditor II" for "Auditor II, Board of X"), or its bracket alone ("Dairy")."""
        start = frozenset(place for place, title in enumerate(self._full) if title[: len(found)] == found)
        if start and (len(found) > 1 or all(found == form for place in start for form in self._forms[place][-1:])):
            return Scope(classes=start)
        inside = frozenset(place for place, names in enumerate(self._qualifiers) if found in names)
        if inside:
            return Scope(classes=inside)
        level = frozenset(place for place, title in enumerate(self._full) if _holds(title, found))
        if len(found) > 1 and len(level) == 1:
            return Scope(classes=level, doubt="shorter than the title in the class table")
        return None

    def nearest(self, heading: str, among: Iterable[int]) -> int | None:
        """The one class of ``among`` whose title is like the heading, for a heading nothing else explains."""
        text = " ".join(words(heading))
        near = [place for place in among if _likeness(text, self._full[place]) >= _AKIN]
        return near[0] if len(near) == 1 else None

    def _misspelt(self, found: tuple[str, ...]) -> Scope | None:
        if len(self.titles) == 1:
            return None
        numerals = [word for word in found if word in _NUMERALS]
        near = sorted(
            (
                (_likeness(" ".join(found), title), place)
                for place, title in enumerate(self._full)
                if [word for word in title if word in _NUMERALS] == numerals and _apart(found, title)
            ),
            reverse=True,
        )
        if not near or near[0][0] < _ALIKE or (len(near) > 1 and near[1][0] == near[0][0]):
            return None
        return Scope(classes=frozenset({near[0][1]}), doubt="spelt differently from the class table")


def _tokens(heading: str) -> Iterable[str]:
    """Words, and a dash where it stands between two level numerals ("I-III")."""
    text = heading.lower().replace("&", " and ").replace("\u2019", "'").replace("\u2013", "-")
    return _WORD.findall(re.sub(r"(?<![ivx\s])\s*-|-\s*(?![ivx\s])", " ", text))


def _forms(title: str) -> tuple[tuple[str, ...], ...]:
    """A title as headings may give it: in full, then without its bracket, then without its department."""
    bare = re.sub(r"\s*\([^)]*\)", "", title)
    made = (words(title), words(bare), words(bare.split(",")[0]), words(title.split(",")[0]))
    return tuple(dict.fromkeys(form for form in made if form))


def _holds(title: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether ``part`` stands in ``title`` in order and what it leaves out is no level numeral."""
    rest = iter(title)
    if not all(word in rest for word in part):
        return False
    return sorted(w for w in title if w in _NUMERALS) == sorted(w for w in part if w in _NUMERALS)


def _likeness(text: str, title: tuple[str, ...]) -> float:
    return SequenceMatcher(None, text, " ".join(title)).ratio()


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


_OPPOSITES = frozenset(
    {
        "specialist",
        "supervisor",
        "supervisory",
        "managerial",
        "supervising",
        "senior",
        "principal",
        "assistant",
        "associate",
        "chief",
        "staff",
        "junior",
        "lead",
        "leadworker",
        "nonsupervisory",
    }
)


def _apart(found: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether the two differ by spelling alone: no word of rank stands in one and not, however spelt, in the other."""
    ranks = [{_stem(word)[:8] for word in side if word in _OPPOSITES} for side in (found, title)]
    return ranks[0] == ranks[1]
