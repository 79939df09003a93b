"""The shortest way from one class to another."""

from meritplan.ladders import ladders, route
from meritplan.model import AnyOf, Pay
from tests.ladders.wording import as_a


def test_steps_time_and_what_each_needs(harbor):
    found = route(ladders(harbor), harbor, "1001", "1003")
    assert [(step.start, step.end, step.months) for step in found.steps] == [("1001", "1002", 36), ("1002", "1003", 24)]
    assert (found.months, found.open_steps) == (60, 0)
    first, second = (step.needs for step in found.steps)
    # The degree is another branch than the one taken; the license is asked on every branch.
    assert [
        (need.node.type if hasattr(need.node, "type") else type(need.node).__name__, need.already) for need in first
    ] == [("License", False)]
    assert [need.already for need in second] == [True]


def test_the_least_time_wins_and_then_the_fewest_steps(view_of):
    view = view_of(
        ("1", "Deck Hand", None),
        ("2", "Mate", as_a("Deck Hand", months=12)),
        ("3", "Captain", AnyOf(children=(as_a("Deck Hand", months=60), as_a("Mate", months=24)))),
        ("4", "Diver", AnyOf(children=(as_a("Mate", months=12), as_a("Deck Hand", months=24)))),
    )
    graph = ladders(view)
    assert [step.end for step in route(graph, view, "1", "3").steps] == ["2", "3"]
    assert [step.end for step in route(graph, view, "1", "4").steps] == ["4"]


def test_unknown_lengths_are_counted_not_taken_for_nothing(view_of):
    view = view_of(
        ("1", "Cook I", None, {"group": "Kitchen"}),
        ("2", "Cook II", as_a("Cook I", months=None), {"group": "Kitchen"}),
        ("3", "Chef", as_a("Cook II")),
    )
    found = route(ladders(view), view, "1", "3")
    assert (found.months, found.open_steps) == (24, 1)


def test_no_way_down_and_ways_across_only_if_asked(view_of):
    view = view_of(
        ("1", "Diver", None, {"pay": Pay(grade="A04")}),
        ("2", "Crane Operator", None, {"pay": Pay(grade="A04")}),
        ("3", "Crane Chief", as_a("Crane Operator")),
    )
    graph = ladders(view)
    assert route(graph, view, "3", "2") is None
    assert route(graph, view, "1", "3") is None
    across = route(graph, view, "1", "3", lateral=True)
    assert [(step.direction, step.level.name if step.level else None) for step in across.steps] == [
        ("lateral", "A04"),
        ("diagonal", None),
    ]
    assert [len(step.needs) for step in across.steps] == [0, 0]
