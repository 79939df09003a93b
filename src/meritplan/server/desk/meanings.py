"""Forms for what words may mean: one for each kind of node, made from the fields the model gives it."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms

from meritplan.model import requirement as model
from meritplan.model.requirement import Node, Requirement, Rule

KINDS: Mapping[str, type[Node]] = {
    str(kind.__struct_config__.tag): kind for kind in (*model.LEAVES, *model.RULES, *model.GROUPS)
}
LEAVES = tuple(str(kind.__struct_config__.tag) for kind in model.LEAVES)
RULES = tuple(str(kind.__struct_config__.tag) for kind in model.RULES)
GROUPS = tuple(str(kind.__struct_config__.tag) for kind in model.GROUPS)
NAMES: Mapping[str, str] = {
    "education": "education: a level of schooling",
    "coursework": "coursework: units or courses in subjects",
    "experience": "experience: a length of work",
    "license": "license, registration or certificate",
    "training": "training: a programme completed",
    "skill": "skill: something measured",
    "condition": "condition: anything else a person must meet",
    "unread": "unread: leave it to be read",
    "substitution": "substitution: one thing may stand in for another",
    "combination": "combination: kinds of evidence add up",
    "counting": "counting: what counts toward it",
    "admission": "admission: may compete before it is met",
    "definition": "definition: explains a term",
    "note": "note: asks nothing",
    "all_of": "all of: every part must be met",
    "any_of": "any of: one part is enough",
    "option": "option: binds only if somebody decides so",
}
LABELS: Mapping[str, str] = {
    "months": "Months, at least",
    "max_months": "Upper end of a printed range, in months",
    "min": "At least",
    "or_comparable": "A comparable class counts, too",
    "or_equivalent": "An equivalent counts, too",
    "related_field": "A related field counts, too",
    "level_of": "At least at the level of (classes)",
    "classes": "As (class titles)",
    "within_months": "Within the last … months",
    "within_months_of_hire": "Within … months of hire",
    "held_months": "Held for … months",
    "exclusive": "Strictly more than that",
    "function": "What work, as written",
    "ratio": "Ratio: months given, months credited",
    "give": "What is given",
    "target": "What it stands in for",
    "inclusive": "Printed “and/or”: several together count as well",
    "by": "By",
    "when": "By when, as written",
    "may_be_outside": "May lie outside the total",
    "of": "Kinds that add up",
    "kind": "Kind",
    "name": "Name; several names mean any of them",
    "when_employer": "Only where experience with this employer is used",
}
HINTS: Mapping[str, str] = {"ratio": "Two numbers with a blank between: 12 12 means year for year."}
LINES = "One to a line."
PREFIX = "is"  # a license has a kind as well as a node
OWN = frozenset({"quote", "spans", "doubt", "label", "strength", "children", "rules", "subsets", "at_most"})


class MeaningForm(forms.Form):
    """What one kind of node says of its words."""

    kind_of_node: type[Node]

    def node(self) -> Requirement | Rule | None:
        """The node, without its words; None where the fields do not fit, and the form says which."""
        if not self.is_valid():
            return None
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}
        if isinstance(said.get("name"), list) and len(said["name"]) == 1:
            said["name"] = said["name"][0]  # one name is a text, several are a list
        tag = str(self.kind_of_node.__struct_config__.tag)
        try:
            return msgspec.convert({"type": tag, **said}, Requirement | Rule)
        except msgspec.ValidationError as trouble:
            self.add_error(None, f"That does not fit: {trouble}")
            return None


class NumberField(forms.CharField):
    """A whole number or a decimal fraction."""

    def to_python(self, value: Any) -> Any:
        """The number."""
        said = str(super().to_python(value)).replace(",", ".").strip()
        if not said:
            return None
        try:
            number = float(said)
        except ValueError:
            number = -1.0
        if not 0 <= number < 1_000_000:
            raise forms.ValidationError("Enter a number such as 24 or 1.5.")
        return int(number) if number == int(number) else number


class RatioField(forms.CharField):
    """Two numbers."""

    def to_python(self, value: Any) -> Any:
        """The pair."""
        said = str(super().to_python(value)).replace("/", " ").replace(":", " ").replace(",", " ").split()
        if not said:
            return None
        if len(said) != 2:
            raise forms.ValidationError("Enter two numbers, such as 12 12.")
        return [NumberField(required=False).clean(one) for one in said]


class LinesField(forms.CharField):
    """Several texts, one to a line."""

    def __init__(self, **more: Any) -> None:
        attrs = {"class": "usa-textarea desk-lines", "rows": 2}
        super().__init__(widget=forms.Textarea(attrs=attrs), **more)

    def to_python(self, value: Any) -> list[str]:
        """The texts."""
        said = super().to_python(value)
        return [line.strip() for line in str(said).splitlines() if line.strip()]


def form_of(kind: str, data: Mapping[str, Any] | None = None, *, node: Node | None = None) -> Any:
    """The form of a kind, filled with what was sent or with what a node of it says. Its fields begin with ``is-``.

    Raises:
        KeyError: if there is no such kind.
    """
    of = KINDS[kind]
    own = [one for one in msgspec.structs.fields(of) if one.name not in OWN]
    fields = {one.name: _field(one) for one in sorted(own, key=lambda one: one.type is bool)}  # boxes to tick last
    made = type("Form", (MeaningForm,), {**fields, "kind_of_node": of})
    initial = _initial(node) if node is not None and type(node) is of else {}
    return made(data, initial=initial, prefix=PREFIX, auto_id="%s")


def _initial(node: Node) -> dict[str, Any]:
    said = msgspec.to_builtins(node)
    return {name: _shown(name, value) for name, value in said.items() if name not in OWN}


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) if name == "ratio" else "\n".join(map(str, value))
    return value


def _field(one: Any) -> forms.Field:
    label = LABELS.get(one.name) or one.name.replace("_", " ").capitalize()
    said: dict[str, Any] = {"label": label, "required": one.required, "help_text": HINTS.get(one.name, "")}
    choices = _choices(one.type)
    text = forms.TextInput(attrs={"class": "usa-input"})
    if choices:
        options = [(value, value.replace("_", " ")) for value in choices]
        if not one.required and _default(one) is None:
            options.insert(0, ("", "not said"))
        select = forms.Select(attrs={"class": "usa-select"})
        return forms.ChoiceField(choices=options, widget=select, initial=_default(one), **said)
    if one.type is bool:
        box = forms.CheckboxInput(attrs={"class": "usa-checkbox__input"})
        return forms.BooleanField(widget=box, **{**said, "required": False})
    if one.name == "ratio":
        return RatioField(widget=text, **said)
    if _holds(one.type, tuple):
        return LinesField(**{**said, "help_text": LINES})
    if _holds(one.type, int):
        number = forms.TextInput(attrs={"class": "usa-input usa-input--small", "inputmode": "decimal"})
        return NumberField(widget=number, **said)
    return forms.CharField(widget=text, max_length=1000, initial=_default(one), **said)


def _default(one: Any) -> Any:
    if one.default_factory is not msgspec.NODEFAULT:
        return one.default_factory()
    return None if one.default is msgspec.NODEFAULT else one.default


def _choices(said: Any) -> tuple[str, ...]:
    for part in _parts(said):
        if typing.get_origin(part) is typing.Literal:
            return typing.get_args(part)
    return ()


def _holds(said: Any, wanted: type) -> bool:
    return any(part is wanted or typing.get_origin(part) is wanted for part in _parts(said))


def _parts(said: Any) -> tuple[Any, ...]:
    union = isinstance(said, types.UnionType) or typing.get_origin(said) is typing.Union
    return typing.get_args(said) if union else (said,)
