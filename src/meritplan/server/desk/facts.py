"""The facts of a class as a form: those a person can enter or correct."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django import forms

from meritplan.model import JobClass
from meritplan.server.desk.meanings import LINES, LinesField

LEFT_OUT = frozenset({"source", "evidence", "pay", "filing", "duties", "ksas", "inherits_lower_duties"})
LONG = frozenset({"summary", "statutory_requirements", "conditions_of_employment"})


class FactsForm(forms.Form):
    """The facts; ``known`` is what the edition says of them, as plain data."""

    known: Mapping[str, Any]

    def changed_facts(self) -> dict[str, Any] | None:
        """The facts that are other than known; None where one does not fit, and the form says which."""
        if not self.is_valid():
            return None
        facts = {name: _plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in facts.items() if value != _plain(self.known.get(name))}


def facts_form(job_class: JobClass, data: Mapping[str, Any] | None = None) -> FactsForm:
    """The form of a class's facts, filled with what is known."""
    known = msgspec.structs.asdict(job_class)
    names = [one for one in msgspec.structs.fields(JobClass) if _enterable(one.name)]
    made = type("Facts", (FactsForm,), {one.name: _field(one) for one in names})
    initial = {one.name: _shown(known[one.name]) for one in names}
    form: FactsForm = made(data, initial=initial, prefix="fact", auto_id="%s")
    form.known = msgspec.to_builtins(job_class)
    return form


def _enterable(name: str) -> bool:
    return name not in LEFT_OUT and not name.endswith("_qualifications")


def _shown(value: Any) -> Any:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else value


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "\n".join(value.splitlines()) or None
    return list(value) or None if isinstance(value, list | tuple) else value


def _field(one: Any) -> forms.Field:
    said: dict[str, Any] = {"label": one.name.replace("_", " ").capitalize(), "required": one.required}
    union = isinstance(one.type, types.UnionType) or typing.get_origin(one.type) is typing.Union
    parts = typing.get_args(one.type) if union else (one.type,)
    literal = next((part for part in parts if typing.get_origin(part) is typing.Literal), None)
    if literal is not None:
        options = [("", "not said"), *((value, value.replace("_", " ")) for value in typing.get_args(literal))]
        return forms.ChoiceField(choices=options, widget=forms.Select(attrs={"class": "usa-select"}), **said)
    if date in parts:
        day = forms.DateInput(attrs={"class": "usa-input usa-input--medium", "type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=day, **said)
    if int in parts:
        number = forms.NumberInput(attrs={"class": "usa-input usa-input--small"})
        return forms.IntegerField(widget=number, min_value=0, **said)
    if any(typing.get_origin(part) is tuple for part in parts):
        return LinesField(help_text=LINES, **said)
    if one.name in LONG:
        area = forms.Textarea(attrs={"class": "usa-textarea desk-lines", "rows": 3})
        return forms.CharField(widget=area, **said)
    return forms.CharField(widget=forms.TextInput(attrs={"class": "usa-input"}), max_length=500, **said)
