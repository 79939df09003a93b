"""What is done at the desk: each action checks permission and facts, changes, and records it in one transaction."""

from meritplan.server.desk.actions.approving import approve, give_back, submit, submit_several, take_back
from meritplan.server.desk.actions.bringing_in import bring_in, cancel, go_on
from meritplan.server.desk.actions.correcting import carry_over, discard, redo, save, take, undo
from meritplan.server.desk.actions.publishing import Published, publish, revise, withdraw
from meritplan.server.desk.actions.settling import settle

__all__ = [
    "Published",
    "approve",
    "bring_in",
    "cancel",
    "carry_over",
    "discard",
    "give_back",
    "go_on",
    "publish",
    "redo",
    "revise",
    "save",
    "settle",
    "submit",
    "submit_several",
    "take",
    "take_back",
    "undo",
    "withdraw",
]
