"""Documents brought in: what is taken, what is refused, and an import that is ended and taken up again."""

import dataclasses
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meritplan.plan import create, load
from meritplan.reading.pipeline import read_path
from meritplan.server.audit.models import AuditEvent
from meritplan.server.desk import intake, runs, uploads
from meritplan.server.desk.intake import run
from meritplan.server.desk.models import Import, ImportedFile
from meritplan.server.desk.tasks import run_import, take_up_interrupted
from meritplan.server.plans import served

SPEC = """FERRY PURSER

Class Code 8{number:02}1

DEFINITION
Under direction, collects fares aboard ferry number {number} of Alder County.

MINIMUM QUALIFICATIONS
One year of experience in handling cash. Sea legs are a comfort to all aboard.
"""


@pytest.fixture
def empty_plan(tmp_path, served_plan, monkeypatch):
    """A plan with nothing in it, served, and a place of its own for uploads."""
    root = tmp_path / "empty"
    plan = create(root, title="Classification plan of Alder County")

    said = dataclasses.replace(django_settings.CONFIGURATION, plan=root, home=tmp_path / "home")
    monkeypatch.setattr(django_settings, "CONFIGURATION", said)
    monkeypatch.setattr(django_settings, "MEDIA_ROOT", tmp_path / "uploads")
    served.changed()
    return plan


def _document(number=1, name=None):
    return SimpleUploadedFile(name or f"purser-{number}.txt", SPEC.format(number=number).encode())


def _brought_in(client, *documents, **more):
    answer = client.post("/desk/imports/", {"documents": list(documents), **more})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("pk")


def _states(batch):
    return [one.state for one in batch.files.all()]


def test_documents_become_draft_editions(empty_plan, as_person, samples):
    files = [
        SimpleUploadedFile(path.name, path.read_bytes())
        for path in sorted((samples / "county").iterdir())
        if path.is_file()
    ]
    batch = _brought_in(as_person("analyst", name="ada"), *files)
    run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "done"
    assert set(_states(batch)) == {"taken"}
    plan = load(empty_plan.root)
    assert {one.name for one in plan.sources} == {one.name for one in files}
    assert {one.by for one in plan.sources} == {"ada"}
    assert all(edition.state == "draft" for one in plan.classes for edition in one.editions)
    outcomes = [arrival["outcome"] for one in batch.files.all() for arrival in one.arrivals]
    assert set(outcomes) <= {"new class", "new edition"}
    assert AuditEvent.objects.filter(verb="desk.import").count() == 1
    assert AuditEvent.objects.get(verb="desk.imported").after["taken"] == len(files)


def test_the_plan_served_has_them_at_once(empty_plan, as_person):
    batch = _brought_in(as_person("analyst"), _document())
    run(batch.pk)
    assert [one.title for one in served.current().plan.classes] == ["FERRY PURSER"]


def test_a_document_without_questions_is_shown(empty_plan, as_person):
    client = as_person("analyst")
    clear = SPEC.format(number=1).replace(" Sea legs are a comfort to all aboard.", "")
    batch = _brought_in(client, SimpleUploadedFile("clear.txt", clear.encode()))
    run(batch.pk)
    assert [one.open_questions for one in load(empty_plan.root).classes[0].editions] == [()]
    page = client.get(f"/desk/imports/{batch.pk}/")
    assert page.status_code == 200
    assert b"Settle the open questions" not in page.content
    assert b"Editions ready to submit" in page.content


def test_the_same_again_is_known(empty_plan, as_person):
    client = as_person("analyst")
    run(_brought_in(client, _document()).pk)
    again = _brought_in(client, _document(name="other-name.txt"))
    run(again.pk)
    assert _states(again) == ["known"]
    assert len(load(empty_plan.root).classes) == 1


def test_it_is_stored_by_its_content(empty_plan, as_person):
    batch = _brought_in(as_person("analyst"), _document(name="../../etc/pur\u202eser.txt"))
    (file,) = batch.files.all()
    assert file.name == "purser.txt"
    place = uploads.place_of(file.sha256, file.suffix)
    assert place.read_bytes() == SPEC.format(number=1).encode()
    assert place.is_relative_to(Path(django_settings.MEDIA_ROOT))
    assert place.stat().st_mode & 0o077 == 0


