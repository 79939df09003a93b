"""Real documents, where the reference corpus stands beside the repository: none fails, nothing is lost."""

import pytest

from meritplan.reading.documents import open_document
from meritplan.reading.documents.lines import INVISIBLE

SAMPLES = ("california/*7.html", "los_angeles/[C-F]*.txt", "other/*.txt")


def shape(document):
    return [(block.kind, block.depth, block.marker, block.row, block.column, block.text) for block in document.blocks]


def lost(document):
    held = bytearray(len(document.text))
    for block in document.blocks:
        for passage in (block.passage, *block.lines):
            for start, end in passage.spans():
                held[start:end] = b"\1" * (end - start)
    shown = [place for place, sign in enumerate(document.text) if not sign.isspace() and sign not in INVISIBLE]
    return [place for place in shown if not held[place]]


def errors(document):
    return [issue for issue in document.issues if issue.severity == "error"]


def test_the_seeds(shared):
    for path in sorted((shared / "seeds").iterdir()):
        document = open_document(path)
        assert document.text == path.read_bytes().decode("utf-8")
        assert not lost(document)
        assert document.issues == ()


@pytest.mark.parametrize("pattern", SAMPLES)
def test_a_sample_of_the_corpus(shared, pattern):
    paths = sorted((shared / "corpus").glob(pattern))
    assert len(paths) > 20
    for path in paths:
        document = open_document(path)
        assert not errors(document), path
        assert len(document.blocks) > 1, path
        if document.media_type == "text/plain":
            assert not lost(document), path


def test_full_pages_are_read_like_their_content(shared):
    pages = sorted((shared / "corpus" / "california_pages").iterdir())
    assert len(pages) == 12
    for page in pages:
        full, trimmed = open_document(page), open_document(shared / "corpus" / "california" / page.name)
        assert shape(full) == shape(trimmed), page
        assert full.address


@pytest.mark.slow
@pytest.mark.parametrize(("name", "ranges"), [("2015-07-21.pdf", 7184), ("2017-03-13.pdf", 6358)])
def test_every_salary_range_of_a_pay_index_is_whole(shared, name, ranges):
    text = " ".join(open_document(shared / "corpus" / "pay_index" / name).text.split())
    assert text.count(" - $") == ranges
