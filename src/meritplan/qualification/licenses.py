"""Licenses: name, issuing state, validity on the day, what may be shown later (R34 to R37; C13 to C15, C40)."""

from __future__ import annotations

import re
from functools import lru_cache

from meritplan.model.record import LicenseHeld
from meritplan.model.requirement import License
from meritplan.qualification.admission import APPOINTMENT, admits_whoever_lacks, admitted, rules_for
from meritplan.qualification.claims import Claims
from meritplan.qualification.dates import possible_days
from meritplan.qualification.months import dated_months
from meritplan.qualification.names import plain, plain_set
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    YES,
    Finding,
    NodeResult,
    Reason,
    both,
    either,
)
from meritplan.qualification.scope import Part, exact
from meritplan.qualification.states import STATES

AWAITED = frozenset({"eligible", "applied"})
KNOWN = AWAITED | {"active", "suspended", "lapsed"}


def license_(part: Part, claims: Claims) -> NodeResult:
    """The result of a license leaf."""
    leaf = part.node
    assert isinstance(leaf, License)
    answer, items = _held(leaf, claims)
    result = NodeResult(
        part=part,
        clean=answer.truth,
        relaxed=answer.truth,
        reasons=tuple(r._replace(path=part.path, quote=leaf.quote) for r in dict.fromkeys(answer.reasons)),
        items=items,
    )
    if leaf.within_months_of_hire is not None:
        return admitted(part, result, YES, f"{leaf.within_months_of_hire} months after hire")
    if claims.admits and _due_at_appointment(leaf):
        return admitted(part, result, YES, APPOINTMENT)
    for rule in rules_for(part, "license", claims):
        later = YES if admits_whoever_lacks(rule) else _awaited(leaf, claims)
        result = admitted(part, result, later, rule.by)
    return result


def _due_at_appointment(leaf: License) -> bool:
    return leaf.when is not None and bool(re.search(r"appoint|hire|hiring", leaf.when, re.IGNORECASE))


def _held(leaf: License, claims: Claims) -> tuple[Finding, tuple[tuple[str, Finding], ...]]:
    if claims.record.licenses is None:
        reason = Reason("missing_fact", f"Is this held: {leaf.quote or ', '.join(leaf.names)}?")
        return claims.settle(Finding(UNDETERMINED, (reason,))), ()
    items = tuple((_called(each), claims.settle(_meets(leaf, each, claims))) for each in claims.record.licenses)
    return either([finding for _, finding in items]), items


def _called(held: LicenseHeld) -> str:
    return " of ".join(word for word in (held.name or "a license without name", held.issuer or "") if word)


def _meets(leaf: License, held: LicenseHeld, claims: Claims) -> Finding:
    tests = [named(leaf, held, claims), issued_by(leaf, held), _in_force(leaf, held, claims)]
    return both(*tests, _held_long(leaf, held, claims), claims.verified(held, _called(held)))


def _awaited(leaf: License, claims: Claims) -> Finding:
    """Whether the license is applied for or may be obtained (C14, R35)."""
    if claims.record.licenses is None:
        return claims.settle(Finding(UNDETERMINED, (Reason("missing_fact", f"Is it applied for: {leaf.quote}?"),)))
    return either(
        [
            claims.settle(both(named(leaf, each, claims), issued_by(leaf, each)))
            for each in claims.record.licenses
            if plain(each.status or "") in AWAITED
        ]
    )


def named(leaf: License, held: LicenseHeld, claims: Claims) -> Finding:
    """The name is equal or covered; both known and not covering is no; else a ruling, or a question (C40)."""
    if not held.name:
        return Finding(UNDETERMINED, (Reason("missing_fact", "What is the name of the license?", _called(held)),))
    have, asked = plain(held.name), plain_set(leaf.names)
    said = claims.ruled("license", held.name)
    targets = {plain(leaf.quote or ""), *asked} - {""}
    if have in asked or asked & claims.licenses_covered.get(have, frozenset()):
        return YES
    if asked and have in claims.licenses_listed and asked <= claims.licenses_listed:
        return Finding(NOT_MET, (), "another license, which does not cover it")
    if any(said.get(name) for name in targets):
        return Finding(MET, (), "ruled to count")
    # a no to one of several names leaves the others; a no to the sentence, or to every name, settles it
    if said.get(plain(leaf.quote or "")) is False or (asked and all(said.get(name) is False for name in asked)):
        return Finding(NOT_MET, (), "ruled not to count")
    question = f"Does {_called(held)} count as {leaf.quote or ' or '.join(leaf.names)}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, _called(held)),))


