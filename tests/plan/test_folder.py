"""A plan on disk: what is written is what is opened again."""

from datetime import date

import pytest

from meritplan.model import JobClass
from meritplan.plan import ClassEdition, Document, as_of, create, load, write
from meritplan.plan.errors import (
    FolderInUseError,
    NotAPlanError,
    PlanExistsError,
    PlanFormatError,
    StaleDocumentError,
)


def test_a_plan_opened_again_is_the_same_value(plan, case_aide):
    written = write(
        plan, [case_aide, Document(path="pay/2026.yaml", data={"grades": [{"grade": "09", "low": 3100.5}]})]
    )
    assert load(plan.root) == written
    assert written.fingerprint != plan.fingerprint


def test_the_cache_may_be_deleted_at_any_time(plan, case_aide):
    written = write(plan, [case_aide])
    for file in (plan.root / ".meritplan" / "cache").iterdir():
        file.write_bytes(file.read_bytes()[:-40])
        assert load(plan.root) == written
        file.unlink()
    assert load(plan.root) == written


def test_nobody_overwrites_what_somebody_else_changed(plan, case_aide):
    first = write(plan, [case_aide])
    with pytest.raises(StaleDocumentError, match=r"classes/0264/1\.yaml was changed since it was read"):
        write(plan, [case_aide.__class__(class_key="0264", number=1, job_class=JobClass(title="Another"))])
    assert load(plan.root) == first


def test_of_several_documents_all_are_written_or_none(plan, case_aide):
    write(plan, [case_aide])
    second = ClassEdition(class_key="0265", number=1, job_class=JobClass(title="Case Worker", code="0265"))
    changed = ClassEdition(class_key="0264", number=1, job_class=JobClass(title="Another"))
    with pytest.raises(StaleDocumentError):
        write(plan, [second, changed])
    assert [one.key for one in load(plan.root).classes] == ["0264"]


def test_a_document_that_cannot_be_read_is_trouble_and_the_rest_opens(plan, case_aide):
    plan = write(plan, [case_aide])
    broken = plan.root / "classes" / "0300" / "1.yaml"
    broken.parent.mkdir()
    broken.write_text("class_key: '0300'\nclass_key: '0301'\n", encoding="utf-8")
    opened = load(plan.root)
    assert [one.key for one in opened.classes] == ["0264"]
    assert [(one.document, one.issue.code) for one in opened.trouble] == [("classes/0300/1.yaml", "MP-P001")]
    assert "line 2: the key 'class_key' stands twice" in opened.trouble[0].issue.message


def test_a_code_somebody_typed_without_quotes_keeps_its_zeros(plan, case_aide):
    write(plan, [case_aide])
    document = plan.root / case_aide.path
    document.write_text(document.read_text(encoding="utf-8").replace('"0264"', "0264"), encoding="utf-8")
    assert load(plan.root).classes[0].code == "0264"


def test_an_edition_is_in_force_from_its_first_day_to_its_last(plan, case_aide):
    ended = case_aide.__class__(
        class_key="0264",
        number=1,
        state="adopted",
        effective_from=date(2011, 11, 15),
        effective_to=date(2019, 6, 30),
        job_class=case_aide.job_class,
    )
    plan = write(plan, [ended])
    in_force = {day: bool(as_of(plan, day).editions) for day in (date(2011, 11, 14), date(2011, 11, 15))}
    assert in_force == {date(2011, 11, 14): False, date(2011, 11, 15): True}
    assert ended.standing(date(2019, 6, 30)) == "in force"
    assert ended.standing(date(2019, 7, 1)) == "superseded"


def test_refusals_name_their_cause(plan, tmp_path):
    with pytest.raises(PlanExistsError, match="is a plan already"):
        create(plan.root, title="Another")
    with pytest.raises(NotAPlanError, match="meritplan plan create"):
        load(tmp_path / "nowhere")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear sir", encoding="utf-8")
    with pytest.raises(FolderInUseError, match="not empty"):
        create(tmp_path / "full", title="Another")
    (plan.root / "plan.yaml").write_text("format: meritplan-plan/9\ntitle: Later\n", encoding="utf-8")
    with pytest.raises(PlanFormatError, match="meritplan-plan/9"):
        load(plan.root)
