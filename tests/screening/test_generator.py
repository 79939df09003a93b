"""Made-up pools have the distributions their module states, and are the same people whenever they are asked for."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.screening.conftest import AS_OF

from meritplan.qualification import policy
from meritplan.screening.compile import compile_plan
from meritplan.screening.generator import CHECKS, HOURS, JOBS, LEVELS, LISTED, MOST_TEXTS, NONE, pool
from meritplan.screening.pools import NUMBERED, Read, sound_rows

PEOPLE = 20_000


@pytest.fixture(scope="module")
def plan(asked):
    return compile_plan(asked, policy(), AS_OF)


@pytest.fixture(scope="module")
def people(plan):
    return pa.Table.from_batches(pool(plan, PEOPLE, seed=11)).combine_chunks()


def values(people, items, name):
    return pc.list_flatten(people.column(items)).combine_chunks().field(name)


def share(column, value):
    found = pc.is_null(column) if value is None else pc.fill_null(pc.equal(column, value), fill_value=False)
    return pc.mean(found).as_py()


def test_the_same_seed_gives_the_same_people(plan, people):
    assert pa.Table.from_batches(pool(plan, PEOPLE, seed=11)).equals(people)
    assert (
        pa.Table.from_batches(pool(plan, 100, seed=11, batch=64))
        .slice(0, 64)
        .equals(pa.Table.from_batches(pool(plan, 64, seed=11)))
    )
    assert not pa.Table.from_batches(pool(plan, PEOPLE, seed=12)).equals(people)


def test_jobs_hours_levels_and_checks_are_as_stated(people):
    lengths = pc.list_value_length(people.column("employment"))
    for number, chance in enumerate(JOBS):
        assert share(lengths, number) == pytest.approx(chance * 0.98, abs=0.015)
    for name, items, stated in (
        ("hours_per_week", "employment", HOURS),
        ("level", "education", LEVELS),
        *(("verified", items, CHECKS) for items in ("employment", "education", "licenses")),
    ):
        column = values(people, items, name)
        for value, chance in stated:
            assert share(column, value) == pytest.approx(chance, abs=0.015), (items, name, value)


def test_functions_stand_with_people_who_are_supervised(people):
    jobs = pc.list_flatten(people.column("employment")).combine_chunks()
    named, led = jobs.field("functions").is_valid(), pc.fill_null(pc.greater(jobs.field("people"), 0), fill_value=False)
    assert pc.all(pc.or_(led, pc.invert(named))).as_py()
    assert pc.sum(named).as_py() / pc.sum(led).as_py() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("name", "chance"), LISTED)
def test_other_lists_are_few_texts_in_the_share_stated(people, name, chance):
    column = people.column(name).combine_chunks()
    texts = pc.value_counts(column.drop_null()).to_pylist()
    assert 1 - column.null_count / PEOPLE == pytest.approx(chance, abs=0.012)
    assert 2 <= len(texts) <= MOST_TEXTS
    none = sum(each["counts"] for each in texts if each["values"] in {"[]", "{}"})
    assert none / (PEOPLE - column.null_count) == pytest.approx(0 if name == "rulings" else NONE, abs=0.05)


def test_every_row_can_be_screened(people):
    batch = people.to_batches()[0]
    sound, aside = sound_rows(Read(batch, pc.cast(pa.array(range(batch.num_rows)), pa.int64()).to_numpy(), {}), "pool")
    assert (sound.num_rows, aside, sound.schema.names) == (PEOPLE, [], NUMBERED.names)


def test_a_plan_that_asks_for_none_of_it_gets_them_too(asked):
    """The words are then the generator's own."""
    plain = compile_plan([each for each in asked if each.title in {"aide", "nothing"}], policy(), AS_OF)
    table = pa.Table.from_batches(pool(plain, 2000, seed=1))
    assert {name for name, _ in LISTED if table.column(name).null_count < 2000} >= {"coursework", "training", "skills"}
