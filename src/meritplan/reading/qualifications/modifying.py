"""Sentences that modify what was asked before them: rules, remarks in brackets, exceptions, parts of experience."""

from __future__ import annotations

import re

import msgspec

from meritplan.model import Admission, AnyOf, Definition, Education, Experience, License, Note, Substitution
from meritplan.model.requirement import Number
from meritplan.model.requirement import leaves as leaves_of
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import conditions, experience, heads, licenses, sentences, titles
from meritplan.reading.qualifications.asking import ask
from meritplan.reading.qualifications.gathering import Gathering
from meritplan.reading.qualifications.rules import admission, combination, counting, substitution


def remark_in_brackets(gathering: Gathering, passage: Passage) -> None:
    """A remark in brackets that is no known rule: a requirement when it surely asks, else kept for a person."""
    plain = passage.plain
    if sentences.restricts_experience(plain):
        gathering.rules.append(counting.read(passage))
    elif heads.head(sentences.strip_lead(passage).plain) in ("license", "education", "coursework") and re.search(
        r"\b(?:must|required|shall)\b", plain
    ):
        ask(gathering, passage, begins=False)
    elif re.search(r"\b(?:must|shall|required)\b", plain):
        asked = conditions.read(passage)
        gathering.add(msgspec.structs.replace(asked, doubt="a remark in brackets asks for something. Of whom?"))
    else:
        doubt = (
            "who is freed of which requirement?"
            if re.search(r"\b(?:waived?|exempt\w*|unless|except\w*)\b", plain)
            else None
        )
        gathering.rules.append(Note(kind="explanation", quote=passage.quote(), spans=passage.spans(), doubt=doubt))


def exception_to(gathering: Gathering, passage: Passage) -> None:
    """ "Exception: ..." frees some people of the requirement before it."""
    body = passage[re.match(r"exception\s*:\s*", passage.plain).end() :]  # type: ignore[union-attr]
    freed = msgspec.structs.replace(
        conditions.read(body, "employment_status"),
        doubt="an exception: whom does it free of the requirement before it?",
    )
    last = gathering.units[-1]
    last.node = AnyOf(children=(last.node, freed))


def part_of_experience(gathering: Gathering, passage: Passage, *, remark: bool) -> bool:
    """ "At least one year of this experience must ...": a part of the experience before it."""
    plain = passage.plain
    found = gathering.last_experience()
    if found is None:
        return False
    index, leaf = found
    the_years = re.match(
        r"the (?P<n>[\w-]+(?: \(\d+\))?) years?(?: of (?:specialized|"
        r"the) experience)? (?:of [\w ]+ )?must (?:be|have been) (?:comparable|equivalent|at)",
        plain,
    )
    if the_years and leaf.subsets:
        named = titles.find(passage)
        last = leaf.subsets[-1]
        if (named.level_of or named.classes) and isinstance(last, Experience):
            changed = msgspec.structs.replace(
                last,
                level_of=named.level_of or named.classes,
                quote=f"{last.quote} {passage.quote()}",
                spans=(*last.spans, *passage.spans()),
            )
            gathering.put(
                index,
                leaf,
                msgspec.structs.replace(
                    leaf,
                    subsets=(*leaf.subsets[:-1], changed),
                    spans=(*leaf.spans, *passage.spans()),
                    quote=f"{leaf.quote} {passage.quote()}",
                ),
            )
            return True
    made = experience.part_of(passage) or _must_include(passage)
    if made is None and _THIS_MUST.match(plain) and not counting.is_counting(plain):
        said = {"quote": f"{leaf.quote} {passage.quote()}", "spans": (*leaf.spans, *passage.spans())}
        gathering.put(
            index,
            leaf,
            msgspec.structs.replace(leaf, function=f"{leaf.function or ''} {passage.text}".strip(" ."), **said),
        )
        return True
    if made is None:
        return False
    part, limit = made
    quoted = {"quote": f"{leaf.quote} {passage.quote()}", "spans": (*leaf.spans, *passage.spans())}
    change = {"at_most": (*leaf.at_most, part)} if limit else {"subsets": (*leaf.subsets, part)}
    gathering.put(index, leaf, msgspec.structs.replace(leaf, **quoted, **change))
    return True


_THIS_MUST = re.compile(
    r"(?:(?:all of )?(?:this|such|the|qualifying|the required) (?:[\w-]+ ){0,3})?experience (?:must|shall|should)\b"
)

_INCLUDE = re.compile(
    r"^(?:the |such |this |qualifying |required |all )?(?:(?:\w+|"
    r"\(\d+\)) years? of )?(?:[\w-]+ ){0,3}experience (?:must|shall|"
    r"should) (?:have )?include[d]?\s+(?=(?:at least |a minimum of |not less than |no less than )?(?:\w+|"
    r"\d+|\w+ \(\d+\)) (?:years?|months?|hours))"
)


