"""Which classes a heading speaks of."""

import pytest

from meritplan.reading.layouts.california.titles import TitleBook

HARBOR = [
    "Harbor Warden I",
    "Harbor Warden II",
    "Harbor Warden III (Specialist)",
    "Harbor Warden III (Supervisor)",
    "Senior Tide Examiner, Department of Waters",
    "Supervising Tide Examiner, Department of Waters",
    "Lock Keeper (Freight)",
    "Lock Keeper (Leisure)",
]


@pytest.fixture
def book():
    return TitleBook(HARBOR)


@pytest.mark.parametrize(
    ("heading", "places"),
    [
        ("Harbor Warden II", {1}),
        ("HARBOR WARDEN II:", {1}),
        ("Harbor Warden I and II", {0, 1}),
        ("Harbor Warden I through III", {0, 1, 2, 3}),
        ("Harbor Warden I/II", {0, 1}),
        ("Harbor Warden III", {2, 3}),
        ("Harbor Warden III (Specialist) and (Supervisor)", {2, 3}),
        ("Senior Tide Examiner", {4}),
        ("Senior and Supervising Tide Examiner, Department of Waters", {4, 5}),
        ("Harbor Warden I, Harbor Warden II and Lock Keeper (Freight)", {0, 1, 6}),
        ("Lock Keeper", {6, 7}),
        ("Leisure", {7}),
        ("All Levels", set(range(8))),
        ("All Classes:", set(range(8))),
        ("At All Levels", set(range(8))),
        ("All Levels Except Harbor Warden I", set(range(1, 8))),
        ("All Levels (Freight)", {6}),
        ("All Wardens", {0, 1, 2, 3}),
        ("Harbor Warden (Various Ranks)", {0, 1, 2, 3}),
        ("Lock Keeper (Freight) Class", {6}),
    ],
)
def test_a_heading_speaks_of(book, heading, places):
    scope = book.scope(heading)
    assert scope is not None
    assert scope.classes == places
    assert scope.doubt is None


@pytest.mark.parametrize(
    ("heading", "places", "doubt"),
    [
        ("Habor Warden II", {1}, "spelt differently"),
        ("All Levels Above Harbor Warden II", {2, 3, 4, 5, 6, 7}, "order of the class table"),
        ("Senior Tide Examiner, Department of Waters and Above", {4, 5, 6, 7}, "order of the class table"),
        ("Harbor Warden I, Range B", {0}, "range"),
    ],
)
def test_what_was_not_exact_is_said(book, heading, places, doubt):
    scope = book.scope(heading)
    assert scope.classes == places
    assert doubt in scope.doubt


@pytest.mark.parametrize("heading", ["Either I", "Tide Tables", "Special Requirements", "Harbor Warden V", "", "***"])
def test_other_headings_speak_of_no_class(book, heading):
    assert book.scope(heading) is None


def test_a_word_of_rank_is_never_a_matter_of_spelling():
    book = TitleBook(["Ferry Clerk (Supervisor)", "Senior Ferry Clerk"])
    assert book.scope("Ferry Clerk (Specialist)") is None
    assert book.scope("Junior Ferry Clerk") is None
