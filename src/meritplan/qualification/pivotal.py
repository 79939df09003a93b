"""Which open questions of an experience leaf can still change its result (C27).

Each open fact or judgement of each employment is tried both ways, together with all others; one that never makes a
difference is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted
from meritplan.qualification.result import NOT_MET, Reason
from meritplan.qualification.scope import ExperiencePart

TRIED = 9  # questions; with more, all of them are asked


def telling(part: ExperiencePart, counted: Sequence[Counted], claims: Claims, need: Fraction) -> tuple[Reason, ...]:
    """The reasons of an undetermined length, those left out that cannot matter."""
    asked = [
        (place, reason)
        for place, each in enumerate(counted)
        if each.finding.truth != NOT_MET and each.high is not None
        for reason in (*each.finding.reasons, *each.open_facts)
    ]
    reasons = tuple(dict.fromkeys(reason for _, reason in asked))
    if len({reason.kind for reason in reasons}) < 2 or len(asked) > TRIED or part.limits:
        return reasons
    kept = _pivotal(part, counted, claims, need, asked)
    return tuple(dict.fromkeys(reason for number, (_, reason) in enumerate(asked) if number in kept)) or reasons


def _pivotal(
    part: ExperiencePart,
    counted: Sequence[Counted],
    claims: Claims,
    need: Fraction,
    asked: Sequence[tuple[int, Reason]],
) -> set[int]:
    outcomes = {
        answers: _enough(part, counted, claims, need, asked, answers)
        for answers in product((False, True), repeat=len(asked))
    }
    kept = set()
    for number in range(len(asked)):
        for answers, met in outcomes.items():
            flipped = (*answers[:number], not answers[number], *answers[number + 1 :])
            if met is not outcomes[flipped]:
                kept.add(number)
                break
    return kept


def _enough(
    part: ExperiencePart,
    counted: Sequence[Counted],
    claims: Claims,
    need: Fraction,
    asked: Sequence[tuple[int, Reason]],
    answers: tuple[bool, ...],
) -> bool:
    taken = []
    for place, each in enumerate(counted):
        mine = [(reason, answer) for (where, reason), answer in zip(asked, answers, strict=True) if where == place]
        if each.finding.truth == NOT_MET or any(
            not answer for reason, answer in mine if reason in each.finding.reasons
        ):
            continue
        facts = [answer for reason, answer in mine if reason not in each.finding.reasons]
        stretch = each.high if all(facts) else each.low
        if stretch is not None:
            taken.append(stretch)
    found = claims.hours(taken) if part.hours is not None else claims.months(taken)
    return found > need or (found == need and not part.exclusive)
