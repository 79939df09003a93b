"""Settings: each is told, read strictly, and none of a secret shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from meritplan.server.configuration import Configuration, ConfigurationError

SAID = re.compile(r"""said(?:\.get\(|\[|, )\s*"([A-Z_]+)\"""")
NEEDED = {"MERITPLAN_HOME": "/srv/home", "MERITPLAN_PLAN": "/srv/plan"}


def test_each_setting_has_its_line(repository: Path) -> None:
    server = repository / "src" / "meritplan" / "server"
    told = {
        server / "configuration.py": repository / "docs" / "web" / "operating.md",
        server / "accounts" / "configuration.py": repository / "docs" / "web" / "accounts.md",
    }
    for source, page in told.items():
        names = set(SAID.findall(source.read_text(encoding="utf-8")))
        assert len(names) > 5
        words = page.read_text(encoding="utf-8")
        for name in names:
            assert re.search(rf"^\|.*`MERITPLAN_{name}`.*\|", words, re.MULTILINE), f"{name} is not in {page.name}"


def test_each_line_is_a_setting(repository: Path) -> None:
    source = (repository / "src" / "meritplan" / "server" / "configuration.py").read_text(encoding="utf-8")
    words = (repository / "docs" / "web" / "operating.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `MERITPLAN_([A-Z_]+)`", words, re.MULTILINE)) == set(SAID.findall(source)) | {
        "HOME",
        "PLAN",
    }


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("MERITPLAN_SECURE", "perhaps", "it is yes or no"),
        ("MERITPLAN_UPLOAD_LIMIT_MB", "-3", "it is a whole number"),
        ("MERITPLAN_LOG_LEVEL", "loud", "it is one of debug, info, warning, error"),
        ("MERITPLAN_HOME", "", "MERITPLAN_HOME is not set"),
    ],
)
def test_what_cannot_be_used_is_named(setting: str, value: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        Configuration.from_environment({**NEEDED, setting: value})


def test_databases_and_mail_that_cannot_be_used_are_named_without_their_passwords(tmp_path: Path) -> None:
    for setting in ("MERITPLAN_DATABASE", "MERITPLAN_MAIL"):
        said = Configuration.from_environment(
            {**NEEDED, "MERITPLAN_HOME": str(tmp_path), setting: "ftp://me:hidden-word@host/x"}
        )
        with pytest.raises(ConfigurationError) as refused:
            _ = (said.databases, said.mailing)
        assert "hidden-word" not in str(refused.value)
        assert "hidden-word" not in repr(said)


def test_mail_by_address() -> None:
    said = Configuration.from_environment({**NEEDED, "MERITPLAN_MAIL": "smtp://me:p%40ss@mail.alder.example"})
    assert said.mailing["EMAIL_HOST"] == "mail.alder.example"
    assert said.mailing["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert said.mailing["EMAIL_PORT"] == 587
    assert said.mailing["EMAIL_USE_TLS"] is True
    other = Configuration.from_environment({**NEEDED, "MERITPLAN_MAIL": "smtps://mail.alder.example"})
    assert (other.mailing["EMAIL_PORT"], other.mailing["EMAIL_USE_SSL"]) == (465, True)


def test_postgresql_by_address() -> None:
    address = "postgresql://mer%20it:p%40ss@db.alder.example:5433/plan"
    said = Configuration.from_environment({**NEEDED, "MERITPLAN_DATABASE": address}).databases
    wanted = {"NAME": "plan", "USER": "mer it", "PASSWORD": "p@ss", "HOST": "db.alder.example", "PORT": "5433"}
    assert {key: said[key] for key in wanted} == wanted


def test_one_key_for_all_processes_and_for_its_owner_alone(tmp_path: Path) -> None:
    said = Configuration.from_environment({**NEEDED, "MERITPLAN_HOME": str(tmp_path / "home")})
    assert said.secret_key == said.secret_key
    assert len(said.secret_key) > 60
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0
