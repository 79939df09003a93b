"""Documents of the fictional State of Alder, made when a test asks for them."""

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

LEVELS = (("decimal", "%1."), ("upperLetter", "%2."), ("lowerRoman", "(%3)"))
STYLES = getSampleStyleSheet()


class Lines:
    """A PDF drawn line by line, each piece of text at a place of its own."""

    def __init__(self, **options):
        self.stream = io.BytesIO()
        self.canvas = canvas.Canvas(self.stream, pagesize=letter, invariant=1, **options)

    def write(self, x, y, text, font="Helvetica", size=11):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def bytes(self):
        self.canvas.save()
        return self.stream.getvalue()


@pytest.fixture
def pdf_lines():
    """Draw a PDF by hand."""
    return Lines


@pytest.fixture
def locked_pdf():
    """A PDF that asks for a password."""
    return Lines(encrypt=StandardEncryption("secret", ownerPassword="owner")).write(72, 700, "Locked.").bytes()


@pytest.fixture
def specification_pdf():
    """A specification of two pages with a header and page numbers, a list, a table and a wrapped paragraph."""
    duty = "Collects water samples from streams, lakes and wells, and keeps the gauges of {} stations in working order."
    story = [
        Paragraph("WATERSHED TECHNICIAN", STYLES["Title"]),
        Paragraph("Class Code: 0412", STYLES["Normal"]),
        Spacer(1, 12),
        Paragraph("Minimum qualifications", STYLES["Heading2"]),
        Paragraph(
            "1. Two years of full-time experience in the collection of water samples for a public agency, a university "
            "or a consulting firm; or",
            STYLES["Normal"],
        ),
        Paragraph("2. Graduation from college with a major in hydrology or a related field.", STYLES["Normal"]),
        Spacer(1, 12),
        Table([["Class", "Code", "Grade"], ["Watershed Technician I", "0412", "17"], ["Watershed Aide", "0409", ""]]),
        Spacer(1, 12),
        *(Paragraph(duty.format(number), STYLES["BodyText"]) for number in range(10, 45)),
    ]
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, pagesize=letter, title="", invariant=1)
    template.build(story, onFirstPage=_frame, onLaterPages=_frame)
    return stream.getvalue()


def _frame(sheet, template):
    sheet.setFont("Helvetica", 9)
    sheet.drawString(72, 760, "State of Alder Classification Plan")
    sheet.drawString(290, 30, f"Page {template.page} of 3")


class Word:
    """A Word file built paragraph by paragraph, with a numbering of three levels."""

    def __init__(self):
        self.document = docx.Document()
        numbering = self.document.part.numbering_part.element
        numbering.insert(0, self._levels())
        numbering.append(self._list("77", "77"))
        numbering.append(self._list("78", "77", restart=True))

    def text(self, text, style=None):
        self.document.add_paragraph(text, style=style)
        return self

    def item(self, text, level=0, numbered="77"):
        paragraph = self.document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        place = OxmlElement("w:numPr")
        place.append(_value("ilvl", str(level)))
        place.append(_value("numId", numbered))
        properties.append(place)
        return self

    def bytes(self):
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _levels(self):
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "77")
        for depth, (style, text) in enumerate(LEVELS):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(depth))
            for name, value in (("start", "1"), ("numFmt", style), ("lvlText", text)):
                level.append(_value(name, value))
            abstract.append(level)
        return abstract

    def _list(self, number, abstract, *, restart=False):
        numbered = OxmlElement("w:num")
        numbered.set(qn("w:numId"), number)
        numbered.append(_value("abstractNumId", abstract))
        if restart:
            change = OxmlElement("w:lvlOverride")
            change.set(qn("w:ilvl"), "0")
            change.append(_value("startOverride", "1"))
            numbered.append(change)
        return numbered


def _value(name, value):
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    return element


@pytest.fixture
def word():
    """Build a Word file."""
    return Word
