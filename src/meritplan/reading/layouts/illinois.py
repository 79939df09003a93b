"""Illinois universities: a class series of the State Universities Civil Service System.

A table of codes (code, title, occupational area, work area, probation, effective date, last action), the
promotional line, the series narrative, the levels of work with their duties, and then each level again with the
credentials that admit to it and its knowledge, skills and abilities. The two halves are joined on the code. Below
the credentials some levels print the superseded ones under ORIGINAL: those are the prior text, never an addition.
A date of zeros says that the specification has no effective date yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from meritplan.model.issue import Issue
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import ClassDraft, Draft, Role, Section
from meritplan.reading.layouts.cuts import cut_at_lines, lines
from meritplan.reading.layouts.dates import is_blank_date, read_date
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.outline import Heading, Stretch, outline
from meritplan.reading.layouts.supervision import supervises
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage

NAME = "illinois"
JURISDICTION: str | None = "Illinois SUCSS"

_LEVEL = re.compile(r"Level\s+(?P<level>[IVX]+)\s*[:–-]\s*(?P<title>.+?)(?:\s+\(?(?P<code>\d{4})\)?)?")
_PROMOTIONAL = re.compile(r"Promotional Lines?\s*:\s*(?P<line>\d[\d, ]*)", re.IGNORECASE)
_HEADINGS = {
    "narrative": r"series narrative\s*:?|function(?: of (?:position|job))?\s*:?",
    "levels": r"descriptions? of levels of work\s*:?",
    "duties": r"characteristic duties(?: and responsibilities)?\s*:?",
    "entry": r"minimum acceptable qualifications(?: required)?(?: for entry(?: into)?)?\s*:?",
    "credentials": r"credentials to be verified by (?:the )?(?:placement officer|employer)s?\s*:?",
    "ksas": r"(?:knowledge,? skills,? (?:and|&) abilities(?: \(ksas?\))?|personal attributes\b.{0,60})\s*:?",
    "original": r"original(?: (?:text|wording|qualifications))?\s*:?",
    "desirable": r"additional desirable qualifications\s*:?",
}
_NAMED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _HEADINGS.items()}
_ROW = re.compile(
    r"(?P<code>\d{4})\s+(?P<title>[A-Z].*?)"
    r"(?:\s+(?P<area>\d{2})\s+(?P<work>\d{3})(?:\s+(?P<probation>\d{1,2})\s*(?:mo|months?)\b\.?)?)?"
    r"\s+(?P<date>\d{1,2}/\d{1,2}/\d{2,4})(?:\s+(?P<action>[A-Z][\w.]*))?"
)
_COLUMNS = re.compile(r"(?:Occ\..*\bLast|Code No\.?\s+Class Title.*)", re.IGNORECASE)
_PAGE = re.compile(r"(?:page\s+\d+(?:\s+of\s+\d+)?|\d{1,3})", re.IGNORECASE)
_LEVEL_NAMED = re.compile(r"\b(?P<title>[A-Z][\w’'-]*(?:\s(?:of\s|and\s)?[A-Z][\w’'-]*)+) level of this series")
_RUNNING = re.compile(r".{3,80}\bseries\s+page\s+\d+", re.IGNORECASE)
_LEAD_IN = re.compile(r"\bAn?(?:\(n\))?\s+[A-Z][^.:;]*?\btypically\s*(?:[-–—:]\s*)?$")
_LOWER = re.compile(r"performs? (?:work|duties) (?:related to|of) the lower levels?", re.IGNORECASE)
_LINE = re.compile(
    "|".join([rf"(?i:{pattern})" for pattern in _HEADINGS.values()] + [_LEVEL.pattern.replace("?P<", "?P<_")])
    .replace("?P<_level>", "?:")
    .replace("?P<_title>", "?:")
    .replace("?P<_code>", "?:")
    + r"|(?i:Promotional Lines?\s*:\s*\d[\d, ]*)"
)


def recognise(document: Document) -> float:
    """Sure where levels of work, a promotional line and credentials to be verified stand together."""
    text = " ".join(document.text.split()).casefold()
    signs = (
        "promotional line" in text,
        "credentials to be verified by" in text,
        "minimum acceptable qualifications" in text,
        "descriptions of levels of work" in text,
        bool(re.search(r"code no\.? class title", text)),
    )
    return {0: 0.0, 1: 0.3, 2: 0.7}.get(sum(signs), 0.95)


def read(document: Document) -> Draft:
    """The series and its classes, in the order of the table."""
    blocks = [block for block in cut_at_lines(document.blocks, _LINE) if not _COLUMNS.fullmatch(block.text)]
    rows, blocks = _table(blocks)
    title = _series_title(blocks)
    stretches = outline(_without_running_headers(blocks, title), _heading)
    series = _series(stretches, title)
    levels = _levels(stretches, rows)
    titles = [level.title.text for level in levels if level.title]
    drafts, issues = [], list[Issue]()
    for level in levels:
        drafts.append(_class(level, series, titles))
        issues += _issues(level, titles)
    if not drafts:
        message = "No class was found: expected a table of codes or headings of levels."
        issues.append(trouble("MP-L002", "error", message))
    return Draft(groups=(series.group("series"),), classes=tuple(drafts), issues=tuple(issues))


@dataclass(kw_only=True, slots=True)
class _Level:
    """All that the document says of one class, from the table and from both halves."""

    code: Passage | None = None
    title: Passage | None = None
    numeral: Passage | None = None
    row: re.Match[str] | None = None
    line: Passage | None = None
    work: list[Block] = field(default_factory=list)
    ksas: list[Block] = field(default_factory=list)
    sections: dict[Role, Stretch] = field(default_factory=dict)

    def cell(self, name: str) -> Passage | None:
        """A column of the class's line in the table."""
        if self.row is None or self.line is None or not self.row[name]:
            return None
        return self.line[self.row.start(name) : self.row.end(name)]


