"""Which documents a path on the command line means."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

READ = frozenset({".html", ".htm", ".xhtml", ".pdf", ".docx", ".txt", ".text"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The documents in the order they will be read, and the files passed over because of their kind."""

    documents: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def find(paths: Iterable[Path]) -> Found:
    """Every file named, and every file of a known kind in the folders named, each once.

    A file named by itself is read whatever its name is. Hidden files and folders are not looked into.
    """
    documents: dict[Path, None] = {}
    passed_over: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in _below(path):
                (documents if file.suffix.lower() in READ else passed_over)[file] = None
        else:
            documents[path] = None
    return Found(documents=tuple(documents), passed_over=tuple(passed_over))


def _below(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if not _hidden(file.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
