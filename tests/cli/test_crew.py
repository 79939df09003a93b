"""Reading many documents: answers in order, and nothing that befalls one stops the others."""

import os
from pathlib import Path

import pytest

from meritplan.cli.crew import Crew
from meritplan.model import Reading, Source


def read(path: Path, _layout: str | None) -> Reading:
    """A stand-in reader, steered by the file's name."""
    if "fatal" in path.name:
        os._exit(9)
    if "faulty" in path.name:
        raise ValueError("a fault of the program")
    return Reading(sources=(Source(path=path.name, sha256="", media_type="text/plain"),) if path.read_bytes() else ())


def documents(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text("x")
    return [folder / name for name in names]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_faulty_document_does_not_stop_the_rest(tmp_path, workers):
    made = documents(tmp_path, "a", "faulty", "c")
    readings = list(Crew(read=read, workers=workers).readings(made))
    assert [Path(reading.sources[0].path).name for reading in readings] == ["a", "faulty", "c"]
    assert [[issue.code for issue in reading.issues] for reading in readings] == [[], ["MP-D090"], []]
    assert "ValueError: a fault of the program" in readings[1].issues[0].message


def test_the_death_of_a_worker_costs_only_the_document_that_killed_it(tmp_path):
    made = documents(tmp_path, "a", "b", "fatal", "d", "e", "f", "g", "h")
    readings = list(Crew(read=read, workers=2).readings(made))
    assert [Path(reading.sources[0].path).name for reading in readings] == [path.name for path in made]
    assert {reading.sources[0].path: reading.issues[0].code for reading in readings if reading.issues} == {
        str(tmp_path / "fatal"): "MP-D091"
    }
