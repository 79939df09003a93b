"""Whatever a section says, the reader answers with a tree that accounts for all of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from meritplan.model import Requirement
from meritplan.model.requirement import walk
from meritplan.reading.documents import open_bytes
from meritplan.reading.qualifications.ledger import lost
from meritplan.reading.qualifications.reader import read_blocks

PHRASES = (
    "Two (2) years of experience",
    "a Bachelor's degree in",
    "or",
    "and",
    "and/or",
    "; or",
    ". and",
    "Either I",
    "Or II",
    "Or III",
    "Experience:",
    "Education:",
    "(",
    ")",
    "[",
    "]",
    "1.",
    "2.",
    "a.",
    "(A)",
    "at least one year of which must have been",
    "may be substituted for",
    "year-for-year",
    "possession of a valid",
    "driver's license",
    "Applicants must",
    "will be admitted to the examination",
    "as a Senior Clerk",
    "performing the duties of",
    "in the Alder state service",
    "12 semester units",
    "in accounting",
    "12th grade",
    "preferably",
    "one of the following:",
    "Requirement #1",
    "any combination of",
    "five (45)",
    "typing 40 wpm",
    "21 years of age",
    "Some positions may require",
    "\n",
    "\n\n",
    ",",
    ".",
    ";",
    ":",
    "½",
    "’s",
    "•",
)
WORDS = st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=8)), max_size=40)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_text_gives_a_tree_that_loses_nothing(words: list[str]) -> None:
    document = open_bytes(" ".join(words).encode("utf-8", "replace"), path="any.txt")
    made = read_blocks(document.blocks)
    if made is None:
        assert lost(document.blocks, []) == 0
        return
    assert isinstance(made, Requirement.__args__)  # type: ignore[attr-defined]
    assert lost(document.blocks, [made]) == 0
    for node in walk(made):
        for start, end in node.spans:
            assert 0 <= start < end <= len(document.text)