def _must_include(passage: Passage) -> tuple[Experience, bool] | None:
    """ "The four years of experience must have included at least two years in" some work: a part of them."""
    found = _INCLUDE.match(passage.plain)
    if not found or re.search(r"\bapplied toward|state service\b[^.]*\bmust", passage.plain):
        return None
    part = experience.read(passage[found.end() :])
    return (part, False) if part.months is not None or part.hours is not None else None


def modify(gathering: Gathering, role: sentences.Role, passage: Passage) -> None:
    """A sentence that modifies what was gathered."""
    if role == "substitution":
        made = [_aimed(gathering, rule) for piece in _pieces(passage) for rule in substitution.read(piece)]
        denied = re.search(r"\bnot?\b[^.]{0,30}\bsubstitut", passage.plain)
        doubt = None if denied else "a substitution that was not understood. What may stand in for what?"
        gathering.rules += made or [Note(kind="explanation", quote=passage.quote(), spans=passage.spans(), doubt=doubt)]
    elif role == "admission":
        _admission(gathering, passage)
    elif role == "counting":
        gathering.rules.append(counting.read(passage))
    elif role == "combination":
        gathering.rules.append(combination.read(passage))
        gathering.pending = None
        _named_equal(gathering, passage)
    elif role == "definition":
        gathering.rules.append(Definition(quote=passage.quote(), spans=passage.spans()))
    else:
        gathering.rules.append(
            Note(kind="desirable" if role == "desirable" else "procedure", quote=passage.quote(), spans=passage.spans())
        )


def _named_equal(gathering: Gathering, passage: Passage) -> None:
    """ "Any combination equivalent to graduation from college and two years of ..." asks for both."""
    found = re.search(
        r"\b(?:equivalent|equal|comparable) to\s+(?:that of\s+|an?\s+)?(?=graduat|completion|high school|"
        r"bachelor|master|associate|possession of an?)",
        passage.plain,
    )
    if found is None or gathering.units or heads.head(passage.plain, found.end()) != "education":
        return
    ask(gathering, passage[found.end() :].strip(" ."), begins=False)


def _aimed(gathering: Gathering, rule: Substitution) -> Substitution:
    """ "Additional experience may be substituted on a year-for-year basis": for the schooling just asked."""
    if (
        rule.target != "all"
        or not rule.doubt
        or not gathering.units
        or re.search(r"substituted for\b", (rule.quote or "").lower())
    ):
        return rule
    last = gathering.units[-1].node
    if isinstance(last, Education) and rule.give == "experience":
        return msgspec.structs.replace(rule, target="education", doubt=None)
    return rule


def _pieces(passage: Passage) -> list[Passage]:
    """ "X may be substituted for A; Y may be substituted for B" are two rules."""
    pieces, at = [], 0
    for match in re.finditer(
        r";\s+(?:and\s+|or\s+|however,?\s+)?|,\s+or\s+(?=(?:an?|possession|completion)\b)", passage.plain
    ):
        left, right = passage.plain[at : match.start()], passage.plain[match.end() :]
        if substitution.is_substitution(left) and substitution.is_substitution(right):
            pieces.append(passage[at : match.start()])
            at = match.end()
    return [*pieces, passage[at:]]


def _admission(gathering: Gathering, passage: Passage) -> None:
    required: Number | None = None
    found = gathering.last_experience()
    if found is not None:
        required = found[1].months
    last = gathering.rules[-1] if gathering.rules else None
    if (
        isinstance(last, Admission)
        and not admission.lets_compete(passage.plain)
        and re.search(r"\bmust be (?:provided|submitted|shown|presented)\b|^(?:proof|evidence)\b", passage.plain)
    ):
        gathering.rules[-1] = msgspec.structs.replace(
            last, quote=f"{last.quote} {passage.quote()}", spans=(*last.spans, *passage.spans())
        )
        return
    if isinstance(last, Admission) and re.match(
        r"(?:however,? )?(?:they|such (?:applicants|candidates)|these (?:applicants|candidates)|but)\b", passage.plain
    ):
        gathering.rules[-1] = msgspec.structs.replace(
            last, quote=f"{last.quote} {passage.quote()}", spans=(*last.spans, *passage.spans())
        )
        return
    rule = admission.read(passage, required)
    if rule.applies_to == "license" and not admission.lets_compete(passage.plain) and not _has_license(gathering):
        leaf = licenses.read(passage)
        gathering.add(msgspec.structs.replace(leaf, when="appointment"))
        return
    gathering.rules.append(rule)


def _has_license(gathering: Gathering) -> bool:
    return any(isinstance(leaf, License) for unit in gathering.units for leaf in leaves_of(unit.node))
