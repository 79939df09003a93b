"""What the repository must not say, and that every documented example still runs."""

import doctest
import importlib
import pkgutil
import re
import shutil
import subprocess
import tokenize
import tomllib
from pathlib import Path

import pytest

import meritplan

HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "crates" + ".io", "proxy.go" + "lang", "conda" + ".io")
# Some are also words of the field, in titles of classes; there they stand in quoted text and in data, not in remarks.
# A web server has signed-in people's own, too: what is said of the web is left out.
WORKSHOP = re.compile(r"\b(" + "|".join(("a" + "gents?", "ses" + "sions?", "hel" + "pers?")) + r")\b", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "op" + "t", "ho" + "me")) + r")/\w")


def tracked(repository: Path) -> list[Path]:
    git = shutil.which("git")
    if git is None or not (repository / ".git").exists():
        pytest.skip("needs git and a clone to know which files belong to the repository")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=repository, capture_output=True, check=True, text=True).stdout
    files = (repository / name for name in listed.split("\0") if name)
    return [file for file in files if file.is_file() and file.name != "LICENSE"]


def lines(repository: Path) -> list[tuple[str, str]]:
    """Each line of each tracked text file, with its place."""
    found = []
    for file in tracked(repository):
        content = file.read_bytes()
        if b"\0" not in content and not content.startswith(b"%PDF"):
            place = file.relative_to(repository)
            text = content.decode("utf-8", errors="replace").splitlines()
            found += [(f"{place}:{number}", line) for number, line in enumerate(text, start=1)]
    return found


def remarks(file: Path) -> list[str]:
    """What a file says about itself: the whole of a page or a script, the comments of a module."""
    if file.suffix == ".py":
        with tokenize.open(file) as source:
            return [
                token.string for token in tokenize.generate_tokens(source.readline) if token.type == tokenize.COMMENT
            ]
    if file.suffix in {".md", ".toml", ".cfg", ".ini"} or file.name in {"justfile", "run", ".pre-commit-config.yaml"}:
        return file.read_text(encoding="utf-8").splitlines()
    return []


def test_speaks_of_the_product_alone(repository):
    others = {"sample", "samples", "server", "web", "browser"}
    told = (file for file in tracked(repository) if not others & set(file.relative_to(repository).parts))
    own = [file for file in told if "a-record-travels" not in file.name]
    said = [
        f"{file.relative_to(repository)}: {line}" for file in own for line in remarks(file) if WORKSHOP.search(line)
    ]
    assert not said


def test_names_no_registry_and_no_path_of_one_machine(repository):
    said = [
        f"{place} {line.strip()[:100]}"
        for place, line in lines(repository)
        if MACHINE.search(line) or any(host in line for host in HOSTS)
    ]
    assert not said


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_files_hold_what_is_asked_for(repository, lock):
    asked = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = asked["project"]["dependencies"] + (asked["dependency-groups"]["dev"] if "dev" in lock else [])
    locked = re.findall(r"^([a-z0-9-]+)==", (repository / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    missing = [name for name in wanted if re.split(r"[^A-Za-z0-9._-]", name)[0].lower().replace("_", "-") not in locked]
    assert not missing, "run `just lock`"


def modules() -> list[str]:
    found = [module.name for module in pkgutil.walk_packages(meritplan.__path__, "meritplan.")]
    return ["meritplan", *(name for name in found if not name.endswith("__main__"))]


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_run(name):
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("meritplan"):
            raise
        pytest.skip(f"needs {missing.name}, which is installed with an extra")
    outcome = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert outcome.failed == 0


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{page.name}" for page in Path("docs").glob("*.md"))])
def test_the_examples_of_a_page_run(page, repository, monkeypatch):
    monkeypatch.chdir(repository)
    outcome = doctest.testfile(str(repository / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert outcome.failed == 0