def issued_by(leaf: License, held: LicenseHeld) -> Finding:
    """Issuers are compared by state: different states no, equal yes, else a question (C13)."""
    if not leaf.issuer:
        return YES
    if not held.issuer:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Who issued {held.name}?", _called(held)),))
    if plain(leaf.issuer) == plain(held.issuer):
        return YES
    asked, have = state_of(leaf.issuer), state_of(held.issuer)
    if asked and have:
        return YES if asked == have else Finding(NOT_MET, (), "issued by another state")
    question = f"Is {held.issuer} the issuer asked for: {leaf.issuer}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, _called(held)),))


@lru_cache(maxsize=4096)
def state_of(issuer: str) -> str | None:
    """The state an issuer's name speaks of, by its full name or by its abbreviation in capitals."""
    folded = plain(issuer)
    for name in sorted(STATES.values(), key=len, reverse=True):
        if re.search(rf"\b{re.escape(name)}\b", folded):
            return name
    words = re.findall(r"\w+", issuer)
    if issuer.isupper():
        words = words[-1:]  # among capitals, "OR" and "IN" are words like others; "STATE OF IL" ends with its state
    short = [word for word in words if word in STATES]
    if short:
        return STATES[short[-1]]
    return STATES.get(folded.upper())


def _in_force(leaf: License, held: LicenseHeld, claims: Claims) -> Finding:
    """Issued on or before the day, not expired, active (R34, C14)."""
    status = plain(held.status or "")
    if status in AWAITED and leaf.kind != "eligibility":
        return Finding(NOT_MET, (), f"only {status}")
    if status in KNOWN - AWAITED - {"active"}:
        return Finding(NOT_MET, (), status)
    tests = [_issued(held, claims), _unexpired(leaf, held, claims)]
    if (status and status not in KNOWN) or (not status and (leaf.current or leaf.valid)):
        tests.append(_missing(held, f"Is {_called(held)} active?"))
    return both(*tests)


def _issued(held: LicenseHeld, claims: Claims) -> Finding:
    if held.issued is None:
        return YES
    days = possible_days(held.issued)
    if days is not None and days[1] <= claims.as_of:
        return YES
    if days is not None and days[0] > claims.as_of:
        return Finding(NOT_MET, (), "not issued yet")
    return _missing(held, f"On which day was {_called(held)} issued?")


def _unexpired(leaf: License, held: LicenseHeld, claims: Claims) -> Finding:
    if held.expires is None:
        return _missing(held, f"Until when is {_called(held)} valid?") if leaf.current or leaf.valid else YES
    days = possible_days(held.expires)
    if days is not None and days[0] >= claims.as_of:
        return YES
    if days is not None and days[1] < claims.as_of:
        return Finding(NOT_MET, (), f"expired {held.expires}")
    return _missing(held, f"On which day does {_called(held)} expire?")


def _held_long(leaf: License, held: LicenseHeld, claims: Claims) -> Finding:
    if leaf.held_months is None:
        return YES
    days = possible_days(held.issued)
    if days is None:
        return _missing(held, f"Since when is {_called(held)} held?")
    least, most = (dated_months(min(day, claims.as_of + 1), claims.as_of) for day in (days[1], days[0]))
    need = exact(leaf.held_months)
    if least >= need:
        return YES
    if most < need:
        return Finding(NOT_MET, (), "not held long enough")
    return _missing(held, f"On which day was {_called(held)} issued?")


def _missing(held: LicenseHeld, question: str) -> Finding:
    return Finding(UNDETERMINED, (Reason("missing_fact", question, _called(held)),))


def usable(held: LicenseHeld, claims: Claims) -> Finding:
    """Whether a license is in force and verified as far as the gate asks, whatever it is needed for."""
    return both(_in_force(License(), held, claims), claims.verified(held, _called(held)))
