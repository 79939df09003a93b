"""The fields of requests: days, numbers and names, taken strictly, so that a slip is told and not guessed at."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
NAME = r"^[^\x00-\x1f\x7f]+$"


def _day(value: Any) -> date:
    if isinstance(value, str) and ISO.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("expected a day such as 2026-07-01")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
        raise ValueError("expected a whole number")
    return value


def _flag(value: Any) -> bool:
    if value in {"true", "false"}:
        return bool(value == "true")
    raise ValueError("expected true or false")


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Limit = Annotated[int, Field(ge=1, le=500, description="How many at most."), BeforeValidator(_whole)]
Offset = Annotated[int, Field(ge=0, le=100_000, description="How many to pass over."), BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=NAME)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f/?#]+$")]  # in an address
Words = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Which = Literal["minimum", "recommended", "prior", "desirable"]
Edition = Literal["in_force", "newest"]
Level = Literal[
    "grade_8",
    "high_school",
    "some_college",
    "vocational",
    "associate",
    "bachelor",
    "master",
    "doctorate",
    "professional",
]


class PositionAsked(Schema):
    """The choices of a position: each names an option by its quote, or by the name of a leaf below it."""

    model_config = ConfigDict(extra="forbid")

    require: list[str] = Field(default=[], max_length=100)
    waive: list[str] = Field(default=[], max_length=100)


class Asked(Schema):
    """A record, and how it is to be judged. What is left out is the plan's own: its policy, today, admission."""

    model_config = ConfigDict(extra="forbid")

    record: dict[str, Any] = Field(description="A record of schooling, work and licenses (docs/records.md).")
    as_of: Day | None = Field(None, description="The day asked about; today if left out.")
    gate: Literal["admission", "appointment"] = "admission"
    policy: str | dict[str, Any] | None = Field(
        None, description="A profile by name, or keys; the plan's own if left out."
    )
    rulings: list[dict[str, Any]] = Field(default=[], max_length=500)
    position: PositionAsked | None = None
    which: Which = "minimum"


class AskedOfMany(Asked):
    """The same of several classes, or of all in force."""

    classes: list[Text] | None = Field(
        None, min_length=1, max_length=500, description="Keys or codes; all classes in force if left out."
    )
