"""A pay plan as a page: grades, market points, zones, and where a salary stands."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from meritplan.pay.money import dollars
from meritplan.pay.plan import PayGrade, PayPlan, Placement, placement, zones


def plan_lines(plan: PayPlan, grades: Sequence[PayGrade], salary: Decimal | None) -> Iterator[str]:
    """The plan with these grades, a line for each zone."""
    until = f" to {plan.effective_to}" if plan.effective_to else ""
    yield f"{plan.title}: in force from {plan.effective_from}{until}, by the {plan.unit}"
    if plan.citation:
        yield f"  {plan.citation}"
    for grade in grades:
        market = f", market {dollars(grade.market)}" if grade.market is not None else ""
        yield f"{grade.kind} {grade.grade}: {dollars(grade.low)} to {dollars(grade.high)}{market}"
        for zone in zones(grade, plan.zone_step):
            yield f"  zone {zone.number}: {dollars(zone.low)} to {dollars(zone.high)}"
        if salary is not None:
            yield f"  {placement_words(placement(grade, salary, plan.zone_step))}"


def placement_words(found: Placement) -> str:
    """Where a salary stands, in words."""
    if found.standing != "within":
        return f"{dollars(found.salary)} lies {found.standing} the range"
    said = [f"{dollars(found.salary)} lies within the range"]
    said += [f"in zone {found.zone}"] if found.zone else []
    said += [f"compa-ratio {found.compa_ratio}"] if found.compa_ratio is not None else []
    said += [f"{found.penetration} % of the way from minimum to maximum"] if found.penetration is not None else []
    return ", ".join(said)
