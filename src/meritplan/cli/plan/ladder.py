"""`meritplan plan ladder`: what leads to a class and on from it, the shortest way between two, and the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, refusals
from meritplan.cli.report import counted
from meritplan.cli.terminal import say, write_json
from meritplan.ladders import Ladders, Level, Move, Route, Step, circles, findings, ladders, route
from meritplan.ladders.drawing import drawn
from meritplan.ladders.table import table
from meritplan.ladders.telling import ground_in_words
from meritplan.model import AllOf, AnyOf, Option
from meritplan.model.requirement import Node
from meritplan.plan import Plan, View, newest
from meritplan.plan import as_of as view_as_of
from meritplan.plan.choosing import class_named
from meritplan.vocabulary.wording import duration, in_words


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A route in JSON, or that there is none."""

    start: str
    end: str
    route: Route | None


@click.command()
@plan_folder
@click.argument("name", metavar="[CLASS]", required=False)
@click.option("--from", "start", metavar="CLASS", help="Where a route begins; with --to.")
@click.option("--to", "end", metavar="CLASS", help="Where a route ends: the way that takes the least time.")
@click.option("--lateral", is_flag=True, help="Let the route pass between classes at one level as well.")
@click.option("--steps", type=click.IntRange(min=1), help="With CLASS: no farther than so many moves each way.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The plan as it stands on this day, not its newest editions.")
@click.option("--check", is_flag=True, help="List circles and names that lead nowhere, not the moves.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Draw the ladders into this file.")
@as_json
def ladder(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    name: str | None,
    *,
    start: str | None,
    end: str | None,
    lateral: bool,
    steps: int | None,
    as_of: date | None,
    check: bool,
    svg: Path | None,
    as_json: bool,
) -> None:
    """Show career ladders: which classes lead to which, by what their requirements say.

    Without CLASS all of them; with CLASS (a code or a title) what leads to it and on from it. Moves that no
    requirement states, but the order of a series, a promotional line or a statement of supervision suggests, are
    marked. With --from and --to the shortest route, with the time and the credentials each step needs. What the
    drawing shows, the list and --json say in words.
    """
    if (start is None) != (end is None):
        raise click.UsageError("a route needs both --from and --to")
    plan = opened(plan_folder)
    view = newest(plan) if as_of is None else view_as_of(plan, as_of)
    graph = ladders(view)
    if start is not None and end is not None:
        _show_route(plan, graph, view, (start, end), lateral=lateral, svg=svg, as_json=as_json)
        return
    key = _key(plan, graph, name) if name else None
    shown = graph.around(key, steps) if key else graph.joined()
    title = f"Ladders of {graph.rungs[key].title}" if key else f"Ladders of the {plan.card.title}"
    _draw(shown, svg, title, key)
    if check:
        _show_findings(shown, view, as_json=as_json)
    elif as_json:
        write_json(table(shown))
    else:
        _show(shown, key, graph)


def _key(plan: Plan, graph: Ladders, name: str) -> str:
    with refusals():
        key = class_named(plan, name).key
    if key not in graph.rungs:
        raise click.ClickException(f"{key} {plan.by_key[key].title} has no edition then, or is retired")
    return key


def _draw(shown: Ladders, svg: Path | None, title: str, focus: str | None) -> None:
    if svg is not None:
        svg.write_text(drawn(shown, title=title, focus=focus), encoding="utf-8", newline="\n")
        say(f"{counted(len(shown.rungs), 'class', 'classes')} drawn in {svg}")


def _show(shown: Ladders, key: str | None, graph: Ladders) -> None:
    if key is None:
        for move in shown.moves:
            click.echo(_line(shown, move, f"{_called(shown, move.start)} -> {_called(shown, move.end)}"))
    else:
        click.echo("\n".join(_around(shown, key, graph)))
    beside = f", {counted(len(found), 'circle')}" if (found := circles(shown)) else ""
    nowhere = counted(len(shown.unplaced), "name")
    said = f"{counted(len(shown.rungs), 'class', 'classes')}, {counted(len(shown.moves), 'move')}{beside}"
    say(f"{said}; {nowhere} in requirements that lead nowhere (--check lists them)")


