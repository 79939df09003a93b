"""Whatever lines a document is made of, every layout reads it, and what it says lies in the document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import LAYOUTS

# Lines that layouts look for, in any order, and lines that nobody expects.
LINES = st.sampled_from(
    [
        "",
        "Jobs and Descriptions",
        "Harbor Clerk II",
        "Typically requires a degree.",
        "OCCU: 0012",
        "Pay Grade: AL04",
        "Classification Description",
        "Class Title\tClass Code\tPay Band\tAlt Pay Band*",
        "Clerk, AO-B\tK2071B\t40\t",
        "Basic",
        "Minimum Qualifications",
        "**A note.*",
        "Knowledge and Skills",
        "N/A",
        "0031 Harbor Clerk 04 210 6 mo. 00/00/00 Rev.",
        "Promotional Line: 88",
        "Level I: Harbor Clerk 0031",
        "A Harbor Clerk typically -",
        "CREDENTIALS TO BE VERIFIED BY PLACEMENT OFFICER",
        "ORIGINAL",
        "KNOWLEDGE, SKILLS AND ABILITIES (KSAs)",
        "1. A. High school diploma.",
        "OR",
        "EDUCATION: High school diploma and one year of experience.",
        "Class Code: 77",
        "Harbor Clerk I: Two years of experience.",
        "Knowledge of:",
        "Established: 13/13/13",
        "Revised: 9/20/2011",
        "How to Apply",
        "•",
        "::::",
        "(",
    ]
) | st.text(max_size=40)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)
@given(lines=st.lists(LINES, max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_layout_reads_it_and_points_into_it(layout, lines):
    document = open_bytes("\n".join(lines).encode(), "document.txt")
    assert 0 <= layout.recognise(document) <= 1
    draft = layout.read(document)
    size = len(document.text)
    held = [*(each.facts.evidence for each in draft.classes), *(each.evidence for each in draft.groups)]
    spans = [span for evidence in held for found in evidence.values() for span in found]
    spans += [span for issue in draft.issues for span in issue.spans]
    assert all(0 <= start < end <= size for start, end in spans)
    assert all(each.facts.title for each in draft.classes)
