"""What each distinct degree, license, list and employment means for a plan, asked of the one-person engine once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from meritplan.model.record import Record
from meritplan.qualification.claims import Claims
from meritplan.qualification.education import covers, rank, study_of
from meritplan.qualification.education import finished as is_finished
from meritplan.qualification.groups import evaluate
from meritplan.qualification.names import plain
from meritplan.qualification.offers import Offer, offer
from meritplan.qualification.result import MET, NOT_MET, NodeResult
from meritplan.qualification.scope import Part
from meritplan.screening.attainments import Given, Held, Told
from meritplan.screening.compile import claims_of
from meritplan.screening.lengths import ANY_SERVICE, OUT, Employer, Kind, Service, Test
from meritplan.screening.people import NOTHING, Encoder
from meritplan.screening.tables import Tables

Ints = NDArray[np.int64]
DEGREES = ("associate", "bachelor", "master", "doctorate", "professional")
OF_LIST = {"education": "education", "licenses": "licenses"}


class Rows:
    """Lists of rows to set, one after the other, growing as more is met."""

    def __init__(self) -> None:
        self.starts, self.values = [0], list[int]()
        self._arrays: tuple[Ints, Ints] | None = None

    def __len__(self) -> int:
        return len(self.starts) - 1

    def add(self, rows: Sequence[int]) -> None:
        """One more list."""
        self.values.extend(rows)
        self.starts.append(len(self.values))
        self._arrays = None

    def arrays(self) -> tuple[Ints, Ints]:
        """Where each list begins, and all lists."""
        if self._arrays is None:
            self._arrays = np.array(self.starts, np.int64), np.array(self.values, np.int64)
        return self._arrays


class Answers:
    """Answers by the one-person engine, remembered."""

    def __init__(self, tables: Tables, encoder: Encoder) -> None:
        self.tables, self.encoder, self.plan = tables, encoder, tables.plan
        self.rows = {fact: 2 + number for number, fact in enumerate(self.plan.program.facts)}
        self.nobody = self.plan.nobody()
        self.items = {name: Rows() for name in OF_LIST}
        self.unlisted = {name: self._where_nothing_is_listed(name) for name in OF_LIST}
        self.always = [row for fact, row in self.rows.items() if isinstance(fact, Told) and "possible" in fact.which]
        self.study = np.zeros((0, 4), np.int64)
        self._study: list[tuple[int, int, int, int]] = []
        self.irregular_study: set[int] = set()
        self.services, self.sures = list[tuple[int, int]](), Rows()
        self._told: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        self._shapes: dict[Any, list[int]] = {}
        self._index()

    def _index(self) -> None:
        """Facts by the names that can make them certain; those without names are asked of every item."""
        self.by_name: dict[str, dict[str, list[tuple[Any, int]]]] = {name: {} for name in OF_LIST}
        self.nameless: dict[str, list[tuple[Any, int]]] = {name: [] for name in OF_LIST}
        for fact, row in self.rows.items():
            if not isinstance(fact, Held | Given):
                continue
            if fact.names is None:
                self.nameless[fact.items].append((fact, row))
            for name in fact.names or ():
                self.by_name[fact.items].setdefault(name, []).append((fact, row))
        self.by_title: dict[str, list[int]] = {}
        self.any_title: list[int] = []
        for number, sure in enumerate(self.tables.sures):
            kinds = [test for test in sure.tests if isinstance(test, Kind)]
            if not kinds:
                self.any_title.append(number)
            for title in kinds[0].titles if kinds else ():
                self.by_title.setdefault(title, []).append(number)

    def _where_nothing_is_listed(self, items: str) -> list[int]:
        return [
            row
            for fact, row in self.rows.items()
            if isinstance(fact, Held | Given) and fact.items == items and "possible" in fact.which
        ]

    def learn(self) -> None:
        """Ask about everything the encoder has met since the last time."""
        for name in OF_LIST:
            known, rows = self.encoder.known_items[name], self.items[name]
            for key in list(known)[len(rows) :]:
                rows.add(self._item(name, key))
        if len(self._study) != len(self.study):
            self.study = np.array(self._study, np.int64).reshape(len(self._study), 4)
        for key in list(self.encoder.known_keys)[len(self.sures) :]:
            self._employment(key)

    # --- degrees and licenses ----------------------------------------------------------------------------

    def _item(self, items: str, key: tuple[int, ...]) -> list[int]:
        held = self.encoder.degree(key) if items == "education" else self.encoder.license_held(key)
        entry = {name: value for name, value in held.items() if value is not None}
        if "verified" in entry:
            entry["verified"] = {"result": entry["verified"]}
        record = msgspec.convert({items: [entry]}, Record)
        known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
        if items == "education":
            self._study.append(self._study_months(known))
        name = plain(held.get("field" if items == "education" else "name") or "")
        # what does not hang on the name is the same for all names
        unnamed = tuple((column, value) for column, value in enumerate(key) if column != int(items == "education"))
        named_too = name if items == "licenses" and self.nobody.licenses_listed else bool(name)
        shape = (items, unnamed, named_too)
        if shape not in self._shapes:
            self._shapes[shape] = self._holding(self.nameless[items], known)
        reached = {name, *self.nobody.licenses_covered.get(name, ())}
        named = [each for one in reached for each in self.by_name[items].get(one, ())]
        return sorted({*self._shapes[shape], *self._holding(named, known)})

    def _holding(self, facts: Sequence[tuple[Any, int]], known: Claims) -> list[int]:
        found: dict[Any, tuple[int, int]] = {}
        rows = []
        for fact, row in facts:
            asked = fact._replace(which="met", names=None)
            if asked not in found:
                found[asked] = _held(fact, known) if isinstance(fact, Held) else _given(fact, known)
            if _bit(found[asked], fact.which):
                rows.append(row)
        return rows

    def _study_months(self, known: Claims) -> tuple[int, int, int, int]:
        """Whether it is a finished degree, months at least (if verified) and at most, whether accredited may be."""
        degree = (known.record.education or ())[0]
        low, high = study_of(degree, known)
        done = is_finished(degree, known).truth == MET and degree.level in DEGREES
        sure = known.verified(degree, "").truth == MET
        scale = self.tables.scale.study
        number = len(self._study)
        if any((months * scale).denominator != 1 for months in (low, high)):
            self.irregular_study.add(number)
        low = low if sure else Fraction(0)
        return int(done), int(low * scale), int(high * scale), int(degree.accredited is not False)

    # --- employment --------------------------------------------------------------------------------------

    def _employment(self, key: tuple[int, ...]) -> None:
        encoder = self.encoder
        words = (encoder.title, encoder.code, encoder.employer, encoder.sector)
        title, code, employer, sector = (plain(each.sample(n) or "") for each, n in zip(words, key, strict=True))
        names = {title, code} - {""}
        served = [self._serves(service, employer, sector) for service in self.tables.services]
        yes = sum(1 << number for number, found in enumerate(served) if found is True)
        no = sum(1 << number for number, found in enumerate(served) if found is False)
        self.services.append((yes, no))
        candidates = {number for name in names for number in self.by_title.get(name, ())} | set(self.any_title)
        self.sures.add(
            [
                number
                for number in sorted(candidates)
                if all(self._passes(test, names, employer, sector) for test in self.tables.sures[number].tests)
            ]
        )

    def _serves(self, service: str, employer: str, sector: str) -> bool | None:
        """Whether an employment is in a service (C23); None where neither employer nor sector is said."""
        if service in (ANY_SERVICE, employer, sector) or employer in self.nobody.employers.get(service, ()):
            return True
        return None if not employer and not sector else False

    def _passes(self, test: Test, names: set[str], employer: str, sector: str) -> bool:
        if isinstance(test, Kind):
            return bool(test.titles & names)
        if isinstance(test, Employer):
            listed = bool(employer) and employer in self.nobody.employers.get(test.name, ())
            return listed or (test.named and test.name in {employer, sector})
        assert isinstance(test, Service)
        serves = self._serves(test.name, employer, sector)
        if test.side == OUT:
            return serves is False or (test.level is not None and bool(test.level & names))
        return serves is True

    def key_services(self) -> Ints:
        """For each employment met, the services it is in and those it is not in, as bits."""
        return np.array(self.services or [(0, 0)], np.int64)

    # --- lists told as a whole ---------------------------------------------------------------------------

    def told(self, items: str, text: str) -> tuple[list[int], list[int]]:
        """Rows to set and rows to clear for a person whose list of this name is this JSON text."""
        if (items, text) not in self._told:
            record = msgspec.convert({items: msgspec.json.decode(text)}, Record)
            known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
            facts = [(f, row) for f, row in self.rows.items() if isinstance(f, Told) and f.items == items]
            holding = {row for fact, row in facts if _bit(_told(fact, known), fact.which)}
            cleared = [row for fact, row in facts if row not in holding]
            self._told[items, text] = (sorted(holding), cleared)
        return self._told[items, text]


def _bit(found: tuple[int, int], which: str) -> bool:
    truth = found[0] if which.startswith("clean") else found[1]
    return truth == MET if which.endswith("met") else truth != NOT_MET


def _held(fact: Held, known: Claims) -> tuple[int, int]:
    found = evaluate(Part(node=fact.leaf, path=(), admissions=fact.admissions), known)
    return found.clean, found.relaxed


def _given(fact: Given, known: Claims) -> tuple[int, int]:
    if fact.above is not None and not _above(fact.above, known):
        return NOT_MET, NOT_MET
    return _offered(fact.rule, fact.admissions, known)


def _told(fact: Told, known: Claims) -> tuple[int, int]:
    if fact.leaf.__struct_config__.tag != "substitution":
        found = evaluate(Part(node=fact.leaf, path=(), admissions=fact.admissions), known)
        return found.clean, found.relaxed
    return _offered(fact.leaf, fact.admissions, known)


def _offered(rule: Any, admissions: tuple[Any, ...], known: Claims) -> tuple[int, int]:
    target = Part(node=rule, path=(), admissions=admissions)
    found = offer(rule, (), NodeResult(part=target, clean=NOT_MET, relaxed=NOT_MET), known)
    assert isinstance(found, Offer)
    return found.finding.truth, max(found.finding.truth, found.later.truth)


def _above(level: str, known: Claims) -> bool:
    """Whether the degree stands above the level, so that it may be given beside what meets it (C19)."""
    policy = known.policy.professional_level
    held = (known.record.education or ())[0].level
    return held is not None and rank(held, policy) > rank(level, policy)


__all__ = ["NOTHING", "Answers", "Mapping", "Rows", "covers"]
