"""Classes abolished by their own text, against published indexes of three days."""

import re
from datetime import date

import msgspec
import pytest

from meritplan.pay import open_index
from meritplan.pay.for_lint import class_index
from meritplan.plan import ClassEdition, ClassRecord, Plan, PlanCard, PlanClass, SourceRef, newest
from meritplan.plan.lint import Subject, chosen, lint
from meritplan.reading.pipeline import read_path

SAYS = re.compile(rb"\(\s*abolished\s", re.IGNORECASE)
INDEXES = (
    ("2015-autumn.csv", date(2015, 11, 1)),
    ("2016-10-04.csv", date(2016, 10, 4)),
    ("2017-03-13.csv", date(2017, 3, 13)),
)


@pytest.fixture
def subject(shared):
    """The specifications that speak of an abolition, and three indexes."""
    classes = {}
    for path in sorted((shared / "corpus" / "california").glob("*.html")):
        if not SAYS.search(path.read_bytes()):
            continue
        reading = read_path(path)
        for job in reading.classes:
            if not job.code:
                continue
            source = SourceRef(sha256=reading.sources[0].sha256, name=path.name, media_type="text/html")
            known = classes.setdefault(job.code, [])
            known.append(ClassEdition(class_key=job.code, number=len(known) + 1, sources=(source,), job_class=job))
    made = tuple(
        PlanClass(key=key, record=ClassRecord(key=key), editions=tuple(those)) for key, those in sorted(classes.items())
    )
    folder = shared / "corpus" / "pay_index"
    indexes = tuple(class_index(open_index(folder / name, as_of=day)) for name, day in INDEXES)
    plan = Plan(root=folder, card=PlanCard(title="California"), classes=made, hashes={})
    return Subject(view=newest(plan), on=date(2026, 6, 30), indexes=indexes)


@pytest.mark.slow
def test_every_class_abolished_by_its_text_is_found_and_no_index_contradicts(subject):
    said = {one.key for one in subject.plan.classes if any(edition.job_class.abolished for edition in one.editions)}
    found = lint(subject, chosen(["abolished"]))
    assert {one.document.split("/")[1] for one in found if one.issue.code == "MP-P201"} == said
    assert len(said) == 143
    assert [msgspec.to_builtins(one) for one in found if one.issue.code == "MP-P202"] == []