def _around(shown: Ladders, key: str, graph: Ladders) -> Iterator[str]:
    """What leads to a class, what it leads to, what stands beside it, then the rest of its ladders."""
    yield _called(shown, key)
    before, after = shown.down.get(key, ()), shown.up.get(key, ())
    yield from _section("from", (_line(shown, move, _called(shown, move.start)) for move in before))
    yield from _section("to", (_line(shown, move, _called(shown, move.end)) for move in after))
    beside = graph.lateral(key)
    yield from _section(
        "at one level", (f"{_called(graph, one)}  {_level(levels[0])}" for one, levels in beside.items())
    )
    near = {*before, *after}
    farther = (move for move in shown.moves if move not in near)
    lines = (_line(shown, move, f"{_called(shown, move.start)} -> {_called(shown, move.end)}") for move in farther)
    yield from _section("farther", lines)


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f"{heading if not at else '':12}  {line}"


def _level(level: Level) -> str:
    said = {"grade": "grade", "pay": "pay", "named": "named together:"}
    return f"{said[level.kind]} {level.name}"


def _line(shown: Ladders, move: Move, named: str) -> str:
    sign = "" if move.stated else "  (not stated by a requirement)"
    crosswise = f"  {move.direction}" if move.direction != "promotion" else ""
    return f"{named}  {ground_in_words(move.best)}{crosswise}{sign}"


def _called(graph: Ladders, key: str) -> str:
    rung = graph.rungs[key]
    return f"{rung.code or rung.key} {rung.title}"


def _show_findings(shown: Ladders, view: View, *, as_json: bool) -> None:
    found = tuple(findings(shown, view))
    if as_json:
        write_json(found)
        return
    for one in found:
        click.echo(f"{one.document}: {one.issue.code} {one.issue.message}")
    say(counted(len(found), "finding"))


def _show_route(
    plan: Plan,
    graph: Ladders,
    view: View,
    ends: tuple[str, str],
    *,
    lateral: bool,
    svg: Path | None,
    as_json: bool,
) -> None:
    start, end = (_key(plan, graph, name) for name in ends)
    found = route(graph, view, start, end, lateral=lateral)
    if found is not None:
        keys = [start, *(step.end for step in found.steps)]
        title = f"From {graph.rungs[start].title} to {graph.rungs[end].title}"
        _draw(graph.among(keys), svg, title, end)
    if as_json:
        write_json(_Told(start=start, end=end, route=found))
    elif found is None:
        more = "" if lateral else "; --lateral also looks for ways between classes at one level"
        raise click.ClickException(f"no way leads from {_called(graph, start)} to {_called(graph, end)}{more}")
    else:
        click.echo("\n".join(_route(found, graph)))
        least = "at least " if found.open_steps else ""
        open_ = f", {counted(found.open_steps, 'step')} of no stated length" if found.open_steps else ""
        say(f"{counted(len(found.steps), 'step')}, {least}{duration(found.months)}{open_}")


def _route(found: Route, graph: Ladders) -> Iterator[str]:
    for at, step in enumerate(found.steps, start=1):
        yield f"{at}. {_called(graph, step.start)} -> {_called(graph, step.end)}  {_asked(step)}"
        for need in step.needs:
            lines = _node(need.node)
            yield f"     and {next(lines)}{' (as in an earlier step)' if need.already else ''}"
            yield from (f"         {line}" for line in lines)


def _asked(step: Step) -> str:
    if step.ground is None:
        return f"lateral, {_level(step.level)}" if step.level else "lateral"
    return ground_in_words(step.ground)


def _node(node: Node) -> Iterator[str]:
    """A requirement and what stands below it, in words."""
    unsure = "  (a person has to look at this)" if node.doubt else ""
    quoted = f": “{node.quote}”" if node.quote and not isinstance(node, (AllOf, AnyOf)) else ""
    yield f"{in_words(node)}{quoted}{unsure}"
    if isinstance(node, (AllOf, AnyOf, Option)):
        for child in node.children:
            yield from (f"  {line}" for line in _node(child))
