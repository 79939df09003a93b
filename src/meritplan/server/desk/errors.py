"""Refusals of the desk: one exception for each cause."""


class DeskError(Exception):
    """Something cannot be done. The message says why and what to do."""


class NoReasonError(DeskError):
    """A decision without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the reason is kept with the decision, for whoever reads it later.")


class NothingBroughtInError(DeskError):
    """No document of an upload can be read. ``refused`` names each and why."""

    def __init__(self, refused: list[tuple[str, str]]) -> None:
        self.refused = refused
        super().__init__("Nothing was brought in." if refused else "Choose at least one document.")


class NotNowError(DeskError):
    """The step does not follow from where the work stands."""
