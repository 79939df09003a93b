"""Form fields as the design system draws them."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()
CLASSES = {
    "CheckboxInput": "usa-checkbox__input",
    "Select": "usa-select",
    "Textarea": "usa-textarea",
}


@register.filter
def dressed(field: Any) -> str:
    """The widget with its class, marked where it has an error, and without the text inside that stands for a label."""
    drawn = CLASSES.get(type(field.field.widget).__name__, "usa-input")
    marked = f"{drawn} usa-input--error" if field.errors else drawn
    return str(field.as_widget(attrs={"class": marked, "placeholder": False}))


@register.filter
def kind(field: Any) -> str:
    """How a field is drawn: one check box, several, or a line."""
    name = type(field.field.widget).__name__
    return {"CheckboxInput": "check", "CheckboxSelectMultiple": "checks", "HiddenInput": "hidden"}.get(name, "line")
