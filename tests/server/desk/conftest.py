"""What tests of the desk share: a plan with open questions, and forms sent as pages send them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from meritplan.model import AllOf, AnyOf, Condition, Education, Experience, JobClass, Unread
from meritplan.plan import ClassEdition, Plan, load, write
from meritplan.plan.questions import questions
from meritplan.server.plans import served

SEASON = "A season at sea is welcome."


def ranger(title: str, code: str, *, season: bool = True) -> JobClass:
    """A class of the State of Alder as somebody typed it in: a degree or work, and words nobody has read."""
    children: tuple[Any, ...] = (
        AnyOf(
            children=(
                Education(level="bachelor", fields=("forestry",), quote="A degree in forestry"),
                Experience(months=24, function="trail work", quote="two years of trail work"),
            )
        ),
        Condition(kind="ability", quote="able to lift a log", doubt="Is it a requirement?"),
    )
    if season:
        children = (*children, Unread(quote=SEASON))
    return JobClass(title=title, code=code, minimum_qualifications=AllOf(children=children))


def draft(job_class: JobClass, number: int = 1, **more: Any) -> ClassEdition:
    """A draft edition with the questions its reading leaves open."""
    return ClassEdition(
        class_key=str(job_class.code), number=number, questions=questions(job_class, ()), job_class=job_class, **more
    )


@pytest.fixture
def rangers(own_plan: Plan) -> Plan:
    """The sample plan and two classes that ask alike, one of them with an edition in force."""
    before = ranger("Shore Ranger", "7001", season=False)
    in_force = draft(before, state="adopted", effective_from=date(2020, 1, 1), adopted=date(2019, 12, 1))
    plan = write(
        own_plan,
        [
            in_force,
            draft(ranger("Shore Ranger", "7001"), number=2, basis=1),
            draft(ranger("Lake Ranger", "7002")),
        ],
    )
    served.changed()
    return plan


@pytest.fixture
def now(rangers: Plan) -> Callable[[], Plan]:
    """The plan as its folder stands."""
    return lambda: load(rangers.root)


@pytest.fixture
def send(rangers: Plan) -> Callable[..., Any]:
    """Send a form about an edition as its page would: ``send(client, "/desk/...", "7001/2", because="...")``."""

    def sent(client: Client, address: str, edition: str, **fields: Any) -> Any:
        key, _, number = edition.partition("/")
        plan = load(rangers.root)
        said = {"sha256": plan.hashes[f"classes/{key}/{number}.yaml"], **fields}
        return client.post(address, said)

    return sent
