"""The tree of a requirement and the words it was read from, as pages show them."""

import re

from django.template import Context, Template

from meritplan.model import AllOf, AnyOf, Condition, Education, Experience, License, Note, Span, Substitution, Unread
from meritplan.plan import load, newest
from meritplan.server.catalogue.evidence import excerpts, first_words
from meritplan.server.catalogue.trees import every, shown_tree

TEXT = """Duties
Reads the gauges of the river.
Minimum Qualifications
Two years of work as a gauge reader, one year of which must have been at night. (College may stand in for it.)
A driver license.
"""


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _experience() -> Experience:
    whole = "Two years of work as a gauge reader, one year of which must have been at night"
    part = "one year of which must have been at night"
    night = Experience(months=12, function="at night", quote=part, spans=(_span(part),))
    return Experience(months=24, classes=("gauge reader",), quote=whole, spans=(_span(whole),), subsets=(night,))


def _tree() -> AllOf:
    rule = Substitution(
        give="education",
        target="experience",
        quote="College may stand in for it.",
        spans=(_span("College may stand in for it."),),
        doubt="how much of it?",
    )
    driver = License(kind="driver", quote="A driver license", spans=(_span("A driver license"),))
    return AllOf(children=(_experience(), driver), rules=(rule,))


def _drawn(source: str, **context: object) -> str:
    return Template("{% load requirements %}" + source).render(Context(context))


def test_every_node_has_its_address_and_its_words():
    shown = {one.dotted: (one.kind, one.words) for one in every(shown_tree(_tree(), name="minimum"))}
    assert shown == {
        "": ("all_of", "All of these"),
        "children.0": ("experience", "2 years of experience as gauge reader"),
        "children.0.subsets.0": ("experience", "1 year of experience: at night"),
        "children.1": ("license", "Driver license"),
        "rules.0": ("substitution", "Education may stand in for experience"),
    }


def test_a_doubt_is_shown_as_a_question_and_unread_text_asks_what_it_means():
    questions = [one.question for one in every(shown_tree(_tree(), name="m")) if one.question]
    assert questions == ["How much of it?"]
    assert shown_tree(Unread(quote="Sundry."), name="m").question == (
        "Not understood. What does it ask, or is it no requirement?"
    )


def test_a_group_of_one_has_no_line_of_its_own():
    page = _drawn("{% requirement_tree tree %}", tree=AnyOf(children=(Education(level="bachelor", quote="a degree"),)))
    assert "any one of these" not in page.lower()
    assert 'id="minimum"' in page
    assert "Bachelor&#x27;s degree" in page


def test_a_tree_by_itself_quotes_every_node():
    page = _drawn("{% requirement_tree tree name='prior' %}", tree=_tree())
    assert page.count('class="req__quote"') == 4
    assert 'id="prior-children-0-subsets-0" data-path="children.0.subsets.0"' in page
    assert "href" not in page


def test_quotes_are_escaped():
    page = _drawn("{% requirement_tree tree %}", tree=Condition(quote="<script>alert(1)</script>"))
    assert "<script>" not in page


def test_where_the_words_do_not_say_what_is_asked_the_quote_stays_beside_the_source():
    note = Note(kind="procedure", quote="Apply by mail.")
    page = _drawn("{% requirement_tree tree quotes=False %}", tree=AllOf(children=_tree().children, rules=(note,)))
    assert page.count('class="req__quote"') == 1
    assert "Apply by mail." in page


def test_each_piece_of_the_text_leads_to_the_innermost_node():
    (found,) = excerpts(TEXT, _tree(), name="minimum")
    said = {piece.text: piece.nodes for piece in found if piece.nodes}
    assert said["one year of which must have been at night"] == (
        "minimum-children-0-subsets-0",
        "minimum-children-0",
    )
    assert said["Two years of work as a gauge reader, "] == ("minimum-children-0",)
    assert said["College may stand in for it."] == ("minimum-rules-0",)
    assert "".join(piece.text for piece in found).startswith("Minimum Qualifications\nTwo years")


def test_every_node_with_words_leads_to_its_first_piece():
    found = excerpts(TEXT, _tree(), name="minimum")
    pieces = {piece.id: piece for one in found for piece in one}
    for node, piece in first_words(found).items():
        assert node in pieces[piece].nodes
    assert set(first_words(found)) == {
        one.id for one in every(shown_tree(_tree(), name="minimum")) if one.kind != "all_of"
    }


def test_stretches_far_apart_are_excerpts_of_their_own():
    text = TEXT + "\n" + "Words about quite another class of the service. " * 8 + "\n\nAll levels:\nA clean record.\n"
    at = text.index("A clean record")
    record = Condition(quote="A clean record", spans=(Span(at, at + len("A clean record")),))
    tree = AllOf(children=(*_tree().children, record))
    first, second = excerpts(text, tree, name="minimum")
    assert "another class" not in "".join(piece.text for piece in (*first, *second))
    assert "".join(piece.text for piece in second) == "All levels:\nA clean record."


def test_spans_of_another_text_light_up_nothing():
    assert excerpts("x" + TEXT, _tree(), name="minimum") == ()
    assert excerpts("", _tree(), name="minimum") == ()


def test_lines_that_only_the_paper_broke_are_joined():
    text = "Minimum qualifications\n\nTwo years of work as a gauge reader on any river of the\nstate.\n"
    quote = "Two years of work as a gauge reader on any river of the state"
    start = text.index("Two")
    node = Experience(months=24, quote=quote, spans=(Span(start, start + len(quote)),))
    (found,) = excerpts(text, node, name="minimum", media_type="text/plain")
    assert quote in [piece.text for piece in found]
    (kept,) = excerpts(text, node, name="minimum", media_type="text/html")
    assert any("of the\nstate" in piece.text for piece in kept)


def test_the_source_text_of_an_edition_of_the_plan_and_its_tree_lead_to_each_other(served_plan):
    found = 0
    for edition in newest(load(served_plan)).editions:
        tree = edition.job_class.minimum_qualifications
        if tree is None:
            continue
        page = _drawn(
            "{% source_text edition tree as words %}{% requirement_tree tree words=words %}{{ words }}",
            edition=edition,
            tree=tree,
        )
        ids = set(re.findall(r'id="([^"]+)"', page))
        links = re.findall(r'href="#([^"]+)"', page)
        assert links
        assert set(links) <= ids
        assert len(re.findall(r'id="([^"]+)"', page)) == len(ids)
        found += 1
    assert found >= 10
