"""What the names of an employment mean for a plan: which quantities its title touches, which tests its employer passes.

Titles and employers are asked about apart, so that there is one answer for each title and one for each employer, not
one for each pair of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from meritplan.qualification.claims import Claims
from meritplan.qualification.names import plain
from meritplan.screening.lengths import ANY_SERVICE, OUT, Employer, Kind, Service, Test
from meritplan.screening.people import Encoder
from meritplan.screening.tables import WORD, Tables, sides

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


class Meant(NamedTuple):
    """Arrays the kernel reads: see :class:`meritplan.screening.facts.Learned`."""

    title_starts: Ints
    title_sures: Ints
    title_needs: Words
    title_variants: Words
    employer_passes: Words
    needs: int
    employer_variants: NDArray[np.uint64]


class Names:
    """Titles and employers met so far, and what they mean."""

    def __init__(self, tables: Tables, encoder: Encoder, nobody: Claims) -> None:
        self.tables, self.encoder, self.nobody = tables, encoder, nobody
        self._starts, self._sures, self._needs = [0], list[int](), list[int]()
        self._sets: dict[frozenset[Test], int] = {}
        self._tests = list[frozenset[Test]]()
        self._by_title: dict[str, list[int]] = {}
        self._any_title: list[int] = []
        self._employers = list[tuple[str, str]]()
        self._passes: Words = np.zeros((0, 0), np.uint64)
        self._variants = np.zeros((0, max(1, -(-len(tables.variants) // WORD))), np.uint64)
        self._sure_variants = tables.measures.sure_variant
        for number, sure in enumerate(tables.sures):
            titles = [test.titles for test in sure.tests if isinstance(test, Kind)]
            if not titles:
                self._any_title.append(number)
            for title in titles[0] if titles else ():
                self._by_title.setdefault(title, []).append(number)

    def learn(self) -> Meant:
        """What everything the encoder has met means."""
        titles, employers = self.encoder.titles, self.encoder.employers
        for number in range(len(self._starts) - 1, titles.count):
            self._title(titles.rows[number])
        words = (self.encoder.employer, self.encoder.sector)
        for number in range(len(self._employers), employers.count):
            employer, sector = (
                plain(each.sample(code) or "") for each, code in zip(words, employers.rows[number], strict=True)
            )
            self._employers.append((employer, sector))
        self._test()
        return Meant(
            np.array(self._starts, np.int64),
            np.array(self._sures, np.int64),
            np.array(self._needs, np.uint64),
            self._sure_variants[np.array(self._sures, np.int64)].astype(np.uint64),
            self._passes.reshape(-1),
            self._passes.shape[1],
            self._variants,
        )

    def _title(self, key: Ints) -> None:
        words = (self.encoder.title, self.encoder.code)
        names = {plain(each.sample(code) or "") for each, code in zip(words, key, strict=True)} - {""}
        touched = {number for name in names for number in self._by_title.get(name, ())} | set(self._any_title)
        for number in sorted(touched):
            tests = self.tables.sures[number].tests
            if all(test.titles & names for test in tests if isinstance(test, Kind)):
                self._sures.append(number)
                self._needs.append(self._set(frozenset(test for test in tests if not _settled(test, names))))
        self._starts.append(len(self._sures))

    def _set(self, tests: frozenset[Test]) -> int:
        if tests not in self._sets:
            self._sets[tests] = len(self._tests)
            self._tests.append(tests)
        return self._sets[tests]

    def _test(self) -> None:
        """The tests each employer passes, as far as they are not known yet."""
        if self._passes.shape == (len(self._employers), len(self._tests)):
            return
        before = self._passes
        self._passes = np.zeros((len(self._employers), len(self._tests)), np.uint64)
        self._passes[: before.shape[0], : before.shape[1]] = before
        for row, (employer, sector) in enumerate(self._employers):
            for column in range(before.shape[1] if row < before.shape[0] else 0, len(self._tests)):
                self._passes[row, column] = all(self._passed(test, employer, sector) for test in self._tests[column])
        new = [self._allowed(*each) for each in self._employers[len(self._variants) :]]
        self._variants = np.concatenate([self._variants, np.array(new, np.uint64).reshape(-1, self._variants.shape[1])])

    def _allowed(self, employer: str, sector: str) -> list[int]:
        """The variants that do not leave this service out, as words of bits."""
        services = self.tables.services
        served = [self._serves(each, employer, sector) for each in services]
        yes = sum(1 << number for number, found in enumerate(served) if found is True)
        no = sum(1 << number for number, found in enumerate(served) if found is False)
        words = [0] * self._variants.shape[1]
        for number, variant in enumerate(self.tables.variants):
            out, asked = sides(variant, services)
            if not (yes & out or no & asked):
                words[number // WORD] |= 1 << (number % WORD)
        return words

    def _serves(self, service: str, employer: str, sector: str) -> bool | None:
        """Whether an employment is in a service (C23); None where neither employer nor sector is said."""
        if service in (ANY_SERVICE, employer, sector) or employer in self.nobody.employers.get(service, ()):
            return True
        return None if not employer and not sector else False

    def _passed(self, test: Test, employer: str, sector: str) -> bool:
        if isinstance(test, Employer):
            listed = bool(employer) and employer in self.nobody.employers.get(test.name, ())
            return listed or (test.named and test.name in {employer, sector})
        assert isinstance(test, Service)
        serves = self._serves(test.name, employer, sector)
        return serves is False if test.side == OUT else serves is True


def _settled(test: Test, names: set[str]) -> bool:
    """Whether the title alone passes a test."""
    if isinstance(test, Kind):
        return True
    return isinstance(test, Service) and test.side == OUT and test.level is not None and bool(test.level & names)
