"""How papers look: fonts of the house set in, measures, and the styles of paragraphs."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from unicodedata import normalize

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

FONTS = Path(__file__).parent / "fonts"
SANS, STRONG, SERIF, HEAVY = "Sans", "Sans-Strong", "Serif", "Serif-Heavy"
FILES = {
    SANS: "PublicSans-Regular.ttf",
    STRONG: "PublicSans-SemiBold.ttf",
    SERIF: "Latin-Merriweather-Regular.ttf",
    HEAVY: "Latin-Merriweather-Bold.ttf",
}
INK, GREY, LINE, WARM = HexColor("#1b1b1b"), HexColor("#565c65"), HexColor("#c6cace"), HexColor("#faf3d1")
STEP = 14.0  # how far each level of a tree is moved in


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The styles by name; the fonts are registered on the first call."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=STRONG, italic=SANS, boldItalic=STRONG)
    body = ParagraphStyle(
        "body",
        fontName=SANS,
        fontSize=10,
        leading=14,
        textColor=INK,
        alignment=TA_LEFT,
        spaceAfter=5,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )
    return {
        "body": body,
        "title": ParagraphStyle("title", body, fontName=HEAVY, fontSize=20, leading=25, spaceAfter=3),
        "line": ParagraphStyle("line", body, textColor=GREY, spaceAfter=10),
        "heading": ParagraphStyle(
            "heading", body, fontName=HEAVY, fontSize=12.5, leading=16, spaceBefore=14, spaceAfter=5, keepWithNext=1
        ),
        "small": ParagraphStyle("small", body, fontSize=8.5, leading=12, textColor=GREY),
        "quote": ParagraphStyle(
            "quote", body, fontName=SERIF, fontSize=8.5, leading=12.5, textColor=GREY, spaceAfter=4
        ),
        "notice": ParagraphStyle(
            "notice",
            body,
            backColor=WARM,
            borderPadding=(5, 7, 5, 7),
            leftIndent=7,
            rightIndent=7,
            spaceBefore=8,
            spaceAfter=12,
        ),
        "bullet": ParagraphStyle("bullet", body, leftIndent=12, bulletIndent=1, spaceAfter=3),
        "name": ParagraphStyle("name", body, fontSize=8.5, leading=13, textColor=GREY, spaceAfter=0),
        "value": ParagraphStyle("value", body, spaceAfter=0, leading=13),
    }


def inset(style: ParagraphStyle, depth: int, *, keep: bool = False) -> ParagraphStyle:
    """A style moved in by so many levels; ``keep`` holds the paragraph together with the next."""
    return ParagraphStyle(
        f"{style.name}-{depth}-{keep}", style, leftIndent=style.leftIndent + STEP * depth, keepWithNext=int(keep)
    )


def paragraph(text: str, style: str | ParagraphStyle, *, lead: str = "", bullet: str | None = None) -> Paragraph:
    """A paragraph of plain text, after a lead in grey."""
    chosen = styles()[style] if isinstance(style, str) else style
    before = f'<font color="#565c65">{escape(fitting(lead, chosen.fontName))}</font> ' if lead else ""
    return Paragraph(before + escape(fitting(text, chosen.fontName)), chosen, bulletText=bullet)


def fitting(text: str, font: str) -> str:
    """The text in characters the font has: plainer forms of those it has not, a box where there is none.

    >>> _ = styles()
    >>> fitting("½ ① 見", "Sans")
    '½ 1 □'
    """
    known = pdfmetrics.getFont(font).face.charToGlyph
    made = []
    for one in text:
        plain = one if ord(one) in known else normalize("NFKC", one)
        made.append(plain if all(ord(each) in known or each.isspace() for each in plain) else "□")
    return "".join(made)
