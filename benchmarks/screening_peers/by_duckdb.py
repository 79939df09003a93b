"""DuckDB: jobs unnested, stretches laid over each other by windows and joins; facts and nodes as columns of queries."""

# ruff: noqa: S608 queries are made of the plan's own numbers and names

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from plan import (
    AND,
    CONTRADICTED,
    DAWN,
    HUNDREDTHS,
    MOST_HOURS,
    NOT,
    SHARES,
    TOLD,
    Measured,
    Plan,
    best,
    read,
    unpacked,
)

COLUMNS = ("supervisory", "paid", "whole", "in_hours", "shared", "services", "since")

MEANT = """
create macro first_day(text) as try_cast(left(text || '-01-01', 10) as date);
create macro last_day_meant(text) as case length(text)
    when 10 then first_day(text) when 7 then last_day(first_day(text))
    else make_date(year(first_day(text)), 12, 31) end;
create macro answer(yes) as case when yes is null then 1 when yes then 2 else 0 end;
create macro day_number(day) as datediff('day', date '0001-01-01', day) + 1;
create macro weighed(in_hours, whole, hours, weight, full_weight) as
    case when in_hours then hours when whole and weight < full_weight then 0 else weight end;
"""

JOBS = """
create or replace temp table jobs as
with entry as (select person, unnest(employment) as job from people where len(employment) > 0),
read as (
    select person, job.title as title_text, job.employer as employer_text, job.end = 'present' as present,
        first_day(job.start) as begin_first, last_day_meant(job.start) as begin_last,
        first_day(job.end) as end_first, last_day_meant(job.end) as end_last,
        case when job.hours_per_week between 0 and {most_hours}
            then floor(job.hours_per_week * {hundredths} + 0.5)::bigint end as parts,
        floor(coalesce(job.share, 1) * {shares} + 0.5)::bigint as share,
        case when job.people >= 1 then 2 when job.people <= 0 then 0 else 1 end as supervised,
        answer(job.paid) as pay, coalesce(job.verified, '') <> '{contradicted}' as relied_on
    from entry),
crossed as (select *, coalesce(begin_first > end_last, false) as wrong from read),
dated as (
    select * exclude (begin_first, begin_last, end_first, end_last),
        case when not wrong then day_number(begin_first) end as begin_first,
        case when not wrong then day_number(begin_last) end as begin_last,
        case when present then {today} when not wrong then day_number(end_first) end as end_first,
        case when present then {today} when not wrong then day_number(end_last) end as end_last
    from crossed)
select person, coalesce(t.number, 0) as title, coalesce(e.number, 0) as employer, supervised, pay, relied_on, share,
    coalesce(begin_first, {dawn}) as first, least(coalesce(end_last, {today}), {today}) as last,
    case when begin_first + end_first is null then {today} + 1 else begin_last end as sure_first,
    case when begin_first + end_first is null then {today} else least(end_first, {today}) end as sure_last,
    least(coalesce(parts, 0), {full}) as least_weight, least(coalesce(parts, {full}), {full}) as most_weight,
    coalesce(parts, 0) as least_hours, coalesce(parts, {full}) as most_hours
from dated left join title_words t on t.text = title_text left join employer_words e on e.text = employer_text;
"""

STRETCHES = """
create or replace temp table stretches as
select * from (
    select person, q.number, in_hours, greatest(j.first, q.since) as first, j.last as last,
        weighed(in_hours, whole, most_hours, most_weight, {full}) * if(shared, share, {shares}) as weight
    from jobs j join quantities q on (not supervisory or supervised > 0) and (not q.paid or pay > 0)
        join allowed a on a.employer = j.employer and a.services = q.services)
where first <= last and weight > 0
union all
select * from (
    select person, {quantities} + q.number, in_hours, greatest(j.sure_first, q.since) as first, j.sure_last as last,
        weighed(in_hours, whole, least_hours, least_weight, {full}) * if(shared, share, {shares}) as weight
    from jobs j join titles t on t.title = j.title and relied_on
        join passes p on p.employer = j.employer and p.need = t.need
        join sures q on q.number = t.sure and (not supervisory or supervised = 2) and (not q.paid or pay = 2)
        join allowed a on a.employer = j.employer and a.services = q.services)
where first <= last and weight > 0;
"""

