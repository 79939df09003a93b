"""New Mexico: one classification description for an occupation, its roles as classes.

A letterhead, the occupation, a table (class title, code, pay band, alternative pay band), the nature of the work,
then for each role (Basic, Operational, Advanced) its duties, the education and experience *recommended* for full
performance and the *minimum* qualifications, which alone decide. A role carries no code: the last letter of the
code names it (G1099B is Basic). What follows holds for all roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from meritplan.model.issue import Issue
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import ClassDraft, Draft, Role, Section
from meritplan.reading.layouts.cuts import clauses, cut_at_lines, lines, sentences
from meritplan.reading.layouts.dates import read_date
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.outline import Heading, Stretch, outline
from meritplan.reading.layouts.supervision import supervises
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage

NAME = "new_mexico"
JURISDICTION: str | None = "New Mexico"

_ROLES = {"B": "Basic", "O": "Operational", "A": "Advanced"}
_OWN_LINE = {
    "classification description": "occupation",
    "occupation description": "definition",
    "nature of work": "narrative",
    "distinguishing characteristics of levels": "levels",
    "distinguishing characteristics": "levels",
    "recommended education and experience for full performance": "recommended",
    "recommended education and experience": "recommended",
    "minimum qualifications": "minimum",
    "knowledge and skills": "ksas",
    **{role.lower(): role for role in _ROLES.values()},
}
_RUN_IN = {
    "statutory requirements": "statutory_requirements",
    "conditions of employment": "conditions_of_employment",
    "default flsa status": "flsa_default",
    "bargaining unit": "bargaining_unit",
    "established": "established",
    "revised": "revised",
}
_LABEL = re.compile(r"([A-Z][A-Za-z ]{5,60}?)\s*:")
_HEADING_LINE = re.compile(r"(?i:" + "|".join(_OWN_LINE) + r")\s*[*\\]*\s*:?\s*[*\\]*")
_COLUMNS = re.compile(r"Class Title\s+Class Code\s+Pay Band(?:\s+Alt(?:ernative|\.)? Pay Band)?[*\\]*", re.IGNORECASE)
_ROW = re.compile(
    r"(?P<title>[A-Z].+?)\s+(?P<code>[A-Z]?\d{3,5}[A-Z]?)\s+(?P<band>\d{2,3}|[A-Z]{2}\d?)"
    r"(?:\s+(?P<other>[A-Z]?\d{2,3}|[A-Z]{2}\d?))?(?=\s|$)"
)
_NOTHING = re.compile(r"(?:n\s*/\s*a|none|not applicable)\.?", re.IGNORECASE)
_CUMULATIVE = re.compile(r"\bcumulative\b|\badd up\b|\bin addition to\b.*\blower\b", re.IGNORECASE)
_MARK = re.compile(r"^[*\\]+|[*\\]+$")


def recognise(document: Document) -> float:
    """Sure where the table of class codes and pay bands stands with the role headings or the flat labels."""
    text = document.text
    table = bool(_COLUMNS.search(" ".join(text.split()))) or ("Alt Pay Band" in text and "Class Code" in text)
    labels = ("Classification Description", "Default FLSA Status", "for Full Performance")
    signs = sum(label in text for label in labels)
    return 0.95 if table and signs else 0.7 if signs >= 2 else 0.5 if table else 0.0


def read(document: Document) -> Draft:
    """The occupation and its roles."""
    blocks = list(cut_at_lines(document.blocks, _HEADING_LINE))
    occupation = _occupation_title(blocks)
    kept = _without_repeats(blocks, occupation)
    stretches = outline(kept, _heading)
    group, notes = _group(stretches, occupation)
    rows = _rows(stretches)
    issues = _footnotes(stretches, notes)
    drafts, found = _classes(rows, stretches, group)
    issues += found
    if not drafts:
        message = "No class was found: expected a table of class titles, codes and pay bands, or role headings."
        issues.append(trouble("MP-L002", "error", message))
    return Draft(groups=(group.group("occupation"),), classes=tuple(drafts), issues=tuple(issues))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """One line of the table of classes."""

    passage: Passage
    title: Passage
    code: Passage
    band: Passage
    other: Passage | None

    @property
    def role(self) -> str | None:
        """The role its code ends in."""
        return _ROLES.get(self.code.text[-1]) if self.code.text[-1].isalpha() else None


def _heading(block: Block) -> Heading | None:
    text = block.text
    plain = _MARK.sub("", text.strip()).rstrip(" :*").casefold()
    if plain in _OWN_LINE:
        return Heading(name=_OWN_LINE[plain], length=len(text))
    if plain in _RUN_IN:
        return Heading(name=_RUN_IN[plain], length=len(text))
    label = _LABEL.match(text)
    if label and label[1].casefold() in _RUN_IN:
        return Heading(name=_RUN_IN[label[1].casefold()], length=label.end())
    return None


def _occupation_title(blocks: Sequence[Block]) -> Passage | None:
    """The line below "Classification Description"; failing that, a line in capitals above the table."""
    for place, block in enumerate(blocks[:-1]):
        known = _heading(block)
        if known and known.name == "occupation" and not _COLUMNS.match(blocks[place + 1].text):
            return lines(blocks[place + 1])[0]
    return next((block.passage for block in blocks[:12] if block.text.isupper() and len(block.text) > 8), None)


def _without_repeats(blocks: Iterable[Block], title: Passage | None) -> Iterator[Block]:
    """The blocks without the running header, which repeats the occupation inside the document."""
    seen = False
    for block in blocks:
        if title and block.text.strip() == title.text:
            if seen:
                continue
            seen = True
        yield block


def _group(stretches: Sequence[Stretch], title: Passage | None) -> tuple[Facts, list[Passage]]:
    group, notes = Facts(), list[Passage]()
    if title:
        group.put_text("title", title)
    for stretch in stretches:
        text, found = _divide(stretch.passages)
        notes += found if stretch.name != "levels" else []
        if stretch.name == "narrative":
            group.put_text("narrative", *text)
        if stretch.name in ("established", "revised"):
            _put_date(group, stretch.name, text)
    return group, notes


def _divide(passages: Iterable[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Text, and the footnotes and notes printed among it."""
    text: list[Passage] = []
    notes: list[Passage] = []
    for passage in passages:
        (notes if re.match(r"[*\\]|Note:", passage.text) else text).append(passage)
    return text, notes


