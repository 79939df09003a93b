"""The wizard: schooling, jobs, licenses and more, entry by entry, then a summary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse

from meritplan.qualification import read_record
from meritplan.server.eligibility import prepared as preparing
from meritplan.server.eligibility.entries import KINDS, NOT_KNOWN, Kind, entries, item_at, none_of, put, without
from meritplan.server.eligibility.forms import FORMS, EntryForm
from meritplan.server.eligibility.prepared import Prepared
from meritplan.server.eligibility.sheet import Sheet, today
from meritplan.server.eligibility.views.carrying import STEPS, carried, page

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "education": ("education",),
    "jobs": ("employment",),
    "licenses": ("licenses",),
    "more": ("training", "coursework", "skills"),
}
QUESTIONS: Final[Mapping[str, str]] = {
    "education": "Where did you go to school?",
    "jobs": "Where have you worked?",
    "licenses": "Which licenses do you hold?",
    "more": "Anything else?",
}
_ANSWERS: Final = {"yes": True, "no": False}


@carried
def start(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What this is, and where the record stays; meanwhile the plan is made ready.

    ``?class=`` names the class the visitor comes from.
    """
    preparing.begin(today())
    key = request.GET.get("class", "")
    if key in preparing.prepared(sheet.day).numbers:
        sheet = sheet.replaced(wanted=key)
    return page(request, "eligibility/start.html", sheet)


@carried
def step(request: HttpRequest, sheet: Sheet, name: str) -> HttpResponse:
    """One step: its entries, or the form for one of them."""
    if name not in LISTS:
        raise Http404
    ready = preparing.prepared(sheet.day)
    verb, kind, number = _asked(request, name)
    if verb in {"add", "change"} and kind is not None:
        form = _form(kind, ready, item_at(sheet, kind, number), None)
        return _entry(request, sheet, name, kind, number, form)
    if verb == "save" and kind is not None:
        form = _form(kind, ready, item_at(sheet, kind, number), request.POST)
        if not form.is_valid():
            return _entry(request, sheet, name, kind, number, form)
        return _listed(request, put(sheet, kind, number, form.said()), name, ready, "Saved.")
    if verb == "remove" and kind is not None and number is not None:
        sheet, gone = without(sheet, kind, number)
        return _listed(request, sheet, name, ready, f"Removed: {gone}. Your browser’s Back button undoes this.")
    if verb == "none" and kind is not None:
        return _listed(request, none_of(sheet, kind), name, ready, "Noted: there is nothing to list.")
    if verb == "answers":
        return _listed(request, _answered(request, sheet, ready), name, ready, "Your answers are saved.")
    return _listed(request, sheet, name, ready, "")


@carried
def summary(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Everything entered, before it is compared."""
    return summary_page(request, sheet)


def summary_page(request: HttpRequest, sheet: Sheet, notes: tuple[str, ...] = (), said: str = "") -> HttpResponse:
    """The summary, with notes on a file that was taken."""
    ready = preparing.prepared(sheet.day)
    lists = [(step_name, KINDS[name], entries(KINDS[name], sheet)) for step_name in LISTS for name in LISTS[step_name]]
    conditions = [(words, _plain_answer(value)) for words, value in (sheet.record.get("conditions") or {}).items()]
    return page(
        request,
        "eligibility/summary.html",
        sheet,
        step="summary",
        ready=ready,
        lists=lists,
        conditions=conditions,
        rulings=len(sheet.rulings),
        notes=notes,
        doubts=doubts(sheet),
        said=said,
    )


_PLACE: Final = re.compile(r"(\w+)\[(\d+)\]\.?(\w*)")
_OF_FILES: Final = frozenset({"MP-Q003", "MP-Q005"})  # said once, when the file is opened


_NOT_SAID: Final = re.compile(rf" is (None|'{NOT_KNOWN}')[;,]")  # unknown, and meant to be


def doubts(sheet: Sheet) -> list[str]:
    """What looks wrong in the record and is used as unknown, each beginning with the entry it is about."""
    issues = read_record(sheet.record, sheet.day).issues
    said = [issue.message for issue in issues if issue.code not in _OF_FILES and not _NOT_SAID.search(issue.message)]
    return [_PLACE.sub(lambda found: _place(found, sheet), message) for message in said]


def _place(found: re.Match[str], sheet: Sheet) -> str:
    name, number, field = found[1], int(found[2]), found[3].replace("_", " ")
    items = sheet.record.get(name) or ()
    if name not in KINDS or number >= len(items):
        return found[0]
    return f"{KINDS[name].said(items[number])[0]}{f': {field}' if field else ''}"


def _plain_answer(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _asked(request: HttpRequest, name: str) -> tuple[str, Kind | None, int | None]:
    """What the button asks: ``change:employment:2``."""
    verb, _, rest = request.POST.get("do", "").partition(":")
    kind, _, number = rest.partition(":")
    meant = KINDS[kind] if kind in LISTS[name] else None
    return verb, meant, int(number) if number.isdecimal() and len(number) < 4 else None


def _form(kind: Kind, ready: Prepared, item: Mapping[str, Any], data: Mapping[str, Any] | None) -> EntryForm:
    return FORMS[kind.name](data, item=item, plan=ready.view.plan, full_time=float(ready.policy.full_time_hours))


def _entry(
    request: HttpRequest, sheet: Sheet, name: str, kind: Kind, number: int | None, form: EntryForm
) -> HttpResponse:
    return page(
        request,
        "eligibility/entry.html",
        sheet,
        step=name,
        kind=kind,
        number="" if number is None else number,
        form=form,
        troubled=form.troubled() if form.is_bound else [],
    )


def _listed(request: HttpRequest, sheet: Sheet, name: str, ready: Prepared, said: str) -> HttpResponse:
    names = [step_name for step_name, _ in STEPS]
    position = names.index(name)
    return page(
        request,
        "eligibility/step.html",
        sheet,
        step=name,
        ready=ready,
        heading=QUESTIONS[name],
        lists=[(KINDS[each], entries(KINDS[each], sheet)) for each in LISTS[name]],
        following=STEPS[position + 1],
        before=STEPS[position - 1] if position else None,
        said=said,
        conditions=_conditions(sheet, ready) if name == "more" else None,
        age=(sheet.record.get("conditions") or {}).get("age", ""),
    )


def _conditions(sheet: Sheet, ready: Prepared) -> list[tuple[str, str]]:
    """What classes ask beside, and what was answered."""
    held = sheet.record.get("conditions") or {}
    said = {words: held[words] for words in ready.conditions if isinstance(held.get(words), bool)}
    return [(words, "" if words not in said else "yes" if said[words] else "no") for words in ready.conditions]


def _answered(request: HttpRequest, sheet: Sheet, ready: Prepared) -> Sheet:
    held = dict(sheet.record.get("conditions") or {})
    for number, words in enumerate(ready.conditions):
        answer = _ANSWERS.get(request.POST.get(f"condition-{number}", ""))
        held.pop(words, None)
        if answer is not None:
            held[words] = answer
    age = request.POST.get("age", "").strip()
    held.pop("age", None)
    if age.isdecimal() and 0 < int(age[:4]) < 130:
        held["age"] = int(age)
    record = {key: value for key, value in sheet.record.items() if key != "conditions"}
    return sheet.replaced(record={**record, "conditions": held} if held else record)
