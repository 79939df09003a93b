"""What a revision does, as an analyst would ask it: looser, tighter, for whom, and in which words."""

from datetime import date

import msgspec
import pytest

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Education,
    Experience,
    JobClass,
    License,
    Option,
    Statement,
    Substitution,
    Unread,
)
from meritplan.plan import ClassEdition, ClassRecord, Former, as_of, create, newest, write
from meritplan.plan.diff import difference, edition_difference, plan_difference, redline, statements
from meritplan.plan.diff.page import class_page, plan_page
from meritplan.plan.diff.redline import marked_up
from meritplan.plan.proof import implies, marked, possible, verdict
from meritplan.qualification import policy

RULES = policy("default")
DEGREE = Education(level="bachelor", fields=("Biology",), quote="a bachelor's degree in biology")
ASSOCIATE = Education(level="associate", fields=("Biology",), quote="an associate degree in biology")


def years(number, function="case work"):
    return Experience(months=12 * number, function=function, quote=f"{number} years of {function}")


def both(*children, rules=()):
    return AllOf(children=children, rules=rules)


def either(*children):
    return AnyOf(children=children)


YEAR_FOR_YEAR = Substitution(give="experience", target="education", ratio=(12, 12), quote="year for year")


@pytest.mark.parametrize(
    ("before", "after", "effect", "sentence"),
    [
        (years(2), years(3), "tightened", "Experience rises from 24 to 36 months."),
        (years(3), years(2), "loosened", "Experience falls from 36 to 24 months."),
        (
            both(DEGREE, years(2)),
            years(3),
            "moved",
            "The bachelor's degree in Biology is no longer required; experience rises from 24 to 36 months.",
        ),
        (
            both(DEGREE, years(2)),
            both(ASSOCIATE, years(2)),
            "loosened",
            "The bachelor's degree in Biology becomes the associate's degree in Biology, a lower or other level.",
        ),
        (years(2), both(years(2), License(name="Case Worker", quote="a license")), "tightened", None),
        (DEGREE, either(DEGREE, years(4)), "loosened", None),
        (either(DEGREE, years(4)), DEGREE, "tightened", None),
        (
            both(DEGREE, years(2)),
            both(DEGREE, years(2), rules=(YEAR_FOR_YEAR,)),
            "loosened",
            "The rule “year for year” is new.",
        ),
        (
            both(DEGREE, years(2)),
            both(
                DEGREE, years(2), rules=(Combination(total_months=72, of=("education", "experience"), quote="or six"),)
            ),
            "loosened",
            None,
        ),
        (
            Education(level="bachelor", fields=("Biology",), quote="biology"),
            Education(level="bachelor", fields=("Biology", "Botany"), quote="biology or botany"),
            "loosened",
            "Botany is now among the fields of the degree.",
        ),
        (both(DEGREE, years(2)), both(years(2), DEGREE), "unchanged", None),
        (years(2), Experience(months=24, function="case work", quote="Two (2) years of case work"), "unchanged", None),
        (
            License(name="Diver", quote="a diver's license"),
            Option(by="position", children=(License(name="Diver", quote="a diver's license"),), quote="may require"),
            "loosened",
            None,
        ),
        (
            Experience(months=24, function="case work", within_months=60, quote="recent"),
            years(2),
            "unchanged",
            None,
        ),
        (
            years(2),
            both(years(2), Option(by="position", children=(DEGREE,), quote="may require a degree")),
            "tightened",
            None,
        ),
        (
            Condition(kind="age", min=18, quote="18 years old"),
            Condition(kind="age", min=21, quote="21 years old"),
            "tightened",
            None,
        ),
    ],
)
def test_effects_are_proved_and_said(before, after, effect, sentence):
    found = difference(before, after, RULES)
    assert found.effect == effect
    assert sentence is None or found.sentence == sentence


