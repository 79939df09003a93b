"""Synthetic pools for benchmarks and demonstrations: made-up people whose distributions are stated here.

Seeded: the same plan, number and seed give the same people. Nothing here is drawn from real applicants.

Employments of a person: 0 to 8, 3.1 on average (``JOBS``); one person in fifty does not say.
  title       of the plan in half of them (``known_titles``), titles as unevenly popular as a Zipf law makes them
  employer    of the plan in four of ten
  time        a gamma distribution of shape 1.6 and scale 700 days, from 15 days to 25 years, ended up to 19 years ago;
              one in seven still held; one date in eight without its day; one start in a hundred and one end in fifty
              not known
  hours       40 in 78 of 100, else 20, 37.5, 30, 24; not known in one of twenty (``HOURS``)
  pay         unpaid in one of thirty, not known in one of twenty; a part of the time alone in one of thirty
  people      supervised in one of seven, not known in one of seven; half of those who supervise name the functions
Degrees of a person: 0 to 3, 1.35 on average; levels as ``LEVELS`` has them; one person in a hundred does not say.
  field       of the plan in half of them, none in one of seventeen
  accredited  not in one of fifty, not known in one of twenty; one in twenty not finished, with units
Licenses of a person: none in seven of ten, else 1 or 2, of the plan; one person in fifty does not say.
  status      active in three of four, else lapsed, eligible or not known; expiry known in seven of ten
Checks of each employment, degree and license: verified in one of five, pending in one of fifty, contradicted in one of
  two hundred, the others not checked (``CHECKS``).
Other lists, as JSON texts of which there are at most twelve (``LISTED``): coursework of 6 people in 100, training of 8,
  skills of 6, conditions of 8; one in four of them says "none". Rulings were made on one person in a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from meritplan.model.requirement import Counting, Education, Experience, License, walk
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.generator_lists import MOST_TEXTS, Lists, lists_for
from meritplan.screening.schema import DEGREE, EMPLOYMENT, ITEMS, LICENSE, POOL, PRESENT
from meritplan.screening.shards import ShardedPlan

JOBS = (0.06, 0.14, 0.2, 0.22, 0.17, 0.1, 0.06, 0.03, 0.02)
HOURS = ((40.0, 0.78), (20.0, 0.08), (37.5, 0.04), (30.0, 0.04), (24.0, 0.01), (None, 0.05))
LEVELS = (
    ("high_school", 0.3),
    ("some_college", 0.14),
    ("associate", 0.14),
    ("bachelor", 0.28),
    ("master", 0.1),
    ("doctorate", 0.02),
    ("professional", 0.02),
)
OTHER_TITLES = ("Cashier", "Office Worker", "Driver", "Technician", "Team Lead", "Consultant", "Teacher", "Server")
OTHER_FIELDS = ("General Studies", "Liberal Arts", "Theatre", "Philosophy")
EMPLOYERS = ("Alder Foods", "Marrow Bay Clinic", "Fernwood Schools", "Halcyon Freight", "Tidewater Credit Union")
ISSUERS = ("State of California", "State of Nevada", "County Board")
CHECKS = ((None, 0.775), ("verified", 0.2), ("pending", 0.02), ("contradicted", 0.005))
LISTED = (("coursework", 0.06), ("training", 0.08), ("skills", 0.06), ("conditions", 0.08), ("rulings", 0.01))
NONE = 0.25  # of those who list such a thing, how many say that they have none
FUNCTIONS = (["assign", "review"], ["assign", "review", "appraise"], ["schedule"])
Plan = CompiledPlan | ShardedPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words a plan uses: class titles, fields of study, licenses, employers."""

    titles: tuple[str, ...]
    fields: tuple[str, ...]
    licenses: tuple[str, ...]
    employers: tuple[str, ...]


def vocabulary(plan: Plan) -> Vocabulary:
    """The words the requirements of a plan use, in order."""
    titles, fields, licenses, employers = set[str](), set[str](), set[str](), set[str]()
    for node in (node for each in plan.classes for node in walk(each.requirement)):
        if isinstance(node, Experience | Counting):
            titles.update(node.classes)
            employers.update({getattr(node, "employer", None) or getattr(node, "when_employer", None) or ""})
        elif isinstance(node, Education):
            fields.update(node.fields)
        elif isinstance(node, License):
            licenses.update(node.names)
    return Vocabulary(
        titles=tuple(sorted(titles)) or OTHER_TITLES,
        fields=tuple(sorted(fields)) or OTHER_FIELDS,
        licenses=tuple(sorted(licenses)) or ("Driver License",),
        employers=tuple(sorted(employers - {""})) or EMPLOYERS,
    )


