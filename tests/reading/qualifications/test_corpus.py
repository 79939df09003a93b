"""The reader on published documents and hand-made trees; skipped where the reference corpus is absent."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from meritplan.reading.documents import open_document
from meritplan.reading.layout import Section
from meritplan.reading.layouts import choose
from meritplan.reading.pipeline import read_path
from meritplan.reading.qualifications import read_sections
from meritplan.reading.qualifications.ledger import lost

GLOBS = (
    "seeds/*.txt",
    "corpus/california/*.html",
    "corpus/los_angeles/*.txt",
    "corpus/other/*.txt",
    "corpus/california_pages/*.html",
)
ROLES = ("minimum", "typical", "recommended", "prior", "desirable")


@pytest.mark.parametrize("pattern", GLOBS)
def test_no_document_crashes_and_no_character_is_lost(shared: Path, pattern: str) -> None:
    for path in sorted(shared.glob(pattern)):
        document = open_document(path)
        for draft in choose(document).read(document).classes:
            assert characters_lost(draft.sections) == 0, f"{path.name}: {draft.facts.title}"


def characters_lost(sections: tuple[Section, ...]) -> int:
    """Letters and digits of the sections that stand in no tree."""
    total = 0
    for role in ROLES:
        blocks = [block for section in sections if section.role == role for block in section.blocks]
        made = read_sections(sections, role)
        total += lost(blocks, [made] if made is not None else [])
    return total


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    """The reference scorer, as it stands beside the corpus."""
    path = Path(__file__).resolve().parents[4] / "shared" / "tools" / "score_reading.py"
    if not path.is_file():
        pytest.skip("needs the scorer in ../shared/tools, which is not part of the product")
    spec = importlib.util.spec_from_file_location("score_reading", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_hand_made_trees_are_read_as_well_as_promised(shared: Path, scoring: ModuleType) -> None:
    """Read rate at least 95 %, silent errors at most 2 %, exact trees at least 85 % (docs/reading.md)."""
    total: Counter[str] = Counter()
    readings: dict[str, Any] = {}
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = gold["source"]
        if source not in readings:
            readings[source] = json.loads(msgspec.json.encode(read_path(shared / source)))["classes"]
        found = scoring.find_class(readings[source], gold)
        assert found is not None, gold["id"]
        total["classes"] += 1
        scoring.score(gold, found, total, 0)
    assert total["right"] / total["gold"] >= 0.95
    assert total["wrong"] / total["asserted"] <= 0.02
    assert total["exact"] / total["classes"] >= 0.85
