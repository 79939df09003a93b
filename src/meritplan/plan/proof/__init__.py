"""What requirements do, proved by the engine over made-up persons rather than guessed from their words.

Persons are made around every threshold of the requirements: with exactly enough, just below, above, with and without
each credential, and some by chance from a fixed seed. Kinds of work named alike count alike.

>>> from meritplan.model import Experience
>>> from meritplan.qualification import policy
>>> two, three = (Experience(months=months, function="surveying parks") for months in (24, 36))
>>> found = verdict(two, three, policy("default"))
>>> found.effect, found.examples[0].person
('tightened', '24 months of work that counts as surveying park')
"""

from meritplan.plan.proof.asked import Asked, Marked, alike, facts, kinds_of, marked
from meritplan.plan.proof.making import persons
from meritplan.plan.proof.person import Person
from meritplan.plan.proof.standing import standings
from meritplan.plan.proof.verdict import Effect, Example, Verdict, implies, possible, verdict

__all__ = [
    "Asked",
    "Effect",
    "Example",
    "Marked",
    "Person",
    "Verdict",
    "alike",
    "facts",
    "implies",
    "kinds_of",
    "marked",
    "persons",
    "possible",
    "standings",
    "verdict",
]
