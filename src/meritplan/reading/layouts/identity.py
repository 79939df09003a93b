"""What a class is called, and its labelled facts, where a publisher has no fixed place for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import PurePath

from meritplan.model.job_class import PayRange
from meritplan.reading.document import Block, Document
from meritplan.reading.layouts import level
from meritplan.reading.layouts.cuts import columns, lines
from meritplan.reading.layouts.dates import read_date
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.headings import kind_of, label_of, lexicon, plain
from meritplan.reading.layouts.names import words_of_address, words_of_slug
from meritplan.reading.passage import Passage

_LABELLED = re.compile(r"(?P<label>[A-Z][\w .#/&()-]{1,40}?)\s*[:#]\s*(?P<value>\S.*)")
_NUMBERED = re.compile(r"(?P<label>(?:[A-Z][a-z]+\.?\s){1,2}[A-Z]?[a-z]*\.?)\s+(?P<value>[A-Z]{0,3}-?\d[\w-]*)")
_REVISED = re.compile(r"(?:R|REV|Rev)\.?\s+(?P<value>\d{1,2}[/-]\d{1,2}[/-]\d{2,4})")
_CODE = re.compile(r"[A-Z]{0,4}[-\s]?\d[\w.-]{0,9}|[A-Z]{2}\d{1,2}")
_CODE_IN_TITLE = re.compile(
    r"\s*(?:[-–—]\s*|[(#\[]+\s*(?:class\s*(?:code)?\s*)?#?\s*)?(?P<code>[A-Z]{2}-\d{3,4}(?:-[\d/]+)?|[A-Z]{1,3}\d[\dA-Z-]{0,7}|\d[\dA-Z-]{2,7})\s*[)\]]?$"
)
_CODE_IN_FRONT = re.compile(r"(?P<code>(?=\w*\d)[A-Z0-9]{3,8})\s+[-–—:]?\s*(?=[A-Z][A-Za-z])")
_PREFIX = re.compile(
    r"(?:minimum )?(?:qualifications?|requirements?|job description|class specification)"
    r"(?: (?:of|for)(?: the)?|\s*[-–:]) ",
    re.IGNORECASE,
)
_OFFER = re.compile(r"\s+(?:jobs?|career|position|vacancy|opening)\s+(?:at|in|with|for)\s.*$", re.IGNORECASE)
_NONE = re.compile(r"n\s*/\s*a|none|not applicable", re.IGNORECASE)
_MONEY = re.compile(r"\$\s*(\d[\d,]*(?:\.\d\d)?)")
_UNITS = (("hour", "hour"), ("month", "month"), ("bi-?week", "biweek"), ("week", "week"), ("annual|year", "year"))
_ADDRESS = re.compile(r"https?://\S+")
_PAGE_WORD = re.compile(r"\b(?:posting|specification|announcement|statement|table|lists?|copy|rule)\b", re.IGNORECASE)
_TITLE_WORDS = 12
_LONGEST, _SHORT = 90, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """A title found, and where: on the page (``passage``), or only in its ``source``."""

    text: str
    passage: Passage | None = None
    code: Passage | None = None
    source: str | None = None


def labelled(blocks: Sequence[Block]) -> Iterator[tuple[str, Passage]]:
    """Facts printed with a label: ("code", the words "104H") for "Class Code: 104H" or two cells side by side."""
    for place, members in groupby(blocks, key=lambda block: (block.table, block.row) if block.kind == "cell" else None):
        row = list(members)
        if place is not None:
            yield from _pairs([block.passage for block in row])
            continue
        for block, below in zip(row, [*row[1:], None], strict=True):
            for line in lines(block):
                for column in columns(line):
                    yield from _label(column)
            field = label_of(block.text)
            if field and below and below.kind != "item" and _is_value(below.text):
                yield field, below.passage


def _is_value(text: str) -> bool:
    return len(text) < _SHORT and not label_of(text) and not kind_of(text)


def _label(line: Passage) -> Iterator[tuple[str, Passage]]:
    if revised := _REVISED.fullmatch(line.text):
        yield "revised", line[revised.start("value") :]
        return
    for pattern in (_LABELLED, _NUMBERED):
        found = pattern.fullmatch(line.text)
        if found and (field := label_of(found["label"])):
            yield field, line[found.start("value") : found.end("value")].strip(" *")
            return


def _pairs(row: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    for cell, beside in zip(row, [*row[1:], None], strict=True):
        yield from _label(cell)
        if beside and not label_of(beside.text) and (field := label_of(cell.text)):
            yield field, beside


def put_labelled(facts: Facts, found: Sequence[tuple[str, Passage]]) -> None:
    """Set the fields that the labelled facts speak of, each in its own form."""
    for name, value in found:
        if _NONE.fullmatch(value.text):
            facts.witness(name, value)  # said to be none, which is not unknown
            continue
        if name == "code" and not _CODE.fullmatch(value.text):
            continue
        if name == "salary" or (name.startswith("pay.") and "$" in value.text):
            put_salary(facts, value)
        elif name in ("established", "revised", "effective_date"):
            facts.put(name, read_date(value.text), value)
        elif name == "flsa_default":
            _put_flsa(facts, value)
        elif name != "title" and len(value.text) <= 60:
            facts.put_text(name, value)


def put_salary(facts: Facts, value: Passage) -> None:
    """Set one range where the text prints one or two amounts with their unit."""
    amounts = [float(amount.replace(",", "")) for amount in _MONEY.findall(value.text)]
    unit = next((unit for word, unit in _UNITS if re.search(word, value.text, re.IGNORECASE)), None)
    if unit and 1 <= len(amounts) <= 2 and amounts[0] <= amounts[-1]:
        low, high = (int(amount) if amount == int(amount) else amount for amount in (amounts[0], amounts[-1]))
        facts.put("pay.ranges", (PayRange(low=low, high=high, unit=unit, flat=len(amounts) == 1),), value)


def _put_flsa(facts: Facts, value: Passage) -> None:
    if found := re.search(r"\b(?:(non|not)[-\s]?)?exempt\b", value.text, re.IGNORECASE):
        facts.put("flsa_default", "non-exempt" if found[1] else "exempt", value)


def put_title(facts: Facts, title: Title) -> None:
    """Set the title, the level it ends in, and the code printed beside it."""
    facts.put("title", title.text, *([title.passage] if title.passage else []))
    if title.passage:
        level.put_suffix(facts, title.passage)
    facts.put("level", level.in_title(title.text))
    if title.code:
        facts.put_text("code", title.code)


def find_title(document: Document, head: Sequence[Block], found: Sequence[tuple[str, Passage]]) -> Title:
    """What the class is called: a label says so, or a heading, or a line above the text, or the document's name."""
    for field, value in found:
        if field == "title" and 2 < len(value.text) <= 100 and not _is_no_title(value.text):
            return split_code(value)
    above = [line for block in head for line in lines(block)[:2] if not _ADDRESS.fullmatch(line.text)]
    candidates = [*_main_headings(head), *above[:8]]
    made = [(line, title) for line in candidates if (title := _of_line(line))]
    if not made:
        return _of_name(document)
    line, title = max(made, key=lambda each: likeness(each[1].text))
    before = next((other for other, this in pairwise(above) if this.at == line.at), None)
    return title if title.code or not _is_code(before) else replace(title, code=before)


