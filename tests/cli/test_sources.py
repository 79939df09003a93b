"""Which documents a path means."""

from meritplan.cli.sources import find


def test_a_folder_means_its_documents_and_those_below_in_order(tmp_path):
    for name in ("b.TXT", "a.html", "below/c.pdf", "below/~$c.docx", ".hidden/d.txt", "notes.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    found = find([tmp_path])
    assert [file.name for file in found.documents] == ["a.html", "b.TXT", "c.pdf"]
    assert [file.name for file in found.passed_over] == ["notes.md"]


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path):
    (tmp_path / "bulletin").write_text("x")
    assert find([tmp_path / "bulletin"]).documents == (tmp_path / "bulletin",)


def test_a_document_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    assert find([tmp_path / "a.txt", tmp_path]).documents == (tmp_path / "a.txt",)
