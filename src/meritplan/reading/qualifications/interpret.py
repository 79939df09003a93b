"""The outline of a section into a requirement tree with its rules.

Each element of the outline is read in order and gathered; what is gathered is then joined by the connectives
printed between its parts. Where these mix "and" with "or" without saying which comes first, the group carries a doubt.
"""

from __future__ import annotations

import re

import msgspec

from meritplan.model import AllOf, AnyOf, Condition, Experience, Note, Option, Requirement, Rule
from meritplan.model.requirement import leaves as leaves_of
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import experience, heads, leaves, sentences
from meritplan.reading.qualifications.asking import ask
from meritplan.reading.qualifications.gathering import Built, Gathering, Unit, with_rules
from meritplan.reading.qualifications.joining import finish, join
from meritplan.reading.qualifications.modifying import exception_to, modify, part_of_experience, remark_in_brackets
from meritplan.reading.qualifications.outline import (
    Element,
    Item,
    Joint,
    Listing,
    Patterns,
    Sentence,
    Topic,
    is_other_way,
    wishes,
)
from meritplan.reading.qualifications.tokens import Joiner

_CHOICE = re.compile(
    r"\b(?:either|one (?:or more )?of the following|any (?:one )?of the following|"
    r"any combination of the following|one or a combination of the following)\b"
)

_ALL = re.compile(r"\b(?:all of the following|both|each of the following|all the following)\b")

_INTRODUCES = re.compile(
    r"\b(?:must|shall|should|will|requirements?|qualifications?|criteria|you to|required to)(?:\s+(?:be|"
    r"have|meet|possess|include|satisfy|either|also|are|is))*(?:\s+(?:all of |any of |"
    r"one of )?the following)?(?:\s+(?:minimum )?(?:requirements|qualifications|criteria|standards|"
    r"conditions)(?: (?:at|by|prior to|before|for|when|upon|in order) [^:]{2,60})?)?\s*:?$"
)

_PLURAL_NEED = re.compile(r"\b(?:two|three|four|at least two|at least three) of the following\b")


def interpret(elements: tuple[Element, ...]) -> Built:
    """Read a stretch of outline."""
    gathering = Gathering()
    index, wishing = 0, False
    while index < len(elements):
        element = elements[index]
        remarks = _remarks_behind(elements, index)
        after = index + 1 + len(remarks)
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
            gathering.rules.append(
                Note(kind="explanation", quote=element.passage.quote(), spans=element.passage.spans())
            )
            _set_beside(gathering)
        elif wishing and isinstance(element, (Sentence, Listing)):
            gathering.rules += [_wished(piece) for piece in _said(element)]
        elif isinstance(element, Patterns):
            _patterns(gathering, element)
        elif isinstance(element, Listing):
            _listing(gathering, element, None)
        elif isinstance(following, Listing) and _leads(element):
            _listing(gathering, following, element)
            for remark in remarks:
                _sentence(gathering, remark)
            index = after + 1
        else:
            _sentence(gathering, element)
    return finish(gathering)


def _remarks_behind(elements: tuple[Element, ...], index: int) -> list[Sentence]:
    """The remarks in brackets between a lead and its list."""
    element, found = elements[index], []
    if isinstance(element, Sentence) and element.open:
        for behind in elements[index + 1 :]:
            if not (isinstance(behind, Sentence) and behind.remark):
                break
            found.append(behind)
    return found


def _set_beside(gathering: Gathering) -> None:
    """What follows is another way to qualify than all that went before."""
    before = join(gathering.units, default="and")
    if before is not None:
        gathering.units = [Unit(node=before, begins=True, topic=gathering.topic)]
        gathering.pending = "or"


def _wished(sentence: Passage | Sentence) -> Note:
    passage = sentence.passage if isinstance(sentence, Sentence) else sentence
    return Note(kind="desirable", quote=passage.quote(), spans=passage.spans())


def _said(element: Sentence | Listing) -> list[Passage]:
    return [element.passage] if isinstance(element, Sentence) else _passages((element,))


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
            modify(gathering, role, _whole(lead.passage, listing))
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
            ask(gathering, _whole(lead.passage, listing), begins=lead.begins)
            for remark in _remarks(listing):
                _sentence(gathering, remark)
            return
        before = _before_list(lead.passage)
        if before is not None:
            ask(gathering, before, begins=lead.begins)
            gathering.pending = "and"
            _leads_on(gathering, lead.passage[len(before) :])
    built = _built_list(listing, lead.passage if lead else None)
    if lead is not None and _before_list(lead.passage) is None:
        doubt = "it leads to a list, and asks for something before it. What?" if _asks_before(lead.passage) else None
        gathering.rules.append(
            Note(kind="explanation", quote=lead.passage.quote(), spans=lead.passage.spans(), doubt=doubt)
        )
    _add_built(gathering, built)


