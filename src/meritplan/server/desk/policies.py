"""Who may do what at the desk. An edition is approved by somebody who had no hand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from meritplan.plan import ClassEdition
from meritplan.plan.editing.correction import CORRECTED
from meritplan.server.accounts.models import Role
from meritplan.server.accounts.policies import Rule
from meritplan.server.desk.models import Submission

ANALYSTS = frozenset({str(Role.ANALYST)})
APPROVERS = frozenset({str(Role.APPROVER)})
BOTH = ANALYSTS | APPROVERS
REVISED = "revision begun"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A submission and the edition it is about, as the plan has it now, with the hash of its document."""

    submission: Submission
    edition: ClassEdition | None
    sha256: str | None

    @property
    def void(self) -> bool:
        """Whether the edition was changed since: then nothing said about it holds any more."""
        return self.submission.sha256 != self.sha256 and self.submission.state != Submission.State.PUBLISHED

    @property
    def standing(self) -> bool:
        """Whether it waits or is approved, for the edition as it is."""
        return not self.void and self.submission.state in {Submission.State.WAITING, Submission.State.APPROVED}


def names_of(user: Any) -> frozenset[str]:
    """The names a person may stand under in the plan's documents."""
    return frozenset({user.get_username(), user.get_full_name()} - {""})


def hands(edition: ClassEdition) -> dict[str, str]:
    """Who had a hand in what an edition says, and in what way."""
    found = {one.by: "settled a question of it" for one in edition.settlements}
    for event in edition.events:
        if event.what.startswith(CORRECTED):
            found[event.by] = "corrected its requirements"
        elif event.what == REVISED:
            found.setdefault(event.by, "began the revision")
    return found


def _own_work(user: Any, case: Case) -> str | None:
    """Second-person approval: not by who submitted it, nor by who settled or edited it."""
    second = "Approval takes a second person."
    if case.submission.by_id == user.pk:
        return f"You submitted this edition. {second}"
    done = hands(case.edition) if case.edition is not None else {}
    mine = next((done[name] for name in names_of(user) if name in done), None)
    return f"You {mine}. {second}" if mine else _not_waiting(user, case)


def _not_waiting(user: Any, case: Case) -> str | None:
    if case.submission.state != Submission.State.WAITING:
        return f"It is {case.submission.get_state_display()}; there is nothing to decide."
    if case.void:
        return "The edition was changed after it was submitted, so the submission is void. It must be submitted anew."
    return None


def _not_own(user: Any, case: Case) -> str | None:
    if case.submission.by_id != user.pk:
        return f"Only {case.submission.by} can take it back, who submitted it. An approver can return it."
    return None if case.submission.state == Submission.State.WAITING else "It was decided already."


def _not_approved(user: Any, case: Case) -> str | None:
    if case.submission.state != Submission.State.APPROVED:
        return f"It is not approved: it {case.submission.get_state_display()}."
    if case.void:
        return "The edition was changed after it was approved, so the approval is void. Submit it anew."
    return None


SEE = Rule(verb="desk.see", what="work at the import desk", roles=BOTH)
BRING_IN = Rule(verb="desk.import", what="bring documents in", roles=ANALYSTS)
SETTLE = Rule(verb="desk.settle", what="settle questions", roles=ANALYSTS)
CORRECT = Rule(verb="desk.correct", what="correct requirements", roles=ANALYSTS)
REVISE = Rule(verb="desk.revise", what="begin a revision", roles=ANALYSTS)
WITHDRAW = Rule(verb="desk.withdraw", what="withdraw an edition", roles=ANALYSTS)
SUBMIT = Rule(verb="desk.submit", what="submit an edition for approval", roles=ANALYSTS)
TAKE_BACK = Rule(verb="desk.take-back", what="take a submission back", roles=ANALYSTS, refuses=_not_own)
APPROVE = Rule(verb="desk.approve", what="approve an edition", roles=APPROVERS, refuses=_own_work)
RETURN = Rule(verb="desk.return", what="return an edition", roles=APPROVERS, refuses=_not_waiting)
PUBLISH = Rule(verb="desk.publish", what="publish an edition", roles=BOTH, refuses=_not_approved)
