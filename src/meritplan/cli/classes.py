"""The classes a command line means: from plans, readings, published documents, folders of them, or standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec
import yaml

from meritplan.cli.report import counted
from meritplan.cli.terminal import say
from meritplan.model.job_class import JobClass
from meritplan.model.reading import Reading
from meritplan.model.requirement import Requirement
from meritplan.plan import PlanError, as_of, load, newest
from meritplan.qualification.names import plain
from meritplan.qualification.profiles import DEFAULT, PolicyError
from meritplan.qualification.profiles import policy as profile_with_changes
from meritplan.qualification.trees import TreeError, tree_from
from meritplan.reading.pipeline import read_path

READING = "meritplan-reading/1"
HOW = "`meritplan read DOCUMENT --json` makes one"
TEXTS = ("minimum", "prior", "recommended", "desirable")
DOCUMENTS = frozenset({".html", ".htm", ".xhtml", ".pdf", ".docx", ".txt", ".text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A class of a reading with its printed qualifications."""

    code: str | None
    title: str
    trees: Mapping[str, Requirement]
    policy: Mapping[str, Any] | None = None  # that of the plan it stands in
    family: str | None = None  # the family, series or occupation the document names

    def tree(self, which: str) -> Requirement | None:
        """The qualifications of that name, if the document prints them."""
        return self.trees.get(which)

    def others(self, which: str) -> Iterator[tuple[str, Requirement]]:
        """The other printed qualifications a reader should know of."""
        yield from ((name, tree) for name, tree in self.trees.items() if name not in {which, "desirable"})

    @staticmethod
    def as_data(tree: Requirement) -> Any:
        """A tree as plain JSON data."""
        return msgspec.to_builtins(tree)


def classes_from(sources: Sequence[str], wanted: Sequence[str], on: date) -> list[Listed]:
    """The classes of all sources, or those wanted by code or title; of a plan, the editions in force ``on`` the day.

    Raises:
        click.UsageError: if a source is no reading, a class wanted is in none, or there is no class at all.
    """
    found = [each for source in sources for each in _source(source, on)]
    if wanted:
        called = {plain(name) for each in found for name in (each.code or "", each.title)}
        missing = [name for name in wanted if plain(name) not in called]
        if missing:
            raise click.UsageError(f"no class called {', '.join(missing)} in {', '.join(sources)}")
        names = {plain(name) for name in wanted}
        found = [each for each in found if {plain(each.code or ""), plain(each.title)} & names]
    if not found:
        raise click.UsageError(f"no class in {', '.join(sources)}")
    return found


def _source(source: str, on: date) -> Iterator[Listed]:
    if source == "-":
        yield from _reading(sys.stdin.buffer.read(), "standard input")
        return
    path = Path(source)
    if not path.exists():
        raise click.UsageError(f"{source} does not exist")
    if not path.is_dir():
        yield from _file(path)
        return
    if (path / "plan.yaml").is_file():
        yield from _plan(path, on)
        return
    other = []
    for file in sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith(".")):
        if file.suffix.lower() == ".json" and b"meritplan-reading/1" not in file.read_bytes():
            other.append(file)
        elif file.suffix.lower() in DOCUMENTS | {".json"}:
            yield from _file(file)
    if other:
        say(f"{counted(len(other), 'JSON file')} passed over, which hold no reading: {', '.join(map(str, other[:3]))}")


def _plan(path: Path, on: date) -> Iterator[Listed]:
    """The editions in force; of a plan that has none at all, its newest, and it is said."""
    try:
        plan = load(path)
    except PlanError as refused:
        raise click.UsageError(str(refused)) from None
    if plan.trouble:
        say(f"documents of {path} that cannot be read: {len(plan.trouble)}; `meritplan plan validate {path}` says why")
    editions = as_of(plan, on).editions
    if not editions:
        say(f"{path} has no edition in force on {on}: its newest drafts are taken as they stand")
        editions = newest(plan).editions
    elif len(editions) < len(plan.classes):
        say(f"{len(plan.classes) - len(editions)} classes of {path} have no edition in force on {on}")
    yield from (_listed(each.job_class, plan.policy) for each in editions)