def likeness(text: str) -> int:
    """How much a line is like a title: it says what people are, at which level, and not who employs them."""
    role, owner = lexicon().roles.search(text), lexicon().owners.search(text)
    return 2 * bool(role) + bool(level.in_title(text)) - bool(owner)


def _main_headings(head: Sequence[Block]) -> list[Passage]:
    tops = [block for block in head if block.kind == "heading"]
    highest = min((block.depth for block in tops), default=0)
    return [block.passage for block in tops if block.depth == highest]


def _is_code(line: Passage | None) -> bool:
    return line is not None and bool(_CODE.fullmatch(line.text)) and any(map(str.isdigit, line.text))


def _of_line(line: Passage) -> Title | None:
    """A title from one line, without its code and without the employer before a dash ("Alder County - Clerk")."""
    made = split_code(line)
    dash = re.match(r"(?P<owner>.{3,80}?)(?:\s+[-–—]|:)\s+(?P<title>\S.*)", made.text)
    if dash and made.passage and lexicon().owners.search(dash["owner"]) and not label_of(dash["owner"]):
        rest = made.passage[dash.start("title") :]
        return None if _is_no_title(rest.text) or len(rest.text) > _LONGEST else split_code(rest)
    return made if is_title(made.text) else None


def split_code(line: Passage) -> Title:
    """A line as a title, its code apart ("Custodian (#FD2)", "Senior Clerk 0206", "1B58 Clerk II")."""
    line = _without_end(line.strip(" *:"))
    if offer := _OFFER.search(line.text):
        line = line[: offer.start()]
    if prefix := _PREFIX.match(line.text):
        line = line[prefix.end() :]
    if found := _CODE_IN_FRONT.match(line.text):
        title = line[found.end() :].strip()
        return Title(text=title.text, passage=title, code=line[: found.end("code")])
    if (found := _CODE_IN_TITLE.search(line.text)) and found.start() > 3:
        title = line[: found.start()].strip(" -–—,")
        return Title(text=title.text, passage=title, code=line[found.start("code") : found.end("code")])
    return Title(text=line.text, passage=line)