class TestRefusals:
    """What does not come in, and why."""

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("scan.pdf", b"\x89PNG\r\n\x1a\n0000", "picture (PNG)"),
            ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Microsoft Office"),
            ("empty.txt", b"", "it is empty"),
            ("numbers.txt", bytes(range(256)) * 20, "neither HTML, PDF, DOCX nor plain text"),
            ("broken.docx", b"PK\x03\x04 and nothing more", "damaged archive"),
        ],
    )
    def test_by_content(self, empty_plan, as_person, name, content, reason):
        answer = as_person("analyst").post("/desk/imports/", {"documents": [SimpleUploadedFile(name, content)]})
        assert answer.status_code == 422
        assert reason in answer.content.decode()
        assert not Import.objects.exists()

    def test_too_large(self, empty_plan, as_person, monkeypatch):

        said = dataclasses.replace(django_settings.CONFIGURATION, upload_limit=100)
        monkeypatch.setattr(django_settings, "CONFIGURATION", said)
        answer = as_person("analyst").post("/desk/imports/", {"documents": [_document()]})
        assert answer.status_code == 422
        assert "the limit is" in answer.content.decode()

    def test_none_chosen(self, empty_plan, as_person):
        answer = as_person("analyst").post("/desk/imports/", {})
        assert answer.status_code == 422
        assert "Choose at least one document" in answer.content.decode()

    def test_the_readable_ones_come_in_beside_the_refused(self, empty_plan, as_person):
        picture = SimpleUploadedFile("scan.txt", b"\x89PNG\r\n\x1a\n0000")
        batch = _brought_in(as_person("analyst"), picture, _document(), _document(name="twin.txt"))
        run(batch.pk)
        assert _states(batch) == ["refused", "taken", "refused"]
        assert "the same document as purser-1.txt" in [one.reason for one in batch.files.all()]

    def test_an_unknown_layout(self, empty_plan, as_person):
        answer = as_person("analyst").post("/desk/imports/", {"documents": [_document()], "layout": "atlantis"})
        assert answer.status_code == 422

    @pytest.mark.parametrize("role", ["approver", "auditor", "placement"])
    def test_only_analysts(self, empty_plan, as_person, role):
        answer = as_person(role).post("/desk/imports/", {"documents": [_document()]})
        assert answer.status_code == 403
        assert not Import.objects.exists()


class TestInterrupted:
    """A process that is ended in the middle."""

    def _killed_after(self, monkeypatch, count):
        """The reader ends the process, as far as a test can, when it is to read the document after ``count``."""
        read = []

        def reader(path, layout=None):
            if len(read) == count:
                raise KeyboardInterrupt
            read.append(path)
            return read_path(path, layout)

        monkeypatch.setattr(intake, "read_path", reader)

    def test_it_goes_on_where_it_stopped(self, empty_plan, as_person, monkeypatch):
        client = as_person("analyst")
        batch = _brought_in(client, *(_document(number) for number in range(1, 9)))
        self._killed_after(monkeypatch, 7)
        with pytest.raises(KeyboardInterrupt):
            run(batch.pk)
        plan = load(empty_plan.root)
        assert len(plan.classes) == intake.BATCH  # the batch that was written is whole
        assert _states(batch).count("taken") == intake.BATCH
        Import.objects.filter(pk=batch.pk).update(beat=timezone.now() - timedelta(minutes=15))
        batch.refresh_from_db()
        assert batch.silent
        assert "Take it up where it stopped" in client.get(f"/desk/imports/{batch.pk}/").content.decode()
        monkeypatch.setattr(intake, "read_path", read_path)
        assert client.post(f"/desk/imports/{batch.pk}/go-on/").status_code == 302
        run(batch.pk)
        assert _states(batch) == ["taken"] * 8
        assert len(load(empty_plan.root).classes) == 8

    def test_what_was_written_but_not_noted_is_not_read_twice(self, empty_plan, as_person, monkeypatch):
        batch = _brought_in(as_person("analyst"), _document(1), _document(2))

        def gone():
            raise KeyboardInterrupt

        monkeypatch.setattr(intake, "changed", gone)  # between the plan's write and the rows
        with pytest.raises(KeyboardInterrupt):
            run(batch.pk)
        assert len(load(empty_plan.root).classes) == 2
        assert _states(batch) == ["reading", "reading"]
        Import.objects.filter(pk=batch.pk).update(beat=None)
        monkeypatch.setattr(intake, "changed", served.changed)
        monkeypatch.setattr(intake, "read_path", None)  # nothing is read again
        run(batch.pk)
        assert _states(batch) == ["taken", "taken"]
        assert [one.arrivals[0]["title"] for one in batch.files.all()] == ["FERRY PURSER", "FERRY PURSER"]

    def test_a_document_that_ends_the_process_twice_is_left(self, empty_plan, as_person):
        batch = _brought_in(as_person("analyst"), _document(1), _document(2))
        batch.files.filter(number=1).update(attempts=2, state="reading")
        run(batch.pk)
        assert _states(batch) == ["failed", "taken"]
        assert "twice" in batch.files.get(number=1).reason

    def test_a_run_that_works_is_not_doubled(self, empty_plan, as_person):
        batch = _brought_in(as_person("analyst"), _document())
        Import.objects.filter(pk=batch.pk).update(state="running", run="another", beat=timezone.now())
        run(batch.pk)
        assert _states(batch) == ["waiting"]

    def test_a_process_that_is_gone_is_noticed_at_once(self, empty_plan, as_person):
        batch = _brought_in(as_person("analyst"), _document())
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        batch.state, batch.beat = "running", timezone.now()
        batch.run = runs.new().replace(f" {os.getpid()} ", f" {ended.pid} ")
        assert batch.silent
        batch.run = runs.new()
        assert not batch.silent
        batch.run = f"another-host {ended.pid} 1"
        assert not batch.silent

    def test_all_are_taken_up_when_a_server_starts(self, empty_plan, as_person, monkeypatch):
        batch = _brought_in(as_person("analyst"), _document())
        Import.objects.filter(pk=batch.pk).update(state="running", beat=None)
        handed = []
        monkeypatch.setattr(type(run_import), "enqueue", lambda _task, number: handed.append(number))
        assert take_up_interrupted() == 1
        assert handed == [batch.pk]

    def test_the_reader_failing_is_told(self, empty_plan, as_person, monkeypatch):
        def reader(path, layout=None):
            raise ValueError("no such glyph")

        monkeypatch.setattr(intake, "read_path", reader)
        batch = _brought_in(as_person("analyst"), _document())
        run(batch.pk)
        assert _states(batch) == ["failed"]
        assert "no such glyph" in batch.files.get().reason


