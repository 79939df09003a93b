"""The outline of a section into a requirement tree with its rules.

Each element of the outline is read in order and gathered; what is gathered is then joined by the connectives
printed between its parts. Where these mix "and" with "or" without saying which comes first, the group carries a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from meritplan.model import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Definition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Requirement,
    Rule,
    Substitution,
    Unread,
)
from meritplan.model.requirement import Number, leaves as leaves_of
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import clauses, conditions, experience, fields, heads, leaves, licenses, sentences
from meritplan.reading.qualifications.ledger import says_something
from meritplan.reading.qualifications.outline import Element, Item, Joint, Listing, Pattern, Patterns, Sentence, Topic, is_other_way, wishes
from meritplan.reading.qualifications.rules import admission, combination, counting, substitution
from meritplan.reading.qualifications.tokens import Joiner

_CHOICE = re.compile(r"\b(?:either|one (?:or more )?of the following|any (?:one )?of the following|any combination of the following|one or a combination of the following)\b")
_ALL = re.compile(r"\b(?:all of the following|both|each of the following|all the following)\b")
_INTRODUCES = re.compile(
    r"\b(?:must|shall|should|will|requirements?|qualifications?|criteria|you to|required to)(?:\s+(?:be|have|meet|possess|include|satisfy|either|also|are|is))*(?:\s+(?:all of |any of |one of )?the following)?(?:\s+(?:minimum )?(?:requirements|qualifications|criteria|standards|conditions)(?: (?:at|by|prior to|before|for|when|upon|in order) [^:]{2,60})?)?\s*:?$"
)
_PLURAL_NEED = re.compile(r"\b(?:two|three|four|at least two|at least three) of the following\b")
_WISH = re.compile(r"[,;(]?\s*(?:but\s+)?(?P<w>\b(?:preferabl[ey]|with preference)\b[^;]*)(?=;|$)")
_SETTING = re.compile(r"(?:for|in|within|while) [^,;]{4,110},\s+")
_TELLS = re.compile(r"\b(?:is|are|was|were|may|will|can|develop|describes?|applies|includes?|provides?)\b")
_ASKS_SOMETHING = re.compile(r"\b(?:must|shall|required?|requires|requirement|possess\w*|minimum|at least|eligib\w+|years?|months?|degree|licen[sc]e|certificate|experience|training|graduat\w+|able|ability|necessary|essential|mandatory|(?:have|has|needs?) to|willing\w*|moral character|physical health|letter of)\b")
_WISH_BESIDE = re.compile(r"\s*\((?P<w>[^()]*\b(?:preferred|desirable|desired)\b[^()]*)\)\s*,?|[;,]\s+(?:and\s+)?(?P<x>(?:an?\s)?[^;,]*\b(?:(?:is|are) (?:preferred|desirable|desired|a plus|helpful|an asset)|preferred|a plus)\b[^;,.]*)")
_TRAILING_REQUIRED = re.compile(r"\s+(?:is|are)\s+(?:also\s+)?(?:required|mandatory|necessary)(?:\s+at the time of (?:filing|application))?$|\s+required$")


@dataclass(slots=True)
class Unit:
    """A requirement gathered, with the connective printed before it and the topic it stands under."""

    node: Requirement
    joined: Joiner | None = None
    topic: int = 0
    begins: bool = False


@dataclass(slots=True)
class Gathering:
    """What has been read of a stretch so far."""

    units: list[Unit] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pending: Joiner | None = None
    topic: int = 0

    def add(self, node: Requirement, *, begins: bool = False) -> None:
        """Append a requirement, joined by the connective last seen."""
        self.units.append(Unit(node=node, joined=self.pending, topic=self.topic, begins=begins))
        self.pending = None

    def last_experience(self) -> tuple[int, Experience] | None:
        """The experience leaf read last, and its place, if the last unit is or ends in one."""
        for index in range(len(self.units) - 1, -1, -1):
            node = self.units[index].node
            while isinstance(node, AllOf) and node.children:
                node = next((child for child in reversed(node.children) if isinstance(child, (Experience, AllOf))), node.children[-1])
            if isinstance(node, Experience):
                return index, node
        return None

    def put(self, index: int, old: Experience, new: Experience) -> None:
        """Set ``new`` in the place of ``old`` in a unit."""
        self.units[index].node = _exchanged(self.units[index].node, old, new)


def _exchanged(node: Requirement, old: Experience, new: Experience) -> Requirement:
    if node is old:
        return new
    if isinstance(node, AllOf):
        return msgspec.structs.replace(node, children=tuple(_exchanged(child, old, new) for child in node.children))
    return node


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """A requirement (``None`` when the stretch held only rules) and the rules that modify it."""

    node: Requirement | None
    rules: tuple[Rule, ...] = ()


def interpret(elements: tuple[Element, ...]) -> Built:
    """Read a stretch of outline."""
    gathering = Gathering()
    index, wishing = 0, False
    while index < len(elements):
        element = elements[index]
        after = index + 1
        while isinstance(element, Sentence) and element.open and after < len(elements) and isinstance(elements[after], Sentence) and elements[after].remark:
            after += 1  # a remark between a lead and its list
        following = elements[after] if after < len(elements) else None
        index += 1
        if isinstance(element, Joint):
            gathering.pending = element.joiner
        elif isinstance(element, Topic):
            gathering.topic += 1
            wishing = wishes(element.name)
        elif isinstance(element, Sentence) and element.open and element.begins and wishes(element.passage.text):
            wishing = True
            gathering.rules.append(_wished(element))
        elif isinstance(element, Sentence) and is_other_way(element.passage.plain):
            gathering.rules.append(Note(kind="explanation", quote=element.passage.quote(), spans=element.passage.spans()))
            _set_beside(gathering)
        elif wishing and isinstance(element, (Sentence, Listing)):
            gathering.rules += [_wished(piece) for piece in _said(element)]
        elif isinstance(element, Patterns):
            _patterns(gathering, element)
        elif isinstance(element, Listing):
            _listing(gathering, element, None)
        elif isinstance(following, Listing) and _leads(element):
            _listing(gathering, following, element)
            for remark in elements[index:after]:
                _sentence(gathering, remark)
            index = after + 1
        else:
            _sentence(gathering, element)
    return _finish(gathering)


def _set_beside(gathering: Gathering) -> None:
    """What follows is another way to qualify than all that went before."""
    before = _join(gathering.units, default="and")
    if before is not None:
        gathering.units = [Unit(node=before, begins=True, topic=gathering.topic)]
        gathering.pending = "or"


def _wished(sentence: Passage | Sentence) -> Note:
    passage = sentence.passage if isinstance(sentence, Sentence) else sentence
    return Note(kind="desirable", quote=passage.quote(), spans=passage.spans())


def _said(element: Sentence | Listing) -> list[Passage]:
    return [element.passage] if isinstance(element, Sentence) else _passages((element,))


# --- patterns and lists ------------------------------------------------------------------------


def _patterns(gathering: Gathering, patterns: Patterns) -> None:
    children: list[Requirement] = []
    for pattern in patterns.patterns:
        built = interpret(pattern.elements)
        node = with_rules(built.node, built.rules) if built.node is not None else None
        if node is None:
            gathering.rules += built.rules
        else:
            children.append(_labelled(node, f"Pattern {pattern.label}"))
    if children:
        gathering.add(children[0] if len(children) == 1 else AnyOf(children=tuple(children)))


def _labelled(node: Requirement, label: str) -> Requirement:
    return msgspec.structs.replace(node, label=label)


def _leads(sentence: Sentence) -> bool:
    if sentence.open:
        return True
    return bool(re.search(r"\b(?:the following(?: \w+){0,3}|either|following)$", sentence.passage.plain))


def _listing(gathering: Gathering, listing: Listing, lead: Sentence | None) -> None:
    """A list on its own, a list that spells out one requirement, or a choice its lead announces."""
    if lead is not None:
        role = sentences.role(lead.passage)
        if role == "combination" and sum(bool(_item_asks(item)) for item in listing.items) * 2 > len(listing.items):
            _alternatives(gathering, listing, lead.passage)
            return
        if role != "requirement" or lead.remark:
            _rule(gathering, role, _whole(lead.passage, listing))
            return
        who = sentences.chooser(lead.passage.plain)
        if who and not _asks(lead.passage):
            inner = _built_list(listing, lead.passage)
            _add_built(gathering, inner, option=(who, lead.passage))
            return
        if _NARROWS.match(lead.passage.plain) and _extend(gathering, _whole(lead.passage, listing)):
            return
        if _MUST_INCLUDE.search(lead.passage.plain) and (leaf := _with_parts(lead.passage, listing)) is not None:
            gathering.add(leaf, begins=lead.begins)
            return
        if _INTRODUCES.search(lead.passage.plain):
            gathering.rules.append(Note(kind="explanation", quote=lead.passage.quote(), spans=lead.passage.spans()))
            _add_built(gathering, _built_list(listing, lead.passage))
            return
        if _folds(lead.passage, listing):
            _requirement(gathering, _whole(lead.passage, listing), begins=lead.begins)
            for remark in _remarks(listing):
                _sentence(gathering, remark)
            return
        before = _before_list(lead.passage)
        if before is not None:
            _requirement(gathering, before, begins=lead.begins)
            gathering.pending = "and"
    built = _built_list(listing, lead.passage if lead else None)
    if lead is not None and _before_list(lead.passage) is None:
        gathering.rules.append(Note(kind="explanation", quote=lead.passage.quote(), spans=lead.passage.spans()))
    _add_built(gathering, built)


def _alternatives(gathering: Gathering, listing: Listing, lead: Passage) -> None:
    """"Acceptable combinations of training and experience:" over a list: each item is another way to qualify."""
    gathering.rules.append(Note(kind="explanation", quote=lead.quote(), spans=lead.spans()))
    inner = _built_list(listing, lead)
    units = inner.node.children if isinstance(inner.node, (AllOf, AnyOf)) else ((inner.node,) if inner.node else ())
    before = _join([Unit(node=unit.node, joined=unit.joined if n else None) for n, unit in enumerate(gathering.units)], default="and")
    gathering.units = [Unit(node=AnyOf(children=tuple(node for node in (before, *units) if node is not None)), begins=True, topic=gathering.topic)]
    gathering.rules += inner.rules


_NARROWS = re.compile(r"(?:all of )?(?:this|such|these) (?:[\w-]+ ){0,5}(?:experience|training|program|course|courses|education|instruction|work)\b.*\b(?:must|shall)\b")


def _extend(gathering: Gathering, passage: Passage) -> bool:
    """"This training must have been in either: ...": belongs to the leaf before it, whose words it continues."""
    if not gathering.units or isinstance(gathering.units[-1].node, (AllOf, AnyOf, Option)):
        return False
    leaf = gathering.units[-1].node
    gathering.units[-1].node = msgspec.structs.replace(leaf, quote=f"{leaf.quote} {passage.quote()}", spans=(*leaf.spans, *passage.spans()))
    return True


_MUST_INCLUDE = re.compile(r",?\s*(?:which|and|that) (?:must|shall) (?:have )?included?(?: (?:all of )?the following)?\s*:?$")


def _with_parts(lead: Passage, listing: Listing) -> Experience | None:
    """"2,000 hours of flying, which must include: 500 hours of ...": the items are parts of the lead's total."""
    body = sentences.strip_lead(lead)
    total = experience.read(body[: _MUST_INCLUDE.search(body.plain).start()])  # type: ignore[union-attr]
    parts = [experience.read(element.passage) for item in listing.items for element in item.elements if isinstance(element, Sentence)]
    if (total.months is None and total.hours is None) or not parts or any(part.months is None and part.hours is None for part in parts):
        return None
    whole = _whole(lead, listing)
    return msgspec.structs.replace(total, subsets=(*total.subsets, *parts), quote=whole.quote(), spans=whole.spans())


