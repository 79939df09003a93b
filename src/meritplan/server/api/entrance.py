"""What every request to the API passes: size and type of the body, the key, the allowance; and errors, all of one form.

A middleware, because addresses that do not exist and methods that are not allowed never reach an operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from meritplan.server.api import problems
from meritplan.server.api.limits import Standing, spend
from meritplan.server.api.models import ApiKey
from meritplan.server.api.queries import key_sent

PREFIX = "/api/v1/"
LARGEST = 1024 * 1024
HEAVY = {"/api/v1/qualify": 10, "/api/v1/ladders": 3}  # what these weigh against the allowance
HEAVY_ENDINGS = {"/compare": 5, "/qualify": 2}


class Entrance:
    """Middleware of the addresses below :data:`PREFIX`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """The operation's response, or what stands in its way."""
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        key, unknown = _key(request)
        request.api_key = key
        standing = spend(request, key, _cost(request.path_info))
        response = self._refused(request, standing, unknown=unknown) or self._answered(request)
        return _marked(response, standing)

    @staticmethod
    def _refused(request: Any, standing: Standing, *, unknown: bool) -> HttpResponse | None:
        if standing.exceeded:
            detail = f"{standing.limit} a minute are allowed here; the next one in {standing.seconds} seconds."
            wait = {"Retry-After": str(standing.seconds)}
            return problems.answer(request, problems.BY_NAME["too-many-requests"], detail, headers=wait)
        if unknown:
            detail = "Send the key as it was shown when it was made: Authorization: Bearer mp_…"
            ask = {"WWW-Authenticate": 'Bearer realm="meritplan"'}
            return problems.answer(request, problems.BY_NAME["key-unknown"], detail, headers=ask)
        return _body_refused(request)

    def _answered(self, request: Any) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "") == problems.MEDIA_TYPE:
            return response
        allow = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else {}
        kind = problems.kind_of(response.status_code)
        return problems.answer(request, kind, headers=allow)


def _key(request: Any) -> tuple[ApiKey | None, bool]:
    """The key that was sent; and whether one was sent that opens nothing."""
    said = request.headers.get("Authorization")
    if said is None:
        return None, False
    scheme, _, text = said.partition(" ")
    key = key_sent(text.strip()) if scheme.lower() == "bearer" else None
    return key, key is None


def _cost(path: str) -> int:
    endings = (cost for ending, cost in HEAVY_ENDINGS.items() if path.endswith(ending))
    return HEAVY.get(path) or next(endings, 1)


def _body_refused(request: Any) -> HttpResponse | None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return None
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal():
        return problems.answer(request, problems.BY_NAME["bad-request"], "Content-Length is no number.")
    if int(length) > LARGEST:
        detail = f"The body has {int(length)} bytes; at most {LARGEST} are read."
        return problems.answer(request, problems.BY_NAME["too-large"], detail)
    if int(length) and request.content_type != "application/json":
        detail = f"The body is {request.content_type or 'of no stated type'}; send application/json."
        return problems.answer(request, problems.BY_NAME["media-type"], detail)
    return None


def _marked(response: HttpResponse, standing: Standing) -> HttpResponse:
    response.headers["RateLimit-Limit"] = str(standing.limit)
    response.headers["RateLimit-Remaining"] = str(standing.left)
    response.headers["RateLimit-Reset"] = str(standing.seconds)
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ("Authorization",))
    return response
