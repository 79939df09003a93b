"""The questions a doubtful node asks, in one voice."""

from __future__ import annotations

from collections.abc import Sequence


def not_understood(words: Sequence[str]) -> str:
    """The reader placed the sentence but not these words of it."""
    return f"not understood: “{' '.join(words)}”. Does it change the requirement?"
