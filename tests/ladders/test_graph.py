"""The promotion graph: which class leads to which, and what is reported in place of a guess."""

from datetime import date

import pytest

from meritplan.ladders import circles, findings, ladders
from meritplan.ladders.titles import Titles
from meritplan.model import AllOf, Experience, Pay, PayRange
from meritplan.plan import ClassRecord, Retirement
from tests.ladders.wording import as_a, at_level, formerly


def moves(graph):
    return [(move.start, move.end, move.best.kind) for move in graph.moves]


def test_requirements_make_moves(harbor):
    graph = ladders(harbor)
    assert moves(graph) == [
        ("1001", "1002", "class"),
        ("1001", "2001", "class"),
        ("1002", "1003", "level"),
        ("2001", "2002", "occupation"),
    ]
    assert [one.direction for one in graph.moves] == ["diagonal", "diagonal", "promotion", "diagonal"]


def test_a_level_within_a_class_is_kept(harbor):
    (ground,) = ladders(harbor).down["1003"][0].grounds
    assert (ground.level, ground.found_by, ground.time) == ("II", "level within the class", 24)


def test_where_numerals_make_classes_no_level_is_made_up(view_of):
    view = view_of(
        ("1", "Ranger I", None),
        ("2", "Ranger II", as_a("Ranger I")),
        ("3", "Warden", None),
        ("4", "Chief", as_a("Warden II")),
    )
    graph = ladders(view)
    assert moves(graph) == [("1", "2", "class")]
    assert [one.name for one in graph.unplaced] == ["Warden II"]


def test_unknown_titles_are_reported_and_never_guessed(harbor):
    graph = ladders(harbor)
    (one,) = graph.unplaced
    assert (one.name, one.cited_by, one.candidates) == ("Wharf Warden", "2001", ())
    (finding,) = findings(graph, harbor)
    assert (finding.document, finding.issue.code) == ("classes/2001/1.yaml", "MP-G001")
    assert finding.issue.message.startswith("No class of the plan bears or bore the title “Wharf Warden”.")


def test_former_titles_lead_to_the_class(view_of):
    view = view_of(
        ("1", "Park Keeper", None),
        ("2", "Park Supervisor", as_a("Gardener Warden")),
        records=(formerly("1", "Gardener Warden"),),
    )
    (move,) = ladders(view).moves
    assert (move.start, move.best.found_by) == ("1", "former title")


def test_a_former_title_told_in_one_requirement_helps_another(view_of):
    view = view_of(
        ("1", "Office Clerk", None),
        ("2", "Cashier", as_a("Office Clerk (formerly Copyist)")),
        ("3", "Archivist", as_a("Copyist")),
    )
    assert [(move.start, move.end) for move in ladders(view).moves] == [("1", "2"), ("1", "3")]


def test_one_title_of_two_classes_stays_open(view_of):
    view = view_of(("1", "Diver", None), ("2", "Diver", None), ("3", "Dive Master", as_a("Diver")))
    graph = ladders(view)
    assert not graph.moves
    assert [one.issue.code for one in findings(graph, view)] == ["MP-G002"]
    assert graph.unplaced[0].candidates == ("1", "2")


def test_a_class_that_asks_for_itself(view_of):
    view = view_of(("1", "Diver", as_a("Diver")))
    assert [one.issue.code for one in findings(ladders(view), view)] == ["MP-G003"]


def test_work_named_like_the_class_itself_is_an_occupation(view_of):
    assert not ladders(view_of(("1", "Diver", as_a("diver", "salvage diver")))).unplaced


def test_circles_are_reported_once_each(view_of):
    view = view_of(
        ("1", "Diver", as_a("Dive Chief")),
        ("2", "Dive Master", as_a("Diver")),
        ("3", "Dive Chief", as_a("Dive Master")),
    )
    graph = ladders(view)
    assert circles(graph) == (("1", "2", "3"),)
    (finding,) = findings(graph, view)
    assert finding.issue.code == "MP-G004"
    assert "1 Diver → 2 Dive Master → 3 Dive Chief → 1 Diver" in finding.issue.message


def test_a_limit_opens_no_way(view_of):
    limited = Experience(months=48, function="diving", at_most=(as_a("Deck Hand", months=12),), quote="four years")
    assert not ladders(view_of(("1", "Deck Hand", None), ("2", "Diver", limited))).moves


