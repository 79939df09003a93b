"""Each step on a requirement of the State of Alder: what it makes of the tree, and when it refuses."""

import pytest

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Span,
    Unread,
)
from meritplan.plan.editing import Cut, Delete, Group, Join, Put, Recast, Shift, Ungroup, apply, at, places, replay
from meritplan.plan.errors import EditingError

TEXT = "A degree in botany. Two years of field work, of which one as Crew Leader; a driver license may be required."


def _said(words):
    start = TEXT.index(words)
    return {"quote": words, "spans": (Span(start, start + len(words)),)}


DEGREE = Education(level="bachelor", fields=("botany",), **_said("A degree in botany"))
LEADING = Experience(months=12, classes=("Crew Leader",), **_said("one as Crew Leader"))
WORK = Experience(months=24, function="field work", subsets=(LEADING,), **_said("Two years of field work"))
DRIVING = Unread(**_said("a driver license may be required"))
TREE = AllOf(children=(DEGREE, WORK, DRIVING), strength="typical")


def _names(group):
    return [type(one).__name__ for one in group.children]


def test_unread_words_are_read():
    made = apply(TREE, Recast(path=("children", 2), node=License(name="driver license", kind="driver")), TEXT)
    assert made.children[2] == License(
        name="driver license", kind="driver", quote=DRIVING.quote, spans=DRIVING.spans, doubt=None
    )
    assert made.strength == "typical"


def test_a_recast_answers_the_doubt_and_keeps_label_and_parts():
    doubtful = Experience(months=24, label="#2", doubt="How many?", subsets=(LEADING,), quote="two years")
    made = apply(doubtful, Recast(node=Experience(months=36)))
    assert (made.months, made.label, made.doubt, made.subsets) == (36, "#2", None, (LEADING,))


def test_parts_that_fit_no_more_are_unread_again():
    made = apply(TREE, Recast(path=("children", 1), node=Condition(kind="ability")), TEXT)
    assert _names(made) == ["Education", "Condition", "Unread", "Unread"]
    assert made.children[2].quote == "one as Crew Leader"


def test_words_become_a_rule_and_a_rule_a_requirement():
    noted = apply(TREE, Recast(path=("children", 2), node=Note(kind="procedure")), TEXT)
    assert _names(noted) == ["Education", "Experience"]
    assert noted.rules[0].quote == DRIVING.quote
    back = apply(noted, Recast(path=("rules", 0), node=License(name="driver license")), TEXT)
    assert _names(back) == ["Education", "Experience", "License"]
    assert back.rules == ()


def test_requirements_become_alternatives_and_back():
    made = apply(TREE, Group(numbers=(0, 1), kind="any_of"), TEXT)
    assert _names(made) == ["AnyOf", "Unread"]
    assert _names(made.children[0]) == ["Education", "Experience"]
    assert apply(made, Ungroup(path=("children", 0)), TEXT) == TREE


def test_one_part_becomes_an_option():
    made = apply(TREE, Group(path=("children", 2), kind="option", by="position"), TEXT)
    assert isinstance(made.children[2], Option)
    with pytest.raises(EditingError, match="who decides"):
        apply(TREE, Group(path=("children", 2), kind="option"), TEXT)


def test_the_outermost_group_changes_its_kind():
    made = apply(TREE, Recast(node=AnyOf(inclusive=True)), TEXT)
    assert isinstance(made, AnyOf)
    assert (made.inclusive, made.children, made.strength) == (True, TREE.children, "typical")


def test_an_option_over_several_keeps_them_together():
    made = apply(TREE, Recast(node=Option(by="institution")), TEXT)
    assert _names(made) == ["AllOf"]
    assert made.children[0].children == TREE.children


def test_order_is_changed():
    made = apply(TREE, Shift(path=("children", 1), way="up"), TEXT)
    assert _names(made) == ["Experience", "Education", "Unread"]
    with pytest.raises(EditingError, match="first one already"):
        apply(made, Shift(path=("children", 0), way="up"), TEXT)


def test_a_part_goes_into_a_group_and_out_of_it():
    grouped = apply(TREE, Group(numbers=(0, 1), kind="any_of"), TEXT)
    inside = apply(grouped, Put(path=("children", 1), to=("children", 0), place="children"), TEXT)
    assert [_names(one) for one in inside.children] == [["Education", "Experience", "Unread"]]
    out = apply(inside, Put(path=("children", 0, "children", 0), to=(), place="children", at=1), TEXT)
    assert _names(out) == ["AnyOf", "Education"]


