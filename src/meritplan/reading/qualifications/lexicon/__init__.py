"""Word lists of the qualification reader, kept as data beside the code."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

Pattern = re.Pattern[str]


@cache
def load(name: str) -> Any:
    """The content of ``lexicon/<name>.yaml``."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def either(name: str, key: str) -> Pattern:
    """One pattern matching any of the patterns listed under ``key``."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in load(name)[key]))