def _heading(block: Block) -> Heading | None:
    text = block.text
    if _LEVEL.fullmatch(text) and block.kind != "item":
        return Heading(name="level", length=len(text))
    if (found := _PROMOTIONAL.match(text)) and found.end() == len(text):
        return Heading(name="line", length=len(text))
    for name, pattern in _NAMED.items():
        if pattern.fullmatch(text):
            return Heading(name=name, length=len(text))
    return None


def _table(blocks: Iterable[Block]) -> tuple[list[_Level], list[Block]]:
    """The lines of the table of codes, and the blocks without them."""
    rows: list[_Level] = []
    rest: list[Block] = []
    for place, group in groupby(blocks, key=lambda block: (block.table, block.row) if block.kind == "cell" else None):
        members = list(group)
        if place is not None:
            line = Passage.join(block.passage for block in members if block.text)
            found = list(_rows(line))
            rows += found
            rest += [] if found or _COLUMNS.search(line.text) else members
            continue
        for block in members:
            found = [row for line in lines(block) for row in _rows(line)] or _rows_inside(block)
            rows += found
            rest += [] if found else [block]
    return rows, rest


def _rows(line: Passage) -> Iterator[_Level]:
    if found := _ROW.fullmatch(line.text.strip()):
        stripped = line.strip()
        row = _Level(row=found, line=stripped)
        row.code, row.title = row.cell("code"), row.cell("title")
        yield row


def _rows_inside(block: Block) -> list[_Level]:
    """Lines of the table that lie in one paragraph, their ends lost."""
    if not _COLUMNS.search(block.text):
        return []
    starts = [found.start() for found in re.finditer(r"\b\d{4}\s+[A-Z]", block.text)]
    ends = [*starts[1:], len(block.text)]
    return [row for start, end in zip(starts, ends, strict=False) for row in _rows(block.passage[start:end].strip())]


