"""Version 1 of the API: how operations are declared, and what happens to every answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from meritplan import __version__
from meritplan.plan import PlanError
from meritplan.qualification import CaseError, PolicyError, RecordError
from meritplan.qualification.trees import TreeError
from meritplan.server.api import problems
from meritplan.server.api.models import Scope
from meritplan.server.api.problems import FieldError, ProblemError
from meritplan.server.api.queries import opens
from meritplan.server.plans.kept import Answer
from meritplan.server.plans.served import current

VERSION = "1.0"
JSON = "application/json"
OPEN_FOR: dict[Any, str] = {
    Scope.READ: "Open to everybody; a key needs the scope `read`.",
    Scope.QUALIFY: "Open to everybody; a key needs the scope `qualify`.",
    Scope.DRAFTS: "A key with the scope `drafts` is needed.",
}
Operation = TypeVar("Operation", bound=Callable[..., Any])
ANSWERS: dict[str, Any] = {}  # the form of each operation's answer, by the operation's name


class Strict(Parser):
    """Bodies as JSON and nothing else: no NaN, and no form that only Python takes."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The value of a body."""
        return msgspec.json.decode(request.body)


class Api(NinjaAPI):
    """The operations, answering with the bytes of the core's own encoder and a mark by their hash."""

    def create_response(self, request: Any, data: Any, **_: Any) -> HttpResponse:
        """An answer in JSON."""
        return marked(request, msgspec.json.encode(data))


API = Api(
    title="Meritplan",
    version=VERSION,
    description=(
        "A classification plan for programs: classes as of a day, their requirements as trees, who qualifies and why, "
        "ladders, pay, and what changed."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
    parser=Strict(),
)


def reads(path: str, answer: Any, *, tag: str, scope: Any = Scope.READ) -> Callable[[Operation], Operation]:
    """Declare an operation that reads. Its answers are kept as long as the plan stands."""

    def declare(function: Operation) -> Operation:
        guard = decorate_view(_kept(scope), _guarded(scope, _parameters(path, function)))
        API.get(path, **_declared(function, answer, tag, scope))(guard(function))
        return function

    return declare


def works_out(path: str, answer: Any, *, tag: str, scope: Any) -> Callable[[Operation], Operation]:
    """Declare an operation that takes a record. Nothing of it is kept."""

    def declare(function: Operation) -> Operation:
        guard = decorate_view(_guarded(scope, frozenset()))
        API.post(path, **_declared(function, answer, tag, scope))(guard(function))
        return function

    return declare


def _declared(function: Callable[..., Any], answer: Any, tag: str, scope: Any) -> dict[str, Any]:
    name = function.__name__.strip("_")
    ANSWERS[name] = answer
    summary, _, rest = (function.__doc__ or "").strip().partition("\n")
    more = " ".join(rest.split())
    description = f"{more} {OPEN_FOR[scope]}".strip()
    return {"operation_id": name, "summary": summary, "description": description, "tags": [tag]}


def _parameters(path: str, function: Callable[..., Any]) -> frozenset[str]:
    """What may stand after the question mark."""
    return frozenset(name for name in signature(function).parameters if name != "request" and f"{{{name}}}" not in path)


def _guarded(scope: Any, parameters: frozenset[str]) -> Callable[..., Any]:
    """Only who may, and only what there is: a parameter that is mistyped would else be passed over in silence."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, *given: Any, **named: Any) -> HttpResponse:
            refused = _not_opened(request, scope) or _not_known(request, parameters)
            return refused or view(request, *given, **named)

        return guarded

    return guard


def _not_known(request: Any, parameters: frozenset[str]) -> HttpResponse | None:
    wrong = [
        FieldError(where="query", what=f"there is no such parameter here; there are: {_listed(parameters)}")
        for name in request.GET
        if name not in parameters
    ]
    wrong += [FieldError(where=f"query.{name}", what="given twice") for name, all_ in request.GET.lists() if all_[1:]]
    return problems.answer(request, problems.BY_NAME["not-valid"], errors=tuple(wrong[:20])) if wrong else None


def _listed(parameters: frozenset[str]) -> str:
    return ", ".join(sorted(parameters)) or "none"


def _kept(scope: Any) -> Callable[..., Any]:
    """Answers from memory, where the same was asked of this state of the plan before."""

    def keep(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: Any, *given: Any, **named: Any) -> HttpResponse:
            if not opens(request.api_key, scope):
                return view(request, *given, **named)
            try:
                kept = current().kept
            except (PlanError, OSError):
                return view(request, *given, **named)
            asked = ("api", request.get_full_path(), timezone.localdate(), opens(request.api_key, Scope.DRAFTS))
            found = kept.get(asked)
            if found is not None:
                return marked(request, found.content, found.etag)
            response = view(request, *given, **named)
            if response.status_code == 200:
                tag = response.headers["ETag"]
                kept.put(asked, Answer(content=response.content, media_type=JSON, etag=tag))
            return response

        return answered

    return keep


def _not_opened(request: Any, scope: Any) -> HttpResponse | None:
    if opens(request.api_key, scope):
        return None
    return problems.answer(request, problems.BY_NAME["not-allowed"], OPEN_FOR[scope])


def marked(request: Any, content: bytes, etag: str | None = None) -> HttpResponse:
    """Content with its mark; or, for a client that has it already, the mark alone (304)."""
    tag = etag or f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=JSON)
    response.headers["ETag"] = tag
    reading = request.method in {"GET", "HEAD"}
    public = "private" if request.api_key is not None else "public"
    response.headers["Cache-Control"] = f"{public}, no-cache" if reading else "no-store"
    found = get_conditional_response(request, etag=tag, response=response) if reading else response
    return found or response


# --- what goes wrong ---------------------------------------------------------------------------------------------


@API.exception_handler(ProblemError)
def _problem(request: Any, error: ProblemError) -> HttpResponse:
    return problems.answer(request, error.kind, error.detail, code=error.code, errors=error.errors)


@API.exception_handler(ValidationError)
def _invalid(request: Any, error: ValidationError) -> HttpResponse:
    """Which parameter or field, and what was expected; never what was entered."""
    found = tuple(FieldError(where=".".join(map(str, one["loc"])), what=str(one["msg"])) for one in error.errors)
    return problems.answer(request, problems.BY_NAME["not-valid"], errors=found[:50])


@API.exception_handler(HttpError)
def _refused(request: Any, error: HttpError) -> HttpResponse:
    return problems.answer(request, problems.kind_of(error.status_code))


def _unusable(request: Any, error: Any) -> HttpResponse:
    """The engine cannot use the record, policy or ruling: its own words, which begin with an issue code."""
    said = str(error)
    code, colon, rest = said.partition(":")
    known = colon and code.startswith("MP-")
    kind = problems.BY_NAME["not-valid"]
    return problems.answer(request, kind, rest.strip() if known else said, code=code if known else None)


for cause in (CaseError, RecordError, PolicyError, TreeError):
    API.add_exception_handler(cause, _unusable)


@API.exception_handler(PlanError)
def _no_plan(request: Any, error: PlanError) -> HttpResponse:
    return problems.answer(request, problems.BY_NAME["unavailable"], "The plan cannot be read at the moment.")


def described() -> Mapping[str, Any]:
    """What the reference says of the program."""
    return {"version": VERSION, "program": __version__}