def _leads_on(gathering: Gathering, rest: Passage) -> None:
    """The words between what a lead asks and its list ("and successful completion of at least:") ask nothing."""
    if re.search(r"\b(?:completion|possession)\b", rest.plain):
        gathering.rules.append(Note(kind="explanation", quote=rest.quote(), spans=rest.spans()))


def _asks_before(lead: Passage) -> bool:
    """Whether a lead names schooling or a length of work that its list cannot be all of."""
    return heads.head(sentences.strip_lead(lead).plain) in ("education", "experience") and bool(
        re.search(r"\b(?:and|plus|with)\b", lead.plain)
    )


def _alternatives(gathering: Gathering, listing: Listing, lead: Passage) -> None:
    """ "Acceptable combinations of training and experience:" over a list: each item is another way to qualify."""
    gathering.rules.append(Note(kind="explanation", quote=lead.quote(), spans=lead.spans()))
    inner = _built_list(listing, lead)
    units = inner.node.children if isinstance(inner.node, (AllOf, AnyOf)) else ((inner.node,) if inner.node else ())
    before = join(
        [Unit(node=unit.node, joined=unit.joined if n else None) for n, unit in enumerate(gathering.units)],
        default="and",
    )
    gathering.units = [
        Unit(
            node=AnyOf(children=tuple(node for node in (before, *units) if node is not None)),
            begins=True,
            topic=gathering.topic,
        )
    ]
    gathering.rules += inner.rules


_NARROWS = re.compile(
    r"(?:all of )?(?:this|such|these) (?:[\w-]+ ){0,5}(?:experience|training|program|course|courses|"
    r"education|instruction|work)\b.*\b(?:must|shall)\b"
)


def _extend(gathering: Gathering, passage: Passage) -> bool:
    """ "This training must have been in either: ...": belongs to the leaf before it, whose words it continues."""
    if not gathering.units or isinstance(gathering.units[-1].node, (AllOf, AnyOf, Option)):
        return False
    leaf = gathering.units[-1].node
    gathering.units[-1].node = msgspec.structs.replace(
        leaf, quote=f"{leaf.quote} {passage.quote()}", spans=(*leaf.spans, *passage.spans())
    )
    return True


_MUST_INCLUDE = re.compile(
    r",?\s*(?:which|and|that) (?:must|shall) (?:have )?included?(?: (?:all of )?the following)?\s*:?$"
)


def _with_parts(lead: Passage, listing: Listing) -> Experience | None:
    """ "2,000 hours of flying, which must include: 500 hours of ...": the items are parts of the lead's total."""
    body = sentences.strip_lead(lead)
    total = experience.read(body[: _MUST_INCLUDE.search(body.plain).start()])  # type: ignore[union-attr]
    parts = [
        experience.read(element.passage)
        for item in listing.items
        for element in item.elements
        if isinstance(element, Sentence)
    ]
    if (
        (total.months is None and total.hours is None)
        or not parts
        or any(part.months is None and part.hours is None for part in parts)
    ):
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
    """ "Graduation from high school, plus either:" asks for something before its list begins."""
    found = re.search(
        r"[,;]?\s*(?:and|plus)\s*(?:,\s*)?(?:(?:successful )?(?:completion|possession) of\s*)?(?:at least\s*)?"
        r"(?:one of the following|any one of the following|either(?: of the following)?)?\s*[:,]?$",
        lead.plain,
    )
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
    if re.fullmatch(
        r"(?:successful )?(?:completion|possession|graduation) (?:of|from)(?: either)?:?", lead.plain.strip()
    ) or (
        re.search(r"\b(?:in (?:the )?california state (?:civil )?service,?)(?: either)?:?$", lead.plain)
        and not re.search(r"experience", lead.plain)
    ):
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
    return kind is not None and not (
        kind == "training" and not re.match(r"(?:successful )?complet", first.passage.plain)
    )


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
        if (
            built.node is None
            and len(built.rules) == 1
            and isinstance(built.rules[0], Note)
            and built.rules[0].kind == "procedure"
            and _joined_by_and(listing, number)
        ):
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
    inner.units = [
        Unit(node=node, joined=joined if index else None, begins=True)
        for index, (node, _, joined) in enumerate(members)
    ]
    default: Joiner = "or" if lead is not None and _CHOICE.search(lead.plain) and not _ALL.search(lead.plain) else "and"
    whole = join(inner.units, default=default, doubt=doubt)
    if lead is not None and _PLURAL_NEED.search(lead.plain) and whole is not None:
        whole = msgspec.structs.replace(
            whole, doubt="how many of these are needed is said in words the tree cannot hold. How many must be met?"
        )
    return Built(node=whole, rules=tuple(rules))


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
    return msgspec.structs.replace(
        node,
        subsets=(*node.subsets, made[0]),
        quote=f"{node.quote} {first.passage.quote()}",
        spans=(*node.spans, *first.passage.spans()),
    )


