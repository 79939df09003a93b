"""Input that is no specification, or a trap: an issue with a code, in bounded time, and never an exception."""

import os

import pytest

from meritplan.reading.documents import open_bytes, open_document
from meritplan.reading.documents.text import LONGEST

MEGABYTE = 1024 * 1024


def codes(document):
    return [issue.code for issue in document.issues]


def test_a_missing_file(tmp_path):
    document = open_document(tmp_path / "nowhere.pdf")
    assert codes(document) == ["MP-D001"]
    assert "nowhere.pdf" in document.issues[0].message
    assert document.sha256 == ""


def test_a_folder(tmp_path):
    assert codes(open_document(tmp_path)) == ["MP-D002"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read every file")
def test_an_unreadable_file(tmp_path):
    path = tmp_path / "locked.txt"
    path.write_text("Duties")
    path.chmod(0)
    assert codes(open_document(path)) == ["MP-D003"]


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert codes(open_document(tmp_path / "pipe")) == ["MP-D003"]


def test_a_name_the_system_refuses():
    assert codes(open_document("a\0b")) == ["MP-D003"]


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    assert codes(open_document(tmp_path / "empty.html")) == ["MP-D004"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes(range(256)) * 40, "binary data of no known kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture (PNG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Microsoft Office"),
        (b"{\\rtf1 Duties}", "Rich Text"),
    ],
)
def test_foreign_formats_are_named(data, words):
    document = open_bytes(data)
    assert codes(document) == ["MP-D005"]
    assert words in document.issues[0].message
    assert "save it" in document.issues[0].message or "typed" in document.issues[0].message


def test_the_name_of_a_file_does_not_decide(tmp_path):
    path = tmp_path / "page.docx"
    path.write_text("<h1>Duties</h1><p>Keeps the log.</p>")
    assert open_document(path).media_type == "text/html"


@pytest.mark.parametrize(
    "data", [b" \n\t\r\n ", b"<html><body><script>x()</script></body></html>", b"<!-- -->", "\u200b\ufeff".encode()]
)
def test_nothing_to_read(data):
    document = open_bytes(data)
    assert codes(document) == ["MP-D009"]
    assert document.blocks == ()


@pytest.mark.parametrize(
    "line",
    [
        b"Two years of full-time experience in the care of boats, ropes and moorings.\n",
        b"a",
        b"* ",
        b"ab- ",
        b"\n",
        b"Deck Officer\n",
        b"Page 1\n\x0c",
    ],
    ids=["sentences", "one word", "stars", "hyphens", "empty lines", "titles", "pages"],
)
@pytest.mark.slow
def test_fifty_megabytes_of_text(line):
    data = line * (50 * MEGABYTE // len(line))
    document = open_bytes(data)
    assert len(document.text) == LONGEST
    issue = next(issue for issue in document.issues if issue.code == "MP-D006")
    assert f"the first {LONGEST:,} of {len(data):,} characters" in issue.message


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<p>Keeps the log.</p>" * 400_000, "MP-D006"),
        (b"<div>" * 200_000 + b"Keeps the log.", "MP-D031"),
        (b"<div>log " * 200_000, "MP-D031"),
        (b"<ul><li>log" * 100_000, "MP-D031"),
        (b"<table><tr><td>log" * 50_000, "MP-D031"),
        (b"<table>" + b"<tr><td>a<td>b" * 500_000, "MP-D006"),
        (b"<p>" + b"keeps the log<br>" * 200_000, "MP-D006"),
        (b"<b>log" * 200_000, "MP-D031"),
    ],
)
@pytest.mark.slow
def test_pages_made_to_do_harm(data, expected):
    document = open_bytes(data)
    assert expected in codes(document)
    assert len(document.text) <= LONGEST + 1000


def test_words_below_the_deepest_element_are_kept():
    document = open_bytes(
        b"<p>Duties</p>" + b"<div>" * 5_000 + b"Keeps the log." + b"</div>" * 5_000 + b"<p>The end.</p>"
    )
    assert "Keeps the log." in document.text
    assert "The end." in document.text
    assert "MP-D031" in codes(document)


def test_every_issue_says_what_to_do():
    for data in (b"", b"\0" * 100, b" ", b"%PDF-1.4 nothing", b"PK\x03\x04 nothing"):
        for issue in open_bytes(data).issues:
            assert issue.message.endswith(".")
            assert len(issue.message.split(". ")) > 1