def pool(
    plan: Plan, people: int, *, seed: int = 1, batch: int = 32_768, known_titles: float = 0.5
) -> Iterator[pa.RecordBatch]:
    """A made-up pool, batch after batch; each batch has a seed of its own."""
    words = vocabulary(plan)
    texts = lists_for(plan.classes, words.fields, plan.as_of)
    for first in range(0, people, batch):
        random = np.random.default_rng([seed, first])
        found = _batch(plan, words, random, first, min(batch, people - first), known_titles)
        yield _more(found, texts, np.random.default_rng([seed, first, 1]))


def _batch(plan: Plan, words: Vocabulary, random: Any, first: int, number: int, known_titles: float) -> pa.RecordBatch:
    ids = pa.array([f"p{first + n:09d}" for n in range(number)])
    jobs = random.choice(len(JOBS), number, p=JOBS)
    degrees = random.choice(4, number, p=(0.06, 0.6, 0.27, 0.07))
    licenses = random.choice(3, number, p=(0.7, 0.22, 0.08))
    columns = {
        "id": ids,
        "education": _lists(degrees, _degrees(words, random, int(degrees.sum()), plan), random.random(number) < 0.01),
        "employment": _lists(jobs, _jobs(plan, words, random, jobs, known_titles), random.random(number) < 0.02),
        "licenses": _lists(licenses, _licenses(plan, words, random, int(licenses.sum())), random.random(number) < 0.02),
    }
    arrays = [columns.get(field.name, pa.nulls(number, field.type)) for field in POOL]
    return pa.RecordBatch.from_arrays(arrays, schema=POOL)


