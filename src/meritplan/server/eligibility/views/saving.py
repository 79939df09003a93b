"""Files in and out: nothing is kept here, so a record that is to be used again is saved by its owner."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from meritplan.server.eligibility.files import imported, not_carried, record_file, resume_file
from meritplan.server.eligibility.sheet import MOST_CHARACTERS, Sheet, SheetError, TooMuchError
from meritplan.server.eligibility.views.carrying import carried, page
from meritplan.server.eligibility.views.wizard import summary_page

FILES = {
    "record": (record_file, "my-record.json"),
    "resume": (resume_file, "my-resume.json"),
}


@carried
def take(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """A record from a file, or pasted."""
    if request.method != "POST" or request.POST.get("do") != "import":
        return page(request, "eligibility/import.html", sheet)
    try:
        found = imported(_sent(request), sheet)
    except TooMuchError:
        raise
    except SheetError as trouble:
        return page(request, "eligibility/import.html", sheet, trouble=str(trouble))
    return summary_page(request, found.sheet, found.notes, "The record was taken over. Look it through.")


def _sent(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is not None:
        if sent.size > MOST_CHARACTERS:
            raise TooMuchError(f"The file has {sent.size:,} bytes; up to {MOST_CHARACTERS:,} are taken here.")
        return bytes(sent.read()).removeprefix(b"\xef\xbb\xbf")
    pasted: str = request.POST.get("pasted", "").strip()
    if not pasted:
        raise SheetError("Choose a file, or paste a record into the field.")
    return pasted.encode()


@carried
def save(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What can be saved, and what the other form would lose."""
    return page(request, "eligibility/save.html", sheet, lost=not_carried(sheet))


@carried
def download(request: HttpRequest, sheet: Sheet, form: str) -> HttpResponse:
    """The record as a file."""
    if form not in FILES or request.method != "POST":
        raise Http404
    write, name = FILES[form]
    response = HttpResponse(write(sheet), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
