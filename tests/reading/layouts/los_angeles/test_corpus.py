"""Against hand-made facts of published bulletins, where the reference corpus is at hand."""

import json
import re

from meritplan.reading.documents import open_document
from meritplan.reading.layouts import los_angeles

WATER = "Department of Water and Power"


def as_gold(facts):
    """The facts in the words of the hand-made readings."""
    ranges = facts.pay.ranges
    others = {}
    for each in ranges:
        if each.department not in {None, WATER}:
            others.setdefault(each.department, []).append([each.low, each.high])
    return {
        "title": facts.title,
        "class_code": facts.code,
        "open_date": str(facts.open_date),
        "salary_ranges": [[each.low, each.high] for each in ranges if each.department is None],
        "dwp_salary_ranges": [[each.low, each.high] for each in ranges if each.department == WATER],
        "other_department_salary_ranges": others,
        "drivers_license": facts.drivers_license,
        "exam_type": facts.exam_type,
        "duties_first_sentence": facts.duties[0].text,
    }


def gold_of(shared):
    for file in sorted((shared / "gold" / "dev").glob("la-*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        (draft,) = los_angeles.read(open_document(shared / wanted["source"])).classes
        yield file.stem, wanted, draft


def test_every_fact_a_person_wrote_down_is_read(shared):
    differ = []
    for name, wanted, draft in gold_of(shared):
        mine = as_gold(draft.facts)
        differ += [(name, key, value, mine[key]) for key, value in wanted["facts"].items() if mine[key] != value]
    assert differ == []


def test_the_requirements_are_cut_where_a_person_cut_them(shared):
    """Two of the hand-made texts go on with the notes, which are a section of their own here."""
    for name, wanted, draft in gold_of(shared):
        text = wanted["text"].split("NOTES:")[0]
        kept = [section for section in draft.sections if section.part == "requirements"]
        mine = " ".join(f"{block.marker or ''} {block.text}" for section in kept for block in section.blocks)
        assert re.findall(r"\w+", mine) == re.findall(r"\w+", text), name