def _series_title(blocks: Sequence[Block]) -> Passage | None:
    """The title of the series stands first, ending in "Series"; failing that, a line in capitals."""
    firsts = [lines(block)[0].strip() for block in blocks[:8]]
    named = [line for line in firsts if line.text.casefold().endswith("series")]
    return next(iter(named), None) or next((line for line in firsts[:3] if line.text.isupper()), None)


def _without_running_headers(blocks: Iterable[Block], title: Passage | None) -> Iterator[Block]:
    """The blocks without the title repeated on later pages ("... SERIES Page 5") and without page numbers."""
    for block in blocks:
        text = block.text.strip()
        if block.running or _RUNNING.fullmatch(text):
            continue
        if title and text.startswith(title.text):
            if block.passage.at[0] == title.at[0] or not _PAGE.fullmatch(text[len(title.text) :].strip() or "1"):
                yield block
        elif not _PAGE.fullmatch(text):
            yield block


def _series(stretches: Sequence[Stretch], title: Passage | None) -> Facts:
    series = Facts()
    if title:
        series.put_text("title", title)
    for stretch in stretches:
        if stretch.name == "narrative":
            series.put_text("narrative", *stretch.passages)
        elif stretch.name == "line" and stretch.heading and (found := _PROMOTIONAL.match(stretch.heading.text)):
            series.put("promotional_line", found["line"].strip(), stretch.heading[found.start("line") :])
    return series


def _levels(stretches: Sequence[Stretch], rows: list[_Level]) -> list[_Level]:
    """Every stretch given to its class: joined on the code, failing that on the title, then the numeral."""
    levels = list(rows)
    here: _Level | None = levels[0] if len(levels) == 1 else None
    code_above: Passage | None = None
    for stretch in stretches:
        if stretch.name == "level" and stretch.heading:
            here = _find(levels, stretch.heading, code_above)
        if here is not None:
            _give(here, stretch)
        last = stretch.blocks[-1].passage if stretch.blocks else None
        code_above = last if last and re.fullmatch(r"\d{4}", last.text) else None
    return levels


def _find(levels: list[_Level], heading: Passage, code_above: Passage | None) -> _Level:
    found = _LEVEL.fullmatch(heading.text)
    assert found is not None, "a level heading was recognised by this pattern"
    part = {name: heading[found.start(name) : found.end(name)] for name in found.groupdict() if found[name]}
    code = part.get("code", code_above)
    for level in levels:
        same_code = code and level.code and code.text == level.code.text
        same_title = level.title and level.title.text.casefold() == part["title"].text.casefold()
        if same_code or (not code and same_title):
            level.numeral = level.numeral or part["level"]
            return level
    levels.append(_Level(code=code, title=part["title"], numeral=part["level"]))
    return levels[-1]


def _give(level: _Level, stretch: Stretch) -> None:
    roles: dict[str, Role] = {"credentials": "minimum", "original": "prior", "desirable": "desirable"}
    blocks = [block for block in stretch.blocks if not re.fullmatch(r"\d{4}", block.text)]
    if stretch.name in ("level", "duties", "narrative"):
        level.work += blocks if stretch.name != "narrative" else []
    elif stretch.name == "ksas":
        level.ksas += blocks
    elif stretch.name in roles and blocks:
        level.sections.setdefault(roles[stretch.name], stretch)


def _class(level: _Level, series: Facts, titles: Sequence[str]) -> ClassDraft:
    facts = Facts()
    if level.title:
        facts.put_text("title", level.title)
    facts.put("title", "Class without a title")
    if level.code:
        facts.put_text("code", level.code)
    if level.numeral:
        facts.put_text("level", level.numeral)
    facts.put("group", series.get("title"))
    facts.put("promotional_line", series.get("promotional_line"))
    _put_cells(facts, level)
    _put_work(facts, level, titles)
    facts.put_statements("ksas", [block.passage for block in level.ksas])
    sections = tuple(
        Section(role=role, blocks=stretch.blocks, heading=stretch.heading.text if stretch.heading else None)
        for role, stretch in level.sections.items()
    )
    return ClassDraft(facts=facts.job_class(), sections=sections)


