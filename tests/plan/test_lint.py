"""Each document under `bad` holds what it names and nothing else; those under `good` hold nothing."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml

from meritplan.model import JobClass
from meritplan.plan import ClassEdition, ClassRecord, Plan, PlanCard, PlanClass, Retirement, SourceRef, newest
from meritplan.plan.lint import RULES, BandDue, ClassIndex, Subject, at_least, chosen, lint

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents" / "plan"
TODAY = date(2026, 6, 30)
SOURCE = SourceRef(sha256="0" * 64, name="alder.html", media_type="text/html", layout="alder")


def plan_of(classes, retired=()):
    """A plan of draft editions, one for each class."""
    made = []
    for job in classes:
        edition = ClassEdition(class_key=job.code, number=1, group=job.group, sources=(SOURCE,), job_class=job)
        ended = Retirement(on=date(2016, 1, 7), by="board", because="unused") if job.code in retired else None
        made.append(PlanClass(key=job.code, record=ClassRecord(key=job.code, retired=ended), editions=(edition,)))
    return Plan(root=Path("alder"), card=PlanCard(title="Alder"), classes=tuple(made), hashes={})


def subject_of(document, **more):
    classes = msgspec.convert(document["classes"], tuple[JobClass, ...])
    indexes = [
        ClassIndex(name=f"the index of {one['as_of']}", as_of=one["as_of"], titles=one["titles"])
        for one in document.get("indexes", ())
    ]
    bands = msgspec.convert(document.get("bands", []), tuple[BandDue, ...])
    return Subject(view=newest(plan_of(classes)), on=TODAY, indexes=tuple(indexes), bands=bands, **more)


def documents(kind):
    return [pytest.param(path, id=path.stem) for path in sorted((DOCUMENTS / kind).glob("*.yaml"))]


@pytest.mark.parametrize("path", documents("bad"))
def test_what_is_wrong_is_found_and_nothing_else(path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = chosen(document["only"]) if "only" in document else RULES
    found = lint(subject_of(document), rules)
    assert [one.issue.code for one in sorted(found, key=lambda one: one.issue.code)] == document["finds"]
    assert document.get("message", "") in " ".join(one.issue.message for one in found)


@pytest.mark.parametrize("path", documents("good"))
def test_nothing_is_found_where_nothing_is_wrong(path):
    assert lint(subject_of(yaml.safe_load(path.read_text(encoding="utf-8")))) == ()


def test_every_code_has_its_bad_document():
    codes = {f"MP-{path.stem.split('-')[0]}" for path in (DOCUMENTS / "bad").glob("*.yaml")}
    assert codes == {code for rule in RULES for code in rule.codes}


def test_rules_are_chosen_by_name_or_code():
    assert [rule.name for rule in chosen(["stale", "mp-p202"])] == ["stale", "abolished"]
    with pytest.raises(KeyError):
        chosen(["no-such-rule"])


def test_severities_are_cut_off_from_below():
    document = yaml.safe_load((DOCUMENTS / "bad" / "P202-abolished-and-listed.yaml").read_text(encoding="utf-8"))
    found = lint(subject_of(document))
    assert [one.issue.severity for one in at_least(found, "warning")] == ["warning", "error"]
    assert [one.issue.code for one in at_least(found, "error")] == ["MP-P202"]


def test_what_is_read_doubtfully_proves_nothing():
    document = yaml.safe_load((DOCUMENTS / "bad" / "P212-easier-senior.yaml").read_text(encoding="utf-8"))
    document["classes"][0]["minimum_qualifications"]["doubt"] = "three or two years?"
    assert lint(subject_of(document), chosen(["easier-senior"])) == ()


def test_a_retired_class_is_settled():
    job = JobClass(title="Ferry Purser", code="0301", abolished=date(2016, 1, 7))
    subject = Subject(view=newest(plan_of([job], retired={"0301"})), on=TODAY)
    assert lint(subject) == ()
