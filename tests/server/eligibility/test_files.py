"""Records in and out."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meritplan.qualification import read_record
from meritplan.server.eligibility.files import not_carried, resume_file
from meritplan.server.eligibility.sheet import Sheet

IMPORT = "/qualify/import/"
RESUME = {
    "basics": {"name": "Ada Quill", "email": "ada@example.org"},
    "work": [{"name": "Two Fords Library", "position": "Clerk", "startDate": "2020-01-15", "endDate": "2022-06-30"}],
    "education": [{"institution": "Two Fords College", "studyType": "Associate", "area": "botany", "endDate": "2019"}],
    "certificates": [{"name": "First aid", "issuer": "Red Cross", "date": "2024-02-01"}],
}


def _upload(one, content, name="record.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return one.send(IMPORT, do="import", file=SimpleUploadedFile(name, data))


@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn", "ines-marlowe"])
def test_a_record_saved_and_opened_again_is_the_same(visitor, applicant, name):
    record = applicant(name)
    one = visitor()
    page = _upload(one, record)
    assert "The record was taken over." in page
    one.send("/qualify/save/record/")
    assert json.loads(one.response.content) == record
    assert "attachment" in one.response.headers["Content-Disposition"]


def test_a_resume_says_what_it_does_not_carry(visitor):
    one = visitor()
    page = _upload(one, RESUME)
    assert "JSON Resume does not carry: hours per week" in page
    assert "Two Fords Library · January 15, 2020 to June 30, 2022 · hours not known" in page
    assert one.record["employment"][0]["id"] == "w1"


def test_a_record_can_be_pasted(visitor, applicant):
    one = visitor()
    one.send(IMPORT, do="import", pasted=json.dumps(applicant("tobias-fenn")))
    assert one.record == applicant("tobias-fenn")


def test_an_answer_saved_earlier_is_opened_with_its_rulings(visitor, applicant):
    rulings = [{"employment": "e1", "counts_for": "*", "answer": "yes"}]
    one = visitor(applicant("wren-halloway"), rulings=rulings)
    one.send("/qualify/class/0673/answer/")
    other = visitor()
    page = _upload(other, one.response.content)
    assert other.record == applicant("wren-halloway")
    assert json.loads(other.sheet)["rulings"] == rulings
    assert "1 ruling came with the file and is used" in page


def test_jobs_without_a_name_get_one(visitor):
    one = visitor()
    _upload(one, {"employment": [{"title": "Cook"}, {"id": "e1", "title": "Clerk"}]})
    assert [job["id"] for job in one.record["employment"]] == ["e2", "e1"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is not JSON"),
        (b"\x00\xff", "The file is not JSON"),
        (b"%PDF-1.7", "The file is not JSON"),
        (b"[1, 2]", "The file holds no record"),
        (b'{"colour": "green"}', "neither a record nor a r\u00e9sum\u00e9"),
        (b'{"format": "meritplan-record/9"}', "this version reads"),
        (b'{"employment": "many"}', "the record cannot be read"),
        (b'{"employment": ' + b"[" * 20_000, "The file is not JSON"),
    ],
)
def test_a_file_that_is_no_record_is_refused_in_words(visitor, content, words):
    one = visitor({"licenses": []})
    page = _upload(one, content)
    assert words in page
    assert "The file was not taken" in page
    assert one.record == {"licenses": []}  # what was entered before is still there


def test_a_large_file_is_refused(visitor):
    one = visitor()
    assert "up to 200,000 are taken here" in _upload(one, b" " * 300_000)
    assert one.response.status_code == 413


def test_sending_nothing_says_what_to_choose(visitor):
    assert "Choose a file, or paste a record" in visitor().send(IMPORT, do="import")


@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn", "ines-marlowe"])
def test_what_json_resume_carries_comes_back(applicant, name):
    record = applicant(name)
    raw = json.loads(resume_file(Sheet(record=record)))
    back = read_record(raw).record
    assert [(each.level, each.field) for each in back.education] == [
        (each.get("level"), each.get("field")) for each in record["education"]
    ]
    said = {(job["title"], job["employer"], job["start"]) for job in record["employment"]}
    assert {(job.title, job.employer, job.start) for job in back.employment} == said
    assert [(each.name, each.issuer) for each in back.licenses] == [
        (each["name"], each["issuer"]) for each in record["licenses"]
    ]


def test_what_json_resume_loses_is_listed(visitor, applicant):
    record = applicant("wren-halloway") | {"training": [{"program": "Academy"}]}
    lost = not_carried(Sheet(record=record))
    assert "hours a week (of jobs)" in lost
    assert "civil-service class (of jobs)" in lost
    assert "accreditation (of schooling)" in lost
    assert "the date it runs out (of licenses)" in lost
    assert "training" in lost
    page = visitor(record).send("/qualify/save/")
    for words in lost:
        assert words in page


def test_files_are_given_to_whoever_sends_the_record(client):
    assert client.get("/qualify/save/record/").status_code == 404
    assert client.post("/qualify/save/novel/", {"sheet": ""}).status_code == 404
