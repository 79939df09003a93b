"""An older plan is brought to the form of today, all at once or not at all."""

import pytest

from meritplan.plan import load, write
from meritplan.plan.documents import PLAN_FORMAT
from meritplan.plan.errors import NotAPlanError, PlanFormatError
from meritplan.plan.upgrade import upgrade


def older(documents):
    """What a step does: here, editions used to call their class's key ``class_code``."""
    return {
        path: {("class_key" if key == "class_code" else key): value for key, value in data.items()}
        if path.startswith("classes/")
        else data
        for path, data in documents.items()
    }


@pytest.fixture
def old(plan, case_aide):
    """A plan as an older version wrote it."""
    written = write(plan, [case_aide])
    for path, new, before in (
        (case_aide.path, "class_key", "class_code"),
        ("plan.yaml", PLAN_FORMAT, "meritplan-plan/0"),
    ):
        place = plan.root / path
        place.write_text(place.read_text(encoding="utf-8").replace(new, before), encoding="utf-8")
    return written


def test_an_older_plan_is_refused_until_it_is_brought_up_to_date(old):
    with pytest.raises(PlanFormatError, match="meritplan plan upgrade"):
        load(old.root)
    plan, changed = upgrade(old.root, {"meritplan-plan/0": (PLAN_FORMAT, older)})
    assert plan == load(old.root) == old
    assert changed == ("plan.yaml", "classes/0264/1.yaml")


def test_a_plan_of_today_is_left_as_it_is(plan):
    assert upgrade(plan.root) == (plan, ())


def test_a_form_nobody_knows_is_refused(old, tmp_path):
    before = {path: path.read_bytes() for path in old.root.rglob("*.yaml")}
    with pytest.raises(PlanFormatError, match="no way from 'meritplan-plan/0'"):
        upgrade(old.root)
    assert {path: path.read_bytes() for path in old.root.rglob("*.yaml")} == before
    with pytest.raises(NotAPlanError):
        upgrade(tmp_path / "nowhere")