def test_a_group_that_becomes_empty_goes():
    grouped = apply(TREE, Group(path=("children", 2), kind="all_of"), TEXT)
    made = apply(grouped, Put(path=("children", 2, "children", 0), to=(), place="children", at=0), TEXT)
    assert _names(made) == ["Unread", "Education", "Experience"]


def test_a_part_of_an_experience_becomes_a_requirement_and_a_part_again():
    part = ("children", 1, "subsets", 0)
    made = apply(TREE, Put(path=part, to=(), place="children"), TEXT)
    assert _names(made) == ["Education", "Experience", "Unread", "Experience"]
    back = apply(made, Put(path=("children", 3), to=("children", 1), place="subsets"), TEXT)
    assert back == TREE


def test_a_rule_is_attached_to_another_group():
    both = AllOf(
        children=(AnyOf(children=(DEGREE, WORK)), DRIVING), rules=(Combination(quote="any combination", spans=()),)
    )
    made = apply(both, Put(path=("rules", 0), to=("children", 0), place="rules"), TEXT)
    assert made.rules == ()
    assert made.children[0].rules == both.rules
    assert [(path, name) for path, name, _ in places(both, ("rules", 0))] == [(("children", 0), "rules")]


def test_the_places_offered_are_those_that_work():
    offered = [(path, name) for path, name, _ in places(TREE, ("children", 1, "subsets", 0))]
    assert ((), "children") in offered
    assert (("children", 1), "at_most") in offered
    assert all(path != ("children", 0) for path, _ in offered)


def test_words_are_split_and_joined_again():
    long = AllOf(children=(Condition(**_said("a driver license may be required")),))
    made = apply(long, Cut(path=("children", 0), start=0, end=16), TEXT)
    assert [one.quote for one in made.children] == ["a driver license", "may be required"]
    assert [TEXT[span.start : span.end] for one in made.children for span in one.spans] == [
        "a driver license",
        "may be required",
    ]
    assert apply(made, Join(path=("children", 1), to=("children", 0)), TEXT).children[0].quote == DRIVING.quote


def test_splitting_a_branch_keeps_its_words_in_the_branch():
    choice = AnyOf(children=(DEGREE, Condition(**_said("a driver license may be required"))))
    made = apply(choice, Cut(path=("children", 1), start=2, end=16), TEXT)
    assert _names(made) == ["Education", "AllOf"]
    assert [one.quote for one in made.children[1].children] == ["a", "driver license", "may be required"]


def test_words_that_are_not_those_of_the_source_are_not_split():
    odd = Condition(quote="a license to drive", spans=DRIVING.spans)
    with pytest.raises(EditingError, match="not quite those of the source"):
        apply(odd, Cut(start=0, end=9), TEXT)
    with pytest.raises(EditingError, match="cannot be opened"):
        apply(TREE, Cut(path=("children", 0), start=0, end=8), None)


def test_what_is_deleted_is_unread_again():
    made = apply(TREE, Delete(path=("children", 1)), TEXT)
    assert _names(made) == ["Education", "Unread", "Unread", "Unread"]
    assert [one.quote for one in made.children[1:3]] == ["Two years of field work", "one as Crew Leader"]
    with pytest.raises(EditingError, match="unread already"):
        apply(TREE, Delete(path=("children", 2)), TEXT)


def test_a_deleted_branch_stays_one_branch():
    choice = AnyOf(children=(DEGREE, WORK))
    made = apply(choice, Delete(path=("children", 1)), TEXT)
    assert _names(made) == ["Education", "AllOf"]


def test_an_option_deleted_gives_its_words_back_once():
    asked = License(name="driver license", **_said("a driver license"))
    tree = AllOf(
        children=(DEGREE, Option(by="position", children=(asked,), **_said("a driver license may be required")))
    )
    made = apply(tree, Delete(path=("children", 1)), TEXT)
    assert made.children == (DEGREE, DRIVING)


def test_the_last_branch_of_a_choice_stays():
    choice = AllOf(children=(AnyOf(children=(DRIVING,), quote="one of"),))
    with pytest.raises(EditingError, match="at least one branch"):
        apply(choice, Put(path=("children", 0, "children", 0), to=(), place="children"))


def test_a_step_made_for_another_tree_is_refused():
    with pytest.raises(EditingError, match="not there any more"):
        apply(TREE, Delete(path=("children", 7)), TEXT)


def test_steps_are_repeated_in_order():
    taken = [Shift(path=("children", 2), way="up"), Group(path=("children", 1), kind="option", by="position")]
    made = replay(TREE, taken, TEXT)
    assert at(made, ("children", 1, "children", 0)) == DRIVING
