"""A plan of the fictional State of Alder to begin each test with."""

from datetime import date

import pytest

from meritplan.model import AllOf, Education, Experience, JobClass, Span
from meritplan.plan import ClassEdition, create


@pytest.fixture
def plan(tmp_path):
    """An empty plan."""
    return create(tmp_path / "alder", title="Classification plan of the State of Alder", jurisdiction="Alder")


@pytest.fixture
def case_aide():
    """Adopted, in force since 2011."""
    asked = AllOf(
        children=(
            Education(level="associate", fields=("Human Services",), quote="An associate degree in human services"),
            Experience(
                months=12, function="case work", quote="one year of case work", spans=(Span(40, 61), Span(70, 75))
            ),
        )
    )
    said = JobClass(title="Case Aide", code="0264", minimum_qualifications=asked, evidence={"title": (Span(0, 9),)})
    return ClassEdition(class_key="0264", number=1, state="adopted", effective_from=date(2011, 11, 15), job_class=said)