def policy_of(listed: Sequence[Listed]) -> Mapping[str, Any] | None:
    """The policy of the plan the classes stand in; None where they stand in no plan, or it has none.

    Raises:
        click.UsageError: if they stand in plans that compute differently.
    """
    found = {json.dumps(each.policy, sort_keys=True): each.policy for each in listed if each.policy is not None}
    if len(found) > 1:
        raise click.UsageError("the plans compute by different policies; say which one with --policy")
    return next(iter(found.values()), None)


def policy_for(source: str | None, listed: Sequence[Listed]) -> Any:
    """The policy named (a profile, or a file with policy keys), else that of the plan, else the default profile.

    Raises:
        PolicyError: if the policy of the plan cannot be computed with.
        click.UsageError: if the file holds no keys, or the classes stand in plans that compute differently.
    """
    if source is None:
        return _usable(policy_of(listed)) or DEFAULT
    path = Path(source)
    if path.suffix.lower() not in {".json", ".yaml", ".yml"} or not path.is_file():
        return source
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8-sig"))  # JSON is YAML too
    except (yaml.YAMLError, UnicodeDecodeError) as trouble:
        raise click.UsageError(f"{source} holds no policy that can be read: {trouble}") from None
    if not isinstance(found, Mapping):
        raise click.UsageError(f"{source} holds no policy: it must hold keys and values, such as extends: default")
    return found


def _usable(policy: Any) -> Any:
    """The policy of a plan, once it is known that it can be computed with."""
    try:
        profile_with_changes(policy)
    except PolicyError as trouble:
        message = f"{trouble}. It stands in policy.yaml of the plan; correct it, or name another policy with --policy"
        raise PolicyError(message) from None
    return policy


def _file(path: Path) -> Iterator[Listed]:
    if path.suffix.lower() in DOCUMENTS:
        yield from (_listed(each) for each in read_path(path).classes)
        return
    yield from _reading(path.read_bytes(), str(path))


def _reading(data: bytes, name: str) -> Iterator[Listed]:
    try:
        reading = msgspec.json.decode(data, type=Reading)
        if reading.format != READING:
            raise click.UsageError(f"{name} is no reading but {reading.format}; {HOW}")
        yield from (_listed(each) for each in reading.classes)
    except msgspec.ValidationError:
        yield from _leniently(data, name)
    except msgspec.DecodeError as trouble:
        raise click.UsageError(f"{name} is not JSON: {trouble}") from None


def _leniently(data: bytes, name: str) -> Iterator[Listed]:
    """A reading some of whose nodes this version does not know: they become unread, the rest stands."""
    raw = json.loads(data)
    classes = raw.get("classes") if isinstance(raw, dict) else None
    if not isinstance(classes, list):
        raise click.UsageError(f"{name} is no reading; {HOW}")
    for each in classes:
        if isinstance(each, dict):
            yield Listed(code=each.get("code"), title=str(each.get("title") or ""), trees=_trees(each))


def _trees(raw: Mapping[str, Any]) -> dict[str, Requirement]:
    found: dict[str, Requirement] = {}
    for which in TEXTS:
        tree = raw.get(f"{which}_qualifications")
        if tree is not None:
            try:
                found[which] = tree_from(tree)
            except TreeError:
                continue
    return found


def _listed(each: JobClass, policy: Mapping[str, Any] | None = None) -> Listed:
    trees = {which: getattr(each, f"{which}_qualifications") for which in TEXTS}
    kept = {name: tree for name, tree in trees.items() if tree is not None}
    family = each.group or each.occupational_area
    return Listed(code=each.code, title=each.title, trees=kept, policy=policy, family=family)
