"""One record against many classes: qualifies, conditional, depends on the position, needs proof, short by so much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from meritplan.model.requirement import Requirement, Unread, doubts
from meritplan.qualification.claims import Claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.missing import cures, rounded, settling
from meritplan.qualification.result import MET, NEVER, NOT_MET, NodeResult, in_months
from meritplan.qualification.scope import Part, prepare

Standing = Literal["qualifies", "conditional", "position", "open", "short"]
ORDER: tuple[Standing, ...] = ("qualifies", "conditional", "position", "open", "short")
TITLES: dict[Standing, str] = {
    "qualifies": "Qualifies now",
    "conditional": "Qualifies with a condition",
    "position": "Depends on the position",
    "open": "Needs proof or a ruling",
    "short": "Short by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A class to compare with: what it is called, and its requirement made ready."""

    code: str | None
    title: str
    part: Part
    doubtful: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """How the record stands with one class. ``distance`` orders rows of one standing, the nearest first."""

    code: str | None
    title: str
    standing: Standing
    result: Literal["met", "undetermined", "not_met"]
    months: int | float | None = None
    unit: str = "months"
    needs: tuple[str, ...] = ()
    questions: int = 0
    doubtful: bool = False  # the reading of the requirement holds a question for a person
    distance: float = 0.0


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One record against many classes."""

    format: str = "meritplan-comparison/1"
    record: str | None
    as_of: str
    gate: str
    policy: str
    counts: dict[str, int]
    rows: tuple[Row, ...]


def candidate(code: str | None, title: str, tree: Requirement | None) -> Candidate:
    """A class ready to be compared with; one without a requirement that was read asks a person."""
    read = tree if tree is not None else Unread(quote="no qualification section")
    return Candidate(code=code, title=title, part=prepare(read), doubtful=any(node.doubt for node in doubts(read)))


def rows(candidates: Iterable[Candidate], claims: Claims) -> list[Row]:
    """How the record stands with each class, in the order of standing, the nearest first."""
    found = [_row(each, evaluate(each.part, claims), claims) for each in candidates]
    return sorted(found, key=lambda row: (ORDER.index(row.standing), row.distance, row.title, row.code or ""))


def _row(each: Candidate, result: NodeResult, claims: Claims) -> Row:
    standing = _standing(result)
    needs: tuple[str, ...] = ()
    asked, distance = 0, 0.0
    months, unit = None, "months"
    if standing == "conditional":
        needs = tuple(f"by {item.until}: {item.what}" for item in result.pending)
        distance = float(len(needs))
    elif standing in {"position", "open"}:
        questions = settling(result, claims)
        needs, asked = tuple(dict.fromkeys(reason.question for reason in questions)), len(questions)
        distance = float(asked)
    elif standing == "short":
        missing = cures(result, claims)
        needs = tuple(cure.needs for cure in missing[:3])
        amount = result.gap.amount if result.gap is not None else NEVER
        months, unit = (None, "months") if result.gap is None else (rounded(amount), result.gap.unit)
        distance = float(in_months(amount, unit))
    return Row(
        code=each.code,
        title=each.title,
        standing=standing,
        result=result.word,
        months=months,
        unit=unit,
        needs=needs,
        questions=asked,
        doubtful=each.doubtful,
        distance=distance,
    )


def _standing(result: NodeResult) -> Standing:
    if result.relaxed == MET:
        return "conditional" if result.clean < MET else "qualifies"
    if result.relaxed == NOT_MET:
        return "short"
    return "position" if {reason.kind for reason in result.reasons} == {"position"} else "open"


def compare(candidates: Sequence[Candidate], claims: Claims, *, as_of: str, record_id: str | None) -> Comparison:
    """The whole comparison as a value."""
    found = rows(candidates, claims)
    return Comparison(
        record=record_id,
        as_of=as_of,
        gate=claims.gate,
        policy=claims.policy.name,
        counts={standing: sum(row.standing == standing for row in found) for standing in ORDER},
        rows=tuple(found),
    )


def page(found: Comparison, *, most: int = 40) -> str:
    """The comparison as a page a person can read."""
    lines = [f"As of {found.as_of}, {found.gate} gate, policy {found.policy}: {len(found.rows)} classes."]
    for standing in ORDER:
        group = [row for row in found.rows if row.standing == standing]
        if not group:
            continue
        lines += ["", f"{TITLES[standing]} ({len(group)})"]
        lines += [_line(row) for row in group[:most]]
        if len(group) > most:
            lines.append(f"  ... and {len(group) - most} more")
    return "\n".join(lines)


def _line(row: Row) -> str:
    name = " ".join(word for word in (row.code, row.title) if word)
    if row.standing == "short":
        amount = f"{row.months:g} {row.unit}" if row.months is not None else "not by time alone"
        return f"  {name}: {amount} ({row.needs[0] if row.needs else ''})"
    doubt = " (the reading is doubtful)" if row.doubtful else ""
    return f"  {name}{doubt}{': ' + '; '.join(row.needs[:2]) if row.needs else ''}"