def test_the_proof_shows_persons():
    found = difference(both(DEGREE, years(2)), years(3), RULES)
    shown = {(one.person, one.before, one.after) for one in found.verdict.examples}
    assert ("36 months of work that counts as 3 years", "not met", "met") not in shown
    assert ("36 months of work that counts as case work", "not met", "met") in shown
    assert any(
        one.before == "met" and "a bachelor's degree in biology; 2" in one.person for one in found.verdict.examples
    )


def test_work_worded_otherwise_is_for_a_person_to_judge():
    before, after = years(2, "case work with families"), years(2, "case work with families and children")
    found = difference(before, after, RULES)
    assert (found.effect, found.supposed) == ("unclear", "unchanged")
    assert "Unchanged if" in found.sentence


def test_a_loosening_that_hangs_on_the_wording_says_so():
    found = difference(years(3, "case work with families"), years(2, "case work with families at home"), RULES)
    assert (found.effect, found.supposed) == ("unclear", "loosened")


def test_words_that_were_not_understood_are_unclear_only_where_they_changed():
    same = Unread(quote="or as the board sees fit")
    assert difference(both(years(2), same), both(years(3), same), RULES).effect == "tightened"
    other = Unread(quote="and a letter of the harbor master")
    assert difference(both(years(2), same), both(years(2), other), RULES).effect in {"unclear", "moved"}


def test_a_combination_without_a_total_cannot_be_settled():
    openly = both(DEGREE, years(2), rules=(Combination(quote="or any equivalent combination"),))
    assert difference(both(DEGREE, years(2)), openly, RULES).effect == "unclear"


def test_no_requirement_on_one_side_is_unclear_and_on_both_nothing():
    assert difference(None, years(2), RULES).effect == "unclear"
    assert difference(None, None, RULES) is None
    assert difference(years(2), years(2), RULES) is None


def test_what_is_remembered_of_one_pair_is_said_of_no_other():
    """Pairs that differ in words alone are tried once; another kind of work is another pair."""
    found = [
        verdict(
            Experience(months=24, function=work, quote=f"two years {words}"),
            Experience(months=36, function=work, quote=f"three years {words}"),
            RULES,
        )
        for work, words in (
            ("surveying", "of surveying"),
            ("surveying", "surveying parks"),
            ("sounding", "of sounding"),
        )
    ]
    assert found[0] == found[1]
    assert "sounding" in found[2].examples[0].person


def test_the_same_requirements_always_give_the_same_verdict():
    assert verdict(years(2), years(3), RULES) == verdict(years(2), years(3), RULES)


def test_ways_imply_one_another_only_where_everybody_has_both():
    three, two, other = (marked(each, name) for each, name in ((years(3), "a"), (years(2), "b"), (years(3, "x"), "c")))
    assert implies(three, two, RULES)
    assert not implies(two, three, RULES)
    assert not implies(other, two, RULES)


def test_holding_a_title_is_work_at_its_level_and_not_the_other_way_round():
    held = marked(Experience(months=12, classes=("Clerk II",), quote="as a Clerk II"), "a")
    level = marked(Experience(months=12, level_of=("Clerk II",), quote="at the level of a Clerk II"), "b")
    assert implies(held, level, RULES)
    assert not implies(level, held, RULES)


def test_parts_inside_and_rules_of_counting_can_be_met():
    of_which = Experience(months=12, function="leading crews", supervisory=True, quote="one of which leading crews")
    tree = Experience(months=36, function="dredging", quote="three years of dredging", subsets=(of_which,))
    assert possible(marked(tree, "a"), RULES)


def test_redlines_mark_words():
    words = redline("plans and directs the work of crews", "directs the work of two crews")
    assert marked_up(words) == "[-plans and -]directs the work of {+two +}crews"
    assert "".join(one.text for one in words if one.part != "new") == "plans and directs the work of crews"
    assert "".join(one.text for one in words if one.part != "gone") == "directs the work of two crews"