def _put_cells(facts: Facts, level: _Level) -> None:
    for name, column in (("occupational_area", "area"), ("work_area", "work"), ("last_action", "action")):
        if cell := level.cell(column):
            facts.put_text(name, cell)
    if cell := level.cell("probation"):
        facts.put("probation_months", int(cell.text), cell)
    if cell := level.cell("date"):
        facts.put("effective_date", read_date(cell.text), cell)
        if "effective_date" not in facts:
            facts.witness("effective_date", cell)


def _put_work(facts: Facts, level: _Level, titles: Sequence[str]) -> None:
    summary, duties = [], list[Passage]()
    for block in level.work:
        lead_in = _LEAD_IN.search(block.text) if block.kind != "item" else None
        text = block.passage[: lead_in.start()].strip() if lead_in else block.passage
        if not text:
            continue
        if block.kind == "item":
            duties.append(text)
        else:
            summary.append(text)
    facts.put_text("summary", *summary)
    facts.put_statements("duties", duties)
    lower = [duty for duty in duties if _LOWER.search(duty.text)]
    if lower:
        facts.put("inherits_lower_duties", True, *lower)
    own = level.title.text if level.title else None
    stated = supervises([*summary, *duties], [title for title in titles if title != own])
    facts.put("supervises", tuple(phrase.text for phrase in stated), *stated)


def _issues(level: _Level, titles: Sequence[str]) -> list[Issue]:
    found = []
    name = level.title.text if level.title else "a class"
    code = level.code.text if level.code else None
    date, prior = level.cell("date"), level.sections.get("prior")
    undated = bool(date and is_blank_date(date.text))
    if undated:
        message = f"{code} ({name}) has the effective date {date}: none is set, the text is a proposal in circulation."
        found.append(trouble("MP-L008", "info", message, date, class_code=code))
    elif date and not read_date(date.text):
        message = f"The effective date of {code} ({name}), “{date}”, is no date. Look it up and enter it."
        found.append(trouble("MP-L013", "warning", message, date, class_code=code))
    if prior:
        stands = " As this edition has no effective date, the older text may still be in force." if undated else ""
        message = f"Below the qualifications of {code} stands older text under ORIGINAL. It is kept apart.{stands}"
        found.append(trouble("MP-L009", "info", message, prior.heading, class_code=code))
    found += _unlisted_titles(level, titles)
    if "minimum" not in level.sections:
        message = f"No credentials were found for {code} ({name}): expected “Credentials to be verified”. Enter them."
        found.append(trouble("MP-L001", "error", message, level.title, class_code=code))
    if not level.work:
        message = f"{code} ({name}) is listed, but no level of work describes it."
        found.append(trouble("MP-L007", "warning", message, level.title, class_code=code))
    if code is None:
        message = f"“{name}” has no code: expected four digits after the title. Supply it."
        found.append(trouble("MP-L005", "warning", message, level.title))
    return found


def _unlisted_titles(level: _Level, titles: Sequence[str]) -> Iterator[Issue]:
    """Levels "of this series" that the qualifications name and the series does not have: former titles, perhaps."""
    for stretch in level.sections.values():
        for passage in stretch.passages:
            for found in _LEVEL_NAMED.finditer(passage.text):
                if found["title"] not in titles:
                    message = (
                        f"The text of {level.code} speaks of the {found['title']} level of this series, which lists no "
                        "such class. If it is the former title of one of them, enter it there."
                    )
                    words = passage[found.start("title") : found.end("title")]
                    yield trouble("MP-L016", "info", message, words, class_code=level.code.text if level.code else None)
