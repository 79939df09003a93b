"""The sheet: all a visitor has entered, carried in the page itself and never kept by the server (decision 11).

Each page holds the sheet in a hidden field; each button sends it along. Nothing is trusted because it comes back: the
sheet is read anew each time, within the limits below.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import msgspec

from meritplan.qualification import RecordError, read_record, read_rulings

MOST_CHARACTERS: Final = 200_000
MOST_RULINGS: Final = 200
MOST: Final[Mapping[str, int]] = {
    "education": 20,
    "employment": 30,
    "licenses": 30,
    "training": 30,
    "coursework": 40,
    "skills": 30,
}
LONG_TEXTS: Final[Mapping[str, int]] = {"duties": 5000}
LONGEST: Final = 500  # of any other text
MOST_CONDITIONS: Final = 200
LIMITS_IN_WORDS: Final = (
    f"A record may hold up to {MOST['employment']} jobs, {MOST['education']} entries of schooling, "
    f"{MOST['licenses']} licenses, and {MOST_CHARACTERS:,} characters in all."
)
EARLIEST, LATEST_YEARS_AHEAD = date(1900, 1, 1), 10


class SheetError(Exception):
    """What came back is no sheet; the message says what was found and what to do."""


class TooMuchError(SheetError):
    """The record is larger than this page takes; the message says by what."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record in the ``meritplan-record/1`` form with the rulings brought along.

    ``as_of`` is the day asked about, none for today; ``wanted`` the key of the class the visitor came from.
    """

    record: dict[str, Any] = {}
    rulings: list[dict[str, Any]] = []
    as_of: str | None = None
    wanted: str | None = None

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.as_of) if self.as_of else today()

    @property
    def text(self) -> str:
        """The sheet as the hidden field holds it."""
        return msgspec.json.encode(self, order="deterministic").decode()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not any(self.record.get(name) is not None for name in (*MOST, "conditions"))

    def replaced(self, **changes: Any) -> Sheet:
        """The sheet with some of its parts changed."""
        return msgspec.structs.replace(self, **changes)


def today() -> date:
    """The day as the server's clock has it; the only place of these pages where a clock is read."""
    return datetime.now(UTC).astimezone().date()


def sheet_from(text: str) -> Sheet:
    """The sheet a hidden field holds; an empty field is an empty sheet.

    Raises:
        TooMuchError: if it is larger than the limits.
        SheetError: if it is no sheet.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooMuchError(f"Your record has {len(text):,} characters. {LIMITS_IN_WORDS}")
    if not text.strip():
        return Sheet()
    try:
        sheet = msgspec.json.decode(text, type=Sheet)
    except (msgspec.DecodeError, RecursionError):
        raise SheetError("The record in this page could not be read. Start again, or import a saved file.") from None
    return checked(sheet)


def checked(sheet: Sheet) -> Sheet:
    """The sheet, if it is within the limits and the engine can read it.

    Raises:
        TooMuchError, SheetError: as :func:`sheet_from`.
    """
    _within(sheet)
    if sheet.as_of is not None:
        asked_day(sheet.as_of)
    try:
        read = read_record(sheet.record)
        read_rulings(sheet.rulings, read.record)
    except RecordError as trouble:
        raise SheetError(str(trouble)) from None
    return sheet


def asked_day(text: str) -> date:
    """The day a visitor asks about.

    Raises:
        SheetError: if it is no day, or too far off.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise SheetError("The day asked about is not a full date. Write it as 2026-06-30.") from None
    if not EARLIEST <= day <= today().replace(month=1, day=1).replace(year=today().year + LATEST_YEARS_AHEAD):
        raise SheetError(f"The day asked about lies too far off: {day}. It may be up to ten years ahead.")
    return day


def _within(sheet: Sheet) -> None:
    for name, most in MOST.items():
        found = sheet.record.get(name)
        if isinstance(found, list) and len(found) > most:
            raise TooMuchError(f"The record lists {len(found)} entries under {name}; {most} are taken here.")
    if len(sheet.rulings) > MOST_RULINGS:
        raise TooMuchError(f"There are {len(sheet.rulings)} rulings; {MOST_RULINGS} are taken here.")
    conditions = sheet.record.get("conditions")
    if isinstance(conditions, dict) and len(conditions) > MOST_CONDITIONS:
        raise TooMuchError(f"There are answers to {len(conditions)} conditions; {MOST_CONDITIONS} are taken here.")
    _texts_within(sheet.record, "")


def _texts_within(value: Any, name: str) -> None:
    if isinstance(value, str):
        most = LONG_TEXTS.get(name, LONGEST)
        if len(value) > most:
            raise TooMuchError(
                f"A text under {name or 'the record'} has {len(value):,} characters; {most:,} are taken."
            )
    elif isinstance(value, Mapping):
        for key, below in value.items():
            _texts_within(str(key), "")
            _texts_within(below, str(key))
    elif isinstance(value, list):
        for below in value:
            _texts_within(below, name)
