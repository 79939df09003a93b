"""What changed in a requirement, part by part, each as a clause: "experience as Clerk rises from 24 to 36 months"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from meritplan.model import (
    Coursework,
    Education,
    Experience,
    License,
    Skill,
)
from meritplan.model.requirement import RULES, Node, walk
from meritplan.plan.diff.pairing import Pairing, Placed
from meritplan.plan.diff.phrases import listed, months, phrase, quoted, shortened, with_amount
from meritplan.plan.proof import alike
from meritplan.qualification.education import LADDER

Clauses = Iterator[str]


def clauses(before: Node, after: Node, pairing: Pairing) -> tuple[str, ...]:
    """All changes, those of whole parts first."""
    both = [clause for one, other in pairing.pairs for clause in _changed(one, other, _alone(pairing, one))]
    gone = [_gone(one) for one in pairing.gone]
    new = [_new(one) for one in pairing.new]
    return tuple(dict.fromkeys((*gone, *new, *both, *_rules(before, after))))


def _alone(pairing: Pairing, placed: Placed) -> bool:
    """Whether it is the only experience: then it needs no name."""
    return sum(isinstance(one.node, type(placed.node)) for one, _ in pairing.pairs) == 1


def _gone(one: Placed) -> str:
    return f"{with_amount(one.node)} is no longer " + ("required" if one.necessary else "one of the ways")


def _new(one: Placed) -> str:
    return f"{with_amount(one.node)} is now " + ("required" if one.necessary else "one of the ways")


def _changed(before: Placed, after: Placed, alone: bool) -> Clauses:
    old, new = before.node, after.node
    if before.necessary != after.necessary:
        what = with_amount(new)
        yield (
            f"{what} is now required, not one of several ways"
            if after.necessary
            else (f"{what} is no longer required of everybody, but one of several ways")
        )
    for kind, told in _TOLD:
        if isinstance(old, kind) and isinstance(new, kind):
            yield from told(old, new, alone)
            return
    if alike(old.quote or "") != alike(new.quote or ""):
        yield f"{quoted(old.quote or 'a part')} now reads {quoted(new.quote or 'otherwise')}"
    if getattr(old, "min", None) != getattr(new, "min", None):
        yield _number(phrase(new), getattr(old, "min", None), getattr(new, "min", None), "")


def _education(old: Education, new: Education, alone: bool) -> Clauses:
    if old.level != new.level:
        higher = new.level in LADDER and old.level in LADDER and LADDER.index(new.level) > LADDER.index(old.level)
        yield f"{phrase(old)} becomes {phrase(new)}" + (", a higher level" if higher else ", a lower or other level")
    elif lost := _missing(old.fields, new.fields):
        yield f"{listed(lost)} {'is' if len(lost) == 1 else 'are'} no longer among the fields of the degree"
    if old.level == new.level and (come := _missing(new.fields, old.fields)):
        yield f"{listed(come)} {'is' if len(come) == 1 else 'are'} now among the fields of the degree"
    yield from _flag(old.related_field, new.related_field, "a related field is accepted", "related fields are not")
    yield from _flag(old.or_equivalent, new.or_equivalent, "an equivalent is accepted", "equivalents are not")
    yield from _flag(
        old.accredited, new.accredited, "the school must be accredited", "the school need not be accredited"
    )
    if old.years != new.years:
        yield _number("schooling", old.years, new.years, "years")


def _experience(old: Experience, new: Experience, alone: bool) -> Clauses:
    name = "experience" if alone else phrase(new)
    if old.months != new.months:
        yield _number(name, old.months, new.months, "months")
    if old.hours != new.hours:
        yield _number(name, old.hours, new.hours, "hours")
    yield from _kinds(old, new)
    yield from _flag(old.exclusive, new.exclusive, f"{name} must be more than that", f"{name} may be just that")
    yield from _flag(old.paid, new.paid, f"{name} must be paid", f"{name} need not be paid")
    yield from _flag(old.full_time, new.full_time, f"{name} must be full-time", f"{name} need not be full-time")
    yield from _flag(old.supervisory, new.supervisory, f"{name} must be supervisory", f"{name} need not be supervisory")
    if (old.employer or "") != (new.employer or ""):
        yield f"{name} must be with {new.employer}" if new.employer else f"{name} may be with any employer"
    if old.within_months != new.within_months:
        yield (
            f"{name} must lie within the last {months(new.within_months)}"
            if new.within_months
            else (f"{name} may lie any time back")
        )
    yield from _subsets(old, new)


def _kinds(old: Experience, new: Experience) -> Clauses:
    for lost in (_missing(old.classes, new.classes), _missing(old.level_of, new.level_of)):
        if lost:
            yield f"work as {listed(lost)} is no longer named"
    for come in (_missing(new.classes, old.classes), _missing(new.level_of, old.level_of)):
        if come:
            yield f"work as {listed(come)} is now named"
    one, other = (" ".join((*node.qualities, node.function or "")).strip() for node in (old, new))
    if alike(one) != alike(other):
        said, says = (f"“{shortened(text)}”" if text else "any" for text in (one, other))
        yield f"the work asked was {said} and is {says}"


def _subsets(old: Experience, new: Experience) -> Clauses:
    was, has = ([one for one in node.subsets if isinstance(one, Experience)] for node in (old, new))
    if len(was) == len(has) == 1:
        inner = list(_experience(was[0], has[0], alone=False))
        yield from (f"of the experience, {clause}" for clause in inner)
        return
    said = Counter(alike(one.quote or phrase(one)) for one in was)
    says = Counter(alike(one.quote or phrase(one)) for one in has)
    yield from (
        f"of it, {with_amount(one)} need no longer be" for one in was if not says[alike(one.quote or phrase(one))]
    )
    yield from (f"of it, {with_amount(one)} must be" for one in has if not said[alike(one.quote or phrase(one))])


def _license(old: License, new: License, alone: bool) -> Clauses:
    if set(map(alike, old.names)) != set(map(alike, new.names)):
        yield f"{phrase(old)} becomes {phrase(new)}"
    if old.held_months != new.held_months:
        yield _number(f"the time {phrase(new)} must be held", old.held_months, new.held_months, "months")
    if old.within_months_of_hire != new.within_months_of_hire:
        by = new.within_months_of_hire
        yield f"{phrase(new)} must be there " + (f"within {months(by)} of hire" if by else "before hire")
    if alike(old.issuer or "") != alike(new.issuer or ""):
        yield f"{phrase(new)} must be issued by {new.issuer or 'nobody in particular'}"


def _coursework(old: Coursework, new: Coursework, alone: bool) -> Clauses:
    for name in ("semester_units", "quarter_units", "courses", "hours"):
        if getattr(old, name) != getattr(new, name):
            yield _number(phrase(new), getattr(old, name), getattr(new, name), name.replace("_", " "))
    if lost := _missing(old.subjects, new.subjects):
        yield f"{listed(lost)} is no longer among the subjects"
    if come := _missing(new.subjects, old.subjects):
        yield f"{listed(come)} is now among the subjects"


def _skill(old: Skill, new: Skill, alone: bool) -> Clauses:
    if old.min != new.min:
        yield _number(f"the skill {new.skill}", old.min, new.min, new.unit or "")


_TOLD: tuple[tuple[type, Callable[..., Clauses]], ...] = (
    (Education, _education),
    (Experience, _experience),
    (License, _license),
    (Coursework, _coursework),
    (Skill, _skill),
)


def _number(what: str, old: float | None, new: float | None, unit: str) -> str:
    unit = f" {unit}" if unit else ""
    if old is None or new is None:
        return f"{what} of {new:g}{unit} is asked" if new is not None else f"{what} may be of any length"
    return f"{what} {'rises' if new > old else 'falls'} from {old:g} to {new:g}{unit}"


def _missing(names: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(map(alike, others))
    return [name for name in names if alike(name) not in known]


def _flag(old: bool, new: bool, on: str, off: str) -> Clauses:
    if old != new:
        yield on if new else off


def _rules(before: Node, after: Node) -> Clauses:
    old, new = ({_rule_key(one): one for one in walk(node) if isinstance(one, RULES)} for node in (before, after))
    said, says = ({alike(one.quote or "") for one in rules.values()} for rules in (old, new))
    for key, one in old.items():
        if key not in new and alike(one.quote or "") not in says:
            yield f"the rule {_words(one)} is gone"
    for key, one in new.items():
        if key not in old and alike(one.quote or "") not in said:
            yield f"the rule {_words(one)} is new"
        elif key not in old:
            yield f"the rule {_words(one)} is read otherwise"


def _rule_key(rule: Node) -> object:
    plain = {
        name: getattr(rule, name) for name in rule.__struct_fields__ if name not in {"quote", "spans", "label", "doubt"}
    }
    return type(rule), tuple(plain.items())


def _words(rule: Node) -> str:
    return quoted(rule.quote) if rule.quote else f"of type {rule.__struct_config__.tag}"
