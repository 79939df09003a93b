"""A pay index of the fictional State of Alder, in the form of printed state indexes: as a table and as print."""

import io

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

HEADER = "class,schema,title,range,low,high,special,footnotes,arcrit,mcr,prob,wwg,nt,cbid"
CLASSES = [
    ("AB10", "0412", "RIVER WARDEN", [("", "3,154.00", "3,864.00", "01 1 12 E S01")]),
    (
        "AB20",
        "0413",
        "SNOWPACK SURVEYOR",
        [
            ("A", "3,247.00", "3,689.00", "01 19 206 1 12 2 R01"),
            ("B", "3,350.00", "3,992.00", "01 19 206 1 12 2 R01"),
            ("K", "7,088.00", "8,048.00", "1 6 2 R01"),
        ],
    ),
    ("CD05", "1207", "KELP FARM INSPECTOR, COASTAL DISTRICTS", [("", "9,114.00", "10,559.00", "01 1 12 E M02")]),
    ("CD10", "1210", "LIGHTHOUSE AID (SEASONAL)", [("", "11.37", "12.59", "HR 36 1 0 2 NT E")]),
]


def printed(*, out_of_order=True, day="7/21/2021", classes=CLASSES, torn=()):
    """The index as a PDF. With ``out_of_order`` the hyphen of a range is painted amid the amount behind it."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=letter, invariant=True)
    canvas.setFont("Helvetica", 9)
    height = 740
    for text in ("State of Alder", "Civil Service Pay Scale - by Class Title", "Schem Class"):
        canvas.drawString(40, height, text)
        height -= 14
    for schematic, code, title, ranges in classes:
        canvas.drawString(40, height, schematic)
        canvas.drawString(80, height, code)
        canvas.drawString(120, height, title)
        height -= 13
        for name, low, high, rest in ranges:
            if name:
                canvas.drawString(110, height, name)
            canvas.drawString(130, height, f"${low}")
            _high(canvas, height, high, out_of_order=out_of_order, torn=code in torn)
            for place, word in enumerate(rest.split()):
                canvas.drawString(300 + place * 24, height, word)
            height -= 13
    canvas.drawString(40, 40, f"Pay Scales: Updated {day}")
    canvas.save()
    return data.getvalue()


def _high(canvas, height, high, *, out_of_order, torn):
    if torn:
        canvas.drawString(190, height, f"- ${high[:2]}")
        return
    if not out_of_order:
        canvas.drawString(180, height, "-")
        canvas.drawString(190, height, f"${high}")
        return
    cut = high.index(",") if "," in high else 1
    canvas.drawString(190, height, f"${high[:cut]}")
    canvas.drawString(180, height, "-")
    canvas.drawString(190 + canvas.stringWidth(f"${high[:cut]}", "Helvetica", 9), height, high[cut:])


@pytest.fixture
def alder_pdf():
    return printed()


@pytest.fixture
def alder_csv():
    rows = [
        HEADER,
        '0412,AB10,RIVER WARDEN,,"$3,154.00","$3,864.00",,[\'01\'],,1,12,E,,S01',
        "0413,AB20,SNOWPACK SURVEYOR,A,\"$3,247.00\",\"$3,689.00\",,\"['01', '19']\",['206'],1,12,2,,R01",
        "0413,AB20,SNOWPACK SURVEYOR,B,\"$3,350.00\",\"$3,992.00\",,\"['01', '19']\",['206'],1,12,2,,R01",
        '0413,AB20,SNOWPACK SURVEYOR,K,"$7,088.00","$8,048.00",,,,1,6,2,,R01',
        '1207,CD05,"KELP FARM INSPECTOR, COASTAL DISTRICTS",,"$9,114.00","$10,559.00",,[\'01\'],,1,12,E,,M02',
        "1210,CD10,LIGHTHOUSE AID (SEASONAL),,$11.37,$12.59,HR,['36'],,1,0,2,NT,E",
    ]
    return "\n".join(rows).encode()
