"""The published originals of a plan, and the text that every span points into."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from meritplan import __version__
from meritplan.plan import Plan, files
from meritplan.reading.documents import open_document

KEPT = 256  # texts in memory; the others lie on the disk


def original(plan: Plan, sha256: str) -> Path | None:
    """Where an original lies, if it is there."""
    return _original(plan.root, sha256)


def text_of(plan: Plan, sha256: str) -> str | None:
    """The text of an original, or none where it is missing or cannot be opened.

    Drawing the text from a PDF takes a second and more, so it is kept: in memory, and in a file of the server's own
    under the version that drew it.
    """
    return _text(plan.root, sha256, Path(settings.CONFIGURATION.home) / "texts" / __version__)


def _original(root: Path, sha256: str) -> Path | None:
    beside = (root / "sources" / sha256[:2]).glob(f"{sha256}*")
    return next((one for one in sorted(beside) if one.suffix != ".yaml"), None)


@lru_cache(maxsize=KEPT)
def _text(root: Path, sha256: str, shelf: Path) -> str | None:
    kept = shelf / sha256[:2] / f"{sha256}.txt"
    if kept.is_file():
        return kept.read_bytes().decode("utf-8", "surrogatepass")
    path = _original(root, sha256)
    text = open_document(path).text if path else ""
    if text:
        _keep(kept, text.encode("utf-8", "surrogatepass"))
    return text or None


def _keep(path: Path, data: bytes) -> None:
    """Where nothing can be written, the text is drawn again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, data)
    except OSError:
        return
