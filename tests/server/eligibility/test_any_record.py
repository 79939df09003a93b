"""Whatever a record holds, every page answers: nothing a person writes breaks one."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DATES = st.one_of(
    st.none(),
    st.sampled_from(
        ["2019", "2019-05", "2019-05-14", "2019-13", "0000", "9999-12-31", "soon", "unknown", "", 2019, -1]
    ),
)
TEXTS = st.one_of(
    st.none(), st.sampled_from(["", "River Inspector", "e1", "<b>", "“", "{{ x }}", "a" * 400]), st.text(max_size=20)
)
NUMBERS = st.one_of(st.none(), st.sampled_from([0, -5, 20, 37.5, 40, 168, 1e300, 10**30, 0.001]))
TRUTHS = st.sampled_from([None, True, False])


def _items(**keys):
    return st.one_of(st.none(), st.lists(st.fixed_dictionaries({}, optional=keys), max_size=3))


RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "education": _items(
            level=st.one_of(TEXTS, st.sampled_from(["bachelor", "high_school", "doctorate", "professional"])),
            field=TEXTS,
            institution=TEXTS,
            conferred=DATES,
            expected=DATES,
            in_progress=TRUTHS,
            accredited=TRUTHS,
            equivalency=TEXTS,
            semester_units=NUMBERS,
            years=NUMBERS,
        ),
        "employment": _items(
            id=st.sampled_from([None, "e1", "e2", 3, "a b", "("]),
            title=TEXTS,
            employer=TEXTS,
            class_code=TEXTS,
            start=DATES,
            end=DATES,
            hours_per_week=NUMBERS,
            paid=TRUTHS,
            share=NUMBERS,
            duties=TEXTS,
            supervised=st.sampled_from([None, {}, {"people": 0}, {"people": 2.5, "functions": ["assign"]}]),
        ),
        "licenses": _items(name=TEXTS, issuer=TEXTS, status=TEXTS, issued=DATES, expires=DATES),
        "training": _items(program=TEXTS, completed=DATES, hours=NUMBERS),
        "coursework": _items(subject=TEXTS, semester_units=NUMBERS, courses=NUMBERS, completed=DATES),
        "skills": _items(skill=TEXTS, value=NUMBERS, unit=TEXTS, measured=DATES),
        "conditions": st.dictionaries(
            st.text(max_size=10), st.one_of(TEXTS, TRUTHS, NUMBERS, st.lists(TEXTS)), max_size=3
        ),
    },
)
ASKED = [
    ("/qualify/education/", {}),
    ("/qualify/education/", {"do": "change:education:0"}),
    ("/qualify/jobs/", {"do": "change:employment:0"}),
    ("/qualify/licenses/", {"do": "change:licenses:0"}),
    ("/qualify/more/", {"do": "change:skills:0"}),
    ("/qualify/summary/", {}),
    ("/qualify/results/", {}),
    ("/qualify/what-if/", {"months": "7", "level": "bachelor"}),
    ("/qualify/class/0672/", {"months": "7", "license": "driver license"}),
    ("/qualify/class/0681/", {"level": "bachelor"}),
    ("/qualify/save/", {}),
    ("/qualify/save/record/", {}),
    ("/qualify/save/resume/", {}),
]


@pytest.fixture(autouse=True)
def _quiet(client):
    client.raise_request_exception = True


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(record=RECORDS)
def test_every_page_answers_any_record(client, record):
    sheet = json.dumps({"record": record})
    for path, said in ASKED:
        response = client.post(path, {"sheet": sheet, **said})
        assert response.status_code == 200, (path, response.content[:2000])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    said=st.dictionaries(
        st.sampled_from(
            [
                "do",
                "sheet",
                "q",
                "family",
                "page",
                "goto",
                "show",
                "standing",
                "as_of",
                "months",
                "level",
                "work",
                "answer",
            ]
        ),
        st.one_of(
            st.text(max_size=30), st.sampled_from(["save:employment:0", "change::", "remove:education:99", "٣", "-1"])
        ),
    )
)
def test_every_page_answers_any_form(client, said):
    sheet = json.dumps({"record": {"employment": [{"id": "e1", "title": "Clerk"}]}})
    for path in (
        "/qualify/jobs/",
        "/qualify/results/",
        "/qualify/what-if/",
        "/qualify/class/0672/",
        "/qualify/import/",
    ):
        response = client.post(path, {"sheet": sheet, **said})
        assert response.status_code in {200, 400, 413}, (path, response.content[:2000])
