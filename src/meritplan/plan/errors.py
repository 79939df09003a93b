"""Refusals: one exception for each cause. Trouble inside a document is no exception but an issue."""

from pathlib import Path


class PlanError(Exception):
    """An operation on a plan was refused. The message says why and what to do."""


class NotAPlanError(PlanError):
    """The folder holds no plan."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} holds no plan.yaml, so it is not a plan; `meritplan plan create {root}` begins one")


class PlanExistsError(PlanError):
    """There is a plan already where one was to be created."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} is a plan already; nothing was changed")


class FolderInUseError(PlanError):
    """The folder meant for a new plan holds other files."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"{root} is not empty and not a plan; name a new folder")


class PlanFormatError(PlanError):
    """The plan has another format than this version reads."""


class StaleDocumentError(PlanError):
    """A document was changed by somebody else since it was read."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} was changed since it was read; nothing was written. Open the plan again and repeat")


class LockedError(PlanError):
    """Another process is writing to the plan."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"another process is writing to {root}; wait until it is done and repeat")


class JournalError(PlanError):
    """The journal of an unfinished change was not written by this program, or was damaged."""

    def __init__(self, journal: Path) -> None:
        super().__init__(
            f"{journal} is damaged or names files outside the plan; nothing was changed. If the plan was copied from "
            "elsewhere, remove that file; otherwise compare the documents with version control first"
        )


class UnknownClassError(PlanError):
    """No class, several classes or no edition are meant by a name."""


class UnknownQuestionError(PlanError):
    """The edition has no open question of that name."""


class SettlementError(PlanError):
    """The question cannot be settled in this way."""


class AdoptedError(PlanError):
    """An adopted edition is not changed; a new one takes its place."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is adopted and stays as it is; `meritplan plan revise` prepares the next edition")


class StateError(PlanError):
    """The step does not follow from the state the edition is in."""


class OpenQuestionsError(PlanError):
    """Questions are open in an edition that is to be published."""


class NoEffectiveDateError(PlanError):
    """Neither the command nor the document says from when the edition applies."""


class OverlapError(PlanError):
    """Two editions of a class would apply on one day."""


class EditingError(PlanError):
    """A step of correcting a requirement cannot be taken; the requirement stays as it was."""
