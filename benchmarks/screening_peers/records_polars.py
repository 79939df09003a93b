"""The way of Polars with records: lists exploded, dates and words read, jobs laid over each other, months between."""

from __future__ import annotations

from typing import Any

import polars as pl

from plan import CONTRADICTED, DAWN, DAY, HUNDREDTHS, MONTH, MOST_HOURS, SHARES, Plan

FAR = 1 << 22  # more than any day
EPOCH = 719_163
FIRST = 657_072  # 1 January 1800
c = pl.col


class Calendar:
    """For each day since the first of 1800 its month and day of the month; for each month its first day, its length."""

    def __init__(self) -> None:
        days = pl.DataFrame({"at": pl.date_range(pl.date(1800, 1, 1), pl.date(2200, 1, 1), eager=True)})
        days = days.select(
            month=(c("at").dt.year().cast(pl.Int64) - 1800) * 12 + c("at").dt.month() - 1,
            day=c("at").dt.day().cast(pl.Int64),
        )
        months = (
            days.with_row_index("first")
            .group_by("month", maintain_order=True)
            .agg(c("first").min().cast(pl.Int64), length=pl.len().cast(pl.Int64))
        )
        self.month, self.day = days["month"], days["day"]
        self.first, self.length = months["first"], months["length"]

    def months(self, stretches: pl.LazyFrame) -> pl.LazyFrame:
        """The same with ``length``: parts of a month from date to date, whole months, then the days left over."""

        def at(series: pl.Series, place: str) -> pl.Expr:
            return pl.lit(series).gather(c(place))

        def later() -> pl.Expr:
            return at(self.first, "month") + pl.min_horizontal("day", at(self.length, "month")) - 1

        found = stretches.with_columns(begun=c("first") - FIRST, after=c("last") + 1 - FIRST)
        found = found.with_columns(
            month=at(self.month, "after"), before=at(self.month, "begun"), day=at(self.day, "begun")
        )
        found = found.with_columns(month=c("month") - (later() > c("after")))  # the last month is not whole
        return found.with_columns(length=(c("month") - c("before")) * MONTH + DAY * (c("after") - later()))


def number(name: str, words: dict[str, Any]) -> pl.Expr:
    """The number of each text, 0 where there is none."""
    return c(name).cast(pl.String).replace_strict(words, default=0, return_dtype=pl.Int64).fill_null(0)


def meant(name: str) -> tuple[pl.Expr, pl.Expr]:
    """The first and the last day each date may mean, null where it is no date."""
    text = c(name).cast(pl.String)
    first = (text + "-01-01").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    last = pl.when(text.str.len_bytes() == 10).then(first).when(text.str.len_bytes() == 7).then(first.dt.month_end())
    whole = last.otherwise(first.dt.offset_by("1y").dt.offset_by("-1d"))
    return first.to_physical().cast(pl.Int64) + EPOCH, whole.to_physical().cast(pl.Int64) + EPOCH


def answer(name: str) -> pl.Expr:
    """Each yes (2), unknown (1) or no (0)."""
    return pl.when(c(name).is_null()).then(1).otherwise(c(name).cast(pl.Int64) * 2)


def exploded(people: pl.DataFrame, items: str) -> pl.DataFrame:
    """What each person lists, one row for each entry."""
    listed = people.select(pl.int_range(pl.len()).alias("person"), items).filter(c(items).list.len() > 0)
    return listed.explode(items).unnest(items)