def test_part_of_an_experience_takes_the_time_of_the_whole(view_of):
    whole = Experience(months=60, function="harbor work", subsets=(as_a("Diver", months=12),), quote="five years")
    (move,) = ladders(view_of(("1", "Diver", None), ("2", "Dive Master", AllOf(children=(whole,))))).moves
    assert (move.best.months, move.best.time) == (12, 60)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Harbor Pilots", "1002"),
        ("journey-level Harbor Pilot", "1002"),
        ("Harbor Pilot (Range B)", "1002"),
        ("Harbor Pilot or higher", "1002"),
        ("HARBOR  PILOT", "1002"),
        ("Harbor Pilot guiding tankers", "1002"),
        ("1002", "1002"),
        ("assistant to the Harbor Pilot", None),
        ("Harbor", None),
        ("Harbour Pilot", None),
    ],
)
def test_which_class_a_name_means(harbor, name, key):
    assert Titles(harbor).find(name).keys == ((key,) if key else ())


def test_titles_torn_at_their_commas_are_put_together(view_of):
    view = view_of(("1", "Inspector, Bureau of Ports", None), ("2", "Ferry Master", None))
    found = list(Titles(view).place(("Inspector", "Bureau of Ports", "Ferry Master")))
    assert [one.keys for one in found] == [("1",), ("2",)]


def test_series_follow_grades_levels_or_numerals(view_of):
    graded = [("1", "Aide", "A04"), ("2", "Lead", "A07"), ("3", "Worker", "A05")]
    view = view_of(*((code, title, None, {"group": "Care", "pay": Pay(grade=grade)}) for code, title, grade in graded))
    assert moves(ladders(view)) == [("1", "3", "series"), ("3", "2", "series")]
    levels = [("1", "Consultant", "III"), ("2", "Associate", "II"), ("3", "Assistant", "I")]
    view = view_of(*((code, title, None, {"group": "Care", "level": level}) for code, title, level in levels))
    assert moves(ladders(view)) == [("2", "1", "series"), ("3", "2", "series")]
    numbered = [("1", "Cook II (Night)"), ("2", "Cook I (Night)"), ("3", "Baker I"), ("4", "Baker II")]
    view = view_of(*((code, title, None, {"group": "Kitchen"}) for code, title in numbered))
    assert moves(ladders(view)) == [("2", "1", "series"), ("3", "4", "series")]


def test_promotional_lines_and_supervision(view_of):
    line = {"group": "Care", "promotional_line": "7"}
    view = view_of(
        ("1", "Ward Aide", None, {**line, "level": "I"}),
        ("2", "Ward Associate", None, {**line, "level": "II", "supervises": ("leads the work of Ward Aides",)}),
    )
    (move,) = ladders(view).moves
    assert [ground.kind for ground in move.grounds] == ["series", "line", "supervision"]
    assert (move.direction, move.stated) == ("promotion", False)


def test_what_a_requirement_says_weighs_more_than_order(view_of):
    view = view_of(("1", "Cook I", as_a("Cook II"), {"group": "Kitchen"}), ("2", "Cook II", None, {"group": "Kitchen"}))
    assert moves(ladders(view)) == [("2", "1", "class")]


def test_classes_at_one_level(view_of):
    paid = Pay(ranges=(PayRange(low=41000, high=52000), PayRange(low=60000, high=70000, department="Harbor")))
    alone = Pay(ranges=(PayRange(low=41000, high=52000),))
    view = view_of(
        ("1", "Diver", None, {"pay": Pay(grade="A04")}),
        ("2", "Crane Operator", None, {"pay": Pay(grade="A04")}),
        ("3", "Rigger", None, {"pay": paid}),
        ("4", "Welder", None, {"pay": alone}),
        ("5", "Yard Chief", at_level("Diver", "Rigger")),
    )
    graph = ladders(view)
    assert [(level.kind, level.members) for level in graph.levels] == [
        ("grade", ("1", "2")),
        ("pay", ("3", "4")),
        ("named", ("1", "3")),
    ]
    assert set(graph.lateral("1")) == {"2", "3"}


def test_the_part_around_a_class(harbor):
    graph = ladders(harbor)
    assert set(graph.around("1002").rungs) == {"1001", "1002", "1003"}
    assert set(graph.around("1001", 1).rungs) == {"1001", "1002", "2001"}


def test_what_leads_nowhere_is_reported_of_classes_without_moves_too(view_of):
    view = view_of(("1", "Bridge Tender", as_a("Bridge Hand")), ("2", "Diver", None))
    shown = ladders(view).joined()
    assert not shown.rungs
    assert [one.issue.code for one in findings(shown, view)] == ["MP-G001"]


def test_a_retired_class_is_named_as_such(view_of):
    gone = Retirement(on=date(2020, 6, 30), by="A. Clerk", because="Nobody dives any more.", replaced_by=("3",))
    record = ClassRecord(key="1", retired=gone)
    view = view_of(
        ("1", "Diver", None), ("2", "Dive Master", as_a("Diver")), ("3", "Pump Operator", None), records=(record,)
    )
    (finding,) = findings(ladders(view), view)
    assert finding.issue.code == "MP-G005"
    assert "was retired on 2020-06-30; it was replaced by 3" in finding.issue.message