def _put_date(facts: Facts, field: str, text: Sequence[Passage]) -> None:
    for passage in text[:1]:
        facts.put(field, read_date(passage.text), passage)


def _rows(stretches: Sequence[Stretch]) -> list[_Row]:
    found: list[_Row] = []
    for stretch in stretches:
        if stretch.name in ("", "occupation"):
            for line in _table_lines(stretch.blocks):
                after = _COLUMNS.search(line.text)
                found += _rows_of(line[after.end() :].strip() if after else line)
    return found


def _table_lines(blocks: Sequence[Block]) -> Iterator[Passage]:
    """The lines of the table, whether its cells were told apart or not."""
    for place, group in groupby(blocks, key=lambda block: (block.table, block.row) if block.kind == "cell" else None):
        row = list(group)
        if place is not None:
            yield Passage.join(block.passage for block in row if block.text)
        else:
            for block in row:
                yield from lines(block)


def _rows_of(line: Passage) -> Iterator[_Row]:
    for found in _ROW.finditer(line.text):
        part = {name: line[found.start(name) : found.end(name)] for name in ("title", "code", "band")}
        other = line[found.start("other") : found.end("other")] if found["other"] else None
        yield _Row(passage=line[found.start() : found.end()], **part, other=other)


def _classes(rows: Sequence[_Row], stretches: Sequence[Stretch], group: Facts) -> tuple[list[ClassDraft], list[Issue]]:
    roles = _by_role(stretches)
    common = [stretch for stretch in stretches if stretch.name not in ("recommended", "minimum")]
    drafts, issues = [], list[Issue]()
    first = next(iter(roles), None)
    for row in rows:
        own = roles.get(row.role or "", roles.get("", []))
        facts = Facts()
        _put_row(facts, row, group)
        _put_role(facts, own, [other.title.text for other in rows if other is not row])
        _put_common(facts, common, is_first=row.role == first)
        drafts.append(ClassDraft(facts=facts.job_class(), sections=_sections(own)))
        issues += _row_issues(row, own)
    named = {row.role for row in rows}
    for role, own in roles.items():
        if role and role not in named:
            drafts.append(_roleless(role, own, common, group))
            issues.append(_unlisted(role, own))
    return drafts, issues


def _by_role(stretches: Sequence[Stretch]) -> dict[str, list[Stretch]]:
    """The stretches that belong to each role; under no role stand those that hold for every class."""
    found: dict[str, list[Stretch]] = {}
    role = ""
    for stretch in stretches:
        if stretch.name in _ROLES.values():
            role = stretch.name
        elif stretch.name in ("ksas", *_RUN_IN.values()):
            role = ""
        if stretch.name in ("recommended", "minimum", *_ROLES.values()):
            found.setdefault(role, []).append(stretch)
    return found


def _put_row(facts: Facts, row: _Row, group: Facts) -> None:
    facts.put_text("title", row.title)
    facts.put_text("code", row.code)
    facts.put_text("pay.band", row.band)
    facts.put("group", group.get("title"))
    if row.other:
        facts.put_text("pay.alternative_band", row.other)
    else:
        facts.witness("pay.alternative_band", row.passage)


def _put_role(facts: Facts, own: Sequence[Stretch], titles: Sequence[str]) -> None:
    for stretch in own:
        if stretch.name in _ROLES.values() and stretch.heading:
            facts.put("level", stretch.name, stretch.heading)
            text, _ = _divide(stretch.passages)
            facts.put_statements("duties", [duty for passage in text for duty in duties(passage)])
            stated = supervises(text, titles)
            facts.put("supervises", tuple(phrase.text for phrase in stated), *stated)


def duties(passage: Passage) -> list[Passage]:
    """The duties a passage states: its sentences, and within them the clauses between semicolons."""
    return [clause for sentence in sentences(passage) for clause in clauses(sentence)]


