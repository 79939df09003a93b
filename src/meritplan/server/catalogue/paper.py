"""A class on paper: one edition as a PDF that can be filed, posted and read years later.

The same edition makes the same bytes: the file holds no time of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, PageTemplate, Table, TableStyle

from meritplan.model import Statement
from meritplan.plan import ClassEdition
from meritplan.server.catalogue import telling
from meritplan.server.catalogue.classes import ClassPage, ShownTree
from meritplan.server.catalogue.trees import ShownNode, shown_tree
from meritplan.server.catalogue.typesetting import GREY, LINE, SANS, STRONG, fitting, inset, paragraph, styles

MARGIN = 0.95 * inch
NAMES = 1.55 * inch  # the column of names beside facts


class _Paper(BaseDocTemplate):
    """Pages with a foot, and bookmarks for headings."""

    def __init__(self, out: io.BytesIO, foot: str, **told: str) -> None:
        super().__init__(
            out,
            pagesize=letter,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=0.85 * inch,
            bottomMargin=0.95 * inch,
            invariant=1,
            lang="en-US",
            **told,
        )
        self._foot, self._marks = foot, 0
        frame = Frame(
            self.leftMargin,
            self.bottomMargin,
            self.width,
            self.height,
            id="text",
            showBoundary=0,
            leftPadding=0,
            rightPadding=0,
        )
        self.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=self._page))

    def _page(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, 0.72 * inch, letter[0] - MARGIN, 0.72 * inch)
        canvas.setFillColor(GREY)
        canvas.setFont(SANS, 8)
        canvas.drawString(MARGIN, 0.55 * inch, fitting(self._foot, SANS))
        canvas.drawRightString(letter[0] - MARGIN, 0.55 * inch, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 reportlab calls it so
        """A bookmark for each heading."""
        style = getattr(getattr(flowable, "style", None), "name", "")
        if style in {"title", "heading"}:
            text = flowable.getPlainText()
            self._marks += 1
            key = f"at-{self._marks}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level=int(style == "heading"), closed=False)


def class_paper(page: ClassPage, address: str) -> bytes:
    """The edition of a page as PDF; ``address`` is where the edition stands for good."""
    out, said = io.BytesIO(), page.edition.job_class
    styles()  # registers the fonts
    plan = page.reference.plan.card.title
    title = f"{said.title} ({said.code})" if said.code else said.title
    foot = f"{plan}  ·  edition {page.edition.number}  ·  {address}"
    subject = f"Class specification, edition {page.edition.number}. {page.standing.sentence}."
    _Paper(out, foot, title=title, author=plan, subject=subject).build(list(_flow(page)))
    return out.getvalue()


def _flow(page: ClassPage) -> Iterator[Flowable]:
    said = page.edition.job_class
    yield paragraph(said.title, "title")
    line = (said.code, page.group.group.title if page.group else None, page.standing.sentence)
    yield paragraph("  ·  ".join(one for one in line if one), "line")
    if page.in_force is None:
        yield paragraph(
            "No edition of this class is in force on the day of this paper. It is no basis for a decision.", "notice"
        )
    yield HRFlowable(width="100%", thickness=0.5, color=LINE, spaceAfter=8)
    for one in page.summary:
        yield paragraph(one, "body")
    yield from _facts(page)
    for tree in page.trees:
        yield from _tree(tree)
    yield from _listed("What sets it apart", said.distinguishing)
    yield from _listed("Duties", said.duties)
    yield from _listed("Supervises", said.supervises)
    yield from _listed("Knowledge, skills and abilities", said.ksas)
    yield from _decisions(page.edition)
    yield from _origin(page)


def _facts(page: ClassPage) -> Iterator[Flowable]:
    amounts = "; ".join(f"{one.amount}{f' ({one.detail})' if one.detail else ''}" for one in page.pay_lines)
    pay = amounts or (page.pay.holds.name if page.pay.holds else None) or ""
    rows = [("Pay", f"{pay}, by {page.pay_ground}")] if pay else []
    rows += page.facts
    if not rows:
        return
    made = Table(
        [[paragraph(name, "name"), paragraph(value, "value")] for name, value in rows],
        colWidths=[NAMES, letter[0] - 2 * MARGIN - NAMES],
        hAlign="LEFT",
    )
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_TIGHT]))
    yield made


_TIGHT = [
    (f"{side}PADDING", (0, 0), (-1, -1), 0 if side in {"LEFT", "RIGHT"} else 1.5)
    for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]


def _tree(shown: ShownTree) -> Iterator[Flowable]:
    yield paragraph(shown.heading, "heading")
    if shown.note:
        yield paragraph(shown.note, "small")
    yield from _node(shown_tree(shown.tree, name=shown.name), 0)


def _node(one: ShownNode, depth: int) -> Iterator[Flowable]:
    """The node's line, its words in the document, its question; then what stands below, moved in."""
    body, quote = styles()["body"], styles()["quote"]
    if one.words:
        lead = " ".join(
            part
            for part in (f"{one.mark}:" if one.mark else "", f"{one.label}:" if one.label else "", one.lead)
            if part
        )
        strong = inset(body, depth, keep=True)
        strong.spaceAfter = 1
        if one.group:
            strong.fontName = STRONG
        yield paragraph(one.words + (":" if one.group else ""), strong, lead=lead)
        if one.quote:
            yield paragraph(f"“{one.quote}”", inset(quote, depth))
        if one.question:
            notice = inset(styles()["notice"], depth)
            yield paragraph(f"Open question. {one.question}", notice)
    for below in one.listed:
        yield from _node(below, depth + bool(one.words))
    for below in one.under:
        yield from _node(below, depth + 1)


def _listed(heading: str, those: Iterable[Statement | str]) -> Iterator[Flowable]:
    for number, one in enumerate(those):
        if not number:
            yield paragraph(heading, "heading")
        yield paragraph(one if isinstance(one, str) else one.text, "bullet", bullet="•")


def _decisions(edition: ClassEdition) -> Iterator[Flowable]:
    for number, one in enumerate(telling.decided(edition)):
        if not number:
            yield paragraph("Who decided", "heading")
        after = f": {one.after}" if one.after else ""
        yield paragraph(f"{one.question} {one.verb}{after}.", "body")
        who = f"{one.settlement.by}, {telling.day_in_words(one.settlement.on)}"
        yield paragraph(f"{who}: {one.settlement.because}" if one.settlement.because else who, "small")


def _origin(page: ClassPage) -> Iterator[Flowable]:
    named = ", ".join(f"{one.name} (SHA-256 {one.sha256[:16]}…)" for one in page.sources)
    if named:
        yield paragraph("Where this was read from", "heading")
        yield paragraph(f"{named}. The quoted words are those of the document.", "small")
