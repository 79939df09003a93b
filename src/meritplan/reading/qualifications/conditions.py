"""Age, citizenship, background, physical standards and whatever else a person must meet."""

from __future__ import annotations

import re
from functools import cache

from meritplan.model import Condition
from meritplan.model.requirement import ConditionKind
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import lexicon
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_AGE_SPAN = re.compile(rf"\b\d+\s*(?:-|to|through)\s*\d+ years|{NUMBER} (?:to|through) {NUMBER} years")
_NOT_OVER = re.compile(
    r"(?:.*?\b)?(?:not (?:be |have )?(?:over|older|more than|attained|reached|exceed)|no (?:older|"
    r"more) than|under the age|maximum|not (?:be )?(?:yet )?\d+)\b"
)
_AGE = re.compile(rf"(?P<n>{NUMBER})(?:st birthday|(?:\s*-\s*|\s+)?(?:full )?years?|\s*\()")


@cache
def _kinds() -> tuple[tuple[ConditionKind, re.Pattern[str]], ...]:
    return tuple((entry["kind"], re.compile("|".join(entry["patterns"]))) for entry in lexicon.load("conditions"))


def kind_of(plain: str) -> ConditionKind | None:
    """What a sentence asks of a person beyond schooling, work and credentials; ``None`` when it tells nothing known."""
    return next((kind for kind, pattern in _kinds() if pattern.search(plain)), None)


def read(passage: Passage, kind: ConditionKind | None = None) -> Condition:
    """The condition a phrase states; an age with its number of years."""
    kind = kind or kind_of(passage.plain) or "other"
    age = _AGE.search(passage.plain) if kind == "age" else None
    if kind == "age" and not age:
        age = re.search(rf"age (?:of )?(?P<n>{NUMBER})|(?P<n2>{NUMBER})", passage.plain)
    if kind == "age" and (span := _AGE_SPAN.search(passage.plain)):
        age = span
    limit = (
        "an upper limit of age is asked as well. Which?"
        if kind == "age" and (_NOT_OVER.search(passage.plain) or _AGE_SPAN.search(passage.plain))
        else None
    )
    if (
        kind == "age"
        and not limit
        and len(set(re.findall(rf"({NUMBER}) (?:full )?years (?:of age|old)", passage.plain))) > 1
    ):
        limit = "several ages are given. Which is asked for what?"
    if age is not None and _NOT_OVER.match(passage.plain):
        age = None
    least = numbers.tidy(numbers.value(age.group())) if age else None
    return Condition(
        kind=kind,
        min=least,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=limit or ("which age is asked?" if kind == "age" and least is None else None) or _doubt(passage),
    )


_OTHER_NEED = re.compile(
    r"\b(?:degrees?|diploma|graduat(?:e|ion|ed)|semester hours|bachelor|master'?s|(?:years?|"
    r"months?) of (?!age\b)(?:[a-z-]+ ){0,4}?(?:experience|service|work)|years? experience|substitut\w+|"
    r"certification|licensure)\b"
)
_DISTINCT = ("age", "citizenship", "background")
_SOME = re.compile(
    r"(?:all )?(?:applicants?|candidates?|employees?|individuals?|persons?|those|positions?|"
    r"incumbents?) (?:for (?!this)|in (?!this)|at |assigned|with |whose|seeking|hired for|wishing)"
)
_TELLING = re.compile(
    r"\b(?:may|unless|until|would|typical(?:ly)?|will be (?:considered|given|evaluated|used)|is experience|"
    r"are experience|following|as follows|e\.g|for example|who (?:have|has|is|are)|persons with|it|them)\b|"
    r":\s*$"
)


def _doubt(passage: Passage) -> str | None:
    """Why a phrase may be more, or less, than one plain condition."""
    plain = passage.plain
    if len(plain) > 320:
        return "a long sentence was taken as one condition. Does it ask for more than one thing?"
    if re.match(r"(?:promotion(?:al)?|open[- ]competitive|internal|lateral)\b[^:]{0,30}[:-]", plain):
        return "this is asked of some applicants alone. Is it another way to qualify?"
    if re.search(r";\s+\w", plain):
        return "several things may stand in what was taken as one condition. What is asked?"
    known = {kind for kind, pattern in _kinds() if kind in _DISTINCT and pattern.search(plain)}
    if len(known) > 1:
        return (
            f"{' and '.join(sorted(known)).replace('_', ' ')} stand in what was taken as one condition. Is each asked?"
        )
    if found := _SOME.match(plain):
        return f"“{found.group()} ...” may mean some people alone. Of whom is this asked?"
    if found := _OTHER_NEED.search(plain):
        return f"“{found.group()}” stands in what was taken as one condition. Does it ask for that too?"
    if found := _TELLING.search(plain):
        return (
            f"“{found.group().strip(' :')}” may mean that this explains, or applies to "
            "some people alone. Is it a requirement, and of whom?"
        )
    return None
