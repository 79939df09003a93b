"""Search in the plan of the State of Alder."""

import sqlite3

import pytest

from meritplan.matching.search import Filters, opened, search
from meritplan.matching.search.asked import schooling
from meritplan.model import (
    AllOf,
    AnyOf,
    Education,
    Experience,
    Group,
    JobClass,
    License,
    Option,
    Pay,
    Statement,
    Substitution,
    Unread,
)
from meritplan.plan import ClassEdition, ClassRecord, Former, GroupDocument, create, load, write
from meritplan.plan.publication import Retirement

DEGREE = Education(level="bachelor", fields=("Botany",), quote="a bachelor's degree in botany")


def edition(code, title, **said):
    group = said.pop("group_key", None)
    return ClassEdition(class_key=code, number=1, group=group, job_class=JobClass(title=title, code=code, **said))


@pytest.fixture
def plan(tmp_path):
    botanist = AllOf(
        children=(DEGREE,),
        rules=(Substitution(give="experience", target="education", ratio=(12, 12), quote="year for year"),),
    )
    pilot = AllOf(children=(License(name="Forest Pilot License", quote="a forest pilot license"),))
    classes = (
        edition("0101", "Botanist", summary="Studies plants.", minimum_qualifications=botanist, group_key="plants"),
        edition("0102", "Botanist, Senior", minimum_qualifications=DEGREE, pay=Pay(grade="A07"), level="II"),
        edition("0200", "Lighthouse Keeper", duties=(Statement(text="Keeps the lamps and waters the plants."),)),
        edition("0300", "Forest Pilot", minimum_qualifications=pilot),
        edition("0301", "Ferry Conductor", ksas=(Statement(text="Knowledge of tides and of café fare."),)),
    )
    return write(
        create(tmp_path / "alder", title="Alder", jurisdiction="Alder"),
        [
            *classes,
            GroupDocument(key="plants", group=Group(kind="series", title="Plant Sciences")),
            ClassRecord(key="0301", former_titles=(Former(name="Ship's Steward"),)),
        ],
    )


@pytest.fixture
def asked(plan):
    with opened(plan) as index:
        yield lambda text, **filters: search(index, text, Filters(**filters))


def codes(answer):
    return [hit.code for hit in answer.hits]


def test_titles_come_before_duties(asked):
    assert codes(asked("plants")) == ["0101", "0200"]
    assert codes(asked("botanist"))[0] == "0101"


@pytest.mark.parametrize("text", ["Botanist, Senior", "botanist senior", "0102", "senior botanist"])
def test_the_class_itself_comes_first(asked, text):
    assert codes(asked(text))[0] == "0102"


def test_former_titles_find_the_class(asked):
    (hit,) = asked("ship's steward").hits
    assert (hit.code, hit.field, hit.excerpt) == ("0301", "former", "Ship's Steward")


@pytest.mark.parametrize(
    ("typed", "meant", "code"),
    [
        ("botanst", "botanist", "0101"),
        ("botansit", "botanist", "0101"),
        ("lighthosue", "lighthouse", "0200"),
        ("condcutor", "conductor", "0301"),
    ],
)
def test_slips_are_mended_and_told(asked, typed, meant, code):
    answer = asked(typed)
    assert codes(answer)[0] == code
    assert answer.corrected == {typed: (meant,)}


def test_words_that_are_known_are_not_mended(asked):
    assert asked("lamps").corrected == {}


def test_what_was_found_is_marked(asked):
    (hit,) = asked("keeper lamp").hits
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["Keeper"]
    assert [hit.excerpt[start:end] for start, end in hit.excerpt_marks] == ["lamps"]
    assert hit.field == "duties"


def test_phrases_beginnings_accents_and_words_that_must_not_occur(asked):
    assert codes(asked('"waters the plants"')) == ["0200"]
    assert codes(asked('"plants waters"')) == []
    assert codes(asked("botan* -senior")) == ["0101"]
    assert codes(asked("cafe")) == ["0301"]


