"""What an operator sets: read once from the environment, checked, and the same for every process of a server."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "MERITPLAN_"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
MEGABYTE = 1024 * 1024
LEVELS = ("debug", "info", "warning", "error")


class ConfigurationError(Exception):
    """A setting that cannot be used: which, what was found, what was expected."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """The settings of a server.

    ``home`` holds what is not the plan: the SQLite database, uploads, the secret key, logs. ``plan`` is the folder
    of the plan. ``database`` is an address ``postgresql://user:password@host:port/name``, or none for SQLite in
    ``home``. ``hosts`` are the names the server answers to. ``secure`` says that visitors come over HTTPS.
    ``mail`` is an address ``smtp://user:password@host:port`` (``smtps`` for TLS from the first byte), or none to put
    messages as files below ``home``. ``log`` is a file, or ``-`` for standard error. ``visitor_rate`` and ``key_rate``
    are the requests a minute that programs may send without and with a key. docs/web/operating.md tells of each.
    """

    home: Path
    plan: Path
    database: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = LOCAL_HOSTS
    secure: bool = False
    debug: bool = False
    upload_limit: int = 50 * MEGABYTE
    mail: str | None = field(default=None, repr=False)
    mail_from: str = "meritplan@localhost"
    trusted_proxies: int = 0
    log: str = "-"
    log_level: str = "info"
    visitor_rate: int = 60
    key_rate: int = 600

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Configuration:
        """The settings the environment names.

        Raises:
            ConfigurationError: if one is missing or cannot be used.
        """
        said = {key.removeprefix(PREFIX): value for key, value in environment.items() if key.startswith(PREFIX)}
        for needed in ("HOME", "PLAN"):
            if not said.get(needed):
                raise ConfigurationError(f"{PREFIX}{needed} is not set. It names a folder; `meritplan serve` sets it.")
        hosts = tuple(one.strip() for one in said.get("HOSTS", "").split(",") if one.strip())
        return cls(
            home=Path(said["HOME"]).absolute(),
            plan=Path(said["PLAN"]).absolute(),
            database=said.get("DATABASE") or None,
            hosts=(*LOCAL_HOSTS, *hosts),
            secure=_flag(said, "SECURE"),
            debug=_flag(said, "DEBUG"),
            upload_limit=_number(said, "UPLOAD_LIMIT_MB", 50) * MEGABYTE,
            mail=said.get("MAIL") or None,
            mail_from=said.get("MAIL_FROM") or "meritplan@localhost",
            trusted_proxies=_number(said, "TRUSTED_PROXIES", 0),
            log=said.get("LOG") or "-",
            log_level=_one_of(said, "LOG_LEVEL", LEVELS, "info"),
            visitor_rate=_number(said, "VISITOR_RATE", 60),
            key_rate=_number(said, "KEY_RATE", 600),
        )

    @property
    def secret_key(self) -> str:
        """The key that signs sessions and the audit chain: made once, kept in ``home``, never logged."""
        kept = self.home / "secret.key"
        if not kept.is_file():
            self.home.mkdir(parents=True, exist_ok=True)
            _write_once(kept, secrets.token_urlsafe(64))
        return kept.read_text(encoding="ascii").strip()

    @property
    def databases(self) -> dict[str, object]:
        """The database as Django is told of it."""
        return _postgresql(self.database) if self.database else _sqlite(self.home / "meritplan.sqlite3")

    @property
    def mailing(self) -> dict[str, object]:
        """Django's settings of mail."""
        return _mailing(self.mail, self.home / "mail") | {"DEFAULT_FROM_EMAIL": self.mail_from}


def _write_once(path: Path, content: str) -> None:
    """Two processes that start together agree on one key: the first to create the file wins."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(content)


def _flag(said: Mapping[str, str], name: str) -> bool:
    value = said.get(name, "").strip().lower()
    if value in {"", "0", "no", "false", "off"}:
        return False
    if value in {"1", "yes", "true", "on"}:
        return True
    raise ConfigurationError(f"{PREFIX}{name} is {value!r}; it is yes or no.")


def _number(said: Mapping[str, str], name: str, otherwise: int) -> int:
    value = said.get(name, "").strip()
    if not value:
        return otherwise
    if not value.isdigit():
        raise ConfigurationError(f"{PREFIX}{name} is {value!r}; it is a whole number.")
    return int(value)


def _one_of(said: Mapping[str, str], name: str, known: tuple[str, ...], otherwise: str) -> str:
    value = said.get(name, "").strip().lower() or otherwise
    if value not in known:
        raise ConfigurationError(f"{PREFIX}{name} is {value!r}; it is one of {', '.join(known)}.")
    return value


def described(database: str) -> dict[str, object]:
    """Another database than the server's own, to be read: a PostgreSQL address, or the file of an SQLite copy.

    Raises:
        ConfigurationError: if it is neither.
    """
    if "://" in database:
        return _postgresql(database)
    file = Path(database)
    if not file.is_file():
        raise ConfigurationError(f"{database} is no file, and no address postgresql://user:password@host:port/name.")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{file.absolute().as_uri()}?mode=ro"}


def _sqlite(path: Path) -> dict[str, object]:
    """Write-ahead log, so that readers never wait; IMMEDIATE, so that writers queue instead of failing."""
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "mmap_size=134217728", "cache_size=2000")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": ";".join(f"PRAGMA {one}" for one in pragmas) + ";",
        },
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},  # a file like the real one, not memory
    }


def _postgresql(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ConfigurationError(
            f"{PREFIX}DATABASE begins with {parts.scheme!r}; expected postgresql://user:password@host:port/name, "
            "or nothing at all for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(address),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _mailing(address: str | None, folder: Path) -> dict[str, object]:
    if address is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigurationError(
            f"{PREFIX}MAIL begins with {parts.scheme!r}; expected smtp://user:password@host:port or smtps://..., "
            "or nothing at all to keep messages as files."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def _host(address: str) -> str:
    """The host, or the folder of a local socket given as ``?host=/path``."""
    parts = urlsplit(address)
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name == "host":
            return unquote(value)
    return parts.hostname or ""
