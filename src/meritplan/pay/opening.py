"""The one way in: a file becomes a pay index with its issues, whatever form it is published in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.csv_index import MEDIA_TYPE, fits, header_of, read_rows
from meritplan.pay.forms import IndexForm, form, names
from meritplan.pay.index import DatedBy, IndexClass, IndexSource, PayIndex, from_json
from meritplan.pay.integrity import check
from meritplan.pay.pdf_index import read_pages
from meritplan.reading.documents import open_bytes

_PDF: Final = b"%PDF"
_NAMED: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")


def open_index(path: str | Path, *, form_name: str | None = None, as_of: date | None = None) -> PayIndex:
    """The index in the file: CSV, PDF, or one stored as JSON.

    Trouble with what it says comes back as issues.

    Raises:
        OSError: if the file cannot be read.
        FormError: if there is no form of that name.
        PayIndexError: if a stored index is damaged.
    """
    return index_from(Path(path).read_bytes(), str(path), form_name=form_name, as_of=as_of)


def index_from(data: bytes, path: str, *, form_name: str | None = None, as_of: date | None = None) -> PayIndex:
    """The index in ``data``; ``path`` is what it is called."""
    if data.lstrip()[:1] == b"{":
        return from_json(data)
    forms = [form(form_name)] if form_name else [form(name) for name in names()]
    if data.startswith(_PDF):
        return _printed(data, path, forms, as_of)
    return _table(data, path, forms, as_of)


def _table(data: bytes, path: str, forms: list[IndexForm], as_of: date | None) -> PayIndex:
    document = open_bytes(data, path)
    header = header_of(document.text)
    best = max(forms, key=lambda each: fits(header, each))
    source = IndexSource(path=path, sha256=document.sha256, media_type=MEDIA_TYPE)
    if not fits(header, best):
        expected = f"its columns are {', '.join(header)[:120] or 'none'}"
        return PayIndex(source=source, issues=(*document.issues, trouble.no_form(path, expected)))
    classes, issues = read_rows(document.text, best)
    return _index(classes, [*document.issues, *issues], best, source, (None, as_of))


def _printed(data: bytes, path: str, forms: list[IndexForm], as_of: date | None) -> PayIndex:
    document = open_bytes(data, path)
    source = IndexSource(path=path, sha256=document.sha256, media_type=document.media_type)
    pages = document.text.split("\f")
    chosen = next((each for each in forms if each.page and each.page.sign.search(pages[0])), None)
    if chosen is None:
        expected = "no form of a printed index fits its first page"
        return PayIndex(source=source, issues=(*document.issues, trouble.no_form(path, expected)))
    from meritplan.reading.documents.pdf import second_reading  # noqa: PLC0415  (slow to load, needed for print alone)

    classes, issues, day = read_pages(pages, chosen, lambda number: second_reading(data, number))
    return _index(classes, [*document.issues, *issues], chosen, source, (day, as_of))


def _index(
    classes: list[IndexClass],
    issues: list[Issue],
    chosen: IndexForm,
    source: IndexSource,
    days: tuple[date | None, date | None],
) -> PayIndex:
    printed, stated = days
    as_of = printed or stated
    dated_by: DatedBy | None = "printed" if printed else "stated" if stated else None
    issues = [*issues, *check(classes, chosen), *_about_the_day(Path(source.path).name, printed, stated)]
    return PayIndex(
        title=chosen.title,
        jurisdiction=chosen.jurisdiction,
        form=chosen.name,
        as_of=as_of,
        dated_by=dated_by,
        source=source,
        classes=tuple(classes),
        issues=tuple(issues),
    )


def _about_the_day(name: str, printed: date | None, stated: date | None) -> list[Issue]:
    if printed is None:
        return [] if stated else [trouble.undated()]
    if stated and stated != printed:
        return [trouble.two_dates([f"{printed} (printed)", f"{stated} (stated; not taken)"])]
    named = _NAMED.search(name)
    if named and named[0] != printed.isoformat():
        return [trouble.other_name(name, named[0], printed.isoformat())]
    return []
