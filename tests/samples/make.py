"""Writes the sample documents that no text editor can: two PDF files and two Word files.

Run `just samples` (`python tests/samples/make.py`) after a change here; the results are committed.
`python tests/samples/make.py FOLDER` writes elsewhere.
"""

import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).resolve().parents[2] / "src" / "meritplan" / "sample" / "documents"
THE_DAY = datetime(2026, 1, 5, tzinfo=UTC)

HERBARIUM = """\
ALDER STATE UNIVERSITIES

HERBARIUM COLLECTIONS SERIES

                                                  Occ.  Work  Prob.   Effective  Last
Code No.  Class Title                             Area  Area  Period  Date       Action
0412      Herbarium Technician                    03    120   6 mo.   02/01/22   Rev.
0413      Herbarium Specialist                    03    120   6 mo.   02/01/22   Rev.
0414      Supervisor of Herbarium Collections     03    120   12 mo.  00/00/00   New

Promotional Line:  17

Series Narrative
Employees in this series mount, name, store, lend and digitize dried plants, and direct those who do.

DESCRIPTIONS OF LEVELS OF WORK

Level I:  Herbarium Technician  0412
Employees at this level prepare specimens by known methods under direct supervision.

A Herbarium Technician typically -

1. presses, mounts and labels specimens.

2. freezes new arrivals against insects and keeps the log of
   treatments.

3. photographs sheets and enters their labels into the catalog.

4. performs other related duties as assigned.

Level II:  Herbarium Specialist  0413
Employees at this level name plants, answer loans and teach technicians. They work under general
supervision.

A Herbarium Specialist typically -

1. determines plants of difficult groups and corrects old labels.

2. prepares loans and exchanges with other collections.

3. leads student workers and reviews their entries.

4. performs work related to the lower level in this series.

Level III:  Supervisor of Herbarium Collections  0414
Employees at this level direct a collection and its staff under administrative supervision.

A Supervisor of Herbarium Collections typically -

1. sets the policy for acquisitions and loans.

2. provides direct supervision for the Herbarium Specialists.

3. performs work related to the lower levels in this series.
\f
HERBARIUM COLLECTIONS SERIES                                                          Page 2

MINIMUM ACCEPTABLE QUALIFICATIONS REQUIRED FOR ENTRY INTO:

Level I:  Herbarium Technician  0412

CREDENTIALS TO BE VERIFIED BY PLACEMENT OFFICER

1. High school diploma or equivalent.

2. A. Six (6) months of experience in a herbarium, museum or plant nursery.

   OR

   B. Fifteen (15) semester hours of college coursework in botany or biology.

KNOWLEDGE, SKILLS AND ABILITIES (KSAs)

1. Ability to handle brittle things with care.

2. Skill in reading handwritten labels.

Level II:  Herbarium Specialist  0413

CREDENTIALS TO BE VERIFIED BY PLACEMENT OFFICER

1. A. Bachelor's degree in botany or biology from an accredited college or university.

   OR

   B. Four (4) years (48 months) of full-time experience in plant identification.

2. One (1) year (12 months) of full-time experience in a herbarium comparable to that performed at the
   Herbarium Technician level of this series.

KNOWLEDGE, SKILLS AND ABILITIES (KSAs)

1. Thorough knowledge of the flora of Alder.

2. Ability to teach.

Level III:  Supervisor of Herbarium Collections  0414

CREDENTIALS TO BE VERIFIED BY PLACEMENT OFFICER

1. Master's degree in botany, biology or museum studies from an accredited college or university.

2. Three (3) years (36 months) of progressively more responsible full-time experience in a natural
   history collection, including one (1) year (12 months) in a supervisory capacity.

ORIGINAL

1. Master's degree in botany from an accredited college or university.

2. Five (5) years (60 months) of full-time experience in a herbarium.

KNOWLEDGE, SKILLS AND ABILITIES (KSAs)

1. Knowledge of the law on collecting and trading protected plants.

2. Ability to plan the work of others and to keep a budget.
"""

ANIMAL_CARE = """\
TOWN OF TWO FORDS

Position Description: ANIMAL CARE OFFICER

Department: Public Safety                      Job Code: 118
Salary Range: $44,100 - $58,900 annually

POSITION SUMMARY

Cares for stray and surrendered animals and enforces the town's rules on keeping them.

PRINCIPAL DUTIES

- Catches, feeds and treats animals and cleans their quarters.
- Answers calls about bites, noise and neglect, and writes reports.
- Places animals with new owners.

MINIMUM REQUIREMENTS

- High school diploma or GED.
- One year of experience caring for animals, or completion of a veterinary assistant program.
- Valid driver's license.
- Must be at least 18 years of age.
- Must pass a background check.

DESIRABLE QUALIFICATIONS

Ability to speak a second language.
"""

WATER_LEVELS = (
    (
        "Basic",
        ("Reads gauges and meters on a set route and enters the readings.", "Cleans intakes and replaces sensors."),
        "High school diploma or GED and one (1) year of experience in water measurement or construction.",
        "High school diploma or GED.",
    ),
    (
        "Operational",
        ("Measures the flow of streams by boat and by wading.", "Checks the readings of others."),
        "Associate's Degree in hydrology or surveying and one (1) year of experience in water measurement.",
        "High school diploma or GED and two (2) years of experience in water measurement.",
    ),
    (
        "Advanced",
        ("Plans the network of gauges of a river basin.", "Trains technicians and signs the yearly flow record."),
        "Bachelor's Degree in hydrology or geology and two (2) years of experience in water measurement.",
        (
            "Associate's Degree in hydrology or surveying and three (3) years of experience in water measurement. "
            "Any combination of education in a related field and experience in water measurement totaling five (5) "
            "years may substitute for the required education and experience."
        ),
    ),
)


