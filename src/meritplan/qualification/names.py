"""Names compared as people mean them: capitals, quotation marks, dashes and spacing do not matter.

>>> same("The  State Bar", "state bar.")
True
"""

import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """The form of ``text`` used for comparison."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(folded.split()).strip(" .,;:").removeprefix("the ")


def same(one: str | None, other: str | None) -> bool:
    """Whether two names are equal after normalisation; an absent name equals nothing."""
    return one is not None and other is not None and plain(one) == plain(other)


def plain_set(names: object) -> frozenset[str]:
    """The normalised forms of some names, empty ones left out."""
    if not isinstance(names, tuple | list | set | frozenset):
        return frozenset()
    return frozenset(form for form in (plain(str(name)) for name in names) if form)
