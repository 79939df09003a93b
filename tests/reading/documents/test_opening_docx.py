"""Word files: the numbers Word shows, and archives that would do harm."""

import io
import zipfile

import pytest

from meritplan.reading.documents import docx_package, open_bytes


def items(data):
    return [(block.kind, block.depth, block.marker, block.text) for block in open_bytes(data).blocks]


def changed(data, name, change):
    """The Word file with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return stream.getvalue()


def test_lettered_levels_are_kept(word):
    document = word().text("Ferry Dispatcher", "Title").text("Minimum Qualifications", "Heading 1")
    document.item("One of:").item("Radio license", 1).item("Pilot license", 1).item("for the bay", 2)
    document.item("Good hearing").item("in both ears", 1)
    assert items(document.bytes()) == [
        ("heading", 1, None, "Ferry Dispatcher"),
        ("heading", 1, None, "Minimum Qualifications"),
        ("item", 1, "1.", "One of:"),
        ("item", 2, "A.", "Radio license"),
        ("item", 2, "B.", "Pilot license"),
        ("item", 3, "(i)", "for the bay"),
        ("item", 1, "2.", "Good hearing"),
        ("item", 2, "A.", "in both ears"),
    ]


def test_a_list_goes_on_after_a_paragraph_unless_it_restarts(word):
    document = word().item("One").text("OR").item("Two").text("For the bay line:").item("Three", numbered="78")
    assert [(marker, text) for _, _, marker, text in items(document.bytes())] == [
        ("1.", "One"),
        (None, "OR"),
        ("2.", "Two"),
        (None, "For the bay line:"),
        ("1.", "Three"),
    ]


def test_numbering_by_style_and_bullets(word):
    document = word().text("First", "List Number").text("Second", "List Number").text("Point", "List Bullet")
    assert [marker for _, _, marker, _ in items(document.bytes())] == ["1.", "2.", "•"]


def test_tables_and_struck_text(word):
    made = word()
    table = made.document.add_table(2, 2)
    for row, column, text in ((0, 0, "Class"), (0, 1, "Code"), (1, 0, "Deck Hand"), (1, 1, "F010")):
        table.cell(row, column).text = text
    made.document.add_paragraph("Two years of sailing").runs[0].font.strike = True
    blocks = open_bytes(made.bytes()).blocks
    assert [(block.row, block.column, block.text, block.struck) for block in blocks] == [
        (0, 0, "Class", False),
        (0, 1, "Code", False),
        (1, 0, "Deck Hand", False),
        (1, 1, "F010", False),
        (None, None, "Two years of sailing", True),
    ]


@pytest.mark.parametrize("size", [20_000_000, 100_000_000])
def test_a_bomb_is_not_opened(word, size):
    filler = b"<w:p><w:r><w:t>" + b"a" * size + b"</w:t></w:r></w:p></w:body>"
    data = changed(word().text("Duties").bytes(), "word/document.xml", lambda part: part.replace(b"</w:body>", filler))
    document = open_bytes(data)
    assert [issue.code for issue in document.issues] == ["MP-D021"]
    assert document.blocks == ()


def test_a_directory_that_lies_about_sizes_is_not_believed(word, monkeypatch):
    data = changed(word().text("Duties").bytes(), "word/document.xml", lambda part: part + b" " * 200_000)
    monkeypatch.setattr(docx_package, "MOST_PART", 100_000)
    patched = data.replace((len(data)).to_bytes(4, "little"), b"\x10\0\0\0")
    assert {issue.code for issue in open_bytes(patched).issues} <= {"MP-D021", "MP-D011"}
    assert open_bytes(patched).blocks == ()


def test_entities_are_refused(word):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    data = changed(
        word().text("Duties").bytes(), "word/document.xml", lambda part: part.replace(b"?>", b"?>" + bomb, 1)
    )
    assert [issue.code for issue in open_bytes(data).issues] == ["MP-D011"]


def test_other_archives_are_named():
    for name, what in (("xl/workbook.xml", "a spreadsheet (XLSX)"), ("notes.txt", "a zip archive")):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name, "text")
        issue = open_bytes(stream.getvalue()).issues[0]
        assert issue.code == "MP-D005"
        assert what in issue.message


def test_damaged_files(word):
    data = word().text("Duties").bytes()
    assert [issue.code for issue in open_bytes(data[: len(data) // 2]).issues] == ["MP-D011"]
    broken = changed(data, "word/document.xml", lambda _: b"no xml at all")
    assert [issue.code for issue in open_bytes(broken).issues] == ["MP-D011"]