def _without_end(line: Passage) -> Passage:
    """Without remarks in parentheses about the page or the employer ("(job posting)", "(Alder County)")."""
    found = re.search(r"\s*\((?P<remark>[^()]*)\)$", line.text)
    about = found and (_PAGE_WORD.search(found["remark"]) or lexicon().owners.search(found["remark"]))
    return line[: found.start()] if found and about and not re.search(r"\d$", found["remark"]) else line


def is_title(text: str) -> bool:
    """Whether a line could be the title of a class."""
    words = text.split()
    return (
        1 <= len(words) <= _TITLE_WORDS
        and 3 <= len(text) <= _LONGEST
        and text[0].isalnum()
        and text[-1] not in ".,;:!?"
        and not re.match(r"(?:an?|the|to|in|this|these|you|we|if|for)\s", text, re.IGNORECASE)
        and not _is_no_title(text)
        and not re.search(r"[$@|]|https?:|\b(?:must|shall|will|is|are)\b", text)
        and (sum(word[0].isupper() or word[0].isdigit() for word in words) * 2 >= len(words))
    )


def _is_no_title(text: str) -> bool:
    return bool(
        kind_of(text) or label_of(text) or _LABELLED.fullmatch(text) or lexicon().no_titles.fullmatch(plain(text))
    )


def _of_name(document: Document) -> Title:
    """A title from the document's own title, its address or its file name: words a person should confirm."""
    if document.title and (first := re.split(r"\s+[|–—-]\s+", document.title)[0]) and is_title(first):
        return Title(text=first, source="the title of the page")
    address = document.address or next((b.text for b in document.blocks[:1] if _ADDRESS.fullmatch(b.text)), None)
    file = _without_owner(words_of_slug(PurePath(document.path).stem), document)
    page = words_of_address(address)
    if page and (not file or likeness(page) > likeness(file)):
        return Title(text=page, source="the address of the page")
    if file:
        return Title(text=file, source="the name of the file")
    return Title(text="Class without a title", source="nothing")


def _without_owner(name: str | None, document: Document) -> str | None:
    """A file name without the words in front that name the employer, as the first line of the document does."""
    if not name:
        return None
    first = next((block.text for block in document.blocks if not _ADDRESS.fullmatch(block.text)), "")
    owner = re.split(r"\s+[-–—]\s+", first)[0].casefold()
    said = "".join(re.findall(r"[a-z]+", owner))
    words = name.split()
    theirs = [number for number, word in enumerate(words[:-1]) if word.casefold() in said]
    fits = (
        number
        for place, number in enumerate(theirs)
        if number == place or (number == place + 1 and _is_state(words[number]))
    )
    last = max(fits, default=-1)
    return " ".join(words[last + 1 :])


def _is_state(word: str) -> bool:
    return len(word) == 2
