"""What goes wrong, as ``application/problem+json`` (RFC 9457): every error of the API, whatever raised it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from django.http import HttpResponse

MEDIA_TYPE: Final = "application/problem+json"
PLACE: Final = "/api/v1/docs#problem-"


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One refusal. ``type`` names its kind and leads to its description; ``detail`` tells of this one.

    ``request`` is the identifier the operator finds in the log. ``code`` is an issue code of the engine where it is
    the record, the policy or a ruling that cannot be used; ``errors`` are the parameters or fields that are not in
    order.
    """

    type: str
    title: str
    status: int
    detail: str | None = None
    request: str | None = None
    code: str | None = None
    errors: tuple[FieldError, ...] = ()


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter or field that is not in order: where it stands, and what is wrong with it."""

    where: str
    what: str


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of problem, as the reference tells of it."""

    name: str
    status: int
    title: str
    what: str


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="bad-request",
        status=400,
        title="The request cannot be understood",
        what="The body is not JSON, or the address holds characters it cannot hold.",
    ),
    Kind(
        name="key-unknown",
        status=401,
        title="The key opens nothing",
        what="The key was mistyped, has expired, was revoked, or its owner's account is closed. Make a new one.",
    ),
    Kind(
        name="not-allowed",
        status=403,
        title="The key does not open this",
        what="The operation needs a scope the key does not have, or a key where none was sent.",
    ),
    Kind(
        name="not-found",
        status=404,
        title="There is no such thing",
        what="No class, edition, group or profile is called that, or none was in force on the day asked about.",
    ),
    Kind(
        name="method-not-allowed",
        status=405,
        title="The method is not for this address",
        what="The header Allow lists the methods there are.",
    ),
    Kind(
        name="conflict",
        status=409,
        title="The request fits no single thing",
        what="Several classes bear the title; name one by its code or key.",
    ),
    Kind(
        name="too-large",
        status=413,
        title="The body is too large",
        what="Bodies hold at most one megabyte.",
    ),
    Kind(
        name="media-type",
        status=415,
        title="The body is of another type",
        what="Bodies are application/json.",
    ),
    Kind(
        name="not-valid",
        status=422,
        title="Something in the request is not in order",
        what="errors names each parameter or field; code is an issue code of the engine where it cannot use a record.",
    ),
    Kind(
        name="too-many-requests",
        status=429,
        title="Too many requests",
        what="The header Retry-After says after how many seconds to send the next one. A key allows more.",
    ),
    Kind(
        name="broken",
        status=500,
        title="The server met an error of its own",
        what="The operator finds the request in the log by its identifier.",
    ),
    Kind(
        name="unavailable",
        status=503,
        title="The server cannot answer now",
        what="The plan or the database cannot be read at the moment, or all places for long work are taken.",
    ),
)
BY_NAME: Final[Mapping[str, Kind]] = {one.name: one for one in KINDS}
BY_STATUS: Final[Mapping[int, Kind]] = {one.status: one for one in KINDS}


class ProblemError(Exception):
    """An operation refuses. ``kind`` is the name of one of :data:`KINDS`."""

    def __init__(self, kind: str, detail: str, *, code: str | None = None, errors: tuple[FieldError, ...] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.code, self.errors = BY_NAME[kind], detail, code, errors


def answer(
    request: Any,
    kind: Kind,
    detail: str | None = None,
    *,
    code: str | None = None,
    errors: tuple[FieldError, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The response that tells a problem."""
    said = Problem(
        type=PLACE + kind.name,
        title=kind.title,
        status=kind.status,
        detail=detail,
        request=getattr(request, "request_id", None),
        code=code,
        errors=errors,
    )
    body = msgspec.json.encode(said)
    return HttpResponse(body, status=kind.status, content_type=MEDIA_TYPE, headers={**(headers or {})})


def kind_of(status: int) -> Kind:
    """The kind of a status, for errors the framework answers."""
    return BY_STATUS.get(status) or (BY_NAME["broken"] if status >= 500 else BY_NAME["bad-request"])
