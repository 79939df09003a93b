"""The report of a reading: what needs a person first, then facts, then trees with their quotes."""

import io

import pytest
from rich.console import Console

from meritplan.cli import report
from meritplan.cli.facts import facts
from meritplan.model import (
    AllOf,
    AnyOf,
    Education,
    Experience,
    Issue,
    JobClass,
    Pay,
    PayRange,
    Reading,
    Source,
    Span,
    Substitution,
    Unread,
)

DECKHAND = JobClass(
    title="Deckhand",
    code="0610",
    pay=Pay(grade="07", ranges=(PayRange(low=24.1, high=31.85, unit="hour"),)),
    minimum_qualifications=AllOf(
        children=(
            AnyOf(
                children=(
                    Education(level="high_school", quote="a high school diploma"),
                    Experience(months=24, function="at sea", quote="two years at sea", doubt="Does fishing count?"),
                )
            ),
            Unread(quote="and such other proof as the master may ask", spans=(Span(90, 99),)),
        ),
        rules=(Substitution(give="training", target="experience", quote="training may replace experience"),),
    ),
    prior_qualifications=Experience(months=36, quote="three years at sea"),
)


@pytest.fixture
def reading():
    return Reading(
        layout="general",
        sources=(Source(path="ferry/deckhand.txt", sha256="00", media_type="text/plain"),),
        classes=(DECKHAND,),
        issues=(
            Issue(code="MP-L001", severity="info", message="No effective date is printed."),
            Issue(
                code="MP-R001", severity="warning", message="not understood", class_code="0610", spans=(Span(90, 99),)
            ),
            Issue(code="MP-L002", severity="warning", message="The grade is not in the pay plan.", class_code="0610"),
        ),
    )


def drawn(reading, **options):
    page = io.StringIO()
    report.show(reading, Console(file=page, width=100, **options))
    return page.getvalue()


def test_the_report_of_one_document(reading):
    assert [line.rstrip() for line in drawn(reading).strip().splitlines()] == [
        "ferry/deckhand.txt  read by the general layout",
        "i MP-L001 No effective date is printed.",
        "",
        "Deckhand  0610",
        "  ? Does fishing count?",
        "    “two years at sea”",
        "  ? MP-R001 What do these words ask for?",
        "    “and such other proof as the master may ask”",
        "  ! MP-L002 The grade is not in the pay plan.",
        "  Grade  07",
        "  Pay    $24.10 to $31.85 an hour",
        "  Minimum qualifications",
        "  all of these",
        "  ├── any one of these",
        "  │   ├── high school diploma",
        "  │   │   “a high school diploma”",
        "  │   └── 2 years of experience: at sea  ?",
        "  │       “two years at sea”",
        "  ├── not understood; a person must read this",
        "  │   “and such other proof as the master may ask”",
        "  └── rule: training may stand in for experience",
        "      “training may replace experience”",
        "  Prior qualifications (superseded)",
        "  3 years of experience",
        "  “three years at sea”",
    ]


def test_a_doubt_about_a_group_quotes_what_is_below_it():
    mixed = AnyOf(
        doubt="Which belong together?",
        children=(Education(level="bachelor", quote="a degree"), Experience(months=12, quote="a year of work")),
    )
    said = drawn(
        Reading(
            sources=(Source(path="x", sha256="", media_type=""),),
            classes=(JobClass(title="Mate", minimum_qualifications=mixed),),
        )
    )
    assert "“a degree … a year of work”" in said.partition("Which belong together?")[2]


def test_a_narrow_terminal_wraps_and_loses_nothing(reading):
    page = io.StringIO()
    report.show(reading, Console(file=page, width=40))
    assert max(len(line) for line in page.getvalue().splitlines()) <= 40
    assert "such other proof" in " ".join(page.getvalue().replace("│", " ").split())


def test_square_brackets_in_a_document_are_words_not_markup():
    odd = Reading(
        sources=(Source(path="[red]x.txt", sha256="", media_type="text/plain"),),
        classes=(JobClass(title="[bold]Ranger[/bold] :smile:"),),
    )
    assert "[bold]Ranger[/bold] :smile:" in drawn(odd)
    assert "[red]x.txt" in drawn(odd)


def test_the_closing_line_counts(reading):
    assert report.closing(reading) == "1 document, 1 class, 2 questions for a person"


def test_failures_name_the_document_and_the_reason():
    failed = Reading(
        sources=(Source(path="a.pdf", sha256="", media_type="application/pdf"),),
        issues=(Issue(code="MP-D003", severity="error", message="The file cannot be read: permission denied."),),
    )
    assert report.failures(failed) == ["a.pdf: MP-D003 The file cannot be read: permission denied."]


def test_pay_as_printed():
    ranges = (
        PayRange(low=48170, high=70428),
        PayRange(low=92059, high=92059, flat=True),
        PayRange(low=55332, high=68716, department="Water"),
    )
    said = [value for name, value in facts(JobClass(title="x", pay=Pay(ranges=ranges))) if name == "Pay"]
    assert said == ["$48,170 to $70,428 a year", "$92,059 a year (flat)", "$55,332 to $68,716 a year, Water"]
