"""The same value is written as the same bytes, and read back as the same value."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from meritplan.model import AllOf, Education, Experience, JobClass, License, Span
from meritplan.plan import ClassEdition, Question
from meritplan.plan.canonical import WIDTH, encode, text
from meritplan.plan.parsing import UnreadableError, parse

scalars = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
keys = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
sentences = st.lists(
    st.sampled_from("One year of “case work”. (12 months): a-b # & * ! ; - ? yes no 0264 1e5".split()), max_size=60
)
values = st.recursive(
    scalars | texts | sentences.map(" ".join),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(keys, below, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(keys, values, max_size=5))
@example({"": "", "a": "a\n", "b": "\n\nb", "c": "a\n\n\nb c", "d": " a", "e": "a  b" * 60, "f": "x" * 300})
@example({"a": [[], {}, [[]], [{}], [1, [2]], [True, 2], ["a", 1], [1.0, 1e30, 5e-324, -0.0]]})
@example({"a": "- b", "b": "a: b", "c": "#", "d": "null", "e": "~", "f": "0264", "g": "2011-11-15", "h": "a #b"})
@example({"a": "No. 12 " * 40, "b": "\u2028", "c": "tab\tbed " * 30, "d": "\ufeff", "e": "é\u0085 " * 50})
def test_what_is_written_is_read_back(value):
    written = text(value)
    assert parse(written.encode()) == value
    assert text(parse(written.encode())) == written


@settings(deadline=None)
@given(sentences.map(" ".join))
def test_long_text_is_a_line_a_sentence_within_the_width(said):
    lines = text({"quote": said}).splitlines()
    assert all(len(line) <= WIDTH + 1 for line in lines) or '"' in lines[0]


def test_an_edition_reads_well_in_a_difference():
    asked = AllOf(
        children=(
            Education(level="bachelor", quote="A bachelor's degree.", spans=(Span(10, 30),)),
            Experience(
                months=24,
                quote=f"Two years of experience in {'case work and ' * 6}counseling. One of them must be recent.",
                spans=(Span(31, 100), Span(130, 180)),
            ),
            License(name=("LSW", "LCSW"), quote="LSW or LCSW"),
        )
    )
    edition = ClassEdition(
        class_key="0264",
        number=1,
        questions=(Question(id="q1", code="MP-R002", text="Recent?", tree="minimum", path=("children", 1)),),
        job_class=JobClass(
            title="Case Aide", code="0264", minimum_qualifications=asked, evidence={"title": (Span(0, 9),)}
        ),
    )
    assert (
        encode(edition).decode()
        == """\
format: meritplan-edition/1
class_key: "0264"
number: 1
state: draft
questions:
- id: q1
  code: MP-R002
  text: Recent?
  tree: minimum
  path: [children, 1]
class:
  title: Case Aide
  code: "0264"
  minimum_qualifications:
    type: all_of
    children:
    - type: education
      quote: A bachelor's degree.
      spans: [[10, 30]]
      level: bachelor
    - type: experience
      quote: >-
        Two years of experience in case work and case work and case work and case work and case work
        and case work and counseling.
        One of them must be recent.
      spans: [[31, 100], [130, 180]]
      months: 24
    - type: license
      quote: LSW or LCSW
      name:
      - LSW
      - LCSW
      kind: license
  evidence:
    title: [[0, 9]]
"""
    )


def test_the_order_in_which_evidence_was_found_does_not_show():
    one = JobClass(title="Case Aide", evidence={"title": (Span(0, 9),), "code": (Span(10, 14),)})
    other = JobClass(title="Case Aide", evidence={"code": (Span(10, 14),), "title": (Span(0, 9),)})
    assert encode(one) == encode(other)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="no number a plan can hold"):
        text({"low": number})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"code: 1\ncode: 2\n", "line 2: the key 'code' stands twice"),
        (b"code: \xff\n", "not UTF-8 at byte 6"),
        (b"code: [1\n", "line 2: "),
        (b"? [a]\n: b\n", "a key that is no text"),
        (b"a: " + b"[" * 100_000, "more than 500 parts within parts"),
        (b"- " * 50_000, "more than 500 parts within parts"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "written once and referred to elsewhere"),
        (b"code: !!python/object/apply:os.system [ls]\n", "could not determine a constructor"),
    ],
)
def test_bytes_that_are_no_document(content, message):
    with pytest.raises(UnreadableError) as trouble:
        parse(content)
    assert message in str(trouble.value)
