"""The parts of a Word file that hold its text, taken out of the zip archive with a hand on the brake."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final

from lxml import etree

from meritplan.model.issue import Issue
from meritplan.reading.documents import trouble

MOST_PART: Final = 32 * 1024 * 1024
_MOST_WHOLE: Final = 64 * 1024 * 1024
_MOST_ENTRIES: Final = 5_000
_HIGHEST_RATIO: Final = 250
_RATIO_FROM: Final = 1024 * 1024
_PIECE: Final = 256 * 1024
_CONTENT_TYPES: Final = "[Content_Types].xml"
_ROOT: Final = "_rels/.rels"
_WANTED: Final = ("styles", "numbering", "footnotes", "endnotes")
_OTHERS: Final = (
    ("xl/", "a spreadsheet (XLSX)"),
    ("ppt/", "a presentation (PPTX)"),
    ("mimetype", "an OpenDocument or EPUB file"),
)


class Refused(Exception):  # noqa: N818  (a result inside this package, turned into an issue by its caller)
    """The archive is not opened; ``issue`` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def unpack(data: bytes) -> tuple[dict[str, bytes], str]:
    """The parts of the Word file that carry text, by name, and the name of the main one.

    Raises :class:`Refused` for an archive that is damaged, locked, no Word file, or would unfold without bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise Refused(trouble.damaged("DOCX", str(error) or type(error).__name__)) from error


def _unpack(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], str]:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise Refused(trouble.unfolds("it lists", f"{len(entries):,} files"))
    names = {entry.filename: entry for entry in entries}
    if _CONTENT_TYPES not in names or _ROOT not in names:
        raise Refused(
            trouble.unknown_format(_describe(names), "take the document out of it, or save it as DOCX or PDF")
        )
    parts = {name: _part(archive, names[name]) for name in (_CONTENT_TYPES, _ROOT)}
    main = _main_part(parts[_ROOT])
    if main not in names:
        raise Refused(trouble.damaged("DOCX", "it has no main document"))
    folder, file = posixpath.split(main)
    wanted = [main, f"{folder}/_rels/{file}.rels", *(f"{folder}/{name}.xml" for name in _WANTED)]
    for name in wanted:
        if name in names:
            parts[name] = _part(archive, names[name])
            if sum(map(len, parts.values())) > _MOST_WHOLE:
                raise Refused(trouble.unfolds("its parts unfold to", f"more than {_MOST_WHOLE:,} bytes"))
    return parts, main


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, its promised size checked first and its real size while it unfolds."""
    if entry.flag_bits & 1:
        raise Refused(trouble.encrypted("DOCX"))
    if entry.file_size > MOST_PART:
        raise Refused(trouble.unfolds(f"{entry.filename} unfolds to", f"{entry.file_size:,} bytes"))
    if entry.file_size > _RATIO_FROM and entry.file_size > _HIGHEST_RATIO * max(1, entry.compress_size):
        ratio = entry.file_size // max(1, entry.compress_size)
        raise Refused(trouble.unfolds(f"{entry.filename} unfolds to", f"{ratio:,} times its size"))
    read = bytearray()
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            read += piece
            if len(read) > MOST_PART:
                raise Refused(trouble.unfolds(f"{entry.filename} unfolds to", f"more than {MOST_PART:,} bytes"))
    if b"<!DOCTYPE" in read[:_PIECE] or b"<!ENTITY" in read:
        raise Refused(trouble.damaged("DOCX", f"{entry.filename} declares entities, which Word files never do"))
    return bytes(read)


def parse(part: bytes) -> etree._Element | None:
    """The XML of a part; nothing outside it is ever looked up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _main_part(relations: bytes) -> str:
    root = parse(relations)
    for relation in () if root is None else root:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
    return ""


def _describe(names: dict[str, zipfile.ZipInfo]) -> str:
    for start, what in _OTHERS:
        if any(name.startswith(start) for name in names):
            return what
    return "a zip archive"


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a Word file again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    stream.seek(0)
    return stream