def _more(batch: pa.RecordBatch, texts: Lists, random: Any) -> pa.RecordBatch:
    """The same people with what was checked, which functions they supervised in, and the lists told as a whole."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    for name, kind in ITEMS.items():
        column = columns[name]
        values = column.values
        given = {"verified": _picked(tuple(check for check, _ in CHECKS), _weighted(random, len(values), CHECKS))}
        if name == "employment":
            named = (values.field("people").fill_null(0).to_numpy() > 0) & (random.random(len(values)) < 0.5)
            places = pa.array(random.integers(0, len(FUNCTIONS), len(values)), mask=~named)
            given["functions"] = pa.array(FUNCTIONS, pa.list_(pa.string())).take(places)
        kept = {field.name: values.field(field.name) for field in kind}
        columns[name] = pa.ListArray.from_arrays(
            column.offsets, _struct(kind, len(values), kept | given), mask=column.is_null()
        )
    for name, share in LISTED:
        columns[name] = _told(getattr(texts, name), share, batch.num_rows, random, none=name != "rulings")
    return pa.RecordBatch.from_arrays([columns[field.name] for field in POOL], schema=POOL)


def _told(texts: tuple[str, ...], share: float, number: int, random: Any, *, none: bool) -> pa.Array:
    """One text for a share of the people; of a list, the first says that there is none."""
    lists = random.random(number) < share
    some = random.integers(1 if none else 0, max(len(texts), 1 + none), number)
    places = np.where(none & (random.random(number) < NONE), 0, some)
    if not texts:
        return pa.nulls(number, pa.string())
    return pa.array(texts, pa.string()).take(pa.array(np.minimum(places, len(texts) - 1), mask=~lists))


def _lists(lengths: Any, values: Any, unknown: Any) -> pa.Array:
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=pa.array(unknown))


def _struct(kind: pa.DataType, number: int, given: dict[str, Any]) -> pa.StructArray:
    arrays = [
        given[field.name].cast(field.type) if field.name in given else pa.nulls(number, field.type) for field in kind
    ]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))


def _picked(choices: tuple[str | None, ...], places: Any) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(choices)).cast(pa.string())


def _popular(random: Any, number: int, choices: tuple[str, ...]) -> Any:
    """Places into the choices, the first being the most popular, as a Zipf law has it."""
    weights = 1 / np.arange(2, len(choices) + 2)
    return random.choice(len(choices), number, p=weights / weights.sum())


def _weighted(random: Any, number: int, choices: tuple[tuple[Any, float], ...]) -> Any:
    chances = np.array([chance for _, chance in choices])
    return random.choice(len(choices), number, p=chances / chances.sum())


def _dates(days: Any, known: Any, whole: Any, random: Any) -> pa.Array:
    text = np.datetime_as_string(np.datetime64("1970-01-01") + days.astype("timedelta64[D]"))
    text = np.where(whole, text, np.array([each[:7] for each in text] or [""], dtype=text.dtype)[: len(text)])
    return pa.array(text, mask=~known)


def _jobs(plan: Plan, words: Vocabulary, random: Any, each: Any, known_titles: float) -> pa.StructArray:
    number = int(each.sum())
    today = plan.as_of.toordinal() - 719_163
    titles = (*words.titles, *OTHER_TITLES)
    title = np.where(
        random.random(number) < known_titles,
        _popular(random, number, words.titles),
        len(words.titles) + random.integers(0, len(OTHER_TITLES), number),
    )
    employers = (*words.employers, *EMPLOYERS)
    own = random.random(number) < 0.4
    employer = np.where(
        own,
        _popular(random, number, words.employers),
        len(words.employers) + random.integers(0, len(EMPLOYERS), number),
    )
    length = np.clip(random.gamma(1.6, 700, number), 15, 9000).astype(np.int64)
    start = today - length - random.integers(0, 7000, number)
    current = random.random(number) < 0.14
    end = np.minimum(start + length, today + 200)
    end_text = _dates(end, random.random(number) > 0.02, random.random(number) > 0.12, random)
    hours = _weighted(random, number, HOURS)
    hour_values = np.array([value or 0.0 for value, _ in HOURS])[hours]
    people = np.where(random.random(number) < 0.7, random.choice([0, 1, 3, 8], number, p=(0.8, 0.08, 0.08, 0.04)), 0)
    place = np.arange(number) - np.repeat(np.cumsum(each) - each, each)
    given = {
        "id": pa.array([f"e{n + 1}" for n in place]),
        "title": _picked(titles, title),
        "employer": _picked(employers, employer),
        "start": _dates(start, random.random(number) > 0.01, random.random(number) > 0.12, random),
        "end": pa.array(np.where(current, PRESENT, end_text.to_numpy(zero_copy_only=False)), pa.string()),
        "hours_per_week": pa.array(hour_values, mask=np.array([value is None for value, _ in HOURS])[hours]),
        "paid": pa.array(random.random(number) > 0.03, mask=random.random(number) < 0.05),
        "people": pa.array(people.astype(float), mask=random.random(number) < 0.15),
        "share": pa.array(random.choice([0.5, 0.75], number), mask=random.random(number) > 0.03),
    }
    return _struct(EMPLOYMENT, number, given)


def _degrees(words: Vocabulary, random: Any, number: int, plan: Plan) -> pa.StructArray:
    fields = (*words.fields, *OTHER_FIELDS)
    field = np.where(
        random.random(number) < 0.5,
        _popular(random, number, words.fields),
        len(words.fields) + random.integers(0, len(OTHER_FIELDS), number),
    )
    unfinished = random.random(number) < 0.05
    days = np.full(number, plan.as_of.toordinal() - 719_163) - random.integers(100, 14_000, number)
    given = {
        "level": _picked(tuple(level for level, _ in LEVELS), _weighted(random, number, LEVELS)),
        "field": pa.array(_picked(fields, field).to_numpy(zero_copy_only=False), mask=random.random(number) < 0.06),
        "accredited": pa.array(random.random(number) > 0.02, mask=random.random(number) < 0.05),
        "conferred": _dates(days, ~unfinished, random.random(number) > 0.5, random),
        "in_progress": pa.array(unfinished),
        "semester_units": pa.array(random.choice([15.0, 30.0, 45.0, 60.0, 90.0], number), mask=~unfinished),
    }
    return _struct(DEGREE, number, given)


def _licenses(plan: Plan, words: Vocabulary, random: Any, number: int) -> pa.StructArray:
    days = np.full(number, plan.as_of.toordinal() - 719_163) + random.integers(-400, 900, number)
    given = {
        "name": _picked(words.licenses, _popular(random, number, words.licenses)),
        "issuer": _picked((*ISSUERS, None), random.choice(4, number, p=(0.7, 0.1, 0.1, 0.1))),
        "expires": _dates(days, random.random(number) > 0.3, random.random(number) > 0.1, random),
        "status": _picked(("active", "lapsed", "eligible", None), random.choice(4, number, p=(0.75, 0.1, 0.05, 0.1))),
    }
    return _struct(LICENSE, number, given)


__all__ = ["ITEMS", "MOST_TEXTS", "Vocabulary", "pool", "vocabulary"]
