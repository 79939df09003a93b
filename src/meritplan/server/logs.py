"""What the server writes about itself: one JSON object a line, and nothing about persons.

A request is told by its identifier, method, the pattern of its address (never the address, which may hold a name or a
search), status and duration; a person by a keyed hash that tells apart and does not name. Of an error it is told what
kind it was and where in the program, not its message, which may quote what somebody entered.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from meritplan.server.configuration import Configuration

REQUESTS = logging.getLogger("meritplan.requests")
SENT = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUOTING = ("django.request", "django.security", "django.db", "django.template")  # their messages quote addresses
OWN = ("request_id", "method", "route", "status", "ms", "person", "key")
LARGE = 20 * 1024 * 1024


class Json(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": _message(record),
        }
        said |= {name: getattr(record, name) for name in OWN if hasattr(record, name)}
        request = getattr(record, "request", None)
        if request is not None:
            said.setdefault("request_id", getattr(request, "request_id", None))
            said.setdefault("route", route_of(request))
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__name__
            said["where"] = _frames(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(QUOTING):
        status = getattr(record, "status_code", None)
        return f"answered {status}" if status else record.name
    return record.getMessage()


def _frames(error: Any) -> list[str]:
    frames = traceback.extract_tb(error[2])[-12:]
    return [f"{'/'.join(Path(one.filename).parts[-3:])}:{one.lineno} {one.name}" for one in frames]


class Requests:
    """Middleware: one line for each request, and its identifier in the response."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self._get_response = get_response

    def __call__(self, request: Any) -> Any:
        """The response, timed."""
        began = time.perf_counter()
        request.request_id = identifier(request)
        response = self._get_response(request)
        response.headers["X-Request-ID"] = request.request_id
        if REQUESTS.isEnabledFor(logging.INFO):
            REQUESTS.info("request", extra=told(request, response.status_code, time.perf_counter() - began))
        return response


def identifier(request: Any) -> str:
    """The request's identifier: the one a proxy of ours gave it, or a new one."""
    from django.conf import settings  # noqa: PLC0415 - the settings import this module

    given = request.headers.get("X-Request-ID", "")
    if settings.CONFIGURATION.trusted_proxies and SENT.fullmatch(given):
        return str(given)
    return uuid.uuid4().hex


def told(request: Any, status: int, seconds: float) -> dict[str, Any]:
    """What is logged of a request."""
    key = getattr(request, "api_key", None)
    return {
        "request_id": request.request_id,
        "method": request.method if request.method in METHODS else "other",
        "route": route_of(request),
        "status": status,
        "ms": round(seconds * 1000, 1),
        "person": _person(request),
        "key": key.pk if key is not None else None,
    }


METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())


def route_of(request: Any) -> str | None:
    """The pattern of the address that answers, without what was filled in."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else None


def _person(request: Any) -> str | None:
    """A hash that is the same for one person, for who was signed in where the request came to know it."""
    from django.conf import settings  # noqa: PLC0415 - the settings import this module

    user = request.__dict__.get("_cached_user")
    if user is None or not user.is_authenticated:
        return None
    return hmac.new(settings.SECRET_KEY.encode(), f"log:{user.pk}".encode(), hashlib.sha256).hexdigest()[:12]


def logging_of(configuration: Configuration) -> dict[str, Any]:
    """Django's setting LOGGING."""
    if configuration.log == "-":
        handler: dict[str, Any] = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
    else:
        file = configuration.home / configuration.log  # an absolute one stays what it is
        handler = {"class": "logging.handlers.WatchedFileHandler", "filename": str(file), "encoding": "utf-8"}
        handler["delay"] = True
    level = configuration.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "meritplan.server.logs.Json"}},
        "handlers": {"out": {**handler, "formatter": "json"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
            "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},  # refusals have their line
            "meritplan": {"handlers": ["out"], "level": level, "propagate": False},
            "django_tasks": {"handlers": ["out"], "level": level, "propagate": False},
            "django_tasks_db": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        },
    }


def put_aside(file: Path) -> None:
    """A log that grew large is kept under another name, and a new one begun: before the server starts."""
    if file.is_file() and file.stat().st_size > LARGE:
        file.replace(file.with_name(file.name + ".1"))
