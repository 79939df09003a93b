"""What is no page: a class as PDF and as JSON, and the published originals."""

from __future__ import annotations

import mimetypes
import re
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from meritplan.plan import PlanClass
from meritplan.server.catalogue import asked
from meritplan.server.catalogue.classes import ClassPage, chosen_edition
from meritplan.server.catalogue.conditional import conditional
from meritplan.server.catalogue.originals import original
from meritplan.server.catalogue.paper import class_paper
from meritplan.server.catalogue.reference import Reference, reference
from meritplan.server.catalogue.views.addresses import day_of, of_class

SHA256 = re.compile(r"[0-9a-f]{64}")
# An original is shown as it was published, and may do nothing: no script, no form, nothing fetched, no origin.
SANDBOX = "default-src 'none'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"  # the address is the hash of the content


@conditional
@of_class("pdf")
def paper(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """The class as a PDF: the edition of a day, or the one ``edition`` names."""
    page = _page(request, ref, one)
    address = request.build_absolute_uri(reverse("catalogue:edition", args=(one.key, page.edition.number)))
    return HttpResponse(
        class_paper(page, address),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{one.key}-{page.edition.number}.pdf"'},
    )


@conditional
@of_class("json")
def as_json(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """The edition of a day, or the one ``edition`` names, as the plan keeps it."""
    found = _page(request, ref, one).edition
    return HttpResponse(msgspec.json.format(msgspec.json.encode(found), indent=2), content_type="application/json")


def _page(request: HttpRequest, ref: Reference, one: PlanClass) -> ClassPage:
    day = day_of(request)
    number = asked.whole_number(request.GET, "edition", 0)
    found = one.edition(number) if number else chosen_edition(one, day.on)
    if found is None:
        raise Http404
    return ClassPage(reference=ref, job_class=one, edition=found, day=day, fixed=bool(number))


@require_safe
def source(request: HttpRequest, sha256: str) -> HttpResponse:
    """A published original, byte for byte. All but plain text is downloaded, never opened in the site."""
    ref = reference()
    known = ref.sources.get(sha256) if SHA256.fullmatch(sha256) else None
    path = original(ref.plan, sha256) if known else None
    if known is None or path is None:
        raise Http404
    data = path.read_bytes()
    plain = known.media_type == "text/plain"
    name = quote(_filename(known.name, known.media_type))
    return HttpResponse(
        data,
        content_type="text/plain; charset=utf-8" if plain and _is_utf8(data) else known.media_type,
        headers={
            "Content-Disposition": f"{'inline' if plain else 'attachment'}; filename*=utf-8''{name}",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": FOR_EVER,
        },
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _filename(name: str, media_type: str) -> str:
    plain = re.sub(r"[^\w.() -]+", "-", name.rpartition("/")[2]).strip(" .-") or "document"
    return plain if "." in plain else plain + (mimetypes.guess_extension(media_type) or "")
