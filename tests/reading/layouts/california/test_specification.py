"""Fictional specifications in the layout of a state personnel board: each class gets its own text and no other."""

from datetime import date

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import california

SINGLE = """<!doctype html><html><head><title>Tide Clerk (0412)</title></head><body><h1>Tide Clerk (0412)</h1>
<h1>Tide Clerk</h1><h2>State of Alder Personnel Board Specification</h2>
<ul><li><div><strong>Schematic Code:</strong> QA10</div></li><li><div><strong>Class Code:</strong> 0412</div></li>
<li><div><strong>Established:</strong> 03/09/1988</div></li><li><div><strong>Revised:</strong> --</div></li>
<li><div><strong>Title Changed:</strong> --</div></li></ul>
<h2>Definition</h2><p>Under supervision, to keep the tide books of a harbor.</p>
<h2>Typical Tasks</h2><p>Reads gauges; copies tables (high; low); and answers callers.</p>
<h2>Minimum Qualifications</h2><h3>Either I</h3><p>One year of experience as a Gauge Aid in the Alder state service.</p>
<h3>Or II</h3><p>Two years of clerical experience.</p>
<h2>Knowledge and Abilities</h2><p>Knowledge of: Tide tables; office methods.</p><p>Ability to: Add; write plainly.</p>
<h2>Special Personal Characteristics</h2><p>Willingness to work at night.</p>
<h2>Additional Desirable Qualification</h2><p>Completion of the twelfth grade.</p>
<h2>Drug Testing Requirement</h2><p>Applicants are required to pass a drug test.</p></body></html>"""

TABLE = """<h1>Lock Keeper Series</h1><h2>State of Alder Personnel Board Specification</h2>
<p>Series established May 4, 1979</p><h2>Scope</h2><p>Keepers of state locks.</p>
<table><caption>Class Titles and Codes</caption><thead>
<tr><th>Schem Code</th><th>Class Code</th><th>Class</th></tr></thead><tbody>
<tr><td>QB10</td><td>0020</td><td>Lock Keeper I</td></tr>
<tr><td>QB20</td><td>0021</td><td>Lock Keeper II</td></tr>
<tr><td>QB30</td><td>0022</td><td>Senior Lock Keeper, Department of Harbors and Waters</td></tr>
<tr><td>QB40</td><td>0023</td><td>Chief Lock Keeper (Abolished 02/03/2011 per Letter 11-02)</td></tr></tbody></table>
<h2>Definition of Levels</h2><h2>Lock Keeper I</h2><p>The entry level.</p>
<h2>Lock Keeper II</h2><p>The full level.</p>"""

HISTORY = """<h2>Class History</h2><table>
<tr><th>Class</th><th>Date Established</th><th>Date Revised</th><th>Title Changed</th></tr>
<tr><td>Lock Keeper I</td><td>05/04/1979</td><td>07/01/1995</td><td>--</td></tr>
<tr><td>Lock Keeper II</td><td>1931</td><td>--</td><td>--</td></tr></table>"""


def series(qualifications):
    return f"<!doctype html><html><body>{TABLE}{qualifications}{HISTORY}</body></html>"


def read(html):
    document = open_bytes(html.encode(), "specification.html")
    assert california.recognise(document) > 0.9
    return document, california.read(document)


def texts(draft, role="minimum", part=None):
    kept = (section for section in draft.sections if section.role == role and part in (None, section.part))
    return [block.text for section in kept for block in section.blocks]


def by_title(draft):
    return {each.facts.title: each for each in draft.classes}


def codes(draft):
    return [issue.code for issue in draft.issues]


@pytest.fixture
def single():
    return read(SINGLE)


def test_a_single_class_has_its_codes_and_dates(single):
    document, draft = single
    facts = draft.classes[0].facts
    assert (facts.title, facts.code, facts.schematic_code) == ("Tide Clerk", "0412", "QA10")
    assert (facts.established, facts.revised) == (date(1988, 3, 9), None)
    assert draft.groups == ()
    (span,) = facts.evidence["code"]
    assert document.text[span.start : span.end] == "0412"


