"""Policy profiles: a jurisdiction's arithmetic as data, every key with its citation.

A policy is a profile by name, a mapping of keys, or a mapping that ``extends`` a profile:

>>> policy({"extends": "opm", "full_time_hours": 37.5}).full_time_hours
37.5
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import yaml

from meritplan.model.policy import Policy, PolicyKey, PolicyProfile

DEFAULT = "default"


class PolicyError(ValueError):
    """A policy cannot be used: an unknown profile, or a key with a value it cannot have."""


def names() -> tuple[str, ...]:
    """The profiles that come with the program, the default first."""
    found = sorted(entry.name.removesuffix(".yaml") for entry in _folder().iterdir() if entry.name.endswith(".yaml"))
    return (DEFAULT, *(name for name in found if name != DEFAULT))


@cache
def profile(name: str) -> PolicyProfile:
    """The profile of that name.

    Raises:
        PolicyError: if there is none; the message lists those there are.
    """
    if name not in names():
        message = f"MP-Q030: no policy profile is called {name!r}; there are: {', '.join(names())}"
        raise PolicyError(message)
    text = _folder().joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), PolicyProfile)


def keys_of(found: PolicyProfile) -> dict[str, PolicyKey]:
    """Every key of a profile, those it does not name taken from the default profile."""
    return {**profile(DEFAULT).keys, **found.keys}


def policy(source: str | Mapping[str, Any] | Policy | None = None) -> Policy:
    """The policy a name, a mapping of keys or a profile document describes.

    Raises:
        PolicyError: naming the key and what it may be.
    """
    if isinstance(source, Policy):
        return source
    given: dict[str, Any] = {"name": source} if isinstance(source, str) else dict(source or {})
    base = given.pop("extends", None) or (given.get("name") if given.get("name") in names() else DEFAULT)
    values = {key: entry.value for key, entry in keys_of(profile(str(base))).items()}
    if isinstance(source, str) and source not in names():
        profile(source)  # raises with the list of names
    entries: dict[str, Any] = given.pop("keys", None) or {}
    own = {key: _value(entry) for key, entry in {**given, **entries}.items()}
    own.setdefault("name", str(base))
    return _converted({**values, **{key: value for key, value in own.items() if value is not None}})


def _value(entry: Any) -> Any:
    return entry["value"] if isinstance(entry, Mapping) and "value" in entry else entry


def _converted(values: Mapping[str, Any]) -> Policy:
    try:
        return msgspec.convert(_lists(values), Policy)
    except msgspec.ValidationError as trouble:
        message = (
            f"MP-Q031: the policy cannot be used: {trouble}; `meritplan policy show` lists every key with its values"
        )
        raise PolicyError(message) from None


def _lists(values: Mapping[str, Any]) -> dict[str, Any]:
    """A table that names one thing where several may stand is a table of lists."""
    found = dict(values)
    for table in ("employers", "license_equivalents"):
        entries = found.get(table)
        if isinstance(entries, Mapping):
            found[table] = {key: [entry] if isinstance(entry, str) else entry for key, entry in entries.items()}
    return found


def _folder() -> Any:
    return resources.files("meritplan.qualification") / "policies"
