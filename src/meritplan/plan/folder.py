"""A plan's folder: opened as a value, and values written back."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from meritplan.model import Issue
from meritplan.plan import canonical, files
from meritplan.plan.cache import Cache
from meritplan.plan.documents import (
    PLAN_FORMAT,
    Document,
    Finding,
    GroupDocument,
    PlanCard,
    SourceDocument,
    Writable,
)
from meritplan.plan.edition import ClassEdition
from meritplan.plan.errors import FolderInUseError, NotAPlanError, PlanExistsError, PlanFormatError
from meritplan.plan.identity import ClassRecord, PlanClass
from meritplan.plan.parsing import UnreadableError, parse
from meritplan.plan.transaction import ABSENT, Change, commit, locked, pending, recover
from meritplan.plan.value import Plan, documents_of

CARD = "plan.yaml"
POLICY = "policy.yaml"
FREE = ("pay", "vocabularies", "crosswalks")
FOLDERS = ("sources", "classes", "groups", *FREE)
TYPES = (ClassEdition, ClassRecord, GroupDocument, SourceDocument)


@dataclass(kw_only=True)
class _Found:
    """What a walk through the folder has collected so far."""

    hashes: dict[str, str] = field(default_factory=dict)
    values: dict[type, list[Any]] = field(default_factory=dict)
    free: list[Document] = field(default_factory=list)
    trouble: list[Finding] = field(default_factory=list)


def create(root: Path, *, title: str, jurisdiction: str | None = None, policy: str | None = None) -> Plan:
    """Begin a plan in a new or empty folder.

    Raises:
        PlanExistsError: if there is one.
        FolderInUseError: if the folder holds anything else.
    """
    if (root / CARD).exists():
        raise PlanExistsError(root)
    if root.exists() and any(not one.name.startswith(".") for one in root.iterdir()):
        raise FolderInUseError(root)
    root.mkdir(parents=True, exist_ok=True)
    documents: list[Writable] = [Document(path=POLICY, data={"extends": policy or "default"})]
    documents.append(PlanCard(title=title, jurisdiction=jurisdiction))
    _commit(root, documents, {})
    return load(root)


def load(root: Path) -> Plan:
    """The plan in a folder. A change that was decided and not completed is completed first.

    Raises:
        NotAPlanError: if the folder holds none.
        PlanFormatError: if it has another format than this version reads.
    """
    if pending(root):
        with locked(root, exclusive=True):
            recover(root)
    if not (root / CARD).is_file():
        raise NotAPlanError(root)
    with locked(root, exclusive=False), _uncollected():
        return _plan(root, _card(root), _walk(root))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searching for cycles, of which values have none: opening takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def write(plan: Plan, documents: Iterable[Writable]) -> Plan:
    """Write documents, all or none, and return the plan as it is then.

    Raises:
        StaleDocumentError: if one of them is not what it was when the plan was opened.
        LockedError: if another process keeps writing.
    """
    written = _commit(plan.root, documents, plan.hashes)
    return _with(plan, written) if written else plan


def _commit(root: Path, documents: Iterable[Writable], hashes: Mapping[str, str]) -> dict[str, tuple[Writable, str]]:
    """Write what differs; the values and hashes written, by path."""
    written: dict[str, tuple[Writable, str]] = {}
    changes = []
    for document in documents:
        content = canonical.encode(document.data if isinstance(document, Document) else document)
        path, after = document.path, files.sha256(content)
        if hashes.get(path) != after:
            changes.append(Change(path=path, before=hashes.get(path, ABSENT), content=content))
            written[path] = (document, after)
    if changes:
        commit(root, changes)
        values = {after: one.data if isinstance(one, Document) else one for one, after in written.values()}
        Cache.add(root, TYPES, values)
    return written


def _card(root: Path) -> PlanCard:
    try:
        data = parse((root / CARD).read_bytes())
        said = data.get("format") if isinstance(data, dict) else None
        if said != PLAN_FORMAT:
            message = (
                f"{root / CARD} says format {said!r} and this version reads {PLAN_FORMAT!r}: `meritplan plan upgrade` "
                "brings an older plan up to date; a newer one needs a newer version of Meritplan"
            )
            raise PlanFormatError(message)
        return msgspec.convert(data, PlanCard)
    except (UnreadableError, msgspec.ValidationError) as trouble:
        message = f"{root / CARD} cannot be read ({trouble}); restore it from version control"
        raise PlanFormatError(message) from None


def _paths(root: Path) -> Iterator[tuple[str, type]]:
    """Every document with the type of its value, in order of their paths."""
    for path in _below(root, "classes", "*/*.yaml"):
        yield path, ClassRecord if path.endswith("/class.yaml") else ClassEdition
    yield from ((path, GroupDocument) for path in _below(root, "groups", "*.yaml"))
    yield from ((path, SourceDocument) for path in _below(root, "sources", "*/*.yaml"))
    for name in FREE:
        yield from ((path, Document) for path in _below(root, name, "**/*.yaml"))
    if (root / POLICY).is_file():
        yield POLICY, Document


def _below(root: Path, folder: str, pattern: str) -> list[str]:
    found = (root / folder).glob(pattern)
    return sorted(path.relative_to(root).as_posix() for path in found if not path.name.startswith("."))


def _walk(root: Path) -> _Found:
    found, kept = _Found(), Cache(root, TYPES)
    found.hashes[CARD] = files.sha256((root / CARD).read_bytes())
    for path, kind in _paths(root):
        content = (root / path).read_bytes()
        digest = found.hashes[path] = files.sha256(content)
        try:
            value = _value(content, digest, kind, kept)
            if kind is Document:
                found.free.append(Document(path=path, data=value))
            else:
                _in_its_place(path, value)
                found.values.setdefault(kind, []).append(value)
        except (UnreadableError, msgspec.ValidationError) as trouble:
            found.trouble.append(_unreadable(path, trouble))
    kept.save()
    return found


def _value(content: bytes, digest: str, kind: type, kept: Cache) -> Any:
    wanted: Any = Any if kind is Document else kind
    line = kept.get(digest)
    if line is not None:
        try:
            return msgspec.json.decode(line, type=wanted)
        except msgspec.MsgspecError:
            pass  # cut short or of another form: the document itself decides
    value = msgspec.convert(parse(content), wanted)
    kept.put(digest, value)
    return value


def _in_its_place(path: str, value: Any) -> None:
    if value.path != path:
        message = f"it says it is {value.path}"
        raise UnreadableError(message)


def _unreadable(path: str, trouble: Exception) -> Finding:
    message = (
        f"{path} cannot be read: {trouble}. It is left out of the plan; correct it or restore it from version control."
    )
    return Finding(document=path, issue=Issue(code="MP-P001", severity="error", message=message))


def _plan(root: Path, card: PlanCard, found: _Found) -> Plan:
    by_folder = {name: tuple(one for one in found.free if one.path.startswith(f"{name}/")) for name in FREE}
    policy = next((one.data for one in found.free if one.path == POLICY), None)
    return Plan(
        root=root,
        card=card,
        classes=_classes(found.values.get(ClassEdition, []), found.values.get(ClassRecord, [])),
        groups=tuple(found.values.get(GroupDocument, [])),
        sources=tuple(found.values.get(SourceDocument, [])),
        pay=by_folder["pay"],
        vocabularies=by_folder["vocabularies"],
        crosswalks=by_folder["crosswalks"],
        policy=policy if isinstance(policy, dict) else None,
        hashes=found.hashes,
        trouble=tuple(found.trouble),
    )


def _classes(editions: Iterable[ClassEdition], records: Iterable[ClassRecord]) -> tuple[PlanClass, ...]:
    known = {one.key: one for one in records}
    grouped: dict[str, list[ClassEdition]] = {}
    for edition in editions:
        grouped.setdefault(edition.class_key, []).append(edition)
    return tuple(
        PlanClass(
            key=key,
            record=known.get(key) or ClassRecord(key=key),
            editions=tuple(sorted(grouped[key], key=lambda one: one.number)),
        )
        for key in sorted(grouped)
    )


def _with(plan: Plan, written: Mapping[str, tuple[Writable, str]]) -> Plan:
    """The plan with documents put in place of those of the same paths."""
    found = _Found(hashes={**plan.hashes, **{path: digest for path, (_, digest) in written.items()}})
    found.trouble = [one for one in plan.trouble if one.document not in written]
    before = documents_of(plan)
    values = {one.path: one for one in before} | {path: document for path, (document, _) in written.items()}
    card = plan.card
    for path in sorted(values):
        value = values[path]
        if isinstance(value, PlanCard):
            card = value
        elif isinstance(value, Document):
            found.free.append(value)
        else:
            found.values.setdefault(type(value), []).append(value)
    return _plan(plan.root, card, found)
