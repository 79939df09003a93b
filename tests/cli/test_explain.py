"""`meritplan explain`: each issue code has its paragraph."""

import importlib

from click.testing import CliRunner

from meritplan.cli import main


def test_prints_the_paragraph_of_a_code_however_it_is_typed():
    outcome = CliRunner().invoke(main, ["explain", "mp-d091"])
    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("MP-D091 The process that read this document ended without an answer\n")
    assert "## " not in outcome.stdout


def test_an_unknown_code_is_wrong_usage():
    outcome = CliRunner().invoke(main, ["explain", "MP-X999"])
    assert outcome.exit_code == 2
    assert "MP-X999 is not a code of this version" in outcome.stderr


def test_an_installed_program_has_the_paragraphs_with_it(monkeypatch, tmp_path):
    module = importlib.import_module("meritplan.cli.explain")
    monkeypatch.setattr(module, "IN_A_WORKING_COPY", tmp_path / "nothing")
    module._page.cache_clear()
    outcome = CliRunner().invoke(main, ["explain", "MP-D091"])
    module._page.cache_clear()
    assert outcome.stdout.startswith("MP-D091 The process that read this document ended without an answer\n")
