"""A determination in plain English: the answer first, then what to do, then the reasoning line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from meritplan.model.determination import Cure, Determination, Evidence, NodeFinding

_RESULTS = {"met": "MET", "not_met": "NOT MET", "undetermined": "NOT DECIDED YET"}
_MARKS = {"met": "[yes]", "not_met": "[no] ", "undetermined": "[?]  "}
_KINDS = {
    "missing_fact": "a fact is missing",
    "unverified": "a claim is not verified",
    "judgement": "a person must judge",
    "position": "it depends on the position",
    "pending": "something is under way",
}
_GROUPS = {"all_of": "all of these:", "any_of": "any one of these:", "option": "if the position asks for it:"}


def summary(found: Determination) -> str:
    """The answer in one sentence.

    Never more certain than the result: "met with a condition" names what must still be shown.
    """
    if found.result == "met":
        if found.conditional:
            return f"Met with a condition: by {found.conditional[0].until}, {found.conditional[0].what}."
        return (
            f"Met, unless {found.watch[0].removeprefix('the position may ask: ')} is asked by the position."
            if found.watch
            else "Met."
        )
    if found.result == "not_met":
        return f"Not met: {found.missing[0].needs}." if found.missing else "Not met."
    kinds = sorted({_KINDS[reason.kind] for reason in found.reasons})
    return f"Not decided: {', '.join(kinds)}." if kinds else "Not decided."


def page(found: Determination, width: int = 110) -> str:
    """The whole determination as a page a person can read."""
    lines = (*_head(found), *_actions(found), "", "How it was worked out", *_tree(found.tree, 1), "", *_foot(found))
    return "\n".join(piece for line in lines for piece in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    """A line broken where it is too long, what follows standing a little further in."""
    margin = " " * (len(line) - len(line.lstrip()) + (6 if line.lstrip().startswith("[") else 2))
    return textwrap.wrap(line, width, subsequent_indent=margin, drop_whitespace=True) or [""]


def _head(found: Determination) -> Iterator[str]:
    named = " ".join(word for word in (found.job_class.code, found.job_class.title) if word) or "the requirement"
    yield f"{_RESULTS[found.result]}  {named}"
    yield found.summary
    yield f"As of {found.as_of}, {found.gate} gate, policy {found.policy}."
    for issue in found.issues:
        yield f"Note {issue.code}: {issue.message}"


def _actions(found: Determination) -> Iterator[str]:
    if found.conditional:
        yield from ("", "To be shown later")
        yield from (f"  by {each.until}: {each.what}" for each in found.conditional)
    if found.watch:
        yield from ("", "Watch", *(f"  {each}" for each in found.watch))
    if found.doubts:
        yield from ("", "The reading of the text is doubtful", *(f"  {each}" for each in found.doubts))
    if found.missing:
        yield from ("", "What would cure it, the cheapest first")
        yield from (f"  {number}. {_cure(each)}" for number, each in enumerate(found.missing[:8], start=1))
    # one question may be open at several places of the requirement; a person is asked once
    asked = tuple(dict.fromkeys((each.kind, each.question) for each in found.reasons))
    if asked:
        yield from ("", "What is open")
        yield from (f"  {_KINDS[kind]}: {question}" for kind, question in asked)
    if found.settles and len(found.settles) < len(asked):
        yield from ("", "Enough to settle it, if answered for the applicant", *(f"  {each}" for each in found.settles))


def _cure(cure: Cure) -> str:
    when = f" (on {cure.reached_on} if the present job goes on)" if cure.reached_on else ""
    return f"{cure.needs}{when}"


def _tree(node: NodeFinding, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{_MARKS[node.result]} {_title(node)}{_amount(node)}{' (conditional)' if node.conditional else ''}"
    if node.note:
        yield f"{indent}      {node.note}"
    if node.doubt:
        yield f"{indent}      the reading of these words is doubtful: {node.doubt}"
    for each in node.evidence:
        yield f"{indent}      {_evidence(each)}"
    for child in node.children:
        yield from _tree(child, depth + 1)
    for rule in node.rules:
        if rule.result != "not_met" or node.result == "not_met":
            yield f"{'  ' * (depth + 1)}another way, by a rule of the text:"
            yield from _tree(rule, depth + 2)


def _title(node: NodeFinding) -> str:
    if node.type in _GROUPS and not node.quote:
        return _GROUPS[node.type]
    prefix = f"{node.type}: " if node.type in {"substitution", "combination"} else ""
    return f'{prefix}"{node.quote}"' if node.quote else prefix or node.type


def _amount(node: NodeFinding) -> str:
    if node.lower_months is None or node.upper_months is None:
        return ""
    have = f"{node.lower_months:g}"
    if node.upper_months != node.lower_months:
        have = f"{node.lower_months:g} to {node.upper_months:g}"
    need = f" of {node.need_months:g}" if node.need_months is not None else ""
    return f": {have}{need}"


def _evidence(each: Evidence) -> str:
    words = {"yes": "counts", "no": "does not count", "unknown": "open"}[each.counts]
    details = "; ".join(part for part in (each.arithmetic, each.because) if part)
    return f"{each.employment or each.item}: {words}{f' ({details})' if details else ''}"


def _foot(found: Determination) -> Iterator[str]:
    yield "The text of the class does not say, the policy does: " + "; ".join(found.assumptions) + "."
    hashes = f"Edition {found.plan_hash[:19]}, record {found.record_hash[:19]}, policy {found.policy_hash[:19]}"
    yield f"{hashes}, {found.engine}."