def _add_built(gathering: Gathering, built: Built, option: tuple[str, Passage] | None = None) -> None:
    if built.node is not None:
        node = built.node
        if option:
            node = Option(by=option[0], children=(node,), quote=option[1].quote(), spans=option[1].spans())  # type: ignore[arg-type]
        gathering.add(node)
    gathering.rules += built.rules


def _asks(passage: Passage) -> bool:
    return heads.head(sentences.strip_lead(passage).plain) is not None


def _before_list(lead: Passage) -> Passage | None:
    """"Graduation from high school, plus either:" asks for something before its list begins."""
    found = re.search(r"[,;]?\s*(?:and|plus)\s*(?:,\s*)?(?:one of the following|any one of the following|either(?: of the following)?)?\s*[:,]?$", lead.plain)
    if found and _asks(lead) and found.group().strip(" ,:;"):
        return lead[: found.start()]
    return None


def _whole(lead: Passage, listing: Listing) -> Passage:
    """Everything from the lead to the end of its list as one passage, markers included."""
    last = lead
    for item in listing.items:
        for passage in _passages(item.elements):
            if passage.at and passage.at[-1] > last.at[-1]:
                last = passage
    return Passage.of(lead.source, lead.at[0], last.at[-1] + 1)


def _passages(elements: tuple[Element, ...]) -> list[Passage]:
    found: list[Passage] = []
    for element in elements:
        if isinstance(element, Sentence):
            if not element.remark:
                found.append(element.passage)
        elif isinstance(element, Listing):
            for item in element.items:
                found += ([item.lead.passage] if item.lead else []) + _passages(item.elements)
        elif isinstance(element, Patterns):
            for pattern in element.patterns:
                found += _passages(pattern.elements)
    return found


