"""PDF: lines in order, headers and tables recognised, and pages that cannot be read said so."""

from meritplan.reading.documents import open_bytes, pdf
from meritplan.reading.documents.pdf_page import PageLine


def codes(document):
    return [issue.code for issue in document.issues]


def test_a_specification(specification_pdf):
    document = open_bytes(specification_pdf)
    plain = [block for block in document.blocks if not block.running]
    assert document.media_type == "application/pdf"
    assert document.issues == ()
    assert [(block.kind, block.marker, block.text) for block in plain[1:6]] == [
        ("heading", None, "WATERSHED TECHNICIAN"),
        ("paragraph", None, "Class Code: 0412"),
        ("heading", None, "Minimum qualifications"),
        (
            "item",
            "1.",
            (
                "Two years of full-time experience in the collection of water samples for a public agency, "
                "a university or a consulting firm; or"
            ),
        ),
        ("item", "2.", "Graduation from college with a major in hydrology or a related field."),
    ]


def test_headers_and_page_numbers_are_running(specification_pdf):
    running = [block.text for block in open_bytes(specification_pdf).blocks if block.running]
    assert running.count("State of Alder Classification Plan") >= 1
    assert [text for text in running if text.startswith("Page")] == ["Page 1 of 3", "Page 2 of 3"]


def test_columns_of_a_table_are_cells(specification_pdf):
    cells = [block for block in open_bytes(specification_pdf).blocks if block.kind == "cell"]
    assert [(cell.row, cell.column, cell.text) for cell in cells] == [
        (0, 0, "Class"),
        (0, 1, "Code"),
        (0, 2, "Grade"),
        (1, 0, "Watershed Technician I"),
        (1, 1, "0412"),
        (1, 2, "17"),
        (2, 0, "Watershed Aide"),
        (2, 1, "0409"),
    ]


def test_every_duty_is_one_paragraph_even_over_the_end_of_a_page(specification_pdf):
    duties = [block.text for block in open_bytes(specification_pdf).blocks if block.text.startswith("Collects")]
    assert len(duties) == 35
    assert all(duty.endswith("stations in working order.") for duty in duties)


def test_places_point_into_the_text(specification_pdf):
    document = open_bytes(specification_pdf)
    for block in document.blocks:
        words = "".join(document.text[start:end] for start, end in block.passage.spans())
        assert words.split() == block.text.split()


def test_glyphs_painted_out_of_order_go_back_to_their_place(pdf_lines):
    data = pdf_lines().write(72, 700, "$7,088.00 $8").write(146, 700, ",048.00").write(137, 720, "top").bytes()
    drawn = pdf_lines()
    drawn.write(72, 700, "$7,088.00").write(130, 700, "$8").write(124, 700, "-").write(142.3, 700, ",048.00")
    assert open_bytes(data).blocks[0].text == "top"
    assert open_bytes(drawn.bytes()).blocks[0].text == "$7,088.00 - $8,048.00"


def test_lines_painted_from_the_bottom_up_are_read_from_the_top(pdf_lines):
    data = pdf_lines().write(72, 600, "Second line ends here.").write(72, 640, "First line ends here.").bytes()
    assert [block.text for block in open_bytes(data).blocks] == ["First line ends here.", "Second line ends here."]


def test_a_bold_line_is_a_heading_whatever_its_letters(pdf_lines):
    drawn = pdf_lines().write(72, 700, "Knowledge and skills of this class", font="Helvetica-Bold")
    drawn.write(72, 680, "Keeps the log of the ferry.").write(72, 666, "Knows the bay.")
    assert [block.kind for block in open_bytes(drawn.bytes()).blocks] == ["heading", "paragraph", "paragraph"]


def test_pages_without_text_are_named(pdf_lines):
    drawn = pdf_lines()
    drawn.canvas.rect(72, 72, 300, 300, fill=1)
    document = open_bytes(drawn.page().write(72, 700, "The second page has text.").bytes())
    assert codes(document) == ["MP-D012"]
    assert document.issues[0].severity == "warning"
    assert "1 of 2 pages hold no text (page 1)" in document.issues[0].message
    assert [block.text for block in document.blocks] == ["The second page has text."]


def test_a_scan_is_an_error(pdf_lines):
    drawn = pdf_lines()
    drawn.canvas.rect(72, 72, 300, 300, fill=1)
    document = open_bytes(drawn.bytes())
    assert [(issue.code, issue.severity) for issue in document.issues] == [("MP-D012", "error")]
    assert document.blocks == ()


def test_a_locked_document(locked_pdf):
    assert codes(open_bytes(locked_pdf)) == ["MP-D010"]


def test_a_truncated_document(specification_pdf):
    document = open_bytes(specification_pdf[:2000])
    assert codes(document) == ["MP-D011"]
    assert document.text == ""


def test_suspicious_pages_are_read_again(pdf_lines):
    data = pdf_lines().write(72, 700, "R e q u i r e m e n t s of the class").bytes()
    assert codes(open_bytes(data)) == ["MP-D015"]
    assert pdf.suspicious("$7,088.00 $8 - ,048.00")
    assert pdf.suspicious("7, 088.00")
    assert not pdf.suspicious("$7,088.00 - $8,048.00 for 1 of 5,000 boats, see A B C D.")


def test_a_second_reading_is_said(pdf_lines, monkeypatch):
    line = PageLine(text="Requirements of the class", left=72, right=180, base=700, height=12)
    monkeypatch.setattr(pdf, "_with_pdfplumber", lambda *_: [line])
    document = open_bytes(pdf_lines().write(72, 700, "R e q u i r e m e n t s of the class").bytes())
    assert codes(document) == ["MP-D014"]
    assert document.blocks[0].text == "Requirements of the class"


def test_the_second_reader_reads(specification_pdf):
    again = " ".join(line.text for line in pdf._with_pdfplumber(specification_pdf, 0))
    assert "Two years of full-time experience in the collection of water samples" in again
    assert pdf._with_pdfplumber(b"nonsense", 0) == []