def _joined_by_and(listing: Listing, number: int) -> bool:
    """A step of the procedure that "and" joins to requirements is one of them."""
    around = listing.joiners[max(0, number - 1) : number + 1]
    return bool(around) and all(joined in ("and", "and either") for joined in around)


def _item(item: Item, lead: Passage | None) -> Built:
    built = interpret(item.elements)
    if (
        built.node is not None
        and leaves.is_guess(built.node)
        and lead is not None
        and len(item.elements) == 1
        and isinstance(item.elements[0], Sentence)
    ):
        stem = re.sub(r"\s*(?:either|one of the following|the following)?\s*:?$", "", lead.text)
        joined = Passage.join([lead[: len(stem)], item.elements[0].passage])
        made = leaves.read(sentences.strip_lead(joined))
        if not leaves.is_guess(made):
            own = item.elements[0].passage
            built = Built(node=msgspec.structs.replace(made, quote=own.quote(), spans=own.spans()), rules=built.rules)
    if built.node is not None:
        built = Built(
            node=_labelled(built.node, item.marker) if not built.node.label else built.node, rules=built.rules
        )
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


def _list_doubt(
    members: list[tuple[Requirement, Item, Joiner | None]], listing: Listing, lead: Passage | None
) -> str | None:
    """Items with no connective at all that look like alternatives."""
    if (
        len(members) < 2
        or any(joined for *_, joined in members)
        or (lead is not None and (_CHOICE.search(lead.plain) or _ALL.search(lead.plain)))
    ):
        return None
    nodes = [node for node, *_ in members]
    alternatives = sum(
        1
        for node in nodes
        if (isinstance(node, AllOf) and any(isinstance(leaf, Experience) for leaf in leaves_of(node)))
        or (isinstance(node, Experience) and node.months)
    )
    return (
        "nothing says whether these items are alternatives. Is one enough, or are all required?"
        if alternatives > 1
        else None
    )


def _sentence(gathering: Gathering, sentence: Sentence) -> None:
    passage = sentence.passage
    if sentence.remark and re.match(r"exception\s*:", passage.plain) and gathering.units:
        exception_to(gathering, passage)
        return
    if gathering.units and re.match(r"alternatively\b", passage.plain):
        _set_beside(gathering)
    role = sentences.role(passage, remark=sentence.remark)
    if role == "definition":
        asked = next(
            (
                cut
                for cut in re.finditer(r"[,;]\s+and\s+", passage.plain)
                if cut.start() > 40 and heads.head(passage.plain, cut.end()) in ("education", "license")
            ),
            None,
        )
        if asked:
            modify(gathering, role, passage[: asked.start()])
            gathering.pending = "and"
            ask(gathering, passage[asked.end() :], begins=False)
            return
    beside = next(
        (cut for cut in re.finditer(r";\s+and\s+", passage.plain) if heads.head(passage.plain, cut.end())), None
    )
    if beside and part_of_experience(gathering, passage[: beside.start()], remark=sentence.remark):
        gathering.pending = "and"
        ask(gathering, passage[beside.end() :], begins=False)
        return
    if part_of_experience(gathering, passage, remark=sentence.remark):
        return
    if role == "requirement":
        if sentence.remark:
            remark_in_brackets(gathering, passage)
        else:
            ask(gathering, passage, begins=sentence.begins)
        return
    modify(gathering, role, passage)