AMOUNTS = """
create or replace temp table amounts as
with told as (
    select *, max(last) over line as until from stretches
    window line as (partition by person, number order by first rows between unbounded preceding and 1 preceding)),
clustered as (
    select *, sum(case when until is null or first > until + 1 then 1 else 0 end)
        over (partition by person, number order by first rows unbounded preceding) as cluster
    from told),
clusters as (
    select person, number, cluster, any_value(in_hours) as in_hours, min(first) as first, max(last) as last,
        min(weight) as lightest, max(weight) as weight
    from clustered group by all),
mixed as (select c.* from clustered c join clusters s using (person, number, cluster) where s.lightest < s.weight),
cuts as (
    select distinct person, number, cluster, unnest([first, last + 1]) as begin from mixed),
pieces as (
    select *, lead(begin) over (partition by person, number, cluster order by begin) as after from cuts),
covered as (
    select p.person, p.number, p.cluster, p.begin, p.after, any_value(in_hours) as in_hours, max(weight) as weight
    from pieces p join mixed m on p.person = m.person and p.number = m.number and p.cluster = m.cluster
        and m.first <= p.begin and m.last >= p.begin
    where p.after is not null group by all),
opened as (
    select *, case when lag(weight) over line = weight and lag(after) over line = begin then 0 else 1 end as opens
    from covered window line as (partition by person, number, cluster order by begin)),
runs as (
    select *, sum(opens) over (partition by person, number, cluster order by begin rows unbounded preceding) as run
    from opened),
laid as (
    select person, number, in_hours, first, last, weight from clusters where lightest = weight
    union all
    select person, number, any_value(in_hours), min(begin), max(after) - 1, any_value(weight) from runs
    group by person, number, cluster, run),
days as (
    select *, date '0001-01-01' + (first - 1)::int as begun, date '0001-01-01' + last::int as ended from laid),
whole as (
    select *, touched - (begun + to_months(touched::int) > ended)::int as months
    from (select *, datediff('month', begun, ended) as touched from days))
select person, number, sum(weight * case when in_hours then last - first + 1
    else 487 * months + 16 * datediff('day', (begun + to_months(months::int))::date, ended) end)::bigint as amount
from whole group by all;
"""


