"""The documentation says everything the program can do, and nothing it cannot."""

import re
import runpy
import shlex

import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.cli.explain import paragraphs
from meritplan.reading.layouts import LAYOUTS

CODE = re.compile(r"\bMP-[A-Z]\d{3}\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMAND = re.compile(r"meritplan (?P<noun>[a-z]+)\b")


@pytest.fixture
def generated(repository):
    return runpy.run_path(str(repository / "docs" / "generate.py"))["pages"]()


def test_generated_pages_are_current(generated):
    stale = [str(page) for page, text in generated.items() if page.read_text(encoding="utf-8") != text]
    assert not stale, "run `just docs` (or `python docs/generate.py`)"


def test_every_issue_code_in_the_source_has_its_paragraph(repository):
    used = {
        (code, str(file.relative_to(repository)))
        for file in (repository / "src").rglob("*.py")
        for code in CODE.findall(_without_examples(file.read_text(encoding="utf-8")))
    }
    missing = sorted((code, file) for code, file in used if code not in paragraphs())
    assert not missing, "add a paragraph to docs/issues.md, under a heading `### CODE What it is`"


def _without_examples(source):
    """Source without doctest lines and inline examples, which may name codes that nothing raises."""
    return re.sub(r"^\s*>>>.*$|``.*?``|`meritplan explain .*?`|such as MP-\w+", "", source, flags=re.MULTILINE)


def test_every_paragraph_says_more_than_its_title():
    short = [code for code, text in paragraphs().items() if len(text.partition("\n")[2].split()) < 12]
    assert not short


def test_every_layout_has_its_paragraph(repository):
    page = (repository / "docs" / "layouts.md").read_text(encoding="utf-8")
    missing = [layout.NAME for layout in LAYOUTS if f"## {layout.NAME}\n" not in page]
    assert not missing


def test_links_between_pages_lead_somewhere(repository):
    pages = [repository / "README.md", repository / "CONTRIBUTING.md", *(repository / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(repository)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_every_decision_is_in_the_index(repository):
    folder = repository / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted(folder.glob("0*.md")) if page.name not in index] == []


def test_the_readme_shows_what_the_first_command_prints(repository, monkeypatch):
    monkeypatch.chdir(repository)
    shown = (repository / "README.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    printed = CliRunner().invoke(main, ["read", "samples"]).stdout
    assert shown in printed


def _shown(page):
    """Each command of a page with the lines shown below it, which must be the first it prints."""
    for block in re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            yield command.partition("  #")[0], said


def test_commands_of_the_guides_print_what_is_shown(repository, monkeypatch):
    monkeypatch.chdir(repository)
    for page in (repository / "docs").glob("*.md"):
        for command, said in _shown(page.read_text(encoding="utf-8")):
            program, *arguments = shlex.split(command)
            if program == "meritplan":
                outcome = CliRunner().invoke(main, arguments)
                assert outcome.exit_code == 0, command
                assert outcome.stdout.startswith(said), command
