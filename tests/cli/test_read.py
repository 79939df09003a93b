"""`meritplan read` as a person at a terminal and a program in a pipe meet it."""

import json
import os
import signal
import subprocess
import sys

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.model import Reading
from meritplan.model.requirement import walk
from meritplan.reading.documents import open_document


@pytest.fixture
def run(repository):
    """The command in a process of its own, as a shell would start it."""
    environment = {**os.environ, "PYTHONPATH": str(repository / "src"), "PYTHONIOENCODING": "utf-8"}

    def start(*arguments, **options):
        command = [sys.executable, "-m", "meritplan.cli", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        return subprocess.Popen(command, cwd=repository, env=environment, **{**pipes, **options})

    return start


@pytest.fixture(scope="module")
def whole():
    """The JSON of the whole sample plan."""
    outcome = CliRunner().invoke(main, ["read", "samples", "--json", "--workers", "1"])
    return outcome, json.loads(outcome.stdout)


def test_the_sample_plan_is_read_without_error(whole):
    outcome, reading = whole
    assert outcome.exit_code == 0
    assert len(reading["sources"]) == 14
    assert [issue for issue in reading["issues"] if issue["severity"] == "error"] == []


def test_every_sample_class_has_minimum_qualifications(whole):
    _, reading = whole
    assert len(reading["classes"]) == 29
    assert [found["title"] for found in reading["classes"] if "minimum_qualifications" not in found] == []


def test_each_sample_is_read_by_the_layout_it_was_written_for(whole):
    _, reading = whole
    assert {source["path"].replace("\\", "/").split("/")[-1]: source["layout"] for source in reading["sources"]} == {
        "animal-care-officer.pdf": "general",
        "bridge-tender.txt": "los_angeles",
        "dam-safety-examiner.html": "california",
        "ferry-deckhand.docx": "general",
        "fire-lookout.html": "california",
        "habitat-biologist-series.html": "california",
        "harbor-water-chemist.txt": "los_angeles",
        "herbarium-collections-series.pdf": "illinois",
        "library-page-supervisor.txt": "general",
        "park-and-trail-services.txt": "mississippi",
        "permit-and-records-services.txt": "mississippi",
        "property-appraiser.html": "general",
        "river-inspector-series.html": "california",
        "water-resource-technicians.docx": "new_mexico",
    }


def test_the_json_fits_the_published_schema(whole):
    _, reading = whole
    schema = json.loads(CliRunner().invoke(main, ["schema", "reading"]).stdout)
    jsonschema.validate(reading, schema)


def test_one_file_has_its_layout_at_the_top(samples):
    outcome = CliRunner().invoke(main, ["read", str(samples / "state" / "park-and-trail-services.txt"), "--json"])
    reading = json.loads(outcome.stdout)
    assert reading["layout"] == "mississippi"
    assert [found["code"] for found in reading["classes"]] == ["4101", "4102", "4103", "4104"]


def test_spans_point_into_what_text_prints(samples):
    document = str(samples / "county" / "property-appraiser.html")
    reading = json.loads(CliRunner().invoke(main, ["read", document, "--json"]).stdout)
    text = CliRunner().invoke(main, ["read", document, "--text"]).stdout
    for duty in reading["classes"][0]["duties"]:
        said = " ".join(text[start:end] for start, end in duty["spans"])
        assert " ".join(said.split()) == duty["text"]


def test_several_processes_answer_the_same(whole):
    _, one = whole
    outcome = CliRunner().invoke(main, ["read", "samples", "--json", "--workers", "2"])
    assert json.loads(outcome.stdout) == one


def test_data_on_standard_output_and_talk_on_standard_error(samples):
    outcome = CliRunner().invoke(main, ["read", str(samples / "city")])
    assert "BRIDGE TENDER  3717" in outcome.stdout.upper()
    assert "2 documents, 2 classes" in outcome.stderr
    assert "2 documents" not in outcome.stdout
    assert "\x1b" not in outcome.stdout


def test_one_bad_document_is_listed_and_does_not_stop_the_rest(tmp_path, samples):
    (tmp_path / "a-empty.pdf").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes((samples / "county" / "library-page-supervisor.txt").read_bytes())
    outcome = CliRunner().invoke(main, ["read", str(tmp_path)])
    assert outcome.exit_code == 1
    assert "Library Page Supervisor" in outcome.stdout
    assert "Read with errors (1):" in outcome.stderr
    assert "a-empty.pdf: MP-D0" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument 'PATH...'"),
        (["no-such-file.txt"], "does not exist"),
        (["samples", "--layout", "utopia"], "'utopia' is not one of"),
        (["samples", "--workers", "0"], "0 is not in the range"),
        (["src/meritplan/model"], "no documents found"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(arguments, said, repository, monkeypatch):
    monkeypatch.chdir(repository)
    outcome = CliRunner().invoke(main, ["read", *arguments])
    assert outcome.exit_code == 2
    assert said in outcome.stderr


def test_a_pipe_closed_early_is_no_trouble(run):
    with run("read", "samples") as reader:
        reader.stdout.readline()
        reader.stdout.close()
        talk = reader.stderr.read()
        reader.wait(60)
    assert "Traceback" not in talk
    assert "BrokenPipe" not in talk


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent in another way there")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_it_without_a_traceback(run, tmp_path, samples, workers):
    page = (samples / "state" / "river-inspector-series.html").read_bytes()
    for number in range(400):
        (tmp_path / f"{number:04}.html").write_bytes(page)
    with run("read", tmp_path, "--workers", workers, start_new_session=True) as reader:
        assert reader.stdout.readline() == "\n"  # the report has begun
        os.killpg(reader.pid, signal.SIGINT)
        _, talk = reader.communicate(timeout=60)
    assert reader.returncode == 1
    assert talk.strip() == "Aborted!"


@pytest.mark.parametrize(("folder", "layout"), [("california", "california"), ("los_angeles", "los_angeles")])
def test_published_documents_fit_the_schema_and_keep_their_quotes(shared, tmp_path, folder, layout):
    for document in sorted((shared / "corpus" / folder).iterdir())[::25]:
        (tmp_path / document.name).write_bytes(document.read_bytes())
    outcome = CliRunner().invoke(main, ["read", str(tmp_path), "--json", "--workers", "1"])
    reading = msgspec.json.decode(outcome.stdout, type=Reading)
    assert outcome.exit_code == 0
    assert {source.layout for source in reading.sources} == {layout}
    texts = [open_document(source.path).text for source in reading.sources]
    for job_class in reading.classes:
        for node in walk(job_class.minimum_qualifications) if job_class.minimum_qualifications else ():
            if node.spans:
                said = " ".join(texts[job_class.source][start:end] for start, end in node.spans)
                assert node.quote == " ".join(said.split())