def _remarks(listing: Listing) -> list[Sentence]:
    """The remarks in brackets that stand in the items of a list."""
    found: list[Sentence] = []
    for item in listing.items:
        for element in item.elements:
            if isinstance(element, Sentence) and element.remark:
                found.append(element)
            elif isinstance(element, Listing):
                found += _remarks(element)
    return found


def _folds(lead: Passage, listing: Listing) -> bool:
    """Whether the items only spell out what the lead asks for: it asks for something, they do not."""
    if not _asks(lead) or _before_list(lead) is not None:
        return False
    if re.fullmatch(r"(?:successful )?(?:completion|possession|graduation) (?:of|from)(?: either)?:?", lead.plain.strip()) or re.search(r"\b(?:in (?:the )?california state (?:civil )?service,?)(?: either)?:?$", lead.plain) and not re.search(r"experience", lead.plain):
        return False
    asking = [bool(_item_asks(item)) for item in listing.items]
    return not any(asking) or (sum(asking) <= len(asking) // 2 and not asking[0])


def _item_asks(item: Item) -> bool:
    first = next((element for element in item.elements if isinstance(element, Sentence)), None)
    if first is None:
        return any(isinstance(element, Listing) for element in item.elements)
    kind = heads.head(sentences.strip_lead(first.passage).plain)
    if kind == "license":
        return bool(re.match(heads.LICENSE_START, first.passage.plain)) or len(first.passage.plain) < 90
    return kind is not None and not (kind == "training" and not re.match(r"(?:successful )?complet", first.passage.plain))


def _built_list(listing: Listing, lead: Passage | None) -> Built:
    """The items of a list joined as printed, or as its lead says."""
    inner = Gathering()
    employer = _lead_employer(lead)
    rules: list[Rule] = []
    members: list[tuple[Requirement, Item, Joiner | None]] = []
    pending: Joiner | None = None
    for number, item in enumerate(listing.items):
        if members and (part := _part_item(members[-1][0], item, listing.items[number - 1])) is not None:
            members[-1] = (part, members[-1][1], members[-1][2])
            pending = listing.joiners[number] if number < len(listing.joiners) else None
            continue
        built = _item(item, lead)
        if built.node is None and len(built.rules) == 1 and isinstance(built.rules[0], Note) and built.rules[0].kind == "procedure" and _joined_by_and(listing, number):
            step = built.rules[0]
            built = Built(node=Condition(kind="other", quote=step.quote, spans=step.spans))
        if built.node is None:
            rules += built.rules
        else:
            node = with_rules(built.node, built.rules)
            if employer:
                node = _employed(node, employer)
            members.append((node, item, pending))
        pending = listing.joiners[number] if number < len(listing.joiners) else None
    doubt = _list_doubt(members, listing, lead)
    inner.units = [Unit(node=node, joined=joined if index else None, begins=True) for index, (node, _, joined) in enumerate(members)]
    default: Joiner = "or" if lead is not None and _CHOICE.search(lead.plain) and not _ALL.search(lead.plain) else "and"
    node = _join(inner.units, default=default, doubt=doubt)
    if node is not None and len(members) > 1:
        node = _renumbered(node, members)
    if lead is not None and _PLURAL_NEED.search(lead.plain) and node is not None:
        node = msgspec.structs.replace(node, doubt="how many of these are needed is said in words the tree cannot hold. How many must be met?")
    return Built(node=node, rules=tuple(rules))


def _part_item(node: Requirement, item: Item, before: Item) -> Requirement | None:
    """An item "of which at least one year must ..." belongs inside the experience of the item before it."""
    first = item.elements[0] if len(item.elements) == 1 else None
    if not isinstance(node, Experience) or not isinstance(first, Sentence):
        return None
    last = before.elements[-1] if before.elements else None
    passage = first.passage
    if isinstance(last, Sentence) and last.passage.plain.endswith("of which"):
        passage = Passage.join([last.passage[len(last.passage) - len("of which") :], passage])
    if not passage.plain.startswith("of which"):
        return None
    made = experience.part_of(passage)
    if made is None:
        return None
    return msgspec.structs.replace(node, subsets=(*node.subsets, made[0]), quote=f"{node.quote} {first.passage.quote()}", spans=(*node.spans, *first.passage.spans()))


def _joined_by_and(listing: Listing, number: int) -> bool:
    """A step of the procedure that "and" joins to requirements is one of them."""
    around = listing.joiners[max(0, number - 1) : number + 1]
    return bool(around) and all(joined in ("and", "and either") for joined in around)


def _renumbered(node: Requirement, members: list[tuple[Requirement, Item, Joiner | None]]) -> Requirement:
    return node


def _item(item: Item, lead: Passage | None) -> Built:
    built = interpret(item.elements)
    if built.node is not None and leaves.is_guess(built.node) and lead is not None and len(item.elements) == 1 and isinstance(item.elements[0], Sentence):
        stem = re.sub(r"\s*(?:either|one of the following|the following)?\s*:?$", "", lead.text)
        joined = Passage.join([lead[: len(stem)], item.elements[0].passage])
        made = leaves.read(sentences.strip_lead(joined))
        if not leaves.is_guess(made):
            own = item.elements[0].passage
            built = Built(node=msgspec.structs.replace(made, quote=own.quote(), spans=own.spans()), rules=built.rules)
    if built.node is not None:
        built = Built(node=_labelled(built.node, item.marker) if not built.node.label else built.node, rules=built.rules)
    if item.lead is not None and built.node is not None:
        who = sentences.chooser(item.lead.passage.plain)
        if who:
            node = with_rules(built.node, built.rules)
            quote = item.lead.passage.strip(" :")
            return Built(node=Option(by=who, children=(node,), quote=quote.quote(), spans=quote.spans()))
    return built


def _lead_employer(lead: Passage | None) -> str | None:
    if lead is None:
        return None
    found = re.match(r"(?:.*\b)?in (?:the )?(california state (?:civil )?service)\b", lead.plain)
    return lead.text[found.start(1) : found.end(1)] if found else None


def _employed(node: Requirement, employer: str) -> Requirement:
    if isinstance(node, Experience):
        return msgspec.structs.replace(node, employer=node.employer or employer)
    if isinstance(node, (AllOf, AnyOf)):
        return msgspec.structs.replace(node, children=tuple(_employed(child, employer) for child in node.children))
    return node


def _list_doubt(members: list[tuple[Requirement, Item, Joiner | None]], listing: Listing, lead: Passage | None) -> str | None:
    """Items with no connective at all that look like alternatives."""
    if len(members) < 2 or any(joined for *_, joined in members) or (lead is not None and (_CHOICE.search(lead.plain) or _ALL.search(lead.plain))):
        return None
    nodes = [node for node, *_ in members]
    alternatives = sum(1 for node in nodes if isinstance(node, AllOf) and any(isinstance(leaf, Experience) for leaf in leaves_of(node)) or isinstance(node, Experience) and node.months)
    return "nothing says whether these items are alternatives. Is one enough, or are all required?" if alternatives > 1 else None


# --- sentences ---------------------------------------------------------------------------------


def _sentence(gathering: Gathering, sentence: Sentence) -> None:
    passage = sentence.passage
    if sentence.remark and re.match(r"exception\s*:", passage.plain) and gathering.units:
        _exception(gathering, passage)
        return
    if gathering.units and re.match(r"alternatively\b", passage.plain):
        _set_beside(gathering)
    role = sentences.role(passage, remark=sentence.remark)
    if role == "definition":
        asked = next((cut for cut in re.finditer(r"[,;]\s+and\s+", passage.plain) if cut.start() > 40 and heads.head(passage.plain, cut.end()) in ("education", "license")), None)
        if asked:
            _rule(gathering, role, passage[: asked.start()])
            gathering.pending = "and"
            _requirement(gathering, passage[asked.end() :], begins=False)
            return
    beside = next((cut for cut in re.finditer(r";\s+and\s+", passage.plain) if heads.head(passage.plain, cut.end())), None)
    if beside and _part_of_experience(gathering, passage[: beside.start()], remark=sentence.remark):
        gathering.pending = "and"
        _requirement(gathering, passage[beside.end() :], begins=False)
        return
    if _part_of_experience(gathering, passage, remark=sentence.remark):
        return
    if role == "requirement":
        if sentence.remark:
            _remark(gathering, passage)
        else:
            _requirement(gathering, passage, begins=sentence.begins)
        return
    _rule(gathering, role, passage)


def _remark(gathering: Gathering, passage: Passage) -> None:
    """A remark in brackets that is no known rule: a requirement when it surely asks, else kept for a person."""
    plain = passage.plain
    if sentences.restricts_experience(plain):
        gathering.rules.append(counting.read(passage))
    elif heads.head(sentences.strip_lead(passage).plain) in ("license", "education", "coursework") and re.search(r"\b(?:must|required|shall)\b", plain):
        _requirement(gathering, passage, begins=False)
    elif re.search(r"\b(?:must|shall|required)\b", plain):
        asked = conditions.read(passage)
        gathering.add(msgspec.structs.replace(asked, doubt="a remark in brackets asks for something. Of whom?"))
    else:
        doubt = "who is freed of which requirement?" if re.search(r"\b(?:waived?|exempt\w*|unless|except\w*)\b", plain) else None
        gathering.rules.append(Note(kind="explanation", quote=passage.quote(), spans=passage.spans(), doubt=doubt))


def _exception(gathering: Gathering, passage: Passage) -> None:
    """"Exception: ..." frees some people of the requirement before it."""
    body = passage[re.match(r"exception\s*:\s*", passage.plain).end() :]  # type: ignore[union-attr]
    freed = msgspec.structs.replace(conditions.read(body, "employment_status"), doubt="an exception: whom does it free of the requirement before it?")
    last = gathering.units[-1]
    last.node = AnyOf(children=(last.node, freed))


def _part_of_experience(gathering: Gathering, passage: Passage, *, remark: bool) -> bool:
    """"At least one year of this experience must ...": a part of the experience before it."""
    plain = passage.plain
    found = gathering.last_experience()
    if found is None:
        return False
    index, leaf = found
    the_years = re.match(r"the (?P<n>[\w-]+(?: \(\d+\))?) years?(?: of (?:specialized|the) experience)? (?:of [\w ]+ )?must (?:be|have been) (?:comparable|equivalent|at)", plain)
    if the_years and leaf.subsets:
        from meritplan.reading.qualifications import titles

        named = titles.find(passage)
        last = leaf.subsets[-1]
        if (named.level_of or named.classes) and isinstance(last, Experience):
            changed = msgspec.structs.replace(last, level_of=named.level_of or named.classes, quote=f"{last.quote} {passage.quote()}", spans=(*last.spans, *passage.spans()))
            gathering.put(index, leaf, msgspec.structs.replace(leaf, subsets=(*leaf.subsets[:-1], changed), spans=(*leaf.spans, *passage.spans()), quote=f"{leaf.quote} {passage.quote()}"))
            return True
    made = experience.part_of(passage) or _must_include(passage)
    if made is None and _THIS_MUST.match(plain) and not counting.is_counting(plain):
        said = {"quote": f"{leaf.quote} {passage.quote()}", "spans": (*leaf.spans, *passage.spans())}
        gathering.put(index, leaf, msgspec.structs.replace(leaf, function=f"{leaf.function or ''} {passage.text}".strip(" ."), **said))
        return True
    if made is None:
        return False
    part, limit = made
    quoted = {"quote": f"{leaf.quote} {passage.quote()}", "spans": (*leaf.spans, *passage.spans())}
    change = {"at_most": (*leaf.at_most, part)} if limit else {"subsets": (*leaf.subsets, part)}
    gathering.put(index, leaf, msgspec.structs.replace(leaf, **quoted, **change))
    return True


_THIS_MUST = re.compile(r"(?:(?:all of )?(?:this|such|the|qualifying|the required) (?:[\w-]+ ){0,3})?experience (?:must|shall|should)\b")
_INCLUDE = re.compile(
    r"^(?:the |such |this |qualifying |required |all )?(?:(?:\w+|\(\d+\)) years? of )?(?:[\w-]+ ){0,3}experience (?:must|shall|should) (?:have )?include[d]?\s+(?=(?:at least |a minimum of |not less than |no less than )?(?:\w+|\d+|\w+ \(\d+\)) (?:years?|months?|hours))"
)


def _must_include(passage: Passage) -> tuple[Experience, bool] | None:
    """"The four years of experience must have included at least two years in ...\""""
    found = _INCLUDE.match(passage.plain)
    if not found or re.search(r"\bapplied toward|state service\b[^.]*\bmust", passage.plain):
        return None
    part = experience.read(passage[found.end() :])
    return (part, False) if part.months is not None or part.hours is not None else None


def _rule(gathering: Gathering, role: sentences.Role, passage: Passage) -> None:
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
        gathering.rules.append(Note(kind="desirable" if role == "desirable" else "procedure", quote=passage.quote(), spans=passage.spans()))


def _named_equal(gathering: Gathering, passage: Passage) -> None:
    """"Any combination of training and experience equivalent to graduation from college and two years of ..." asks for both."""
    found = re.search(r"\b(?:equivalent|equal|comparable) to\s+(?:that of\s+|an?\s+)?(?=graduat|completion|high school|bachelor|master|associate|possession of an?)", passage.plain)
    if found is None or gathering.units or heads.head(passage.plain, found.end()) != "education":
        return
    _requirement(gathering, passage[found.end() :].strip(" ."), begins=False)


def _aimed(gathering: Gathering, rule: Substitution) -> Substitution:
    """"Additional experience may be substituted on a year-for-year basis": for the schooling just asked."""
    if rule.target != "all" or not rule.doubt or not gathering.units or re.search(r"substituted for\b", (rule.quote or "").lower()):
        return rule
    last = gathering.units[-1].node
    if isinstance(last, Education) and rule.give == "experience":
        return msgspec.structs.replace(rule, target="education", doubt=None)
    return rule


def _pieces(passage: Passage) -> list[Passage]:
    """"X may be substituted for A; Y may be substituted for B" are two rules."""
    pieces, at = [], 0
    for match in re.finditer(r";\s+(?:and\s+|or\s+|however,?\s+)?|,\s+or\s+(?=(?:an?|possession|completion)\b)", passage.plain):
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
    if isinstance(last, Admission) and not admission.lets_compete(passage.plain) and re.search(r"\bmust be (?:provided|submitted|shown|presented)\b|^(?:proof|evidence)\b", passage.plain):
        gathering.rules[-1] = msgspec.structs.replace(last, quote=f"{last.quote} {passage.quote()}", spans=(*last.spans, *passage.spans()))
        return
    if isinstance(last, Admission) and re.match(r"(?:however,? )?(?:they|such (?:applicants|candidates)|these (?:applicants|candidates)|but)\b", passage.plain):
        gathering.rules[-1] = msgspec.structs.replace(last, quote=f"{last.quote} {passage.quote()}", spans=(*last.spans, *passage.spans()))
        return
    rule = admission.read(passage, required)
    if rule.applies_to == "license" and not admission.lets_compete(passage.plain) and not _has_license(gathering):
        leaf = licenses.read(passage)
        gathering.add(msgspec.structs.replace(leaf, when="appointment"))
        return
    gathering.rules.append(rule)


def _has_license(gathering: Gathering) -> bool:
    return any(isinstance(leaf, License) for unit in gathering.units for leaf in leaves_of(unit.node))


def _requirement(gathering: Gathering, passage: Passage, *, begins: bool) -> None:
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
    if _TELLS.search(passage.plain) and not _ASKS_SOMETHING.search(passage.plain) and len(passage.plain) > 50 and heads.head_or_condition(body.plain) is None:
        gathering.rules.append(
            Note(kind="explanation", quote=passage.quote(), spans=passage.spans(), doubt="no requirement was found in this sentence. Does it ask for anything?")
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
    node = _join_clauses(units, parts)
    if node is None:
        gathering.rules += rules
        return
    for extra in _supplements(units):
        rules.append(extra)
    gathering.add(with_rules(node, tuple(rules)), begins=begins)


def _introduced(gathering: Gathering, introduction: Passage) -> None:
    """What leads into a requirement is kept beside it, and asked about when it may ask for something itself."""
    if re.search(r"\balso be considered\b|\b(?:may|can|will) also qualify\b", introduction.plain) and gathering.units:
        gathering.pending = "or"
    if len(introduction.text) > 3:
        twice = len(re.findall(r"\b(?:must|shall|should|required)\b", introduction.plain)) > 1
        doubt = "these words before the requirement may ask for something too. Do they?" if twice else None
        gathering.rules.append(Note(kind="explanation", quote=introduction.quote(), spans=introduction.spans(), doubt=doubt))


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


def _supplements(units: list[Unit]) -> list[Rule]:
    return []


def _cut_wish(passage: Passage) -> tuple[Passage, Passage | None]:
    """"..., preferably in X": the wish apart from what is asked."""
    found = _WISH.search(passage.plain)
    beside = _WISH_BESIDE.search(passage.plain)
    if beside and beside.start() > 5 and not found:
        group = "w" if beside["w"] else "x"
        kept = Passage.join([piece for piece in (passage[: beside.start()], passage[beside.end() :].strip()) if piece.text.strip(" ,;.")])
        return kept, passage[beside.start(group) : beside.end(group)]
    if not found or found.start() < 5:
        return passage, None
    found_end = _wish_end(passage.plain, found.start("w"), found.end("w"))
    rest = passage[found_end :]
    kept = passage[: found.start()].strip(" ,;(")
    if rest.text.strip(" ;,.)"):
        kept = Passage.join([kept, rest], between="")
    return kept, passage[found.start("w") : found_end].strip(" ,;.)")


def _wish_end(plain: str, start: int, end: int) -> int:
    """A wish ends where ", and at least three years of ..." asks for something else."""
    for match in re.finditer(r",\s+(?:and|plus|with)\s+|\s(?:and|plus|with)\s+(?=at least|a minimum|not less|no less|possession)", plain[start:end]):
        at = start + match.end()
        if heads.head(plain, at) in ("education", "experience", "license") and re.match(r"(?:at least|a minimum|not less|no less|possession|must|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)", plain[at:]):
            return start + match.start()
    return end


_FOR_POSITIONS = re.compile(r"\bfor [a-z ,]+ positions?$")
_OPTION_ASK = re.compile(
    r"\b(?:may|will|must|shall|can)?\s*(?:also\s+)?(?:require|requires|be required to (?:have|possess|obtain|hold)|be required|requiring|must (?:have|possess|pass|hold|be)|possess|have)\s+(?:applicants? (?:to (?:have|possess)|with)|that|possession of|the possession of|candidates to possess)?\s*"
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
    units = [Unit(node=_clause(part), joined=part.joined if index else None, topic=-part.strength) for index, part in enumerate(parts)]
    node = _join_clauses(units, parts)
    if isinstance(node, Unread) or node is None:
        whole = leaves.read(passage)
        node = whole if not isinstance(whole, Unread) else msgspec.structs.replace(conditions.read(passage), doubt="what some positions ask was not found in this sentence. What is it?")
    quote = passage.strip(" .;")
    gathering.add(Option(by=who, children=(node,), quote=quote.quote(), spans=quote.spans()))  # type: ignore[arg-type]


# --- joining -----------------------------------------------------------------------------------


def with_rules(node: Requirement, rules: tuple[Rule, ...]) -> Requirement:
    """``node`` carrying ``rules``: on the group itself, or on an ``all_of`` around a leaf."""
    if not rules:
        return node
    if isinstance(node, (AllOf, AnyOf)):
        return msgspec.structs.replace(node, rules=(*node.rules, *rules))
    return AllOf(children=(node,), rules=rules)


def _join_clauses(units: list[Unit], parts: list[clauses.Clause]) -> Requirement | None:
    """Clauses of one sentence: parted at semicolons first, then at commas, then at bare connectives."""
    if not units:
        return None
    for strength in (3, 2, 1):
        groups = _split_at(units, strength)
        if len(groups) > 1:
            made = [Unit(node=_join_clauses([Unit(node=u.node, joined=u.joined if n else None, topic=u.topic) for n, u in enumerate(group)], parts), joined=group[0].joined) for group in groups]  # type: ignore[arg-type]
            return _join(made, default="and")
    return _join(units, default="and")


def _split_at(units: list[Unit], strength: int) -> list[list[Unit]]:
    groups: list[list[Unit]] = []
    for index, unit in enumerate(units):
        if index == 0 or -unit.topic >= strength:
            groups.append([])
        groups[-1].append(unit)
    return groups


_MIXED = "“and” and “or” are mixed here. Which parts belong together?"


def _join(units: list[Unit], *, default: Joiner, doubt: str | None = None) -> Requirement | None:
    """Units in a row joined by what is printed between them."""
    if not units:
        return None
    if len(units) == 1:
        return units[0].node if doubt is None else msgspec.structs.replace(units[0].node, doubt=doubt)
    for index, unit in enumerate(units[1:], start=1):
        if unit.joined == "and either":
            return _and_either(units, index, doubt)
    joiners = [unit.joined for unit in units[1:]]
    said = {joiner for joiner in joiners if joiner}
    if said <= {"or", "and/or"} and said and None not in joiners:
        return _group(AnyOf, units, doubt, inclusive="and/or" in said)
    if not said:
        return _group(AnyOf if default == "or" else AllOf, units, doubt)
    if said == {"and"}:
        return _group(AllOf, units, doubt)
    if said <= {"or", "and/or"}:
        return _or_then_rest(units, doubt)
    return _mixed(units)


def _and_either(units: list[Unit], at: int, doubt: str | None) -> Requirement:
    """"1; and either 2; or 3": what stands before "either" is asked beside the choice behind it."""
    choice = [Unit(node=unit.node, joined=unit.joined if n else None) for n, unit in enumerate(units[at:])]
    before = _join(units[:at], default="and")
    behind = _join(choice, default="or")
    made = [Unit(node=node) for node in (before, behind) if node is not None]
    return _group(AllOf, made, doubt)


def _or_then_rest(units: list[Unit], doubt: str | None) -> Requirement:
    """"1 or 2. 3.": what no connective joins stands beside the alternatives (a list that stops saying "or" has ended)."""
    runs: list[list[Unit]] = [[units[0]]]
    for unit in units[1:]:
        if unit.joined in ("or", "and/or"):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    if len(runs) > 1 and len(runs[0]) == 1 and len(runs[-1]) > 1 and all(len(run) == 1 for run in runs[:-1]):
        return _group(AnyOf, units, doubt)  # "A; B; or C": the last "or" serves the whole list
    made = [Unit(node=run[0].node if len(run) == 1 else _group(AnyOf, run, None), joined="and") for run in runs]
    return _group(AllOf, made, doubt) if len(made) > 1 else made[0].node


def _mixed(units: list[Unit]) -> Requirement:
    """"and" and "or" in one row: the likeliest tree, and a doubt on it.

    Alternatives of one kind beside something else are read together: a license and (this experience or that).
    """
    kinds = [_kind(unit.node) for unit in units]
    for index, unit in enumerate(units[1:], start=1):
        if unit.joined == "and" or unit.joined is None:
            continue
        if kinds[index] == kinds[index - 1]:
            start, end = index - 1, index
            while end + 1 < len(units) and units[end + 1].joined in ("or", "and/or"):
                end += 1
            while start > 0 and units[start].joined in ("or", "and/or"):
                start -= 1
            merged = Unit(node=_group(AnyOf, units[start : end + 1], None), joined=units[start].joined)
            rest = [*units[:start], merged, *units[end + 1 :]]
            made = _join(rest, default="and") if len(rest) > 1 else merged.node
            return msgspec.structs.replace(made, doubt=_MIXED) if made is not None else merged.node
    runs: list[list[Unit]] = [[]]
    for index, unit in enumerate(units):
        if index and unit.joined in ("or", "and/or"):
            runs.append([])
        runs[-1].append(unit)
    branches = [Unit(node=run[0].node if len(run) == 1 else _group(AllOf, run, None), joined="or") for run in runs]
    return _group(AnyOf, branches, _MIXED)


def _kind(node: Requirement) -> str:
    while isinstance(node, (AllOf, AnyOf)) and node.children:
        node = node.children[0]
    return type(node).__name__


def _group(kind: type[AllOf] | type[AnyOf], units: list[Unit], doubt: str | None, *, inclusive: bool = False) -> Requirement:
    children: list[Requirement] = []
    rules: list[Rule] = []
    for unit in units:
        node = unit.node
        if type(node) is kind and not node.doubt and not node.label and not (node.rules and kind is AnyOf):
            children += node.children
            rules += node.rules
        else:
            children.append(node)
    if kind is AnyOf and any(isinstance(child, Experience) and re.search(r"\badditional\b", child.quote or "") for child in children[1:]):
        doubt = doubt or "what is this experience additional to: does it stand in for schooling alone, or for all before it?"
    if kind is AnyOf:
        return AnyOf(children=tuple(children), rules=tuple(rules), doubt=doubt, inclusive=inclusive)
    return AllOf(children=tuple(children), rules=tuple(rules), doubt=doubt)


def _finish(gathering: Gathering) -> Built:
    """Join what was gathered: topic by topic, then across topics."""
    topics: list[list[Unit]] = []
    for unit in gathering.units:
        if not topics or topics[-1][0].topic != unit.topic:
            topics.append([])
        topics[-1].append(unit)
    made = []
    for topic in topics:
        joined = topic[0].joined
        topic[0].joined = None
        node = _join(topic, default="and", doubt=_paragraph_doubt(topic))
        if node is not None:
            made.append(Unit(node=node, joined=joined))
    if made:
        made[0].joined = None
    return Built(node=_join(made, default="and"), rules=tuple(gathering.rules))


def _paragraph_doubt(units: list[Unit]) -> str | None:
    """Paragraphs with nothing between them that each ask schooling or experience whole."""
    whole = [unit for unit in units if unit.begins and isinstance(unit.node, (AllOf, Experience)) and any(isinstance(leaf, Experience) and leaf.months for leaf in leaves_of(unit.node))]
    if len(whole) > 1 and any(unit.joined is None for unit in whole[1:]):
        return "nothing says whether these paragraphs are alternatives. Is one enough, or are all required?"
    return None
