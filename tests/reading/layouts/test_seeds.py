"""Every fact of the four documents the project was founded on, where the reference corpus is at hand."""

import json
from datetime import date

import pytest

# What each class of a document must have: counts of duties and knowledge, and the facts printed for it alone.
ILLINOIS = {
    "0264": ("Medical Social Assistant", "I", date(2011, 11, 15), 6, 7, False, False),
    "4260": ("Medical Social Associate", "II", date(2011, 11, 15), 15, 10, True, False),
    "0876": ("Medical Social Consultant", "III", None, 15, 10, True, False),
    "3730": ("Assistant Supervisor of Medical Social Services", "IV", None, 8, 10, True, True),
    "3729": ("Supervisor of Medical Social Services", "V", None, 14, 10, True, True),
}
MISSISSIPPI = {
    0: [
        ("9796", "MS06", "Social Services Specialist I", "I"),
        ("9797", "MS08", "Social Services Specialist II", "II"),
        ("9798", "MS09", "Social Services Specialist III", "III"),
        ("9799", "MS10", "Social Services Team Lead", None),
        ("9800", "MS12", "Social Services Supervisor", None),
        ("9801", "MS14", "Social Services Manager", None),
    ],
    3: [
        ("9037", "MS03", "Customer Service Representative I", "I"),
        ("9038", "MS05", "Customer Service Representative II", "II"),
        ("9039", "MS06", "Customer Service Representative III", "III"),
        ("9040", "MS08", "Customer Service Representative IV", "IV"),
        ("9041", "MS09", "Customer Service Team Leader", None),
        ("9042", "MS12", "Customer Service Supervisor", None),
    ],
}


def test_all_twenty_classes(seed):
    assert [len(seed(number).classes) for number in range(4)] == [6, 3, 5, 6]
    assert [seed(number).layout.NAME for number in range(4)] == ["mississippi", "new_mexico", "illinois", "mississippi"]


def test_no_document_has_an_error(seed):
    assert [seed(number).codes("error") for number in range(4)] == [[], [], [], []]


@pytest.mark.parametrize("number", MISSISSIPPI)
def test_mississippi_codes_grades_and_levels(seed, number):
    found = [(each.code, each.pay.grade, each.title, each.level) for each in seed(number).classes]
    assert found == MISSISSIPPI[number]


def test_mississippi_families(seed):
    [social] = seed(0).draft.groups
    assert (social.title, [setting.name for setting in social.settings]) == (
        "Social Services",
        ["Community Setting", "Clinical Setting"],
    )
    [customer] = seed(3).draft.groups
    assert (customer.title, len(customer.functions)) == ("Customer Service", 4)
    assert seed(3).codes("warning") == ["MP-L003"]
    assert seed(0).codes() == []


def test_mississippi_supervision_is_stated_for_whom_it_is(seed):
    stated = {each.code: bool(each.supervises) for number in (0, 3) for each in seed(number).classes}
    assert {code for code, has in stated.items() if has} == {"9799", "9800", "9041", "9042"}


def test_new_mexico_classes(seed):
    document = seed(1)
    assert [(each.code, each.level, each.pay.band, each.pay.alternative_band) for each in document.classes] == [
        ("G1099B", "Basic", "45", None),
        ("G1099O", "Operational", "55", None),
        ("G1099A", "Advanced", "60", None),
    ]
    assert [len(each.duties) for each in document.classes] == [3, 11, 11]
    for each in document.classes:
        assert (each.established, each.revised) == (date(2001, 7, 7), date(2011, 9, 20))
        assert (each.flsa_default, each.statutory_requirements) == ("non-exempt", "none stated")
        assert each.bargaining_unit.startswith("This position may be covered by")
        assert each.conditions_of_employment.startswith("Working Conditions for individual positions")
        assert each.summary == "All community and social service specialists not listed separately."
    [group] = document.draft.groups
    assert group.narrative.startswith("Community and social service specialists work involves planning")
    assert len(document.issues("MP-L010")) == 3
    assert len(document.issues("MP-L011")) == 4


def test_illinois_classes(seed):
    document = seed(2)
    for code, (title, level, effective, duties, ksas, inherits, prior) in ILLINOIS.items():
        each = document.facts(code)
        assert (each.title, each.level, each.effective_date) == (title, level, effective)
        assert (len(each.duties), len(each.ksas), each.inherits_lower_duties) == (duties, ksas, inherits)
        assert bool(document.sections(code, "prior")) is prior
        assert (each.occupational_area, each.work_area, each.promotional_line) == ("01", "444", "51")
        assert (each.probation_months, each.last_action) == (6, "Rev.")
    assert [each.code for each in document.classes] == list(ILLINOIS)


def test_illinois_supervision(seed):
    stated = {each.code: each.supervises for each in seed(2).classes}
    assert stated == {
        "0264": (),
        "4260": (),
        "0876": ("provides direct supervision for the Medical Social Associate",),
        "3730": ("provides direct supervision for the Medical Social Consultants",),
        "3729": ("provides supervision to medical social work staff",),
    }


def test_illinois_asks_about_the_title_of_the_old_text(seed):
    [issue] = seed(2).issues("MP-L016")
    assert (issue.class_code, seed(2).said(issue.spans)) == ("3730", ["Medical Social Worker"])


def test_every_fact_points_at_its_words(seed):
    assert all(seed(number).evidence_is_exact() for number in range(4))


def test_sections_hold_the_text_a_person_cut_out_and_no_more(seed, shared):
    read = {each.code: document for document in map(seed, range(4)) for each in document.classes}
    differ = []
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold["source"].startswith("seeds/"):
            continue
        code = gold["class_code"]
        roles = ("prior",) if "ORIGINAL" in gold["text"] else ()
        for wanted, kinds in (
            (gold["text"], ("minimum", "typical", *roles)),
            (gold.get("recommended_text"), ("recommended",)),
        ):
            sections = [section for kind in kinds for section in read[code].sections(code, kind)]
            if wanted and _letters(_words(sections)) != _letters(wanted.replace("ORIGINAL", "")):
                differ.append((path.stem, kinds))
    assert differ == []


def _words(sections):
    return " ".join(f"{block.marker or ''} {block.text}" for section in sections for block in section.blocks)


def _letters(text):
    return "".join(filter(str.isalnum, text)).casefold()