class Given:
    """The plan and the people as tables: made once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.database = duckdb.connect()
        self.database.execute("set threads = 1")
        self.database.execute(MEANT)
        self.database.execute(f"create table people as from read_parquet('{plan.folder / 'people.parquet'}')")
        people = self.database.execute("select count(*) from people").fetchall()[0][0]
        for name in ("title", "employer"):
            words = plan.words[name]
            self._table(f"{name}_words", pa.table({"text": list(words), "number": list(words.values())}))
        for name in ("quantities", "sures"):
            columns = {each: plan[name][:, at].astype(bool if at < 5 else np.int64) for at, each in enumerate(COLUMNS)}
            self._table(name, pa.table({"number": np.arange(len(plan[name])), **columns}))
        owner = np.repeat(np.arange(len(plan["title_starts"]) - 1), np.diff(plan["title_starts"]))
        self._table("titles", pa.table({"title": owner, "sure": plan["title_sures"], "need": plan["title_needs"]}))
        self._table(
            "passes", pa.table(dict(zip(("employer", "need"), np.nonzero(plan["employer_passes"]), strict=True)))
        )
        self._table(
            "allowed", pa.table(dict(zip(("employer", "services"), np.nonzero(plan["employer_allowed"]), strict=True)))
        )
        for items in ("education", "licenses"):
            self._kinds(items)
        for items in TOLD:
            self._table(f"{items}_texts", pa.table({"text": [None, *plan.words[items]], **plan.holding(items)}))
        free = np.unpackbits(plan["facts"], axis=1, count=people, bitorder="little")
        self.numbers = {
            "today": int(plan["as_of"]),
            "full": int(plan["full"]),
            "dawn": DAWN,
            "shares": SHARES,
            "contradicted": CONTRADICTED,
            "hundredths": HUNDREDTHS,
            "most_hours": MOST_HOURS,
            "quantities": len(plan["quantities"]),
        }
        self.own = self._own()
        given = [row for row in range(len(free)) if row not in self.own]
        self._table("free", pa.table({"person": np.arange(people), **{f"r{row}": free[row] > 0 for row in given}}))

    def _table(self, name: str, table: pa.Table) -> None:
        self.database.register("given", table)
        self.database.execute(f"create table {name} as select * from given")
        self.database.unregister("given")

    def _own(self) -> set[int]:
        names = ("quantity_rows", "sure_rows", *(f"{items}_facts" for items in ("education", "licenses", *TOLD)))
        return {*np.concatenate([self.plan[name] for name in names]).tolist(), int(self.plan["listed_row"])}

    def _kinds(self, items: str) -> None:
        held = self.plan.holding(items)
        self._table(f"{items}_kinds", pa.table({"key": np.append(-1, self.plan[f"{items}_keys"]), **held}))
        for name, words in self.plan.words[items].items():
            if words:
                self._table(f"{items}_{name}", pa.table({"text": list(words), "number": list(words.values())}))


def holding(items: str, given: Given) -> str:
    """A query for the facts about degrees (or licenses)."""
    plan = given.plan
    key, joins, entries = "0", "", []
    days = plan[f"{items}_days"].tolist()
    for name, radix in zip(plan.words[items], plan[f"{items}_radix"].tolist(), strict=True):
        if plan.words[items][name]:
            code = f"coalesce(w_{name}.number, 0)"
            joins += f" left join {items}_{name} w_{name} on w_{name}.text = e.{name}::varchar"
        elif name in {"conferred", "expires"}:
            code = f"coalesce({_date_code(name, days)} + 1, 0)"
        else:
            code = f"coalesce(1 + e.{name}::int, 0)"
        key = f"({key}) * {radix} + {code}"
        entries.append(f"item.{name} as {name}")
    facts = ", ".join(f"bool_or(r{row}) as r{row}" for row in plan[f"{items}_facts"].tolist())
    return f"""
        with entry as (select person, unnest({items}) as item from people where len({items}) > 0),
        e as (select person, {", ".join(entries)} from entry),
        keys as (select distinct person, {key} as key from e {joins}
            union all select person, -1 from people where {items} is null)
        select person, {facts} from keys join {items}_kinds using (key) group by person"""


def _date_code(name: str, days: list[int]) -> str:
    code = "0"
    for day in days:
        for side in ("first_day", "last_day_meant"):
            code = f"({code}) * 3 + sign(day_number({side}(e.{name})) - {day}) + 1"
    return f"({code})::bigint"


def facts(given: Given) -> str:
    """A query for all facts as columns."""
    plan, first = given.plan, len(given.plan["quantities"])
    made = []
    for name, offset, unlisted in (("quantity", 0, "or employment is null"), ("sure", first, "")):
        starts, needs, rows = (plan[f"{name}_{each}"].tolist() for each in ("starts", "needs", "rows"))
        for number in range(len(starts) - 1):
            made += [
                f"coalesce(a{offset + number} >= {needs[n]}, false) {unlisted} as r{rows[n]}"
                for n in range(starts[number], starts[number + 1])
            ]
    if plan["listed_row"] >= 0:
        made.append(f"employment is not null as r{plan['listed_row']}")
    numbers = range(first + len(plan["sures"]))
    wide = ", ".join(f"max(amount) filter (number = {number}) as a{number}" for number in numbers)
    for items in ("education", "licenses"):
        made += [f"coalesce({items}_held.r{row}, false) as r{row}" for row in plan[f"{items}_facts"].tolist()]
    told = ""
    for items in TOLD:
        made += [f"{items}_texts.r{row}" for row in plan[f"{items}_facts"].tolist()]
        told += f" join {items}_texts on {items}_texts.text is not distinct from people.{items}"
    return f"""
        create or replace temp table facts as
        with worked as (select person, {wide} from amounts group by person),
        education_held as ({holding("education", given)}),
        licenses_held as ({holding("licenses", given)})
        select free.* exclude (person), {", ".join(made)}
        from people join free using (person) left join worked using (person)
            left join education_held using (person) left join licenses_held using (person) {told} order by person"""


def program(plan: Plan, source: str) -> str:
    """A query for the planes over facts: nodes added layer by layer as subqueries."""
    starts, children, first = plan["starts"].tolist(), plan["children"].tolist(), len(plan["facts"])
    operations = plan["operations"].tolist()

    def joined(node: int) -> str:
        held = [f"r{child}" for child in children[starts[node] : starts[node + 1]]]
        return (
            f"not {held[0]}" if operations[node] == NOT else (" and " if operations[node] == AND else " or ").join(held)
        )

    query = source
    for layer in plan.layers():
        made = ", ".join(f"({joined(node)}) as r{first + node}" for node in layer)
        query = f"(select *, {made} from {query})"
    asked = [f"r{row} as {name[0]}{n}" for name in ("met", "possible") for n, row in enumerate(plan[name].tolist())]
    return f"create or replace temp table planes as select {', '.join(asked)} from {query}"


def screened(given: Given) -> None:
    """Both planes, from raw records, into a table."""
    for query in (JOBS, STRETCHES, AMOUNTS):
        given.database.execute(query.format(**given.numbers))
    given.database.execute(facts(given))
    given.database.execute(program(given.plan, "facts"))


def _planes(database: Any, classes: int) -> list[Any]:
    """What was found, as one row for each class."""
    found = database.execute("select * from planes").fetchnumpy()
    return [np.stack([found[f"{name}{n}"] for n in range(classes)]).astype(np.bool_) for name in ("m", "p")]


def from_records(folder: Path) -> Measured:
    """All of it."""
    plan = read(folder, "records")
    given = Given(plan)
    spent, _ = best(lambda: screened(given), 3)
    return Measured(spent, int(plan["people"]), _planes(given.database, len(plan["met"])))


def from_facts(folder: Path) -> Measured:
    """The program alone."""
    plan = read(folder, "facts")
    database = duckdb.connect()
    database.execute("set threads = 1")
    rows = unpacked(plan["facts"], int(plan["people"]))
    database.register("given", pa.table({f"r{n}": row for n, row in enumerate(rows)}))
    database.execute("create table people as select * from given")
    query = program(plan, "people")
    spent, _ = best(lambda: database.execute(query), 3)
    return Measured(spent, int(plan["people"]), _planes(database, len(plan["met"])))
