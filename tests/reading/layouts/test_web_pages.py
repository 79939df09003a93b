"""The same layouts on web pages: headings, line breaks, tables and lists instead of lines."""

from datetime import date


def test_a_job_family_page(good):
    page = good("mississippi/canal_path.html")
    [group] = page.draft.groups
    assert (group.title, group.functions) == ("Canal Path", ("Cut growth.", "Report damage."))
    assert [setting.name for setting in group.settings] == ["Harbor Setting"]
    assert [(each.code, each.pay.grade, each.level) for each in page.classes] == [
        ("0417", "AL03", "I"),
        ("0418", "AL05", "II"),
    ]
    [words] = page.words("0417", "typical")
    assert words.startswith("Typically requires a Bachelor’s Degree and 0-2 years of experience. Appointing authority")


def test_a_series_page_with_codes_above_its_levels(good):
    page = good("illinois/ledger_series.html")
    assert [(each.code, each.level, each.effective_date, len(each.duties)) for each in page.classes] == [
        ("0110", "I", date(2022, 7, 1), 2),
        ("0123", "II", date(2011, 3, 1), 1),
    ]
    assert [(block.marker, block.depth) for block in page.sections("0110", "minimum")[0].blocks] == [
        ("1.", 1),
        ("2.", 1),
        ("A.", 2),
        ("B.", 2),
    ]
    assert page.facts("0123").supervises == ("supervises Ledger Keepers",)
    assert page.codes("error") == []


def test_a_page_of_any_publisher_with_a_table_of_facts(good):
    page = good("general/senior_planner.html")
    [job_class] = page.classes
    assert (job_class.title, job_class.code) == ("Senior Planner", "2214")
    assert (job_class.pay.ranges[0].low, job_class.pay.ranges[0].unit) == (70000, "year")
    assert job_class.bargaining_unit is None
    assert page.said(job_class.evidence["bargaining_unit"]) == ["N/A"]
    assert [block.text for block in page.sections("2214", "minimum")[0].blocks] == [
        "Education:",
        "A Bachelor's degree in planning.",
        "AND",
        "Experience:",
        "Four years of experience in planning.",
        "Substitution Statement:",
        "A Master's degree may substitute for one year.",
    ]