def read_jobs(people: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Jobs dated, weighed and numbered, in order of person and first possible day."""
    begin, end = meant("start"), meant("end")
    hours, full, today = c("hours_per_week"), int(plan["full"]), int(plan["as_of"])
    found = exploded(people, "employment").lazy().select(
        "person",
        present=c("end").cast(pl.String) == "present",
        begin_first=begin[0], begin_last=begin[1], end_first=end[0], end_last=end[1],
        parts=pl.when(hours.is_between(0, MOST_HOURS)).then((hours * HUNDREDTHS + 0.5).cast(pl.Int64)),
        share=(c("share").fill_null(1.0) * SHARES + 0.5).cast(pl.Int64),
        supervised=pl.when(c("people") >= 1).then(2).when(c("people") <= 0).then(0).otherwise(1),
        paid=answer("paid"),
        relied_on=c("verified").cast(pl.String).fill_null("") != CONTRADICTED,
        title=number("title", plan.words["title"]),
        employer=number("employer", plan.words["employer"]),
    )  # fmt: skip
    crossed = (c("begin_first") > c("end_last")).fill_null(value=False)
    found = found.with_columns(
        pl.when(~crossed).then(c(name)).name.keep() for name in ("begin_first", "begin_last", "end_first", "end_last")
    )
    found = found.with_columns(
        pl.when(c("present")).then(today).otherwise(c(name)).alias(name) for name in ("end_first", "end_last")
    )
    known = c("begin_first").is_not_null() & c("end_first").is_not_null()
    found = found.with_columns(
        first=c("begin_first").fill_null(DAWN),
        last=pl.min_horizontal(c("end_last").fill_null(today), today),
        sure_first=pl.when(known).then(c("begin_last")).otherwise(today + 1),
        sure_last=pl.when(known).then(pl.min_horizontal("end_first", today)).otherwise(today),
        least=pl.min_horizontal(c("parts").fill_null(0), full),
        most=pl.min_horizontal(c("parts").fill_null(full), full),
        least_hours=c("parts").fill_null(0),
        most_hours=c("parts").fill_null(full),
    )
    return found.sort("person", "first").collect()


def laid_over(stretches: pl.LazyFrame) -> pl.LazyFrame:
    """Stretches of groups, in order, as disjoint ones, each day at the largest weight; what touches runs on."""
    until = (c("group") * FAR + c("last")).cum_max() - c("group") * FAR
    opens = (c("group") != c("group").shift(1)) | (c("first") > until.shift(1) + 1)
    clustered = stretches.with_columns(opens.fill_null(value=True).cum_sum().cast(pl.Int64).alias("cluster")).collect()
    clusters = clustered.group_by("cluster", maintain_order=True).agg(
        c("group").first(), c("first").first(), c("last").max(), c("weight").max(), lightest=c("weight").min()
    )
    plain = clusters.filter(c("lightest") == c("weight")).select("group", "first", "last", "weight")
    mixed = clusters.filter(c("lightest") != c("weight")).select("cluster")
    if not len(mixed):
        return plain.lazy()
    return pl.concat([plain.lazy(), swept_over(clustered.join(mixed, on="cluster", how="semi").lazy())])


def swept_over(stretches: pl.LazyFrame) -> pl.LazyFrame:
    """Overlapping stretches cut at every day on which something changes."""
    cluster = c("cluster") * FAR
    cuts = pl.concat([stretches.select(begin=cluster + c("first")), stretches.select(begin=cluster + c("last") + 1)])
    pieces = cuts.sort("begin").with_columns(after=c("begin").shift(-1))
    pieces = pieces.filter((c("begin") != c("after")) & (c("begin") // FAR == c("after") // FAR))
    pieces = pieces.select(cluster=c("begin") // FAR, begin=c("begin") % FAR, after=c("after") % FAR).with_row_index(
        "piece"
    )
    covered = pieces.join(stretches, on="cluster", maintain_order="left")
    covered = covered.filter((c("first") <= c("begin")) & (c("last") >= c("begin")))
    heaviest = covered.group_by("piece", maintain_order=True).agg(
        c("cluster", "group", "begin", "after").first(), c("weight").max()
    )
    opens = (
        (c("cluster") != c("cluster").shift(1))
        | (c("begin") != c("after").shift(1))
        | (c("weight") != c("weight").shift(1))
    )
    runs = heaviest.with_columns(run=opens.fill_null(value=True).cum_sum()).group_by("run", maintain_order=True)
    return runs.agg(
        c("group").first(), first=c("begin").first(), last=c("after").last() - 1, weight=c("weight").first()
    ).drop("run")
