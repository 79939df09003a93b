"""The registry of layouts: one tuple, the best recogniser reads, a name forces another."""

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import LAYOUTS, UnknownLayoutError, by_name, choose


@pytest.mark.parametrize(
    ("document", "layout"),
    [
        ("mississippi/canal_path.txt", "mississippi"),
        ("new_mexico/tide_observers.txt", "new_mexico"),
        ("illinois/reading_room_series.txt", "illinois"),
        ("general/county_harbor_clerk.txt", "general"),
        ("general/family_of_lockkeepers.txt", "general"),
    ],
)
def test_each_document_is_read_by_its_own_layout(good, document, layout):
    assert layout == good(document).layout.NAME


def test_a_layout_can_be_asked_for_by_name():
    assert [by_name(layout.NAME) for layout in LAYOUTS] == list(LAYOUTS)


def test_an_unknown_name_says_which_names_there_are():
    with pytest.raises(UnknownLayoutError, match=r"'ohio'.*mississippi.*general"):
        by_name("ohio")


def test_a_document_without_text_goes_to_the_general_layout_and_says_what_is_missing():
    empty = open_bytes(b"", "empty.txt")
    assert choose(empty).NAME == "general"
    assert [issue.code for issue in choose(empty).read(empty).issues if issue.severity == "error"] == ["MP-L001"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)
def test_no_layout_breaks_on_text_of_another_kind(layout, repository):
    for path in sorted((repository / "tests" / "documents" / "good").rglob("*.txt")):
        document = open_bytes(path.read_bytes(), path.name)
        assert 0 <= layout.recognise(document) <= 1
        layout.read(document)
