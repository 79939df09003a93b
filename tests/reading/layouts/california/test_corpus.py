"""Against hand-made readings of published specifications, where the reference corpus is at hand."""

import json
import re

from meritplan.reading.documents import open_document
from meritplan.reading.layouts import california


def words(text):
    """Words as the hand-made readings have them: no "All Levels" line, broken words rejoined."""
    return "".join(re.findall(r"[a-z0-9]+", text.lower().replace("all levels:", "")))


def test_each_class_gets_exactly_the_text_a_person_cut_out(shared):
    differ = []
    for gold in sorted((shared / "gold" / "dev").glob("ca-*.json")):
        wanted = json.loads(gold.read_text(encoding="utf-8"))
        draft = california.read(open_document(shared / wanted["source"]))
        mine = next(each for each in draft.classes if each.facts.code == wanted["class_code"])
        assert mine.facts.title == wanted["class_title"]
        kept = [section for section in mine.sections if section.role == "minimum" and section.part != "notes"]
        text = " ".join(f"{block.marker or ''} {block.text}" for section in kept for block in section.blocks)
        if words(text) != words(wanted["text"]):
            differ.append(gold.stem)
    assert differ == []


def test_every_class_that_its_specification_calls_abolished_is_read_so(shared):
    for name in ("4027", "2287", "3049", "5225"):
        page = shared / "corpus" / "california" / f"{name}.html"
        draft = california.read(open_document(page))
        table = page.read_text(encoding="utf-8").split("</table>")[0]
        said = re.findall(r"(?i)\babolished\b", table)
        assert sum(each.facts.abolished is not None for each in draft.classes) == len(said) > 0