def test_a_change_of_the_plan_meanwhile_is_kept(empty_plan, as_person, monkeypatch):
    """Somebody settles while the import has the plan open: both are there in the end."""
    client = as_person("analyst")
    run(_brought_in(client, _document(1)).pk)
    card = empty_plan.root / "classes"
    first = next(card.rglob("1.yaml"))
    changed = []

    def reader(path, layout=None):
        if not changed:  # after the importer opened the plan
            said = first.read_text(encoding="utf-8")
            first.write_text(said + "note: settled meanwhile\n", encoding="utf-8")
            changed.append(True)
        return read_path(path, layout)

    monkeypatch.setattr(intake, "read_path", reader)
    other = SPEC.format(number=1).replace("One year", "Two years")
    batch = _brought_in(client, SimpleUploadedFile("later.txt", other.encode()), _document(2))
    run(batch.pk)
    assert _states(batch) == ["taken", "taken"]
    plan = load(empty_plan.root)
    assert "settled meanwhile" in [edition.note for one in plan.classes for edition in one.editions]
    assert len(plan.sources) == 3


def test_cancelled_before_it_began(empty_plan, as_person):
    client = as_person("analyst")
    batch = _brought_in(client, _document())
    assert client.post(f"/desk/imports/{batch.pk}/cancel/").status_code == 302
    run(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, _states(batch)) == ("cancelled", ["cancelled"])
    assert load(empty_plan.root).classes == ()
    assert client.post(f"/desk/imports/{batch.pk}/cancel/").status_code == 422
    assert client.post(f"/desk/imports/{batch.pk}/go-on/").status_code == 422


def test_cancelled_while_it_runs(empty_plan, as_person, monkeypatch):
    client = as_person("analyst")
    batch = _brought_in(client, *(_document(number) for number in range(1, 9)))
    count = []

    def reader(path, layout=None):
        count.append(path)
        if len(count) == intake.BATCH + 2:
            client.post(f"/desk/imports/{batch.pk}/cancel/")
        return read_path(path, layout)

    monkeypatch.setattr(intake, "read_path", reader)
    run(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert _states(batch) == ["taken"] * intake.BATCH + ["cancelled"] * 3
    assert len(load(empty_plan.root).classes) == intake.BATCH


def test_the_progress_page(empty_plan, as_person):
    client = as_person("analyst")
    batch = _brought_in(client, _document())
    page = client.get(f"/desk/imports/{batch.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert 'hx-trigger="every 2s"' in page
    part = client.get(f"/desk/imports/{batch.pk}/?progress=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    run(batch.pk)
    page = client.get(f"/desk/imports/{batch.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' not in page
    assert "hx-trigger" not in page
    assert "FERRY PURSER" in page


def test_it_is_handed_to_the_worker(empty_plan, as_person, django_capture_on_commit_callbacks, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        batch = _brought_in(as_person("analyst"), _document())
    assert _states(batch) == ["taken"]
    assert ImportedFile.objects.get().arrivals[0]["outcome"] == "new class"
