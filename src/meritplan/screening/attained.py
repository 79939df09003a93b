"""What each kind of degree or license means for a plan: which facts hold of whoever holds one.

A kind is a shape (all but the name) and a name: the field of a degree, what a license is called. Most facts hang on the
shape alone; a fact that asks for names holds for the shape under one of them. So shapes and facts are put to the
one-person engine, once for each way in which a shape differs in what a fact looks at, and never each kind.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from meritplan.model.record import LicenseHeld, Record
from meritplan.model.requirement import Admission, Education, License, Node
from meritplan.qualification.claims import Claims
from meritplan.qualification.education import rank
from meritplan.qualification.groups import evaluate
from meritplan.qualification.licenses import issued_by
from meritplan.qualification.names import plain
from meritplan.qualification.offers import Offer, offer
from meritplan.qualification.result import MET, NOT_MET, NodeResult
from meritplan.qualification.scope import Part
from meritplan.screening.attainments import Given, Held
from meritplan.screening.blocks import Kinds
from meritplan.screening.columns import NOTHING
from meritplan.screening.compile import claims_of
from meritplan.screening.interning import Numbering
from meritplan.screening.people import NAMES, Encoder
from meritplan.screening.tables import Tables

Ints = NDArray[np.int64]
ANY_NAME = "\N{EM DASH} any name \N{EM DASH}"
WHICH = ("clean_met", "clean_possible", "met", "possible")
UNASKED = -1


def holds(found: tuple[int, int], which: str) -> bool:
    """Whether a bit is set by the clean and the relaxed truth."""
    truth = found[0] if which.startswith("clean") else found[1]
    return truth == MET if which.endswith("met") else truth != NOT_MET


_BITS = np.array([[holds(divmod(packed, 3), which) for packed in range(9)] for which in WHICH])


class Lists:
    """Lists of rows to set, one after the other, growing as more is met."""

    def __init__(self) -> None:
        self.starts: Ints = np.zeros(1, np.int64)
        self.rows: Ints = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def extend(self, lengths: Ints, rows: Ints) -> None:
        """More lists, of these lengths."""
        self.starts = np.concatenate([self.starts, self.starts[-1] + np.cumsum(lengths)])
        self.rows = np.concatenate([self.rows, rows])


class Aspect(NamedTuple):
    """What a fact looks at of a degree or license, beside what all facts do."""

    name: bool  # whether it has any
    accredited: bool = False
    amounts: bool = False  # units and years, not only whether there are any
    issued: bool = False  # the very day
    issuer: str | None = None  # the issuer asked for


class Attained:
    """What the kinds of degrees (or licenses) met so far mean."""

    def __init__(self, items: str, tables: Tables, encoder: Encoder, nobody: Claims) -> None:
        self.items, self.tables, self.encoder, self.nobody = items, tables, encoder, nobody
        self.column, self.called = NAMES[items]
        # where the policy lists which licenses cover which, all hangs on the name: it is part of the shape
        self.by_name = items == "licenses" and bool(nobody.licenses_listed)
        self.shape_of: Ints = np.zeros(0, np.int64)
        self.named, self.shapes = Lists(), Lists()
        self._keys = Numbering(encoder.items[items].rows.shape[1] + 1)
        self._entries = list[dict[str, Any]]()
        self._known: dict[tuple[int, str | None], Claims] = {}
        self._index()
        unlisted = [row for fact, row in self._facts if "possible" in fact.which]
        self.shapes.extend(np.array([len(unlisted)]), np.array(sorted(unlisted), np.int64))
        self._issuers: dict[tuple[str, str | None], int] = {}
        self._matters: dict[Hashable, int] = {}
        self._matter: Ints = np.zeros((0, len(self._aspects)), np.int64)
        self._found = np.full((self._asked.max(initial=0) + 1, 1), UNASKED, np.int8)

    def _index(self) -> None:
        """Facts without names, asked of every shape, and facts by name."""
        self._facts = [
            (fact, row)
            for fact, row in self.tables.rows.items()
            if isinstance(fact, Held | Given) and fact.items == self.items
        ]
        self._put = list[tuple[Any, str | None]]()  # what is put to the engine, and the name of the item, if it matters
        self._aspects: dict[Aspect, int] = {}
        self._numbers: dict[Hashable, int] = {}
        columns = [self._column(fact, row, None) for fact, row in self._facts if fact.names is None]
        self._nameless = np.arange(len(columns))
        self._lists: dict[str, int] = {}
        starts = [len(columns)] * 2
        by_name: dict[str, list[tuple[Any, int]]] = {}
        for fact, row in self._facts:
            for name in fact.names or ():
                by_name.setdefault(name, []).append((fact, row))
        for name, facts in by_name.items():
            self._lists[name] = len(starts) - 1
            columns += [self._column(fact, row, name) for fact, row in sorted(facts, key=lambda each: each[1])]
            starts.append(len(columns))
        self._starts = np.array(starts, np.int64)
        self._row, self._which, self._asked, self._aspect = np.array(columns, np.int64).reshape(-1, 4).T
        self._list_of: Ints = np.zeros(0, np.int64)

    def _column(self, fact: Any, row: int, name: str | None) -> tuple[int, int, int, int]:
        """Row, bit, what is asked whatever its bit, and what it looks at."""
        put = fact._replace(which="met", names=None)
        given = None
        if name is not None and isinstance(fact, Held):
            put = put._replace(leaf=_of_any_name(put.leaf))  # the same for all names
        elif name is not None:
            given = name
        self._put.append((put, given))
        essence = put
        if isinstance(put, Held) and isinstance(put.leaf, License):
            essence = put._replace(leaf=msgspec.structs.replace(put.leaf, issuer=None))
        asked = self._numbers.setdefault((essence, given), len(self._numbers))
        aspect = self._aspects.setdefault(_aspect(put), len(self._aspects))
        return row, WHICH.index(fact.which), asked, aspect

    # --- kinds met ---------------------------------------------------------------------------------------

    def learn(self) -> Ints:
        """Take in every kind the encoder has met since the last time; the shapes of these kinds."""
        numbering = self.encoder.items[self.items]
        new = numbering.rows[len(self.shape_of) : numbering.count]
        if not len(new):
            return np.zeros(0, np.int64)
        names = new[:, self.column]
        lists = self._named_lists(names)
        keys = np.concatenate([new, (lists >= 0).astype(np.int64)[:, None]], axis=1)
        if not self.by_name:
            keys[:, self.column] = NOTHING
        shapes = self._keys.of(keys).astype(np.int64)
        self._add_shapes()
        self._add_named(np.maximum(lists, 0), shapes)
        self.shape_of = np.concatenate([self.shape_of, shapes + 1])  # the first is for lists that are not there
        return shapes

    def _named_lists(self, names: Ints) -> Ints:
        """For each name (a code of the encoder) its list of facts: none for names the plan has not, -1 for no name."""
        words = self.encoder.field if self.items == "education" else self.encoder.license
        codes = range(len(self._list_of) - 1, len(words.samples))  # the first is for no text
        texts = [plain(words.sample(code) or "") for code in codes]
        known = {} if self.by_name else self._lists
        new = [known.get(text, 0) if text else NOTHING for text in texts]
        self._list_of = np.append(self._list_of, np.array(new, np.int64))
        return self._list_of[names + 1]

    def _add_shapes(self) -> None:
        """The facts without names that hold for shapes met for the first time."""
        first, last = len(self._entries), self._keys.count
        for number in range(first, last):
            self._entries.append(self._entry(self._keys.rows[number]))
        new = [[self._looked_at(aspect, number) for aspect in self._aspects] for number in range(first, last)]
        self._matter = np.concatenate([self._matter, np.array(new, np.int64).reshape(len(new), len(self._aspects))])
        self._widen()
        for number in range(first, last):
            held = self._holding(self._nameless, np.full(len(self._nameless), number))
            rows = {*self._row[self._nameless[held]].tolist(), *self._under_its_name(number)}
            self.shapes.extend(np.array([len(rows)]), np.array(sorted(rows), np.int64))

    def _under_its_name(self, shape: int) -> Iterable[int]:
        """Where names are part of shapes: the facts by name that hold."""
        if not self.by_name:
            return
        name = plain(self._entries[shape][self.called] or "")
        for reached in {name, *self.nobody.licenses_covered.get(name, ())}:
            at = self._lists.get(reached, 0)
            for column in range(self._starts[at], self._starts[at + 1]):
                if holds(asked(self._put[column][0], self.claims(shape)), WHICH[self._which[column]]):
                    yield int(self._row[column])

    def _add_named(self, lists: Ints, shapes: Ints) -> None:
        """The facts by name that hold, for each new kind."""
        begins, lengths = self._starts[lists], self._starts[lists + 1] - self._starts[lists]
        kinds = np.repeat(np.arange(len(lists)), lengths)
        columns = np.arange(len(kinds)) + np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
        held = self._holding(columns, shapes[kinds])
        self.named.extend(np.bincount(kinds[held], minlength=len(lists)), self._row[columns[held]])

    def kinds(self) -> Kinds:
        """The arrays the kernel reads."""
        return Kinds(self.shape_of, self.named.starts, self.named.rows, self.shapes.starts, self.shapes.rows)

    # --- questions to the one-person engine --------------------------------------------------------------

    def _holding(self, columns: Ints, shapes: Ints) -> NDArray[np.bool_]:
        """Whether each fact holds for the shape beside it; what nobody asked yet is asked now."""
        places = self._asked[columns], self._matter[shapes, self._aspect[columns]]
        unknown = np.flatnonzero(self._found[places] == UNASKED)
        for n in unknown.tolist():
            place = places[0][n], places[1][n]
            if self._found[place] == UNASKED:
                fact, name = self._put[columns[n]]
                clean, relaxed = asked(fact, self.claims(int(shapes[n]), name))
                self._found[place] = 3 * clean + relaxed
        held: NDArray[np.bool_] = _BITS[self._which[columns], self._found[places]]
        return held

    def _widen(self) -> None:
        """Room for the answers about shapes that differ in what is looked at."""
        lacking = len(self._matters) - self._found.shape[1]
        if lacking > 0:
            more = np.full((len(self._found), max(lacking, self._found.shape[1])), UNASKED, np.int8)
            self._found = np.concatenate([self._found, more], axis=1)

    def _looked_at(self, aspect: Aspect, shape: int) -> int:
        """A number for what facts of this aspect see of a shape."""
        key, entry = self._keys.rows[shape].tolist(), self._entries[shape]
        seen: tuple[Hashable, ...]
        if self.items == "education":
            amounts = entry["semester_units"], entry["quarter_units"], entry["years"]
            seen = (
                *key[:1], *key[2:6], key[7], aspect,
                key[6] if aspect.accredited else None,
                amounts if aspect.amounts else bool(amounts[0] or amounts[1]),
            )  # fmt: skip
        else:
            issued = entry["issued"]
            seen = (
                key[0], *key[3:6], aspect._replace(issuer=None),
                self._issued_by(aspect.issuer, entry["issuer"]),
                issued if aspect.issued or issued is None else self.encoder.against_day(issued),
            )  # fmt: skip
        return self._matters.setdefault((*seen, key[-1] if aspect.name else None), len(self._matters))

    def _issued_by(self, asked: str | None, held: str | None) -> int | None:
        """How the issuer asked for and that of the license agree; None where none is asked for."""
        if asked is not None and (asked, held) not in self._issuers:
            self._issuers[asked, held] = issued_by(License(issuer=asked), LicenseHeld(issuer=held)).truth
        return None if asked is None else self._issuers[asked, held]

    def _entry(self, key: Ints) -> dict[str, Any]:
        """A degree or license of this shape, as an entry of a record."""
        read = self.encoder.degree if self.items == "education" else self.encoder.license_held
        entry = read(key[:-1])
        return {**entry, self.called: ANY_NAME} if key[-1] and not self.by_name else entry

    def claims(self, shape: int, name: str | None = None) -> Claims:
        """The claims of somebody who holds something of this shape (under this name), and nothing else."""
        if (shape, name) not in self._known:
            entry = {key: value for key, value in self._entries[shape].items() if value is not None}
            if "verified" in entry:
                entry["verified"] = {"result": entry["verified"]}
            if name is not None:
                entry[self.called] = name
            record = msgspec.convert({self.items: [entry]}, Record)
            plan = self.tables.plan
            self._known[shape, name] = claims_of(record, plan.policy, plan.as_of, plan.gate)
        return self._known[shape, name]


def _aspect(fact: Held | Given) -> Aspect:
    """What the one-person engine looks at where this is asked."""
    if isinstance(fact, Given):
        return Aspect(name=fact.items == "licenses" or fact.rule.give_text is not None)
    leaf = fact.leaf
    if isinstance(leaf, Education):
        return Aspect(
            name=bool(leaf.fields or leaf.related_field),
            accredited=bool(leaf.accredited),
            amounts=leaf.years is not None,
        )
    assert isinstance(leaf, License)
    return Aspect(name=True, issued=leaf.held_months is not None, issuer=leaf.issuer)


def _of_any_name(leaf: Any) -> Any:
    """The leaf with one name in the place of those it has."""
    if isinstance(leaf, Education):
        return msgspec.structs.replace(leaf, fields=(ANY_NAME,))
    assert isinstance(leaf, License)
    return msgspec.structs.replace(leaf, name=ANY_NAME)


def asked(fact: Held | Given, known: Claims) -> tuple[int, int]:
    """The clean and the relaxed truth."""
    if isinstance(fact, Held):
        return decided(fact.leaf, fact.admissions, known)
    if fact.above is not None and not _above(fact.above, known):
        return NOT_MET, NOT_MET
    return offered(fact.rule, fact.admissions, known)


def decided(leaf: Node, admissions: tuple[Admission, ...], known: Claims) -> tuple[int, int]:
    """The clean and the relaxed truth of a leaf."""
    found = evaluate(Part(node=leaf, path=(), admissions=admissions), known)
    return found.clean, found.relaxed


def offered(rule: Any, admissions: Sequence[Any], known: Claims) -> tuple[int, int]:
    """Whether what a rule gives is there, now or in time."""
    target = Part(node=rule, path=(), admissions=tuple(admissions))
    found = offer(rule, (), NodeResult(part=target, clean=NOT_MET, relaxed=NOT_MET), known)
    assert isinstance(found, Offer)
    return found.finding.truth, max(found.finding.truth, found.later.truth)


def _above(level: str, known: Claims) -> bool:
    """Whether the degree stands above the level, so that it may be given beside what meets it (C19)."""
    policy = known.policy.professional_level
    held = (known.record.education or ())[0].level
    return held is not None and rank(held, policy) > rank(level, policy)
