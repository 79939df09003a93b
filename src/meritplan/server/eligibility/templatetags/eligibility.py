"""How fields, findings and words of the engine appear on the pages of this app."""

from __future__ import annotations

from typing import Any

from django import template

from meritplan.model.determination import NodeFinding
from meritplan.server.eligibility import telling
from meritplan.server.eligibility.dates import in_words

register = template.Library()
_CLASSES = {"text": "usa-input", "select": "usa-select", "radio": "usa-radio__input"}


@register.inclusion_tag("eligibility/parts/field.html")
def field(bound: Any) -> dict[str, Any]:
    """One field with its label, hint and error."""
    kind = getattr(bound.field.widget, "input_type", "textarea")
    described = [f"{bound.id_for_label or bound.auto_id}-{part}" for part in _parts(bound)]
    attributes = {"class": f"{_CLASSES.get(kind, 'usa-textarea')}{' usa-input--error' if bound.errors else ''}"}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget = "" if kind == "radio" else bound.as_widget(attrs=attributes)
    return {"bound": bound, "radio": kind == "radio", "widget": widget, "described": " ".join(described)}


def _parts(bound: Any) -> list[str]:
    return [part for part, there in (("hint", bound.help_text), ("error", bound.errors)) if there]


@register.inclusion_tag("eligibility/parts/node.html")
def finding(node: NodeFinding, names: telling.Names, *, rule: bool = False) -> dict[str, Any]:
    """One requirement of the tree, what the record brings to it, and everything below it."""
    rules = [each for each in node.rules if each.result != "not_met" or node.result == "not_met"]
    evidence = [
        {
            "name": names.of(each.employment) if each.employment else names.told(each.item),
            "counts": each.counts,
            "arithmetic": names.told(each.arithmetic),
            "because": names.told(each.because),
            "ruling": each.ruling,
        }
        for each in node.evidence
    ]
    return {
        "node": node,
        "names": names,
        "rule": rule,
        "rules": rules,
        "evidence": evidence,
        "words": telling.node_words(node),
        "result": telling.result_words(node),
        "chip": telling.result_chip(node),
        "months": telling.months_words(node),
        "note": names.told(node.note),
        "doubt": names.told(node.doubt),
        "group": not node.quote or bool(node.children),
    }


@register.filter
def told(text: str | None, names: telling.Names) -> str:
    """A sentence of the engine in the words of the page."""
    return names.told(text)


@register.filter
def day(value: Any) -> str:
    """A date, perhaps partial, as people say it."""
    return in_words(value)


@register.filter
def chip(standing: str) -> str:
    """The look of a standing."""
    return telling.CHIPS[standing]  # type: ignore[index]
