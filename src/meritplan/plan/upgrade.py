"""Bringing the documents of an older plan to the form of today, all at once.

Each step turns one form of the plan into the next: it is given every document as plain data by its path and returns
them as they should be. The steps are tried on the plan as it is on disk; nothing is written unless all succeed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from meritplan.plan import canonical, files
from meritplan.plan.documents import PLAN_FORMAT
from meritplan.plan.errors import NotAPlanError, PlanFormatError
from meritplan.plan.folder import CARD, FOLDERS, POLICY, load
from meritplan.plan.parsing import UnreadableError, parse
from meritplan.plan.transaction import Change, commit, locked, pending, recover
from meritplan.plan.value import Plan

Documents = Mapping[str, Any]
Step = Callable[[Documents], Documents]

# From the form before to the one after. The first form has no step: there is nothing older.
STEPS: dict[str, tuple[str, Step]] = {}


def upgrade(root: Path, steps: Mapping[str, tuple[str, Step]] | None = None) -> tuple[Plan, tuple[str, ...]]:
    """Bring the plan to the form of today; the plan, and the paths of the documents that changed.

    Raises:
        NotAPlanError: if the folder holds none.
        PlanFormatError: if no steps lead from its form to today's, or a document cannot be read.
    """
    if pending(root):
        with locked(root, exclusive=True):
            recover(root)
    if not (root / CARD).is_file():
        raise NotAPlanError(root)
    contents = {path.relative_to(root).as_posix(): path.read_bytes() for path in _documents(root)}
    documents = _stepped(_parsed(contents), STEPS if steps is None else steps)
    changes = [
        Change(path=path, before=files.sha256(contents[path]), content=canonical.text(data).encode())
        for path, data in documents.items()
        if canonical.text(data).encode() != contents[path]
    ]
    if changes:
        commit(root, changes)
    return load(root), tuple(change.path for change in changes)


def _documents(root: Path) -> list[Path]:
    found = [root / CARD, *([root / POLICY] if (root / POLICY).is_file() else [])]
    return found + [path for name in FOLDERS for path in sorted((root / name).rglob("*.yaml"))]


def _parsed(contents: Mapping[str, bytes]) -> dict[str, Any]:
    documents = {}
    for path, content in contents.items():
        try:
            documents[path] = parse(content)
        except UnreadableError as trouble:
            message = f"{path} cannot be read ({trouble}), so the plan cannot be brought up to date"
            raise PlanFormatError(message) from None
    return documents


def _stepped(documents: dict[str, Any], steps: Mapping[str, tuple[str, Step]]) -> Documents:
    stepped: Documents = documents
    form = _form(stepped)
    while form != PLAN_FORMAT:
        if form not in steps:
            message = f"this version knows no way from {form!r} to {PLAN_FORMAT!r}; a newer plan needs a newer version"
            raise PlanFormatError(message)
        form, step = steps[form]
        stepped = step(stepped)
        stepped = {**stepped, CARD: {**stepped[CARD], "format": form}}
    return stepped


def _form(documents: Documents) -> str:
    card = documents[CARD]
    return str(card.get("format")) if isinstance(card, dict) else "none"
