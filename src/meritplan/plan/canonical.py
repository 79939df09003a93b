"""The one way a value is written: the same value, the same bytes, lines that a difference of two editions shows well.

A subset of YAML: block style, keys in the order of the value's fields (those of free mappings sorted), spans in one
line, long text folded with a line for each sentence, everything that could be taken for something else in quotes.

>>> print(text({"code": "0264", "title": "Case Aide", "spans": [[1, 2], [5, 9]]}), end="")
code: "0264"
title: Case Aide
spans: [[1, 2], [5, 9]]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

WIDTH = 100
ROOM = 40  # columns left to text however deep it stands
PLAIN = re.compile(r"[^\W\d_][\w ,.;?!()/&+%$§’“”–—'\"-]*(?<! )|\d{4}-\d\d-\d\d")
STEP = re.compile(r"[a-z_]+")
WORDS_WITH_MEANING = frozenset("null true false yes no on off y n nan inf infinity".split())
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]")
SENTENCE_END = re.compile(r"(?<=[.;:?!]) (?=\S)")


def encode(value: msgspec.Struct | Mapping[str, Any]) -> bytes:
    """The canonical bytes of a value, UTF-8."""
    return text(
        msgspec.to_builtins(value, order="deterministic" if isinstance(value, msgspec.Struct) else None)
    ).encode()


def text(data: Mapping[str, Any]) -> str:
    """Plain data as canonical YAML."""
    return "\n".join(_mapping(data, 0)) + "\n" if data else "{}\n"


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in data.items():
        name = margin + _key(key) + ":"
        if isinstance(value, str):
            yield from _text(name, value, indent + 2)
        elif isinstance(value, Mapping) and value:
            yield name
            yield from _mapping(value, indent + 2)
        elif isinstance(value, (list, tuple)) and value and not _compact(value):
            yield name
            yield from _sequence(value, indent)
        else:
            yield f"{name} {_inline(value)}"


def _sequence(data: Sequence[Any], indent: int) -> Iterator[str]:
    """Items begin in the column of their key; an item that is a mapping or sequence begins on the line of its dash."""
    dash = " " * indent + "-"
    for value in data:
        if isinstance(value, str):
            yield from _text(dash, value, indent + 2)
        elif isinstance(value, Mapping) and value:
            yield from _after_dash(_mapping(value, indent + 2), dash, indent)
        elif isinstance(value, (list, tuple)) and value and not _compact(value):
            yield from _after_dash(_sequence(value, indent + 2), dash, indent)
        else:
            yield f"{dash} {_inline(value)}"


def _after_dash(lines: Iterator[str], dash: str, indent: int) -> Iterator[str]:
    yield f"{dash} {next(lines)[indent + 2 :]}"
    yield from lines


def _compact(value: Any) -> bool:
    """Numbers, lists of numbers, and paths (names and numbers) stand in one line."""
    kinds = {type(one) for one in value}
    if kinds <= {int, float}:
        return True
    if kinds <= {list, tuple}:
        return all(_compact(one) for one in value)
    return kinds == {int, str} and all(isinstance(one, int) or STEP.fullmatch(one) for one in value)


def _inline(value: Any) -> str:
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, (int, str)):
        return str(value)
    if isinstance(value, Mapping):
        return "{}"
    return "[" + ", ".join(_inline(one) for one in value) + "]"


def _float(value: float) -> str:
    """As Python writes it, with the decimal point that YAML asks for."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 NaN alone differs from itself
        message = f"{value} is no number a plan can hold"
        raise ValueError(message)
    said = repr(value)
    return said if "." in said else said.replace("e", ".0e")


def _key(key: str) -> str:
    return key if _is_plain(key) else _quoted(key)


def _is_plain(said: str) -> bool:
    return (
        PLAIN.fullmatch(said) is not None
        and said.casefold() not in WORDS_WITH_MEANING
        and not UNPRINTABLE.search(said)
        and "\n" not in said
    )


def _text(opening: str, said: str, indent: int) -> Iterator[str]:
    """A text after its key or dash: plain or quoted where it fits the line, folded where it is long."""
    plain = _is_plain(said)
    if len(opening) + len(said) < WIDTH or " " not in said:
        if "\n" not in said or not _folds(said):
            yield f"{opening} {said if plain else _quoted(said)}"
            return
    elif not _folds(said):
        yield f"{opening} {_quoted(said)}"
        return
    yield f"{opening} >-"
    margin = " " * indent
    room = max(WIDTH - indent, ROOM)
    for number, paragraph in enumerate(said.split("\n")):
        if number:
            yield ""
        if paragraph:
            yield from (margin + line for line in _lines(paragraph, room))


def _folds(said: str) -> bool:
    """Whether folding gives the text back: single spaces and line ends alone, none at the edges of a line."""
    return (
        not UNPRINTABLE.search(said.replace("\n", ""))
        and not (said.startswith("\n") or said.endswith("\n"))
        and all(line == line.strip() and "  " not in line for line in said.split("\n"))
    )


def _lines(paragraph: str, room: int) -> Iterator[str]:
    """A line for each sentence, and within a sentence as many words as fit."""
    for sentence in SENTENCE_END.split(paragraph):
        line = ""
        for word in sentence.split(" "):
            if line and len(line) + 1 + len(word) > room:
                yield line
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield line


def _quoted(said: str) -> str:
    escaped = json.dumps(said, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
