"""Polars: jobs exploded into a frame, each quantity a query over those that count; facts and nodes as columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from records_polars import Calendar, exploded, laid_over, meant, number, read_jobs

from plan import (
    AND,
    IN_HOURS,
    NOT,
    PAID,
    SERVICES,
    SHARED,
    SHARES,
    SINCE,
    SUPERVISORY,
    TOLD,
    WHOLE,
    Measured,
    Plan,
    best,
    read,
    unpacked,
)

c = pl.col


class Given:
    """The plan as frames, and a calendar: made once."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.full, self.calendar = plan, int(plan["full"]), Calendar()
        self.titles = self._titles()
        self.passes = _pairs(plan["employer_passes"], "employer", "need")
        self.allowed = [pl.Series(np.flatnonzero(column)) for column in plan["employer_allowed"].T]
        self.allowed_pairs = _pairs(plan["employer_allowed"], "employer", "services")
        names = ("supervisory", "paid", "whole", "in_hours", "shared", "services", "since")
        self.sures = (
            pl.DataFrame({name: plan["sures"][:, at] for at, name in enumerate(names)})
            .with_row_index("sure")
            .with_columns(c("sure").cast(pl.Int64))
        )
        self.sure_needs = _listed(plan["sure_starts"], "sure", need=plan["sure_needs"], row=plan["sure_rows"])
        self.kinds = {
            items: pl.DataFrame({"key": np.append(-1, plan[f"{items}_keys"]), **plan.holding(items)})
            for items in ("education", "licenses")
        }
        self.kinds |= {items: pl.DataFrame(plan.holding(items)) for items in TOLD}
        self.layers = plan.layers()

    def _titles(self) -> pl.DataFrame:
        return _listed(self.plan["title_starts"], "title", sure=self.plan["title_sures"], need=self.plan["title_needs"])


def _pairs(table: Any, one: str, other: str) -> pl.DataFrame:
    found = np.nonzero(table)
    return pl.DataFrame({one: found[0], other: found[1]})


def _listed(starts: Any, name: str, **columns: Any) -> pl.DataFrame:
    return pl.DataFrame({name: np.repeat(np.arange(len(starts) - 1), np.diff(starts)), **columns})


def weight(quantity: list[int], side: str, full: int) -> pl.Expr:
    """How a job weighs for a quantity, at least or at most."""
    if quantity[IN_HOURS]:
        found = c(f"{side}_hours")
    else:
        found = pl.when(c(side) >= full).then(full).otherwise(0) if quantity[WHOLE] else c(side)
    return found * (c("share") if quantity[SHARED] else SHARES)


def possibly(jobs: pl.DataFrame, listed: pl.DataFrame, given: Given) -> list[pl.DataFrame]:
    """The facts about what may count, each quantity for all people, as columns."""
    plan, found = given.plan, []
    starts = plan["quantity_starts"]
    for at, quantity in enumerate(plan["quantities"].tolist()):
        kept = c("employer").is_in(given.allowed[quantity[SERVICES]].implode())
        if quantity[SUPERVISORY]:
            kept &= c("supervised") > 0
        if quantity[PAID]:
            kept &= c("paid") > 0
        counted = (
            jobs.lazy()
            .filter(kept)
            .select(
                "last",
                group="person",
                first=pl.max_horizontal("first", pl.lit(quantity[SINCE], pl.Int64)),
                weight=weight(quantity, "most", given.full),
            )
        )
        counted = counted.filter((c("first") <= c("last")) & (c("weight") > 0))
        laid = laid_over(counted)
        laid = (
            laid.with_columns(length=c("last") - c("first") + 1) if quantity[IN_HOURS] else given.calendar.months(laid)
        )
        amounts = laid.select("group", worth=c("length") * c("weight")).group_by("group").agg(amount=c("worth").sum())
        places = range(starts[at], starts[at + 1])
        reached = (
            listed.lazy()
            .join(amounts, left_on="person", right_on="group", how="left", maintain_order="left")
            .select(
                ((c("amount").fill_null(0) >= int(plan["quantity_needs"][n])) | ~c("listed")).alias(
                    f"r{plan['quantity_rows'][n]}"
                )
                for n in places
            )
        )
        found.append(reached.collect())
    return found


