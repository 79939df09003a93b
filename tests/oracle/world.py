"""One way of settling what a record leaves open.

Every unknown of a case is an *atom*. A world answers each atom for or against the applicant. Strong Kleene truth
(R40) is then two plain true/false evaluations: in the *pessimist's* world every atom is answered against the
applicant, in the *optimist's* world for them. Both say met: met. Both say not: not met. Otherwise undetermined.
"""

import re
from datetime import date
from functools import lru_cache


class World:
    """Answers atoms: all of them one way (``hopeful``), but for those in ``fixed``; remembers which were asked."""

    def __init__(self, case, *, hopeful, fixed=None):
        self.case, self.hopeful, self.fixed = case, hopeful, fixed or {}
        self.record, self.policy = case.get("record") or {}, case.get("policy") or {}
        self.rulings, self.position = case.get("rulings") or [], case.get("position") or {}
        self.as_of, self.gate = date.fromisoformat(case["as_of"]), case.get("gate", "admission")
        self.asked = {}

    def settle(self, atom, reason):
        """Whether the open question ``atom`` is answered in the applicant's favour here."""
        self.asked[atom] = reason
        return self.fixed.get(atom, self.hopeful)

    def quietly(self, question):
        """The answer to a question whose atoms are not reported (C27)."""
        asked, self.asked = self.asked, {}
        answer = question()
        self.asked = asked
        return answer

    def extreme(self, *, hopeful):
        """The same case where every atom is answered one way, and nothing asked is remembered."""
        return World(self.case, hopeful=hopeful)

    def verified(self, atom, item):
        """At the appointment gate only verified items are certain (C32)."""
        if self.gate != "appointment":
            return True
        result = (item.get("verified") or {}).get("result")
        return result == "verified" or self.settle((*atom, "verified"), "unverified")


def same(one, other):
    """Whether two texts are equal after normalisation."""
    return one is not None and other is not None and normal(one) == normal(other)


def among(text, texts):
    """Whether the text equals one of several."""
    return any(same(text, other) for other in texts or ())


@lru_cache(maxsize=10_000)
def normal(text):
    """A text as it is compared: straight quotes, single blanks, no capitals, no full stop at its end."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip().rstrip(".").casefold()


def some(answers):
    """Whether one of the answers is yes; every question is put, so that all unknowns are known."""
    return any(list(answers))
