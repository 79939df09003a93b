r"""From the bytes of a document to plain data: the subset of YAML a plan is written in, and no more.

Unquoted, only whole numbers without leading zeros, decimals, ``true``, ``false`` and ``null`` are anything but text,
so that a code keeps its zeros and a country called NO stays a country:

>>> parse(b"code: 0264\ncountry: NO\nsince: 2011-11-15\nmonths: 24\n")
{'code': '0264', 'country': 'NO', 'since': '2011-11-15', 'months': 24}
"""

from __future__ import annotations

import re
from typing import Any

import yaml

MEANINGS = (
    ("tag:yaml.org,2002:null", re.compile(r"null|~|", re.ASCII), ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", re.compile(r"true|false", re.ASCII), ["t", "f"]),
    ("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII), list("-0123456789")),
    (
        "tag:yaml.org,2002:float",
        re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:e[-+]?[0-9]+)?", re.ASCII),
        list("-0123456789"),
    ),
)
DEPTH = 500
LEADING = re.compile(rb"^[ ?-]{500,}", re.MULTILINE)
BRACKETS = re.compile(rb"[\[\]{}]")


class UnreadableError(ValueError):
    """The bytes are no document of a plan; the message says where and why."""


class _Loader(yaml.CSafeLoader):
    """Text unless it is surely something else; a key said twice is an error."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 the library declares it so


for _tag, _pattern, _first in MEANINGS:
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern.pattern})$"), _first)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None or key in made:
            where = key_node.start_mark.line + 1
            what = f"the key {key!r} stands twice" if key is not None else "a key that is no text"
            message = f"line {where}: {what}"
            raise UnreadableError(message)
        made[key] = loader.construct_object(value_node, deep=True)
    return made


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse(content: bytes) -> Any:
    """The data of a document.

    Raises:
        UnreadableError: if the bytes are not UTF-8 or no YAML, or a key stands twice.
    """
    if _deep(content):
        message = f"more than {DEPTH} parts within parts"
        raise UnreadableError(message)
    try:
        data = _Loader(content.decode()).get_single_data()
    except UnicodeDecodeError as trouble:
        message = f"not UTF-8 at byte {trouble.start}"
        raise UnreadableError(message) from None
    except yaml.MarkedYAMLError as trouble:
        line = f"line {trouble.problem_mark.line + 1}: " if trouble.problem_mark else ""
        raise UnreadableError(f"{line}{trouble.problem}") from None
    except (yaml.YAMLError, RecursionError) as trouble:
        raise UnreadableError(str(trouble)) from None
    if _shares(data):
        message = "parts of it are written once and referred to elsewhere (& and *); write them out"
        raise UnreadableError(message)
    return data


def _deep(content: bytes) -> bool:
    """Whether parts may lie so deep in parts that the parser, which calls itself for each, would end the process."""
    if any(len(run) > DEPTH for run in LEADING.findall(content)):
        return True
    if content.count(b"[") + content.count(b"{") <= DEPTH:
        return False
    depth = 0
    for bracket in BRACKETS.findall(content):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEPTH:
            return True
    return False


def _shares(data: Any) -> bool:
    """Whether a part stands in two places: a few lines could then mean millions."""
    seen: set[int] = set()
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (dict, list)):
            if id(one) in seen:
                return True
            seen.add(id(one))
            waiting += one.values() if isinstance(one, dict) else one
    return False