def _put_common(facts: Facts, common: Sequence[Stretch], *, is_first: bool) -> None:
    for stretch in common:
        text, notes = _divide(stretch.passages)
        if stretch.name == "definition":
            facts.put_text("summary", *text)
        elif stretch.name == "levels":
            facts.put("distinguishing", tuple(passage.text for passage in stretch.passages), *stretch.passages)
            cumulative = [note for note in (*notes, *text) if _CUMULATIVE.search(note.text)]
            if cumulative and not is_first:
                facts.put("inherits_lower_duties", True, *cumulative)
        elif stretch.name == "ksas":
            _put_ksas(facts, text)
        elif stretch.name in ("established", "revised"):
            _put_date(facts, stretch.name, text)
        elif stretch.name in _RUN_IN.values():
            _put_flat(facts, stretch.name, text)


def _put_ksas(facts: Facts, text: Sequence[Passage]) -> None:
    if text and all(_NOTHING.fullmatch(passage.text) for passage in text):
        facts.witness("ksas", *text)
    else:
        facts.put_statements("ksas", list(text))


def _put_flat(facts: Facts, field: str, text: Sequence[Passage]) -> None:
    if not text:
        return
    if field == "statutory_requirements" and _NOTHING.fullmatch(text[0].text):
        facts.put(field, "none stated", text[0])
    elif field == "flsa_default" and (found := re.match(r"(non-?\s?exempt|exempt)\b", text[0].text, re.IGNORECASE)):
        facts.put(field, "exempt" if found[0].casefold() == "exempt" else "non-exempt", *text)
    else:
        facts.put_text(field, *text)


def _sections(own: Sequence[Stretch]) -> tuple[Section, ...]:
    roles: dict[str, Role] = {"minimum": "minimum", "recommended": "recommended"}
    return tuple(
        Section(role=roles[stretch.name], blocks=_plain(stretch.blocks), heading=_unmarked(stretch.heading))
        for stretch in own
        if stretch.name in roles and _plain(stretch.blocks)
    )


def _plain(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not re.match(r"[*\\]", block.text))


def _unmarked(heading: Passage | None) -> str | None:
    return _MARK.sub("", heading.text).strip() if heading else None


def _roleless(role: str, own: Sequence[Stretch], common: Sequence[Stretch], group: Facts) -> ClassDraft:
    """A role the table does not list: its class has no code, and its title is the occupation with the role."""
    facts = Facts()
    facts.put("title", f"{group.get('title') or 'Class'}, {role}")
    facts.put("group", group.get("title"))
    _put_role(facts, own, ())
    _put_common(facts, common, is_first=False)
    return ClassDraft(facts=facts.job_class(), sections=_sections(own))


def _row_issues(row: _Row, own: Sequence[Stretch]) -> list[Issue]:
    found, code = [], row.code.text
    if row.other is None:
        message = (
            f"No alternative pay band is printed for {code}: none is assigned. The base pay band does not fill in, "
            "and nothing is missing (1.7.4.10 NMAC: the board assigns alternative bands and reviews them every year)."
        )
        found.append(trouble("MP-L010", "info", message, row.passage, class_code=code))
    if not own:
        message = f"The table lists {code}, but the text has no role for it: expected a heading such as Basic."
        found.append(trouble("MP-L007", "warning", message, row.passage, class_code=code))
    if not any(stretch.name == "minimum" and stretch.blocks for stretch in own):
        message = f"No minimum qualifications were found for {code} ({row.title.text}). Enter them by hand."
        found.append(trouble("MP-L001", "error", message, row.passage, class_code=code))
    return found


def _unlisted(role: str, own: Sequence[Stretch]) -> Issue:
    message = f"The role {role} is described, but the table of class codes has no line for it. Supply its code."
    return trouble("MP-L007", "warning", message, *(stretch.heading for stretch in own[:1]))


def _footnotes(stretches: Sequence[Stretch], notes: Sequence[Passage]) -> list[Issue]:
    found = []
    for note in notes:
        marks = _explained(stretches, note)
        what = f" It explains {marks}." if marks else ""
        message = f"A note stands beside the text and is kept with its place: “{_MARK.sub('', note.text)}”{what}"
        found.append(trouble("MP-L011", "info", message, note))
    for stretch in stretches:
        text, _ = _divide(stretch.passages)
        if stretch.name == "ksas" and text and all(_NOTHING.fullmatch(passage.text) for passage in text):
            message = "Knowledge and skills are stated as not applicable: by the document's word there are none."
            found.append(trouble("MP-L012", "info", message, *text))
    return found


def _explained(stretches: Sequence[Stretch], note: Passage) -> str | None:
    """The marked words a footnote belongs to: a mark in the table for a note below it, else a marked heading."""
    if not note.text.startswith(("*", "\\")) or "Note:" in note.text[:8]:
        return None
    for stretch in stretches:
        if note in stretch.passages and stretch.name in ("", "occupation"):
            return "“Alt Pay Band*”"
    marked = [stretch.heading.text for stretch in stretches if stretch.heading and stretch.heading.text.endswith("*")]
    return f"“{marked[0]}”" if marked else None