def write_pdf(path: Path, text: str, title: str) -> None:
    """The lines of ``text`` in a typewriter face, one page for each form feed."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    canvas.setTitle(title)
    for page in text.split("\f"):
        lines = canvas.beginText(45, 745)
        lines.setFont("Courier", 8.5, leading=9.6)
        for line in page.strip("\n").split("\n"):
            lines.textLine(line)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()


def write_docx(path: Path, document: WordDocument) -> None:
    """The document with nothing in it that changes from run to run: neither dates nor the order of its parts."""
    document.core_properties.created = document.core_properties.modified = THE_DAY
    document.core_properties.author = "State of Alder"
    drawn = BytesIO()
    document.save(drawn)
    with zipfile.ZipFile(drawn) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(parts.namelist()):
            fixed.writestr(zipfile.ZipInfo(name, THE_DAY.timetuple()[:6]), parts.read(name), zipfile.ZIP_DEFLATED)


def water_resource_technicians() -> WordDocument:
    """A classification description with its table of levels, as the State of Alder publishes them."""
    document = Document()
    document.add_paragraph("Alder State Personnel Office")
    document.add_heading("Classification Description", level=1)
    document.add_heading("WATER RESOURCE TECHNICIANS", level=2)
    table = document.add_table(rows=1, cols=4)
    rows = (
        ("Class Title", "Class Code", "Pay Band", "Alt Pay Band*"),
        ("Water Resource Technician-B", "T4093B", "50", ""),
        ("Water Resource Technician-O", "T4093O", "55", "60"),
        ("Water Resource Technician-A", "T4093A", "65", ""),
    )
    for number, row in enumerate(rows):
        cells = (table.rows[0] if number == 0 else table.add_row()).cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    document.add_paragraph("*Alternative pay bands are reviewed each year under Rule 7.4 of the Alder Personnel Board.")
    document.add_heading("Occupation Description", level=3)
    document.add_paragraph("Measure the level, flow and quality of rivers, lakes and wells.")
    document.add_heading("Nature of Work", level=3)
    document.add_paragraph(
        "Technicians keep the gauges of the state, measure streams in all weathers, and see that the record of "
        "flow can be trusted in disputes over water."
    )
    document.add_heading("Distinguishing Characteristics of Levels", level=3)
    document.add_paragraph("Note: Examples of Work add up from each level to the next.")
    for name, duties, recommended, minimum in WATER_LEVELS:
        document.add_heading(name, level=4)
        for duty in duties:
            document.add_paragraph(duty, style="List Bullet")
        document.add_heading("Recommended Education and Experience for Full Performance", level=5)
        document.add_paragraph(recommended)
        document.add_heading("Minimum Qualifications", level=5)
        document.add_paragraph(minimum)
    document.add_heading("Knowledge and Skills", level=3)
    document.add_paragraph("N/A")
    document.add_paragraph("Statutory Requirements: N/A")
    document.add_paragraph("Conditions of Employment: Field work in cold water and on ice.")
    document.add_paragraph("Default FLSA Status: Non-Exempt.")
    document.add_paragraph("Bargaining Unit: Positions may be covered by a collective bargaining agreement.")
    document.add_paragraph("Established: 07/01/2004")
    document.add_paragraph("Revised: 3/15/2023")
    return document


def ferry_deckhand() -> WordDocument:
    """A county specification from a word processor: numbered requirements with lettered alternatives."""
    document = Document()
    document.add_heading("Alder County Ferries: Ferry Deckhand", level=1)
    document.add_paragraph("Class Code: C-6010")
    document.add_paragraph("Hourly Pay: $24.10 to $31.85")
    document.add_heading("Summary", level=2)
    document.add_paragraph("Handles lines, loads cars and keeps passengers safe on the county's two ferries.")
    document.add_heading("Duties", level=2)
    for duty in (
        "Makes fast and casts off lines.",
        "Directs cars on and off the ferry.",
        "Takes part in fire and rescue drills.",
    ):
        document.add_paragraph(duty, style="List Bullet")
    document.add_heading("Minimum Qualifications", level=2)
    for requirement in (
        "A high school diploma or equivalent.",
        "Six months of experience as a deckhand or on a fishing vessel.",
        "A Transportation Worker Identification Credential within three months of hire.",
        "Ability to lift 50 pounds.",
    ):
        document.add_paragraph(requirement, style="List Number")
    return document


def main(folder: Path) -> None:
    """Write all four documents below ``folder``."""
    for name in ("universities", "county", "state"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_pdf(folder / "universities" / "herbarium-collections-series.pdf", HERBARIUM, "Herbarium Collections Series")
    write_pdf(folder / "county" / "animal-care-officer.pdf", ANIMAL_CARE, "Animal Care Officer")
    write_docx(folder / "state" / "water-resource-technicians.docx", water_resource_technicians())
    write_docx(folder / "county" / "ferry-deckhand.docx", ferry_deckhand())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