def certainly(jobs: pl.DataFrame, listed: pl.DataFrame, given: Given) -> pl.DataFrame:
    """The facts about what counts for certain: jobs joined with the quantities their titles touch."""
    certain = jobs.lazy().filter((c("sure_first") <= c("sure_last")) & (c("least") > 0) & c("relied_on"))
    touched = certain.join(given.titles.lazy(), on="title").join(
        given.passes.lazy(), on=["employer", "need"], how="semi"
    )
    touched = touched.join(given.sures.lazy(), on="sure").join(
        given.allowed_pairs.lazy(), on=["employer", "services"], how="semi"
    )
    touched = touched.filter(
        ((c("supervisory") == 0) | (c("supervised") == 2)) & ((c("paid_right") == 0) | (c("paid") == 2))
    )
    months = pl.when((c("whole") == 1) & (c("least") < given.full)).then(0).otherwise(c("least"))
    heavy = pl.when(c("in_hours") == 1).then(c("least_hours")).otherwise(months)
    stretches = touched.select(
        group=c("person") * len(given.sures) + c("sure"),
        first=pl.max_horizontal("sure_first", "since"),
        last="sure_last",
        weight=heavy * pl.when(c("shared") == 1).then(c("share")).otherwise(SHARES),
    )
    stretches = stretches.filter((c("first") <= c("last")) & (c("weight") > 0)).sort("group", "first")
    laid = laid_over(stretches).with_columns(sure=c("group") % len(given.sures))
    laid = laid.join(given.sures.lazy().select("sure", "in_hours"), on="sure")
    length = pl.when(c("in_hours") == 1).then(c("last") - c("first") + 1).otherwise(c("length"))
    amounts = (
        given.calendar.months(laid)
        .select("group", "sure", worth=length * c("weight"))
        .group_by("group", "sure")
        .agg(amount=c("worth").sum())
    )
    reached = amounts.join(given.sure_needs.lazy(), on="sure").filter(c("amount") >= c("need"))
    return wide(
        reached.select("row", person=c("group") // len(given.sures)).collect(), listed, given.plan["sure_rows"].tolist()
    )


def wide(reached: pl.DataFrame, listed: pl.DataFrame, rows: list[int]) -> pl.DataFrame:
    """Pairs of row and person as one column for each row."""
    held = dict(reached.group_by("row").agg("person").iter_rows())
    no = pl.repeat(False, len(listed), dtype=pl.Boolean, eager=True)
    return pl.DataFrame([(no.clone().scatter(held[row], True) if row in held else no).alias(f"r{row}") for row in rows])


def coded(name: str, words: dict[str, Any], days: list[int], kind: Any) -> pl.Expr:
    """The code of a column of degrees or licenses; 0 is "not said"."""
    if kind == pl.Boolean:
        return c(name).cast(pl.Int64).fill_null(-1) + 1
    if kind == pl.Float64:
        return (
            c(name)
            .replace_strict({float(text): place for text, place in words.items()}, default=0, return_dtype=pl.Int64)
            .fill_null(0)
        )
    if words:
        return number(name, words)
    code = pl.lit(0, pl.Int64)
    for day in days:
        for side in meant(name):
            code = 3 * code + (side - day).sign() + 1
    return (code + 1).fill_null(0)


def holding(people: pl.DataFrame, items: str, listed: pl.DataFrame, given: Given) -> pl.DataFrame:
    """The facts about degrees (or licenses): the kind of each entry, and what holds for one of a person's kinds."""
    plan, entries = given.plan, exploded(people, items)
    days, key = plan[f"{items}_days"].tolist(), pl.lit(0, pl.Int64)
    for name, radix in zip(plan.words[items], plan[f"{items}_radix"].tolist(), strict=True):
        key = key * radix + coded(name, plan.words[items][name], days, entries.schema[name])
    keys = pl.concat(
        [
            entries.select("person", key=key),
            people.select(pl.int_range(pl.len()).alias("person"), items)
            .filter(c(items).is_null())
            .select("person", key=pl.lit(-1, pl.Int64)),
        ]
    )
    facts = keys.unique().join(given.kinds[items], on="key").drop("key").group_by("person").agg(pl.all().any())
    return (
        listed.select("person")
        .join(facts, on="person", how="left", maintain_order="left")
        .drop("person")
        .fill_null(value=False)
    )


def told(people: pl.DataFrame, items: str, given: Given) -> pl.DataFrame:
    """The facts about a list that is told as a whole."""
    place = people.select(number(items, given.plan.words[items])).to_series()
    return given.kinds[items].select(pl.all().gather(place))


def run(frame: pl.DataFrame, plan: Plan, layers: list[list[int]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The program, layer by layer."""
    starts, children, first = plan["starts"].tolist(), plan["children"].tolist(), len(plan["facts"])
    operations = plan["operations"].tolist()

    def joined(node: int) -> pl.Expr:
        held = [f"r{child}" for child in children[starts[node] : starts[node + 1]]]
        if operations[node] == NOT:
            return ~c(held[0])
        return (pl.all_horizontal if operations[node] == AND else pl.any_horizontal)(held)

    for layer in layers:
        frame = frame.with_columns(joined(node).alias(f"r{first + node}") for node in layer)
    planes = [
        frame.select(c(f"r{row}").alias(f"c{n}") for n, row in enumerate(plan[name].tolist()))
        for name in ("met", "possible")
    ]
    return planes[0], planes[1]


def screened(people: pl.DataFrame, given: Given, free: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both planes, from raw records; ``free`` are the facts given for nothing."""
    plan = given.plan
    listed = people.select(pl.int_range(pl.len()).alias("person"), listed=c("employment").is_not_null())
    jobs = read_jobs(people, given.plan)
    frames = [*possibly(jobs, listed, given), certainly(jobs, listed, given)]
    frames += [holding(people, items, listed, given) for items in ("education", "licenses")]
    frames += [told(people, items, given) for items in TOLD if given.kinds[items].width]
    if plan["listed_row"] >= 0:
        frames.append(listed.select(c("listed").alias(f"r{plan['listed_row']}")))
    own = {name for frame in frames for name in frame.columns}
    return run(pl.concat([free.drop(own, strict=False), *frames], how="horizontal"), given.plan, given.layers)


def _frame(plan: Plan) -> pl.DataFrame:
    return pl.DataFrame({f"r{n}": row for n, row in enumerate(unpacked(plan["facts"], int(plan["people"])))})


def _planes(found: tuple[pl.DataFrame, pl.DataFrame]) -> list[Any]:
    return [np.stack([column.to_numpy() for column in plane.iter_columns()]) for plane in found]


def from_records(folder: Path) -> Measured:
    """All of it."""
    plan = read(folder, "records")
    people, given, free = pl.read_ipc(plan.people), Given(plan), _frame(plan)
    spent, found = best(lambda: screened(people, given, free))
    return Measured(spent, len(people), _planes(found))


def from_facts(folder: Path) -> Measured:
    """The program alone."""
    plan = read(folder, "facts")
    frame, layers = _frame(plan), plan.layers()
    spent, found = best(lambda: run(frame, plan, layers))
    return Measured(spent, len(frame), _planes(found))
