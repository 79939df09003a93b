"""Sentences that ask for something, clause by clause; an option where someone may decide so."""

from __future__ import annotations

import re

import msgspec

from meritplan.model import Note, Option, Requirement, Rule, Unread
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import clauses, conditions, heads, leaves, sentences
from meritplan.reading.qualifications.gathering import Gathering, Unit, with_rules
from meritplan.reading.qualifications.joining import join_clauses
from meritplan.reading.qualifications.ledger import says_something
from meritplan.reading.qualifications.rules import combination

_WISH = re.compile(r"[,;(]?\s*(?:but\s+)?(?P<w>\b(?:preferabl[ey]|with preference)\b[^;]*)(?=;|$)")

_WISH_BESIDE = re.compile(
    r"\s*\((?P<w>[^()]*\b(?:preferred|desirable|desired)\b[^()]*)\)\s*,?|"
    r"[;,]\s+(?:and\s+)?(?P<x>(?:an?\s)?[^;,]*\b(?:(?:is|are) (?:preferred|desirable|desired|a plus|helpful|"
    r"an asset)|preferred|a plus)\b[^;,.]*)"
)

_SETTING = re.compile(r"(?:for|in|within|while) [^,;]{4,110},\s+")

_TELLS = re.compile(r"\b(?:is|are|was|were|may|will|can|develop|describes?|applies|includes?|provides?)\b")

_ASKS_SOMETHING = re.compile(
    r"\b(?:must|shall|required?|requires|requirement|possess\w*|minimum|at least|eligib\w+|years?|months?|"
    r"degree|licen[sc]e|certificate|experience|training|graduat\w+|able|ability|necessary|essential|"
    r"mandatory|(?:have|has|needs?) to|willing\w*|moral character|physical health|letter of)\b"
)

_TRAILING_REQUIRED = re.compile(
    r"\s+(?:is|are)\s+(?:also\s+)?(?:required|mandatory|necessary)(?:\s+at the time of (?:filing|"
    r"application))?$|\s+required$"
)


def ask(gathering: Gathering, passage: Passage, *, begins: bool) -> None:
    """A sentence that asks for something, clause by clause."""
    who = sentences.chooser(passage.plain)
    asked = sentences.strip_lead(passage)
    lead = passage[: len(passage) - len(asked)].strip()
    if lead.text.strip(" :,") and says_something(lead.plain):
        gathering.rules.append(Note(kind="explanation", quote=lead.quote(), spans=lead.spans()))
    body, wish = _cut_wish(asked)
    if wish is not None:
        gathering.rules.append(Note(kind="desirable", quote=wish.quote(), spans=wish.spans()))
    if sentences.only_introduces(passage):
        gathering.rules.append(Note(kind="explanation", quote=passage.quote(), spans=passage.spans()))
        return
    if who and (who != "institution" or not re.search(r"years? of|experience", passage.plain)):
        _option(gathering, passage, who)
        return
    if (
        _TELLS.search(passage.plain)
        and not _ASKS_SOMETHING.search(passage.plain)
        and len(passage.plain) > 50
        and heads.head_or_condition(body.plain) is None
    ):
        gathering.rules.append(
            Note(
                kind="explanation",
                quote=passage.quote(),
                spans=passage.spans(),
                doubt="no requirement was found in this sentence. Does it ask for anything?",
            )
        )
        return
    if heads.head_or_condition(body.plain) is None and (found := sentences.find_ask(body)) is not None:
        introduction, body = found
        _introduced(gathering, introduction)
    parts = clauses.split(body)
    units: list[Unit] = []
    rules: list[Rule] = []
    for part in parts:
        if part.combination:
            rules.append(combination.read(part.passage))
            continue
        node = _clause(part)
        joined = part.joined if units else None
        units.append(Unit(node=node, joined=joined, topic=-part.strength))
    requirement = join_clauses(units)
    if requirement is None:
        gathering.rules += rules
        return
    gathering.add(with_rules(requirement, tuple(rules)), begins=begins)


def _introduced(gathering: Gathering, introduction: Passage) -> None:
    """What leads into a requirement is kept beside it, and asked about when it may ask for something itself."""
    if re.search(r"\balso be considered\b|\b(?:may|can|will) also qualify\b", introduction.plain) and gathering.units:
        gathering.pending = "or"
    if len(introduction.text) > 3:
        twice = len(re.findall(r"\b(?:must|shall|should|required)\b", introduction.plain)) > 1
        doubt = "these words before the requirement may ask for something too. Do they?" if twice else None
        gathering.rules.append(
            Note(kind="explanation", quote=introduction.quote(), spans=introduction.spans(), doubt=doubt)
        )


