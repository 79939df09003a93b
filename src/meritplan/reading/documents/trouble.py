"""What can be wrong with a document before anything in it is read: one function for each kind of trouble."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from meritplan.model.issue import Issue

_QUOTED: Final = 120
_LISTED: Final = 10
ADVICE: Final = "Nothing was read from it."


def missing(path: str) -> Issue:
    """The path names nothing."""
    return _error("MP-D001", f"There is no file at {path}. A document was expected; check the spelling and the folder.")


def directory(path: str) -> Issue:
    """The path names a folder."""
    return _error("MP-D002", f"{path} is a folder. One document was expected; name the files in it.")


def unreadable(path: str, reason: str) -> Issue:
    """The operating system refuses to hand out the bytes."""
    return _error("MP-D003", f"{path} cannot be read ({reason}). Give yourself permission to read it, or copy it.")


def empty() -> Issue:
    """A file of no bytes."""
    return _error("MP-D004", "The file is empty (0 bytes). A document was expected; fetch it again from the publisher.")


def unknown_format(found: str, advice: str) -> Issue:
    """Bytes that are neither text nor one of the formats read here."""
    return _error("MP-D005", f"The file is {found}. Text, HTML, PDF or DOCX was expected; {advice}. {ADVICE}")


def cut_short(read: int, whole: int, unit: str) -> Issue:
    """A document over the size limit: its beginning is read, the rest is not."""
    return _warning(
        "MP-D006",
        f"The document is too long to be one specification: the first {read:,} of {whole:,} {unit} were read and "
        "the rest was left out. Split it into documents of reasonable size to have all of it read.",
    )


def guessed_encoding(encoding: str, damaged: int) -> Issue:
    """Bytes that fit no encoding well."""
    lost = f" {damaged:,} characters could not be decoded and stand as U+FFFD." if damaged else ""
    return _warning(
        "MP-D007",
        f"The text is not valid UTF-8 and was taken to be {encoding}.{lost} "
        "Compare accents and quotation marks with the original, or save the file as UTF-8.",
    )


def damaged_characters(count: int) -> Issue:
    """Replacement characters that already stood in the source."""
    return _info(
        "MP-D008",
        f"The document holds {count:,} replacement characters (U+FFFD): characters lost before it came here. "
        "Look at the words around them.",
    )


def without_text(what: str) -> Issue:
    """A document that opens well and says nothing."""
    return _error("MP-D009", f"The {what} holds no text. A specification was expected; check that it is the right one.")


def encrypted(kind: str) -> Issue:
    """A password is needed to open it."""
    return _error(
        "MP-D010", f"The {kind} is encrypted and opens only with a password. {ADVICE} Save a copy without a password."
    )


def damaged(kind: str, reason: str) -> Issue:
    """Truncated or broken beyond opening."""
    return _error(
        "MP-D011",
        f"The {kind} is damaged or was cut off, and cannot be opened ({_bare(reason)}). {ADVICE} "
        "Fetch it again from the publisher.",
    )


def image_only(pages: Sequence[int], count: int) -> Issue:
    """Pages that show pictures and no text."""
    message = (
        f"{len(pages)} of {count} pages hold no text (page {_numbers(pages)}): they are blank, or what they show is a "
        "picture such as a scan. Put the document through text recognition (OCR) to have them read."
    )
    return _error("MP-D012", message) if len(pages) == count else _warning("MP-D012", message)


def broken_pages(pages: Sequence[int]) -> Issue:
    """Pages that could not be opened."""
    return _warning("MP-D013", f"The PDF is damaged on page {_numbers(pages)}; nothing was read there. Fetch it again.")


def read_again(pages: Sequence[int]) -> Issue:
    """Pages put right by the second reader."""
    return _info(
        "MP-D014",
        f"On page {_numbers(pages)} numbers or words came out torn apart; the text shown is that of a second, slower "
        "reading, which did not have them.",
    )


def doubtful_pages(pages: Sequence[int]) -> Issue:
    """Pages whose text stays suspicious."""
    return _warning(
        "MP-D015",
        f"On page {_numbers(pages)} numbers or words look torn apart or run together, and reading them in another way "
        "did not help. Compare numbers there with the page itself.",
    )


def unfolds(what: str, size: str) -> Issue:
    """A small archive that would fill the memory."""
    return _error(
        "MP-D021",
        f"The DOCX was not opened: {what} {size}, which no specification needs and a file made to do harm does. "
        f"{ADVICE} If it is genuine, save it as PDF or as text.",
    )


def nested_too_deep() -> Issue:
    """Elements within elements beyond what any page needs."""
    return _warning(
        "MP-D031",
        "The page nests elements deeper than any page needs, which a broken page does. Below that only the words were "
        "read, one line for each piece; compare the reading with the page.",
    )


def outside_content(count: int, example: str) -> Issue:
    """Text of the page around the content that may belong to the specification."""
    quote = example if len(example) <= _QUOTED else example[:_QUOTED].rsplit(None, 1)[0] + " ..."
    return _info(
        "MP-D032",
        f"Outside the main content of the page, {count} passages speak of qualifications too and were left out with "
        f'the frame of the site, such as "{quote}". If they belong to the specification, save its part of the page.',
    )


def drawn_too_long(limit: int) -> Issue:
    """A page whose text goes on beyond the limit."""
    return _warning(
        "MP-D006",
        f"The document is too long to be one specification: about the first {limit:,} characters of its text were "
        "read and the rest was left out. Split it into documents of reasonable size to have all of it read.",
    )


def _numbers(pages: Sequence[int]) -> str:
    """ "3", "3, 5 and 7", or the first few of many."""
    shown = [str(page) for page in pages[:_LISTED]]
    if len(pages) > _LISTED:
        return f"{', '.join(shown)} and {len(pages) - _LISTED} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _bare(reason: str) -> str:
    return reason.strip().rstrip(".")


def _error(code: str, message: str) -> Issue:
    return Issue(code=code, severity="error", message=message)


def _warning(code: str, message: str) -> Issue:
    return Issue(code=code, severity="warning", message=message)


def _info(code: str, message: str) -> Issue:
    return Issue(code=code, severity="info", message=message)
