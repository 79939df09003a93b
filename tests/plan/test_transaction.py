"""A write ended at any step: what was there stays or what was to come comes, never a part of both."""

import base64
import os
from itertools import count
from pathlib import Path

import msgspec
import pytest

from meritplan.plan import Document, files, load, transaction, write
from meritplan.plan.errors import JournalError, LockedError
from meritplan.plan.transaction import pending

STEPS = ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"))


def ended_at(step, action):
    """Do it in a child that dies at the given step without a word. True if it died before it was done."""
    child = os.fork()
    if child == 0:
        left = [step]
        for owner, name in STEPS:
            setattr(owner, name, dying(getattr(owner, name), left))
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def dying(operation, left):
    def counted(*args, **kwargs):
        if left[0] == 0:
            os._exit(9)
        left[0] -= 1
        return operation(*args, **kwargs)

    return counted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can copy a process")
def test_whenever_a_write_is_ended_all_of_it_is_there_or_none(plan):
    old = [Document(path=f"pay/{year}.yaml", data={"year": year}) for year in (2024, 2025)]
    plan = write(plan, old)
    outcomes = set()
    for step in count():
        new = [Document(path=f"pay/{year}.yaml", data={"year": year, "step": step}) for year in (2024, 2025, 2026)]
        died = ended_at(step, lambda plan=plan, new=new: write(plan, new))
        opened = load(plan.root)
        assert not pending(plan.root)
        there = {one.path: one.data for one in opened.pay}
        assert there in ({one.path: one.data for one in before} for before in (plan.pay, new))
        outcomes.add(there == {one.path: one.data for one in new})
        plan = opened
        if not died:
            break
    assert outcomes == {True, False}
    assert step > 10


@pytest.mark.parametrize("path", ["../outside.yaml", "sources/aa/original.html", "/tmp/outside.yaml"])
def test_a_journal_that_leads_elsewhere_is_refused(plan, path):
    changes = ((path, base64.b64encode(b"x: 1\n").decode()),)
    journal = {"changes": changes, "sha256": files.sha256(msgspec.json.encode(changes))}
    (plan.root / ".meritplan" / "journal.json").write_bytes(msgspec.json.encode(journal))
    with pytest.raises(JournalError, match="nothing was changed"):
        load(plan.root)
    assert not (plan.root / path).exists()


@pytest.mark.skipif(transaction.fcntl is None, reason="needs a system with advisory locks")
def test_a_writer_waits_for_another_and_says_so_in_the_end(plan, monkeypatch):
    monkeypatch.setattr(transaction, "PATIENCE", 0.1)
    with (
        transaction.locked(plan.root, exclusive=True),
        pytest.raises(LockedError, match="another process is writing"),
    ):
        write(plan, [Document(path="pay/2026.yaml", data={"year": 2026})])


def test_a_plan_nobody_may_write_to_is_opened_all_the_same(plan, monkeypatch):
    def refused(*_args, **_more):
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(Path, "mkdir", refused)
    assert load(plan.root) == plan


def test_what_an_ended_process_left_half_written_is_no_document(plan):
    left = plan.root / "pay" / f"{files.TEMPORARY}0a0a0a"
    left.parent.mkdir()
    left.write_text("year: 20", encoding="utf-8")
    assert load(plan.root) == plan
    files.tidy(plan.root)
    assert not left.exists()
