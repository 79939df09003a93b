"""What a person types is taken for the class or edition that is meant, or refused with the choices."""

import pytest

from meritplan.model import JobClass
from meritplan.plan import ClassEdition, ClassRecord, Former, write
from meritplan.plan.choosing import class_named, edition_named
from meritplan.plan.errors import UnknownClassError


@pytest.fixture
def clerks(plan):
    """Two classes of one title, one of them with two editions and a former title."""
    editions = [
        ClassEdition(class_key="0100", number=1, job_class=JobClass(title="Clerk", code="0100")),
        ClassEdition(class_key="0200", number=1, job_class=JobClass(title="Office Clerk", code="0200")),
        ClassEdition(class_key="0200", number=2, job_class=JobClass(title="Clerk", code="0200")),
    ]
    return write(plan, [*editions, ClassRecord(key="0200", former_titles=(Former(name="Writer’s Clerk"),))])


@pytest.mark.parametrize("said", ["0200", "OFFICE  clerk", "writer's clerk"])
def test_a_class_is_meant_by_its_code_or_any_title_it_had(clerks, said):
    assert class_named(clerks, said).key == "0200"


def test_an_edition_is_meant_by_its_number_and_the_newest_without_one(clerks):
    assert (edition_named(clerks, "0200/1").number, edition_named(clerks, "0200").number) == (1, 2)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("Clerk", "may be any of 0100 Clerk, 0200 Clerk; say which by its code"),
        ("Astronaut", "no class has or had the code or title “Astronaut”"),
        ("0200/7", "0200 has no edition 7; it has 1, 2"),
    ],
)
def test_what_means_nothing_or_too_much_is_refused(clerks, said, message):
    with pytest.raises(UnknownClassError, match=message):
        edition_named(clerks, said)
