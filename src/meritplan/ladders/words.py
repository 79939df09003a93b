"""Words titles are written with: data beside the code, and titles without what is no part of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

PLAIN = re.compile(r"[^a-z0-9&]+")
SMALL = frozenset("of and the for in or to & a an with".split())


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")))


@lru_cache(maxsize=100_000)
def bare(title: str) -> str:
    """A title without case, punctuation and kinds of space.

    >>> bare("Teacher (High School - Arts & Crafts)")
    'teacher high school arts and crafts'
    """
    plain = title.casefold().replace("’", "").replace("'", "").replace("&", " and ")
    return PLAIN.sub(" ", plain).strip()


@lru_cache(maxsize=100_000)
def singular(title: str) -> str:
    """A bare title whose words have lost their plural endings, right or wrong: only for comparing.

    >>> singular("medical social consultants"), singular("deputies")
    ('medical social consultant', 'deputy')
    """
    return " ".join(_singular(word) for word in title.split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(sorted(_data()['before'], key=len, reverse=True))}) (?=.)")


@cache
def _after() -> re.Pattern[str]:
    said = [*(re.escape(words) for words in _data()["after"]), *_data()["ranges"]]
    return re.compile(rf"(?<=.) (?:{'|'.join(sorted(said, key=len, reverse=True))})$")


def stripped(title: str) -> Iterator[str]:
    """Bare forms of a title, each with less around it than the one before.

    >>> list(stripped("journey-level Staff Analyst (Range C)"))
    ['journey level staff analyst range c', 'journey level staff analyst', 'staff analyst']
    """
    form = bare(title)
    yield form
    for pattern in (_after(), _before()):
        while (shorter := pattern.sub("", form)) != form:
            form = shorter
            yield form


@cache
def _levels() -> Mapping[str, tuple[int, int]]:
    return {
        word: (scale, place)
        for scale, words in reversed(list(enumerate(_data()["levels"])))
        for place, word in enumerate(words)
    }


def level_of(word: str | None) -> tuple[int, int] | None:
    """The scale a word names a level of, and its place there; none if it names none.

    >>> level_of("III"), level_of("Basic"), level_of("Botany")
    ((0, 2), (2, 0), None)
    """
    return _levels().get(bare(word)) if word else None


def numbered(form: str) -> tuple[str, str] | None:
    """A bare title parted into what stands before its last word and that word, if it is a numeral.

    >>> numbered("systems programmer iii")
    ('systems programmer', 'III')
    """
    base, _, last = form.rpartition(" ")
    found = level_of(last)
    return (base, last.upper()) if base and found and found[0] <= 1 else None


@lru_cache(maxsize=100_000)
def line_of_work(title: str) -> tuple[str, ...]:
    """The words of a title that name its work, not its rank, in the order of the alphabet.

    >>> line_of_work("Senior City Planner") == line_of_work("City Planners II")
    True
    """
    rank = frozenset(_data()["rank"])
    return tuple(sorted(word for word in singular(bare(title)).split() if word not in rank and word not in SMALL))


def is_name(name: str) -> bool:
    """Whether the words are written as a title is: those that carry meaning begin with a capital.

    >>> is_name("Senior Clerk of Courts"), is_name("journey-level Welder"), is_name("cement finisher helper")
    (True, True, False)
    """
    return bool(leading_name(name))


def leading_name(name: str) -> str:
    """The run of capitalised words at the beginning, after words that are no part of a title.

    >>> leading_name("Cook personally preparing meals"), leading_name("lead Plant Operator of the day")
    ('Cook', 'Plant Operator')
    """
    words = name.split()
    while words and not _capital(words[0]):
        if f" {bare(words.pop(0))} " not in _said():
            return ""
    end = next((at for at, word in enumerate(words) if not _capital(word) and bare(word) not in SMALL), len(words))
    return " ".join(_without_small(words[:end]))


def _without_small(words: Sequence[str]) -> Sequence[str]:
    while words and bare(words[-1]) in SMALL and not _capital(words[-1]):
        words = words[:-1]
    return words


@cache
def _said() -> str:
    """The words that may stand before a title, each between spaces."""
    return "".join(f" {words} " for words in _data()["before"])


def _capital(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return first.isupper() or first.isdigit()
