"""PDF, JSON and published originals."""

import io

import msgspec
import pypdfium2
import pytest

from meritplan.plan import ClassEdition, load


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))


def test_a_class_on_paper(client):
    answer = client.get("/classes/0672/class.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="0672-2.pdf"'
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    assert document.get_metadata_dict()["Title"] == "Senior River Inspector (0672)"
    assert [one.get_title() for one in document.get_toc()][:2] == ["Senior River Inspector", "Minimum qualifications"]
    said = text_of(answer.content)
    for words in (
        "In force since July 1, 2022",
        "2 years of experience as River Inspector",
        "$4,904 to $6,142",
        "Rule:",
    ):
        assert words in said


def test_the_same_edition_is_the_same_paper(client):
    assert client.get("/classes/0672/class.pdf").content == client.get("/classes/0672/class.pdf").content


def test_a_draft_on_paper_says_that_it_is_one(client):
    said = text_of(client.get("/classes/4105/class.pdf").content)
    assert "Draft, not adopted" in said
    assert "It is no basis for a decision." in said.replace("\r\n", " ")


def test_an_earlier_edition_on_paper(client):
    assert "3 years of experience as River Inspector" in text_of(
        client.get("/classes/0672/class.pdf?edition=1").content
    )
    assert client.get("/classes/0672/class.pdf?edition=9").status_code == 404


def test_every_class_of_the_plan_can_be_printed(client, served_plan):
    for one in load(served_plan).classes:
        assert client.get(f"/classes/{one.key}/class.pdf").content.startswith(b"%PDF")


def test_json_is_the_edition_the_plan_keeps(client, served_plan):
    found = msgspec.json.decode(client.get("/classes/0672/class.json?on=2018-01-01").content, type=ClassEdition)
    assert found == load(served_plan).by_key["0672"].edition(1)


@pytest.fixture
def sources(served_plan):
    return {one.name: one for one in load(served_plan).sources}


def test_an_original_is_given_as_it_was_published_and_may_do_nothing(client, sources, served_plan):
    known = sources["fire-lookout.html"]
    answer = client.get(f"/sources/{known.sha256}/")
    assert answer.content == (served_plan / known.original).read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''fire-lookout.html"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_plain_text_is_shown(client, sources):
    answer = client.get(f"/sources/{sources['permit-and-records-services.txt'].sha256}/")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Permit Clerk" in answer.content


@pytest.mark.parametrize("name", ["0" * 64, "..", "plan.yaml", "A" * 64])
def test_nothing_but_originals_is_given(client, name):
    assert client.get(f"/sources/{name}/").status_code == 404
