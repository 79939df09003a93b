"""`meritplan screen pair`: the answers a run has for one person, explained by the one-person engine."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from meritplan.cli.classes import Listed, classes_from
from meritplan.cli.screen.asked import (
    Refused,
    classes_option,
    json_option,
    needing_the_extra,
    pool_file,
    put,
    refusals,
    run_folder,
    sources_option,
    table_option,
)
from meritplan.cli.terminal import say, write_json
from meritplan.model.determination import ClassNamed
from meritplan.qualification import compare, determine, page, policy
from meritplan.qualification.cases import day
from meritplan.qualification.compare import candidate
from meritplan.qualification.compare import page as comparison_page
from meritplan.qualification.determination import Question
from meritplan.qualification.names import plain


@click.command(short_help="Explain the answers for one person.")
@run_folder
@pool_file
@sources_option
@click.option("--id", "person", required=True, help="The person, by the id the pool gives.")
@classes_option
@table_option
@click.option("--most", default=40, show_default=True, help="Classes to list in each group.")
@json_option
def pair(
    run: Path,
    pool: Path,
    sources: tuple[str, ...],
    person: str,
    classes: tuple[str, ...],
    table: str | None,
    most: int,
    as_json: bool,
) -> None:
    """Explain the answers a run has for one person, through the one-person engine.

    With --classes each answer with its whole arithmetic; without, all classes of the run in one list. Policy, day, gate
    and kind of qualifications are those of the run; plan and pool must be those that were screened.
    """
    runs = needing_the_extra("runs")
    with refusals():
        card = runs.card_of(run)
        listed = _classes_of(card, sources)
        _same_pool(runs, card, pool)
        question = _question(card, pool, table, person)
        told = runs.answers_of(run, person)
    if card["engine_hash"] != runs.engine_hash():
        say("the program has changed since this pool was screened: what follows is what it says now")
    asked = _those(listed, classes, sources)
    found = [_determined(each, question, card["which"]) for each in asked] if classes else []
    if classes:
        pages = found if as_json else [page(each) for each in found]
        write_json(pages[0] if len(pages) == 1 else pages) if as_json else click.echo("\n".join(pages))
        answers = {listed.index(each): one.result for each, one in zip(asked, found, strict=True)}
    else:
        answers = _listed_all(listed, question, card, person, most=most, as_json=as_json)
    _hold_against(told, answers, listed)


def _classes_of(card: dict[str, Any], sources: tuple[str, ...]) -> list[Listed]:
    """The classes of the run, in its order, once it is known that they are still the same."""
    wanted = [(each["code"], each["title"]) for each in card["classes"]]
    known: dict[tuple[str | None, str], list[Listed]] = {}
    for each in classes_from(sources, (), day(card["as_of"])):
        known.setdefault((each.code, each.title), []).append(each)
    listed = [known[name].pop(0) for name in wanted if known.get(name)]
    compile_ = needing_the_extra("compile")
    on: date = day(card["as_of"])
    found = compile_.plan_hash(put(listed, card["which"]), policy(card["policy_keys"]), on, card["gate"])
    if found != card["plan_hash"]:
        missing = [" ".join(filter(None, name)) for name in wanted if name not in known]
        lost = f"; it has no class {', '.join(missing[:5])}" if missing else ""
        message = f"the classes of {', '.join(sources)} are not those that were screened{lost}"
        raise Refused(f"MP-Q069: {message}. Name the plan of the run, or screen the pool anew")
    return listed


def _same_pool(runs: Any, card: dict[str, Any], pool: Path) -> None:
    if runs.pool_hash(pool) != card["pool"]["sha256"]:
        message = f"{pool} is not the file that was screened ({card['pool']['name']}), or it has changed since"
        raise Refused(f"MP-Q069: {message}. Name that file, or screen the pool anew")


def _question(card: dict[str, Any], pool: Path, table: str | None, person: str) -> Question:
    pools, records = needing_the_extra("pools"), needing_the_extra("records")
    source = pools.Pool(path=pool, table=table or card["pool"]["table"])
    for batch in source.batches():
        ids = batch.column("id").to_pylist()
        if person in ids:
            row = batch.slice(ids.index(person), 1).to_pylist()[0]
            return Question(
                record=records.record_of(row),
                policy=policy(card["policy_keys"]),
                rulings=records.rulings_of(row),
                as_of=day(card["as_of"]),
                gate=card["gate"],
            )
    aside = next((each for each in source.aside if each.id == person), None)
    if aside is not None:
        raise Refused(f"MP-Q066: {person} stands on row {aside.row} of {pool}, which was set aside: {aside.reason}")
    raise Refused(f"MP-Q066: nobody in {pool} has the id {person!r}; ids are compared as they are written")


def _those(listed: list[Listed], classes: tuple[str, ...], sources: tuple[str, ...]) -> list[Listed]:
    names = {plain(name) for name in classes}
    found = [each for each in listed if {plain(each.code or ""), plain(each.title)} & names]
    called = {plain(name) for each in found for name in (each.code or "", each.title)}
    missing = [name for name in classes if plain(name) not in called]
    if missing:
        raise Refused(f"the run has no class called {', '.join(missing)}; `meritplan screen show` lists those it has")
    return found


def _determined(each: Listed, question: Question, which: str) -> Any:
    return determine(each.tree(which), question, job_class=ClassNamed(code=each.code, title=each.title))


def _listed_all(
    listed: list[Listed], question: Question, card: dict[str, Any], person: str, *, most: int, as_json: bool
) -> dict[int, str]:
    """Print all classes of the run in one list; the answers by place of the class."""
    candidates = [candidate(each.code, each.title, each.tree(card["which"])) for each in listed]
    found = compare(candidates, question.claims(), as_of=card["as_of"], record_id=person)
    write_json(found) if as_json else click.echo(comparison_page(found, most=most))
    names = [(each.code, each.title) for each in listed]
    return {names.index(name): row.result for row in found.rows if names.count(name := (row.code, row.title)) == 1}


def _hold_against(told: dict[int, str] | None, answers: dict[int, str], listed: list[Listed]) -> None:
    """Say so, with exit code 1, if the run has other answers than the one-person engine gives."""
    other = [place for place, answer in answers.items() if told and told.get(place, answer) != answer]
    for place in other:
        say(f"the run says {told[place]} for {listed[place].title}, not {answers[place]}" if told else "")
    if other:
        say("The two engines must agree: please report this with the run's run.json.")
        sys.exit(1)
