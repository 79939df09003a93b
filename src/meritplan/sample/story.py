"""Ten years of the plan of the State of Alder: imports, decisions and publications, each with its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from meritplan.model import Experience
from meritplan.pay import take_pay
from meritplan.plan import ClassEdition, Plan, create, write
from meritplan.plan.importing import Importer
from meritplan.plan.publication import formerly, publish
from meritplan.plan.settling import Decider, read_as
from meritplan.reading.pipeline import read_path

HOME: Final = Path(__file__).resolve().parent
TITLE: Final = "Classification plan of the State of Alder"
CLERK, ANALYST, BOARD = "T. Brandvold", "R. Okafor", "Alder Personnel Board"
RIVER = ("0671", "0672", "0673")
FIRST = ("earlier/river-inspector-series.html",)
PLAN_OF_2022 = (
    "documents/state/dam-safety-examiner.html",
    "documents/state/fire-lookout.html",
    "documents/state/habitat-biologist-series.html",
    "documents/state/park-and-trail-services.txt",
    "documents/state/permit-and-records-services.txt",
    "documents/state/river-inspector-series.html",
    "documents/universities/herbarium-collections-series.pdf",
)
WATER = ("documents/state/water-resource-technicians.docx",)
PROPOSED = ("proposed/park-and-trail-services.txt",)
PAY = (
    ("technical-pay-bands-2025.yaml", date(2025, 1, 1)),
    ("general-pay-plan-2025.yaml", date(2025, 7, 1)),
    ("pay-scale-2025-07-01.csv", date(2025, 7, 1)),
    ("band-docket.yaml", date(2025, 7, 1)),
    ("general-pay-plan-2026.yaml", date(2026, 7, 1)),
    ("pay-scale-2026-07-01.csv", date(2026, 7, 1)),
)


def sample_plan(target: Path) -> Plan:
    """Make the sample plan in a new or empty folder; the plan.

    It holds several families and series, editions in force, one series in two editions, pay, and drafts with open
    questions. Every step bears the day of the story, so that the same version always makes the same plan.

    Raises:
        PlanExistsError, FolderInUseError: if the folder holds anything.
    """
    plan = create(target, title=TITLE, jurisdiction="State of Alder")
    for step in STEPS:
        plan = step(plan)
    return plan


def _imported(plan: Plan, names: tuple[str, ...], on: date) -> Plan:
    importer = Importer(plan, by=CLERK, on=on)
    for name in names:
        importer.take(HOME / name, read_path(HOME / name))
    importer.flush()
    return importer.plan


def _published(plan: Plan, editions: list[ClassEdition], effective: date | None, who: Decider) -> Plan:
    return write(plan, publish(plan, editions, who, effective=effective))


def _river_works_of_2016(plan: Plan) -> Plan:
    """The inspectors under the ordinance, before the Waters Act."""
    plan = _imported(plan, FIRST, date(2016, 5, 9))
    who = Decider(by=BOARD, on=date(2016, 6, 14), because="Minute 2016-06 item 3")
    return _published(plan, [plan.by_key[key].newest for key in RIVER], date(2016, 7, 1), who)


def _plan_of_2022(plan: Plan) -> Plan:
    """The whole plan, settled and in force, but for what the universities only circulated."""
    plan = _imported(plan, PLAN_OF_2022, date(2022, 2, 7))
    plan = _names_before(_decided(plan))
    printed = [one for one in _ready(plan) if one.job_class.effective_date]
    others = [one for one in _ready(plan) if not one.job_class.effective_date]
    who = Decider(by=BOARD, on=date(2022, 6, 8), because="Minute 2022-06 item 1")
    return _published(_published(plan, printed, None, who), others, date(2022, 7, 1), who)


def _decided(plan: Plan) -> Plan:
    """The one thing the reading left open that the office settled: how long a season is."""
    edition = plan.by_key["5120"].newest
    season = Experience(months=6, classes=("Park and Trail Worker II",), employer="Alder state service")
    who = Decider(by=ANALYST, on=date(2022, 4, 20), because="Memorandum 2022-11: a season is six months")
    return write(plan, [read_as(edition, edition.open_questions[0].id, season, who)])


def _names_before(plan: Plan) -> Plan:
    """Titles that no document of the plan tells of."""
    return write(
        plan,
        [
            formerly(plan, plan.by_key["0671"], titles=["Levee Warden"], until=date(1988, 5, 3)),
            formerly(plan, plan.by_key["4103"], titles=["Park Guide"], until=date(2003, 6, 30)),
        ],
    )


def _ready(plan: Plan) -> list[ClassEdition]:
    newest = (one.newest for one in plan.classes)
    return [edition for edition in newest if edition.state == "draft" and not edition.open_questions]


def _water_of_2023(plan: Plan) -> Plan:
    """A description of its own day, with an alternative band that is reviewed each year."""
    plan = _imported(plan, WATER, date(2023, 3, 20))
    who = Decider(by=BOARD, on=date(2023, 3, 29), because="Minute 2023-03 item 4")
    return _published(plan, _ready(plan), date(2023, 4, 1), who)


def _pay(plan: Plan) -> Plan:
    """What the board fixed in two years, and the bands it reviews."""
    for name, on in PAY:
        path = HOME / "pay" / name
        plan, _ = take_pay(plan, path.read_bytes(), name, by=CLERK, on=on, as_of=on)
    return plan


def _drafts_of_2026(plan: Plan) -> Plan:
    """A new wording of the park family, as it came in: what it leaves open waits for a person."""
    return _imported(plan, PROPOSED, date(2026, 10, 19))


STEPS: Final[tuple[Callable[[Plan], Plan], ...]] = (
    _river_works_of_2016,
    _plan_of_2022,
    _water_of_2023,
    _pay,
    _drafts_of_2026,
)
