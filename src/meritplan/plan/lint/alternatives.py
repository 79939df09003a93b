"""Rules about what a requirement admits: ways that add nothing, what nobody meets, degrees without another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Coursework,
    Education,
    Experience,
    Note,
    Option,
    Requirement,
    Substitution,
    Unread,
)
from meritplan.model.requirement import Node, walk
from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.subject import Subject, finding
from meritplan.plan.proof import implies, marked, possible
from meritplan.plan.questions import words

_NO_FIELD = re.compile(
    r"^(?:an? |the )?(?:appropriate|related|relevant|specialized|specific|particular|same|similar"
    r"|required|approved|stated"
    r"|suitable|pertinent|applicable|acceptable|closely related|job[- ]related)\s*"
    r"(?:fields?|areas?|subjects?|disciplines?|majors?|speciali[sz]ations?|specialt(?:y|ies)|subject areas?)?$"
    r"|^(?:fields?|areas?|subjects?|disciplines?|specialt(?:y|ies)|majors?|tbd|n/?a|none|x+|_+|\W*)$",
    re.IGNORECASE,
)
_IN_SERVICE = re.compile(r"\b(?:state|city|county|civil) service\b", re.IGNORECASE)
_NO_TITLE = re.compile(r"\b(?:and [a-z]|current|applicants?)\b")
# What a reading that stopped short leaves behind in what it read: a list's colon, a bracket's blank, a lone comma.
_LEFT_OVER = re.compile(r"[:;�]|\( | [,)]|^[,)(]|[,(]$")
_FIELD_SAID = re.compile(r"\b(?:with|an?|the|their) (?:major|speciali[sz]ation|emphasis|degree in)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:experience|degree|graduation|completion|courses?|license)\b", re.IGNORECASE)
_COLLEGE = frozenset({"associate", "bachelor", "master", "doctorate", "professional"})


def implied(subject: Subject) -> Iterator[Finding]:
    """One of several ways that adds nothing: whoever meets it meets another one (MP-P220)."""
    for edition in subject.editions:
        tree = edition.job_class.minimum_qualifications
        for node in walk(tree) if tree is not None else ():
            if isinstance(node, AnyOf) and 1 < len(node.children) <= 12:
                yield from _dead(subject, edition, node)


def _dead(subject: Subject, edition: ClassEdition, node: AnyOf) -> Iterator[Finding]:
    ways = [
        (child, marked(child, f"way{n}")) for n, child in enumerate(node.children) if certain(child) and _whole(child)
    ]
    dead: set[int] = set()
    for at, (child, one) in enumerate(ways):
        for place, (other_child, other) in enumerate(ways):
            if place == at or place in dead or _named_together(child, other_child):
                continue
            if not implies(one, other, subject.rules):
                continue
            dead.add(at)
            same = implies(other, one, subject.rules)
            said, says = (_said(each) for each in (child, other_child))
            message = f"The way {said} adds nothing: whoever meets it meets {says}" + (
                " and the other way round" * same
            )
            yield finding(
                edition,
                "MP-P220",
                "info",
                f"{message}. Was another length or kind meant, or was it read wrongly?",
                child.spans,
            )
            break


def _whole(node: Node) -> bool:
    """Whether all of it was read to its end: what is left in the words may be what tells two ways apart."""
    return all(_exact(one) and not _shares_field(one) for one in walk(node))


def _shares_field(node: Node) -> bool:
    """Whether a degree without a field stands beside one with: "a bachelor's or master's degree in botany"."""
    degrees = [one for one in node.children if isinstance(one, Education)] if isinstance(node, AnyOf) else []
    return any(one.fields for one in degrees) and any(not one.fields and one.level in _COLLEGE for one in degrees)


def _exact(node: Node) -> bool:
    """Whether a leaf or rule says all that its words do: no length alone, no field, no torn list left over."""
    if any(_LEFT_OVER.search(text) or text.count("(") != text.count(")") for text in _read(node)):
        return False
    if isinstance(node, Experience):
        kind = node.function or node.classes or node.level_of or node.qualities or node.employer
        misread = any(_NO_TITLE.search(name) for name in (*node.classes, *node.level_of))
        return bool(kind) and not misread and bool(node.employer or not _IN_SERVICE.search(node.quote or ""))
    if isinstance(node, Note):
        return node.kind == "procedure" or not _ASKED.search(node.quote or "")
    if isinstance(node, Education):
        named = any(not _NO_FIELD.match(one.strip()) for one in node.fields)
        return named or (not node.fields and not _FIELD_SAID.search(node.quote or ""))
    return True


def _read(node: Node) -> tuple[str, ...]:
    """The texts that were read out of the words of a leaf."""
    if isinstance(node, Experience):
        return (*node.classes, *node.level_of, *node.qualities, node.function or "")
    if isinstance(node, Education):
        return node.fields
    return node.subjects if isinstance(node, Coursework) else ()


def _named_together(one: Node, other: Node) -> bool:
    """ "A bachelor's or master's degree": said for clearness; so are two parts of one phrase."""
    return isinstance(one, Education) and (isinstance(other, Education) or one.quote == other.quote)


def certain(node: Node) -> bool:
    """Whether nothing of it waits for a person: what is read doubtfully proves nothing."""
    return not any(isinstance(one, Unread) or one.doubt for one in walk(node))


def _said(node: Node) -> str:
    text = words(node)[0] or "without words"
    name = f"{node.label}, " if node.label and len(node.label) < 20 else ""
    return f"{name}“{text if len(text) < 120 else text[:119].rsplit(' ', 1)[0] + ' …'}”"


def impossible(subject: Subject) -> Iterator[Finding]:
    """A requirement that nobody meets, whatever they have (MP-P221)."""
    for edition in subject.editions:
        tree = edition.job_class.minimum_qualifications
        if tree is not None and certain(tree) and possible(marked(tree, "class"), subject.rules) is False:
            message = (
                "None of the persons made up around its thresholds meets it, not even with all it names. Parts of "
            )
            message += "it may contradict each other: a limit below the length asked, a list without an entry."
            yield finding(edition, "MP-P221", "error", message)


def recommended_below(subject: Subject) -> Iterator[Finding]:
    """Recommended qualifications that everybody has who meets the minimum (MP-P222)."""
    for edition in subject.editions:
        said = edition.job_class
        least, best = said.minimum_qualifications, said.recommended_qualifications
        if least is None or best is None or not (certain(least) and certain(best)):
            continue
        if implies(marked(least, "minimum"), marked(best, "recommended"), subject.rules):
            message = "What is recommended is no more than the minimum: whoever meets the minimum has it. Were the two "
            message += "exchanged, or was the minimum raised since?"
            yield finding(edition, "MP-P222", "warning", message, best.spans)


def degree_alone(subject: Subject) -> Iterator[Finding]:
    """A degree everybody must have, and nothing may stand in for it (MP-P223)."""
    for edition in subject.editions:
        tree = edition.job_class.minimum_qualifications
        for node in _necessary_degrees(tree) if tree is not None else ():
            fields = f" in {', '.join(node.fields[:3])}" if node.fields else ""
            message = (
                f"A degree ({node.level}{fields}) is asked of everybody, and no experience may stand in for it. If "
            )
            message += "that is meant, law or license should say so; else state what is equivalent."
            yield finding(edition, "MP-P223", "info", message, node.spans)


def _necessary_degrees(node: Requirement) -> Iterator[Education]:
    if isinstance(node, Education) and node.level in _COLLEGE and not node.or_equivalent:
        yield node
    if isinstance(node, AllOf) and not any(_stands_in(rule) for rule in node.rules):
        for child in node.children:
            yield from _necessary_degrees(child)
    if isinstance(node, AnyOf) and len(node.children) == 1:
        yield from _necessary_degrees(node.children[0])


def _stands_in(rule: Node) -> bool:
    return isinstance(rule, Combination) or (
        isinstance(rule, Substitution) and rule.target in {"education", "all"} and rule.give != "education"
    )


def field_list(subject: Subject) -> Iterator[Finding]:
    """A degree in a field that is no field, so that no degree certainly counts (MP-P224)."""
    for edition in subject.editions:
        for node in _nodes(edition):
            if isinstance(node, Education) and node.fields and _no_field(node):
                message = (
                    f"The degree must be in “{', '.join(node.fields)}”, which is no field anybody has a degree in. "
                )
                message += "Every degree waits for a decision; list the fields that count."
                yield finding(edition, "MP-P224", "warning", message, node.spans)


def _no_field(node: Education) -> bool:
    """Whether none of the fields is one; "any major" asks for none."""
    return all(_NO_FIELD.match(one.strip()) for one in node.fields) and " any " not in f" {node.quote or ''} "


def single(subject: Subject) -> Iterator[Finding]:
    """Several ways are announced, and only one stands there (MP-P225)."""
    for edition in subject.editions:
        for node in _nodes(edition):
            if isinstance(node, AnyOf | Option) and len(node.children) == 0:
                yield finding(edition, "MP-P225", "error", "Ways are announced, and none stands there.", node.spans)
            elif isinstance(node, AnyOf) and len(node.children) == 1:
                message = (
                    f"Several ways are announced, and only one stands there: {_said(node.children[0])}. Is one lost?"
                )
                yield finding(edition, "MP-P225", "warning", message, node.spans)


def _nodes(edition: ClassEdition) -> Iterator[Node]:
    said = edition.job_class
    for tree in (said.minimum_qualifications, said.recommended_qualifications):
        if tree is not None:
            yield from walk(tree)
