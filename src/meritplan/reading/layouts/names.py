"""Names drawn from what several titles share, from a web address, or from a file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

# Small words keep their small letters inside a name.
_SMALL = {"and", "of", "the", "for", "in", "or", "to", "a"}
# A path step that is a number, a hash or a page's technical name is no name.
_NO_NAME = re.compile(
    r"\d+|[0-9a-f]{8,}|index|default|home|main|page|node|view|details?|job-?view|documents?", re.IGNORECASE
)
# Part of an address that only a database understands.
_KEY = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{6,}|\d{4,}", re.IGNORECASE)


def common_beginning(titles: Sequence[str]) -> str | None:
    """The words all titles begin with, if there are two titles and at least two such words."""
    if len(titles) < 2:
        return None
    shared = []
    for words in zip(*(title.split() for title in titles), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return " ".join(shared) if len(shared) > 1 else None


def words_of_address(address: str | None) -> str | None:
    """The last step of a web address as a name ("/career-catalog/customer-service": "Customer Service")."""
    if not address:
        return None
    last = PurePosixPath(urlsplit(address).path).stem
    return words_of_slug(last)


def words_of_slug(slug: str) -> str | None:
    """A hyphenated name as words with capitals, or None where it names nothing."""
    words = [word for word in re.split(r"[-_+\s]+|%20", slug) if word and not _KEY.fullmatch(word)]
    if not words or any(_NO_NAME.fullmatch(word) for word in words[:1]) or sum(map(len, words)) < 4:
        return None
    first, *others = words
    return " ".join([_capital(first), *(word if word in _SMALL else _capital(word) for word in others)])


def _capital(word: str) -> str:
    if re.fullmatch(r"[ivx]+", word):
        return word.upper()
    return word if word[:1].isupper() else word[:1].upper() + word[1:]
