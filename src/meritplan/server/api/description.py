"""The OpenAPI document: the operations as declared, the forms of the core, and every way an operation can refuse.

``python -m meritplan.server.api.description FILE`` writes it; a test holds docs/web/openapi.json against it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

PLACE: Final = "#/components/schemas/{name}"
COMMON = ("bad-request", "key-unknown", "not-allowed", "not-valid", "too-many-requests", "unavailable")
WITH_PATH = ("not-found", "conflict")
WITH_BODY = ("too-large", "media-type")
ALONE = frozenset({"/api/v1/routes", "/api/v1/ladders", "/api/v1/qualify", "/api/v1/changes/documents"})
HEADERS: Final = {
    "ETag": "The answer's mark: send it back as If-None-Match, and an answer that is the same is 304 without a body.",
    "RateLimit-Limit": "Requests a minute.",
    "RateLimit-Remaining": "Requests left in this minute.",
    "RateLimit-Reset": "Seconds until the next minute.",
}
SECURITY: Final = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made at /api/keys/, sent as `Authorization: Bearer mp_…`. It allows more requests.",
    }
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The whole document. It is the same for every server of this version."""
    from meritplan.model.policy import Policy  # noqa: PLC0415
    from meritplan.qualification.profiles import names as profiles  # noqa: PLC0415
    from meritplan.server.api.problems import Problem  # noqa: PLC0415 - needs Django set up
    from meritplan.server.api.urls import OPERATIONS  # noqa: F401, PLC0415 - declares them
    from meritplan.server.api.v1 import ANSWERS, API  # noqa: PLC0415

    names = list(ANSWERS)
    (*answers, problem, policy), forms = msgspec.json.schema_components(
        [*(ANSWERS[name] for name in names), Problem, Policy], ref_template=PLACE
    )
    by_operation = dict(zip(names, answers, strict=True))
    said: dict[str, Any] = json.loads(json.dumps(API.get_openapi_schema(path_prefix="api/v1/")))
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation, by_operation[operation["operationId"]], problem)
    components = said.setdefault("components", {})
    components["schemas"] = dict(sorted({**components.get("schemas", {}), **_plain(forms)}.items()))
    for table in ("employers", "license_equivalents"):  # one name may stand where several could
        listed = components["schemas"]["Policy"]["properties"][table]
        listed["additionalProperties"] = {"anyOf": [listed["additionalProperties"], {"type": "string"}]}
    for form in ("Asked", "AskedOfMany"):  # what the engine takes has the engine's own forms
        fields = components["schemas"][form]["properties"]
        fields["policy"] |= {"anyOf": [{"type": "string", "enum": list(profiles())}, _plain(policy), {"type": "null"}]}
    components["securitySchemes"] = SECURITY
    said["servers"] = [{"url": "/", "description": "This server"}]
    return said


def _complete(path: str, method: str, operation: dict[str, Any], answer: Any, problem: Any) -> None:
    headers = {name: _header(name, text) for name, text in HEADERS.items() if name != "ETag" or method == "get"}
    content = {"application/json": {"schema": _plain(answer)}}
    operation["responses"] = {"200": {"description": "The answer.", "headers": headers, "content": content}}
    if method == "get":
        operation["responses"]["304"] = {"description": "The answer is the one If-None-Match names."}
    kinds = [*COMMON, *(WITH_PATH if "{" in path or path in ALONE else ()), *(WITH_BODY if method == "post" else ())]
    operation["responses"] |= dict(sorted(_refusal(kind, problem) for kind in kinds))
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _given(parameter["schema"])
    operation["security"] = [{}, {"key": []}]


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is not given is absent: none is ever null."""
    several = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    return {**rest, **several[0]} if len(several) == 1 else {**rest, **({"anyOf": several} if several else {})}


def _header(name: str, text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string" if name == "ETag" else "integer"}}


def _refusal(name: str, problem: Any) -> tuple[str, dict[str, Any]]:
    from meritplan.server.api.problems import BY_NAME, MEDIA_TYPE  # noqa: PLC0415

    kind = BY_NAME[name]
    said: dict[str, Any] = {"description": f"{kind.title}. {kind.what}", "content": {MEDIA_TYPE: {"schema": problem}}}
    if name == "too-many-requests":
        said["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return str(kind.status), said


def _plain(value: Any) -> Any:
    """Without values that only Python has."""
    return msgspec.to_builtins(value)


def text() -> str:
    """The document as the file in docs/web holds it."""
    return json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the document into a file. It needs no plan and no database."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("MERITPLAN_HOME", home)
        os.environ.setdefault("MERITPLAN_PLAN", home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
        import django  # noqa: PLC0415

        django.setup()
        Path(sys.argv[1]).write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