def _clause(part: clauses.Clause) -> Requirement:
    passage = part.passage
    cut = _TRAILING_REQUIRED.search(passage.plain)
    if cut and part.kind in ("education", "experience", "coursework", "skill"):
        passage = passage[: cut.start()]
    setting = _SETTING.match(passage.plain) if part.kind is None else None
    if setting and heads.head(passage.plain, setting.end()) == "experience":
        made = leaves.read(passage[setting.end() :], "experience")
        return msgspec.structs.replace(made, quote=passage.quote(), spans=passage.spans())
    return leaves.read(passage, part.kind)


def _cut_wish(passage: Passage) -> tuple[Passage, Passage | None]:
    """ "..., preferably in X": the wish apart from what is asked."""
    found = _WISH.search(passage.plain)
    beside = _WISH_BESIDE.search(passage.plain)
    if beside and beside.start() > 5 and not found:
        group = "w" if beside["w"] else "x"
        kept = Passage.join(
            [
                piece
                for piece in (passage[: beside.start()], passage[beside.end() :].strip())
                if piece.text.strip(" ,;.")
            ]
        )
        return kept, passage[beside.start(group) : beside.end(group)]
    if not found or found.start() < 5:
        return passage, None
    found_end = _wish_end(passage.plain, found.start("w"), found.end("w"))
    rest = passage[found_end:]
    kept = passage[: found.start()].strip(" ,;(")
    if rest.text.strip(" ;,.)"):
        kept = Passage.join([kept, rest], between="")
    return kept, passage[found.start("w") : found_end].strip(" ,;.)")


def _wish_end(plain: str, start: int, end: int) -> int:
    """A wish ends where ", and at least three years of ..." asks for something else."""
    for match in re.finditer(
        r",\s+(?:and|plus|with)\s+|\s(?:and|plus|with)\s+(?=at least|a minimum|not less|no less|possession)",
        plain[start:end],
    ):
        at = start + match.end()
        if heads.head(plain, at) in ("education", "experience", "license") and re.match(
            r"(?:at least|a minimum|not less|no less|possession|must|\d|(?:one|two|three|four|five|six|"
            r"seven|eight|nine|ten)\b)",
            plain[at:],
        ):
            return start + match.start()
    return end


_FOR_POSITIONS = re.compile(r"\bfor [a-z ,]+ positions?$")

_OPTION_ASK = re.compile(
    r"\b(?:may|will|must|shall|can)?\s*(?:also\s+)?(?:require|requires|be required to (?:have|possess|"
    r"obtain|hold)|be required|requiring|must (?:have|possess|pass|hold|be)|possess|"
    r"have)\s+(?:applicants? (?:to (?:have|possess)|with)|that|possession of|the possession of|"
    r"candidates to possess)?\s*"
)


def _option(gathering: Gathering, passage: Passage, who: str) -> None:
    """A sentence that binds only if someone decides so: an option over what it may ask."""
    found = _OPTION_ASK.search(passage.plain)
    body = passage[found.end() :] if found and found.end() < len(passage) - 3 else passage
    parts = clauses.split(body)
    if len(parts) > 1 and all(_FOR_POSITIONS.search(part.passage.plain) for part in parts):
        for part in parts:
            words = part.passage
            gathering.add(Option(by=who, children=(_clause(part),), quote=words.quote(), spans=words.spans()))  # type: ignore[arg-type]
        return
    units = [
        Unit(node=_clause(part), joined=part.joined if index else None, topic=-part.strength)
        for index, part in enumerate(parts)
    ]
    node = join_clauses(units)
    if isinstance(node, Unread) or node is None:
        whole = leaves.read(passage)
        node = (
            whole
            if not isinstance(whole, Unread)
            else msgspec.structs.replace(
                conditions.read(passage), doubt="what some positions ask was not found in this sentence. What is it?"
            )
        )
    quote = passage.strip(" .;")
    gathering.add(Option(by=who, children=(node,), quote=quote.quote(), spans=quote.spans()))  # type: ignore[arg-type]