def test_lists_are_compared_statement_by_statement():
    before = ["keeps the log", "repairs the lights of the channel", "sets buoys"]
    after = ["sets buoys", "keeps the log", "repairs the lamps of the channel", "trains deck hands"]
    kinds = [(one.kind, one.before, one.after) for one in statements(before, after)]
    assert kinds == [("moved", 3, 1), ("reworded", 2, 3), ("new", None, 4)]


def revised(edition, number=2, effective=date(2020, 1, 1), **changes):
    said = msgspec.structs.replace(edition.job_class, **changes)
    return msgspec.structs.replace(edition, number=number, effective_from=effective, job_class=said)


def test_two_editions_of_a_class(case_aide):
    asked = both(Education(level="high_school", quote="high school"), years(1))
    after = revised(
        case_aide,
        title="Case Assistant",
        duties=(Statement(text="visits families"),),
        minimum_qualifications=asked,
    )
    found = edition_difference(case_aide, after, RULES)
    assert [fact.field for fact in found.facts] == ["title"]
    assert [change.field for change in found.lists] == ["duties"]
    assert found.requirement().effect == "loosened"
    page = "\n".join(class_page(found))
    assert "minimum qualifications loosened" in page
    assert "title: Case Aide -> Case Assistant" in page


def test_what_a_partial_wording_does_not_say_is_not_compared(case_aide):
    """Of superseded qualifications a document prints, nothing is known of duties and probation then."""
    then = JobClass(title="Case Aide", code="0264", minimum_qualifications=Experience(months=24, quote="two years"))
    before = msgspec.structs.replace(case_aide, number=2, partial=True, job_class=then)
    now = msgspec.structs.replace(case_aide.job_class, probation_months=6, summary="Visits families.")
    after = msgspec.structs.replace(case_aide, number=3, job_class=now)
    found = edition_difference(before, after, RULES)
    assert (found.facts, found.texts, found.lists) == ((), (), ())
    assert [one.tree for one in found.trees] == ["minimum"]
    assert found.partial == ("0264/2",)
    assert "a part of the wording is known" in "\n".join(class_page(found))


def test_one_plan_on_two_days(plan, case_aide):
    first = msgspec.structs.replace(case_aide, effective_to=date(2019, 12, 31))
    asked = both(Education(level="high_school", quote="high school"), years(1))
    second = revised(case_aide, title="Case Assistant", minimum_qualifications=asked)
    new = revised(case_aide, number=1, effective=date(2021, 1, 1), title="Ferry Mate", code="0300")
    plan = write(plan, [first, second, msgspec.structs.replace(new, class_key="0300")])
    found = plan_difference(as_of(plan, date(2019, 6, 1)), as_of(plan, date(2022, 6, 1)), RULES)
    assert [one.title for one in found.added] == ["Ferry Mate"]
    assert found.gone == ()
    assert [(one.former_title, one.difference.title) for one in found.retitled] == [("Case Aide", "Case Assistant")]
    assert found.effects == {"loosened": 1}
    assert "1 added, 0 gone, 1 retitled, 1 changed" in "\n".join(plan_page(found))


def test_two_plans_are_matched_by_codes_past_and_present(plan, case_aide, tmp_path):
    clerk = msgspec.structs.replace(case_aide.job_class, title="Toll Clerk", code="0400")
    other = create(tmp_path / "marrow", title="Plan of the City of Marrow Bay")
    other = write(other, [case_aide, ClassEdition(class_key="0400", number=1, job_class=clerk)])
    recoded = ClassEdition(
        class_key="9264", number=1, job_class=msgspec.structs.replace(case_aide.job_class, code="9264")
    )
    plan = write(plan, [recoded, ClassRecord(key="9264", former_codes=(Former(name="0264"),))])
    found = plan_difference(newest(other), newest(plan), RULES)
    assert [one.title for one in found.gone] == ["Toll Clerk"]
    assert [(one.former_code, one.difference.key, one.matched_by) for one in found.changed] == [
        ("0264", "9264", "former code")
    ]