def test_any_of_the_words_where_no_class_has_all(asked):
    answer = asked("lighthouse astronomy")
    assert answer.loosened
    assert codes(answer) == ["0200"]
    assert not asked("astronomy").loosened


@pytest.mark.parametrize(
    "text", ['"', "-", "* * *", "AND OR NOT", "title:botanist", "bot'; DROP TABLE texts", "(", "^x"]
)
def test_whatever_is_typed_is_taken_for_words(asked, text):
    asked(text)
    assert codes(asked("0101")) == ["0101"]


def test_filters(asked):
    assert codes(asked("botanist", grade="a07")) == ["0102"]
    assert codes(asked("botanist", level="II")) == ["0102"]
    assert codes(asked("", group="plant sci")) == ["0101"]
    assert codes(asked("botanist", jurisdiction="Elsewhere")) == []
    assert len(asked("", jurisdiction="alder").hits) == 5
    assert codes(asked("", license="pilot license")) == ["0300"]
    assert "0300" not in codes(asked("", no_license=True))


def test_education_keeps_what_may_be_open(asked):
    """Experience may replace the degree of 0101; what 0200 and 0301 ask nobody has read."""
    hits = {hit.code: hit for hit in asked("", education="high_school").hits}
    assert set(hits) == {"0101", "0200", "0300", "0301"}
    assert (hits["0101"].education, hits["0101"].education_replaceable) == ("bachelor", True)
    assert not hits["0200"].education_certain
    assert hits["0300"].education_certain
    assert "0102" in codes(asked("", education="bachelor"))


@pytest.mark.parametrize(
    ("tree", "level", "certain"),
    [
        (AnyOf(children=(Education(level="master"), Experience(months=60))), None, True),
        (AllOf(children=(Education(level="high_school"), Education(level="associate"))), "associate", True),
        (AllOf(children=(DEGREE, Unread(quote="?"))), "bachelor", False),
        (Option(by="position", children=(DEGREE,)), None, False),
        (None, None, False),
    ],
)
def test_the_least_education(tree, level, certain):
    found = schooling(tree)
    assert (found.level, found.certain) == (level, certain)


def test_the_index_follows_the_documents(plan):
    with opened(plan) as index:
        assert index.changed == 5
    with opened(load(plan.root)) as index:
        assert index.changed == 0
    other = edition("0200", "Beacon Keeper", summary="Keeps beacons.")
    plan = write(plan, [other])
    with opened(plan) as index:
        assert index.changed == 1
        assert codes(search(index, "beacon")) == ["0200"]
        assert search(index, "lighthouse").total == 0
        assert "lighthouse" not in search(index, "lighthose").corrected.get("lighthose", ())


def test_retired_classes_leave_the_index(plan):
    with opened(plan):
        pass
    gone = ClassRecord(key="0200", retired=Retirement(on="2026-01-01", by="A. Clerk", because="No lamps are left."))
    with opened(write(plan, [gone])) as index:
        assert search(index, "lighthouse").total == 0


def test_a_damaged_index_is_made_anew(plan):
    with opened(plan):
        pass
    path = plan.root / ".meritplan" / "search.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with opened(plan) as index:
        assert index.changed == 5


def test_made_anew_it_answers_the_same(plan):
    with opened(plan) as index:
        before = search(index, "plants")
    with opened(plan, anew=True) as index:
        assert search(index, "plants") == before


def test_a_plan_nobody_may_write_is_searched_in_memory(plan, monkeypatch):
    connect = sqlite3.connect

    def refused(path, **options):
        if path != ":memory:":
            raise sqlite3.OperationalError("unable to open database file")
        return connect(path, **options)

    monkeypatch.setattr(sqlite3, "connect", refused)
    with opened(plan) as index:
        assert codes(search(index, "lighthouse")) == ["0200"]


def test_pages(plan):
    with opened(plan) as index:
        first, second = search(index, "", limit=3), search(index, "", limit=3, offset=3)
        assert (len(first.hits), len(second.hits), first.total) == (3, 2, 5)
        first, second = search(index, "botanist", limit=1), search(index, "botanist", limit=1, offset=1)
        assert codes(first) + codes(second) == ["0101", "0102"]
