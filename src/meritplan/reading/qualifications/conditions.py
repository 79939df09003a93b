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
    least = numbers.tidy(numbers.value(age.group())) if age else None
    doubt = "a long sentence was taken as one condition. Does it ask for more than one thing?" if len(passage) > 320 else None
    return Condition(kind=kind, min=least, quote=passage.quote(), spans=passage.spans(), doubt=doubt)
