"""The reference page: the OpenAPI document, told in rows. Made on the server, so that nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meritplan.server.api.description import document


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One parameter: where it stands, what it may be."""

    name: str
    place: str
    required: bool
    form: str
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: str | None
    answer: str
    statuses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    form: str
    required: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One form of values."""

    name: str
    what: str
    fields: tuple[Field, ...]


def operations() -> dict[str, list[Described]]:
    """The operations by subject, in the order they are declared."""
    found: dict[str, list[Described]] = {}
    for path, methods in document()["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][0], []).append(_described(path, method, one))
    return found


def _described(path: str, method: str, one: dict[str, Any]) -> Described:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Described(
        name=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one["summary"],
        description=one.get("description", ""),
        parameters=tuple(_parameters(one)),
        body=form(body) if body else None,
        answer=form(one["responses"]["200"]["content"]["application/json"]["schema"]),
        statuses=tuple(one["responses"]),
    )


def _parameters(one: dict[str, Any]) -> Iterator[Parameter]:
    for said in one.get("parameters", ()):
        schema = said["schema"]
        yield Parameter(
            name=said["name"],
            place=said["in"],
            required=said.get("required", False),
            form=form(schema),
            what=said.get("description", ""),
        )


def forms() -> list[Form]:
    """The forms of values that operations answer and take."""
    return [
        Form(
            name=name,
            what=schema.get("description", "").partition("\n\n")[0],
            fields=tuple(
                Field(name=each, form=form(said), required=each in schema.get("required", ()))
                for each, said in schema.get("properties", {}).items()
            ),
        )
        for name, schema in document()["components"]["schemas"].items()
    ]


def form(schema: dict[str, Any]) -> str:
    """What a value may be, in a few words: ``a day, or none``."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            said = [form(one) for one in schema[several]]
            return " or ".join(dict.fromkeys(said))
    if "enum" in schema:
        return ", ".join(f"“{one}”" for one in schema["enum"] if one is not None)
    if "const" in schema:
        return f"“{schema['const']}”"
    return _simple(schema)


def _simple(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    if kind == "array":
        inside = schema.get("items")
        return f"list of {form(inside)}" if isinstance(inside, dict) and inside else "list"
    named = {"date": "day", "date-time": "moment", "decimal": "amount"}.get(schema.get("format", ""))
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
    return named or words.get(str(kind), str(kind) if kind else "anything")
