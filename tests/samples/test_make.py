"""The sample documents that are written by a script are the ones the script writes."""

import runpy

import pytest

from meritplan.reading.documents import open_document

WRITTEN = (
    "universities/herbarium-collections-series.pdf",
    "county/animal-care-officer.pdf",
    "state/water-resource-technicians.docx",
    "county/ferry-deckhand.docx",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    runpy.run_path("tests/samples/make.py")["main"](folder)
    return folder


@pytest.mark.parametrize("name", WRITTEN)
def test_a_committed_document_says_what_the_script_writes(name, written, samples):
    assert open_document(samples / name).text == open_document(written / name).text
