"""What each distinct degree, license, list and employment means for a plan, asked of the one-person engine once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from meritplan.model.record import LicenseHeld, Record
from meritplan.model.requirement import Education, License
from meritplan.qualification.claims import Claims
from meritplan.qualification.education import rank
from meritplan.qualification.groups import evaluate
from meritplan.qualification.licenses import issued_by
from meritplan.qualification.names import plain
from meritplan.qualification.offers import Offer, offer
from meritplan.qualification.result import MET, NOT_MET, NodeResult
from meritplan.qualification.scope import Part
from meritplan.screening.attainments import Given, Held, Told
from meritplan.screening.blocks import Kinds
from meritplan.screening.compile import claims_of
from meritplan.screening.people import OF_LIST, Encoder
from meritplan.screening.study import levels, of_degree
from meritplan.screening.tables import Tables

Ints = NDArray[np.int64]
ANY_NAME = "\N{EM DASH} any name \N{EM DASH}"


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


class Attained:
    """What each kind of degree (or license) means: what hangs on its shape alone, and what hangs on its name."""

    def __init__(self, unlisted: Sequence[int]) -> None:
        self.shape_of = list[int]()
        self.named, self.shapes = Rows(), Rows()
        self.shapes.add(unlisted)
        self._numbers: dict[Any, int] = {}
        self._shape_of: Ints = np.zeros(0, np.int64)

    def shape(self, key: Any) -> int | None:
        """The number of a shape that is known."""
        return self._numbers.get(key)

    def add_shape(self, key: Any, rows: Sequence[int]) -> int:
        """A shape met for the first time."""
        self._numbers[key] = len(self.shapes)
        self.shapes.add(rows)
        return self._numbers[key]

    def kinds(self) -> Kinds:
        """The arrays the kernel reads."""
        starts, rows = self.named.arrays()
        shape_starts, shape_rows = self.shapes.arrays()
        new = np.array(self.shape_of[len(self._shape_of) :], np.int64)
        self._shape_of = np.concatenate([self._shape_of, new])
        return Kinds(self._shape_of, starts, rows, shape_starts, shape_rows)


class Answers:
    """Answers by the one-person engine, remembered."""

    def __init__(self, tables: Tables, encoder: Encoder) -> None:
        self.tables, self.encoder, self.plan, self.rows = tables, encoder, tables.plan, tables.rows
        self.nobody = self.plan.nobody()
        self.attained = {name: Attained(self._where_nothing_is_listed(name)) for name in OF_LIST}
        self.always = [row for fact, row in self.rows.items() if isinstance(fact, Told) and "possible" in fact.which]
        self.study: list[tuple[int, ...]] = []
        self.irregular_study: set[int] = set()
        self._told: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        self._essences: dict[Any, int] = {}  # facts that are the same but for their names
        self._essence_of: dict[int, int] = {}
        self._found: dict[Hashable, tuple[int, int]] = {}
        self._issuers: dict[tuple[str | None, str | None], int] = {}
        self._studies: dict[bytes, tuple[int, ...]] = {}
        self.levels = levels(tables)
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

    def _where_nothing_is_listed(self, items: str) -> list[int]:
        return [
            row
            for fact, row in self.rows.items()
            if isinstance(fact, Held | Given) and fact.items == items and "possible" in fact.which
        ]

    def learn(self) -> None:
        """Ask about every kind of degree and license the encoder has met since the last time."""
        for name in OF_LIST:
            numbering = self.encoder.items[name]
            for number in range(len(self.attained[name].shape_of), numbering.count):
                self._item(name, numbering.rows[number])

    # --- degrees and licenses ----------------------------------------------------------------------------

    def _item(self, items: str, key: Ints) -> None:
        held = self.encoder.degree(key) if items == "education" else self.encoder.license_held(key)
        attained, called = self.attained[items], "field" if items == "education" else "name"
        name = plain(held.get(called) or "")
        # what does not hang on the name is the same for all names
        unnamed = _without_name(items, key)
        named_too = name if items == "licenses" and self.nobody.licenses_listed else bool(name)
        shape_key = (unnamed, named_too)
        shape = attained.shape(shape_key)
        if shape is None:
            known = self._claims(items, held)
            shape = attained.add_shape(shape_key, sorted(set(self._holding(items, key, named_too, known))))
        attained.shape_of.append(shape)
        if items == "education":
            self._add_study(unnamed, held)
        reached = {name, *self.nobody.licenses_covered.get(name, ())}
        named = {row: fact for one in reached for fact, row in self.by_name[items].get(one, ())}
        if named:
            attained.named.add(sorted(self._named(items, named, key, held)))
        else:
            attained.named.add(())

    def _claims(self, items: str, held: dict[str, Any]) -> Claims:
        entry = {name: value for name, value in held.items() if value is not None}
        if "verified" in entry:
            entry["verified"] = {"result": entry["verified"]}
        return claims_of(msgspec.convert({items: [entry]}, Record), self.plan.policy, self.plan.as_of, self.plan.gate)

    def _named(self, items: str, facts: dict[int, Any], key: Ints, held: dict[str, Any]) -> Iterator[int]:
        """Rows of facts that hold for what bears one of their names: the same for all names, so asked about one."""
        if self.nobody.licenses_listed:
            known = self._claims(items, held)
            yield from (row for row, fact in facts.items() if _bit(_asked(_essence(fact), known), fact.which))
            return
        called = "field" if items == "education" else "name"
        any_name: Claims | None = None
        for row, fact in facts.items():
            if not isinstance(fact, Held):
                if _bit(_asked(_essence(fact), self._claims(items, held)), fact.which):
                    yield row
                continue
            place = self._place(fact, row, key, "named", held.get("issuer"))
            if place not in self._found:
                any_name = any_name or self._claims(items, {**held, called: ANY_NAME})
                asked = _essence(fact)
                self._found[place] = _asked(asked._replace(leaf=_of_any_name(asked.leaf)), any_name)
            if _bit(self._found[place], fact.which):
                yield row

    def _holding(self, items: str, key: Ints, named_too: Hashable, known: Claims) -> Iterator[int]:
        """Rows of the facts without names that hold."""
        issuer = (known.record.licenses or ())[0].issuer if items == "licenses" else None
        for fact, row in self.nameless[items]:
            place = self._place(fact, row, key, named_too, issuer)
            if place not in self._found:
                self._found[place] = _asked(_essence(fact), known)
            if _bit(self._found[place], fact.which):
                yield row

    def _place(self, fact: Any, row: int, key: Ints, named: Hashable, issuer: str | None) -> Hashable:
        """Where the answer is kept: the name does not matter here, the issuer only as it answers a license's own."""
        issued = 0
        if isinstance(fact, Held) and isinstance(fact.leaf, License) and fact.leaf.issuer:
            issued = 1 + self._issued(fact.leaf, issuer)
        if row not in self._essence_of:
            essence = _essence(fact)
            if isinstance(fact, Held) and named == "named":
                essence = essence._replace(leaf=_of_any_name(essence.leaf))
            if issued:
                essence = essence._replace(leaf=msgspec.structs.replace(essence.leaf, issuer=None))
            self._essence_of[row] = self._essences.setdefault(essence, len(self._essences))
        rest = key[2:].tobytes() if fact.items == "licenses" else _without_name(fact.items, key)
        return self._essence_of[row], issued, named, rest

    def _issued(self, leaf: License, issuer: str | None) -> int:
        place = (leaf.issuer, issuer)
        if place not in self._issuers:
            self._issuers[place] = issued_by(leaf, LicenseHeld(issuer=issuer)).truth
        return self._issuers[place]

    def _add_study(self, unnamed: bytes, held: dict[str, Any]) -> None:
        """What each kind of degree adds to the study of a person; its field does not matter."""
        if unnamed not in self._studies:
            known = self._claims("education", held)
            self._studies[unnamed] = of_degree(known, self.tables.scale.study, self.levels)
        if self._studies[unnamed][0] < 0:
            self.irregular_study.add(len(self.study))
        self.study.append(self._studies[unnamed])

    # --- lists told as a whole ---------------------------------------------------------------------------

    def told(self, items: str, text: str) -> tuple[list[int], list[int]]:
        """Rows to set and rows to clear for a person whose list of this name is this JSON text."""
        if (items, text) not in self._told:
            # units of any subject are counted from the education too, which is asked about apart
            record = msgspec.convert({"education": [], items: msgspec.json.decode(text)}, Record)
            known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
            facts = [(f, row) for f, row in self.rows.items() if isinstance(f, Told) and f.items == items]
            holding = {row for fact, row in facts if _bit(_told(fact, known), fact.which)}
            cleared = [row for fact, row in facts if row not in holding]
            self._told[items, text] = (sorted(holding), cleared)
        return self._told[items, text]


def _without_name(items: str, key: Ints) -> bytes:
    """All of a key but the field of a degree, or the name of a license."""
    codes = key.tobytes()
    return codes[:8] + codes[16:] if items == "education" else codes[8:]


def _bit(found: tuple[int, int], which: str) -> bool:
    truth = found[0] if which.startswith("clean") else found[1]
    return truth == MET if which.endswith("met") else truth != NOT_MET


def _asked(fact: Held | Given, known: Claims) -> tuple[int, int]:
    return _held(fact, known) if isinstance(fact, Held) else _given(fact, known)


def _essence(fact: Any) -> Any:
    """What is asked, whichever bit of the answer the fact is."""
    return fact._replace(which="met", names=None)


def _of_any_name(leaf: Any) -> Any:
    """The leaf with one name in the place of those it has."""
    if isinstance(leaf, Education):
        return msgspec.structs.replace(leaf, fields=(ANY_NAME,))
    assert isinstance(leaf, License)
    return msgspec.structs.replace(leaf, name=ANY_NAME)


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