def test_tasks_are_cut_at_semicolons_outside_brackets(single):
    facts = single[1].classes[0].facts
    assert [duty.text for duty in facts.duties] == ["Reads gauges", "copies tables (high; low)", "answers callers."]


def test_each_knowledge_keeps_the_words_that_open_its_paragraph(single):
    document, draft = single
    ksas = draft.classes[0].facts.ksas
    assert [ksa.text for ksa in ksas][:3] == [
        "Knowledge of: Tide tables",
        "Knowledge of: office methods.",
        "Ability to: Add",
    ]
    words = " ".join(document.text[start:end] for start, end in ksas[1].spans)
    assert words == "Knowledge of: office methods."


def test_patterns_stay_among_the_requirements_and_conditions_beside_them(single):
    (draft,) = single[1].classes
    assert texts(draft, part="requirements")[::2] == ["Either I", "Or II"]
    assert texts(draft, part="notes") == ["Applicants are required to pass a drug test."]
    assert texts(draft, role="desirable") == ["Completion of the twelfth grade."]


def test_a_code_in_the_heading_that_disagrees_is_said():
    assert "MP-L104" in codes(read(SINGLE.replace("(0412)", "(0413)"))[1])


def test_a_series_gives_each_class_its_own_text_and_what_is_for_all():
    html = series("""<h2>Minimum Qualifications</h2><h2>All Levels:</h2><p>Possession of a boat license.</p>
<h2>Lock Keeper I</h2><p>Six months on locks.</p><h2>Lock Keeper II</h2><p>One year as a Lock Keeper I.</p>
<h2>Senior Lock Keeper, Department of Harbors</h2><h2>and Waters</h2><p>Two years as a Lock Keeper II.</p>""")
    draft = read(html)[1]
    classes = by_title(draft)
    for title, own in [
        ("Lock Keeper I", "Six months on locks."),
        ("Lock Keeper II", "One year as a Lock Keeper I."),
        ("Senior Lock Keeper, Department of Harbors and Waters", "Two years as a Lock Keeper II."),
    ]:
        assert texts(classes[title], part="requirements") == [own]
        assert texts(classes[title], part="shared") == ["Possession of a boat license."]
    (group,) = draft.groups
    assert (group.kind, group.title, group.established) == ("series", "Lock Keeper Series", date(1979, 5, 4))
    assert {each.facts.group for each in draft.classes} == {"Lock Keeper Series"}


def test_an_abolished_class_is_read_with_its_day():
    draft = read(series("<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><p>Six months on locks.</p>"))[1]
    chief = by_title(draft)["Chief Lock Keeper"].facts
    assert (chief.abolished, chief.last_action) == (date(2011, 2, 3), "Abolished 02/03/2011 per Letter 11-02")
    assert "MP-L106" in codes(draft)


def test_dates_of_the_history_go_to_their_class_and_a_year_alone_is_left_open():
    draft = read(series("<h2>Minimum Qualifications</h2><h2>All Levels</h2><p>None.</p>"))[1]
    one, two = draft.classes[0].facts, draft.classes[1].facts
    assert (one.established, one.revised, two.established) == (date(1979, 5, 4), date(1995, 7, 1), None)
    assert codes(draft).count("MP-L105") == 1


def test_classes_named_together_share_the_text_under_them():
    draft = read(
        series("""<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><h2>Lock Keeper II</h2>
<p>Six months on locks.</p><h2>Chief Lock Keeper</h2><p>Five years on locks.</p>""")
    )[1]
    classes = by_title(draft)
    for title in ("Lock Keeper I", "Lock Keeper II"):
        assert texts(classes[title], part="requirements") == ["Six months on locks."]
    assert texts(classes["Chief Lock Keeper"]) == ["Five years on locks."]


