"""Classes of the City of Marrow Bay, with what they ask of each other."""

import pytest

from meritplan.model import AllOf, AnyOf, Education, JobClass, License
from meritplan.plan import ClassEdition, create, newest, write
from tests.ladders.wording import as_a, at_level


@pytest.fixture
def view_of(tmp_path):
    """A view of a plan with these classes (code, title, requirement, anything else of a job class)."""

    def made(*classes, records=()):
        editions = []
        for code, title, tree, *more in classes:
            said = JobClass(title=title, code=code, minimum_qualifications=tree, **(more[0] if more else {}))
            editions.append(ClassEdition(class_key=code, number=1, job_class=said))
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        return newest(write(create(folder, title="City of Marrow Bay"), [*editions, *records]))

    return made


@pytest.fixture
def harbor(view_of):
    """Deck hands, pilots, and the office that pilots may retire to."""
    pilot = AllOf(
        children=(
            AnyOf(children=(as_a("Deck Hand", months=36), Education(level="bachelor", quote="a degree"))),
            License(name="Pilot License", quote="a pilot license"),
        )
    )
    chief = AllOf(children=(at_level("Harbor Pilot II"), License(name="Pilot License", quote="the pilot license, too")))
    return view_of(
        ("1001", "Deck Hand", None),
        ("1002", "Harbor Pilot", pilot),
        ("1003", "Chief Harbor Pilot", chief),
        ("2001", "Harbor Clerk", as_a("Deck Hand", "Wharf Warden", months=12)),
        ("2002", "Harbor Records Manager", as_a("harbor clerk")),
    )