def test_text_for_several_classes_is_shared_where_a_class_has_its_own_beside_it():
    draft = read(
        series("""<h2>Minimum Qualifications</h2><h2>Lock Keeper I and II</h2><p>Able to swim.</p>
<h2>Lock Keeper II</h2><p>One year as a Lock Keeper I.</p>""")
    )[1]
    classes = by_title(draft)
    assert texts(classes["Lock Keeper I"], part="requirements") == ["Able to swim."]
    assert texts(classes["Lock Keeper II"], part="shared") == ["Able to swim."]


def test_a_part_for_some_classes_holds_the_titles_under_it():
    draft = read(
        series("""<h2>Minimum Qualifications for</h2><h2>Lock Keeper I and II Classes</h2>
<h2>Lock Keeper I</h2>
<p>Six months on locks.</p><h2>Lock Keeper</h2><p>Able to swim.</p>""")
    )[1]
    classes = by_title(draft)
    assert texts(classes["Lock Keeper I"]) == ["Six months on locks.", "Able to swim."]
    assert texts(classes["Lock Keeper II"]) == ["Able to swim."]
    assert texts(classes["Chief Lock Keeper"]) == []


def test_a_requirement_between_two_classes_keeps_to_the_first():
    draft = read(
        series("""<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><p>Six months on locks.</p>
<h2>License Requirement</h2><p>A boat license.</p><h2>Lock Keeper II</h2><p>One year on locks.</p>""")
    )[1]
    classes = by_title(draft)
    assert texts(classes["Lock Keeper I"], part="requirements") == ["Six months on locks.", "A boat license."]
    assert texts(classes["Lock Keeper II"]) == ["One year on locks."]


def test_range_criteria_do_not_leak_into_the_qualifications():
    draft = read(
        series("""<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><p>Six months on locks.</p>
<h2>Alternate Range Criteria</h2><p>Range A applies to all others.</p>""")
    )[1]
    assert texts(by_title(draft)["Lock Keeper I"]) == ["Six months on locks."]


def test_the_title_of_an_unlisted_class_gives_its_text_to_nobody():
    draft = read(
        series("""<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><p>Six months on locks.</p>
<h2>Lock Keeper Apprentice Helper of Harbors</h2><p>None at all.</p>""")
    )[1]
    assert texts(by_title(draft)["Lock Keeper I"]) == ["Six months on locks."]
    assert "None at all." not in {text for each in draft.classes for text in texts(each)}
    assert "MP-L101" in codes(draft)


def test_a_class_without_qualifications_is_said():
    draft = read(series("<h2>Minimum Qualifications</h2><h2>Lock Keeper I</h2><p>Six months on locks.</p>"))[1]
    without = [issue for issue in draft.issues if issue.code == "MP-L103"]
    assert {issue.class_code for issue in without} == {"0021", "0022", "0023"}
    assert [issue.severity for issue in without if issue.class_code == "0023"] == ["info"]


def test_a_sentence_the_page_set_as_a_heading_is_put_together():
    draft = read(SINGLE.replace("<h3>Or II</h3><p>Two", "<h3>Or IITwo Years</h3><p>of water work, or two"))[1]
    assert texts(draft.classes[0], part="requirements")[2:] == [
        "Or II",
        "Two Years of water work, or two years of clerical experience.",
    ]


def test_missing_heading_of_the_qualifications_is_implied_and_said():
    draft = read(series("<h2>Lock Keeper I</h2><h3>Either I</h3><p>Six months on locks.</p>"))[1]
    assert texts(by_title(draft)["Lock Keeper I"]) == ["Either I", "Six months on locks."]
    assert "MP-L107" in codes(draft)


def test_crossed_out_text_is_what_was_in_force_before():
    draft = read(
        SINGLE.replace("<p>Two years of clerical experience.</p>", "<p><s>Nine years.</s></p><p>Two years.</p>")
    )[1]
    assert texts(draft.classes[0], role="prior") == ["Nine years."]
    assert "Nine years." not in texts(draft.classes[0])


def test_a_page_without_classes_says_so():
    html = "<html><body><h2>State of Alder Personnel Board Specification</h2><p>Nothing here.</p></body></html>"
    draft = read(html)[1]
    assert draft.classes == ()
    assert codes(draft) == ["MP-L109"]
