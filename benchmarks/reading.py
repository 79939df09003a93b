"""How fast documents are read, stage by stage, and beside trafilatura's extraction of the same raw pages.

    python benchmarks/reading.py [FOLDER ...] [--limit N] [--against FOLDER]

Stages: *open* (bytes to blocks), *layout* (blocks to facts and sections), *qualifications* (sections to trees).
Each folder is read in a process of its own, so that its peak memory is its own. Without folders, those of the
reference corpus beside the repository are read, or the samples where there is no corpus.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meritplan.reading.document import Document
from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import choose
from meritplan.reading.pipeline import read_document

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = REPOSITORY.parent / "shared" / "corpus"
FOLDERS = ("california", "los_angeles", "california_pages", "other")
ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Seconds for each stage over all documents of a folder (the best of some rounds), and the peak memory in MB."""

    documents: int
    seconds: dict[str, float]
    median_open: float
    peak: float


def main() -> None:
    """Read the folders and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--limit", type=int, default=300, help="at most this many documents of each folder")
    asked.add_argument("--against", type=Path, default=CORPUS / "california_pages", help="raw pages for trafilatura")
    options = asked.parse_args()
    folders = (
        options.folders or [CORPUS / name for name in FOLDERS if (CORPUS / name).is_dir()] or [REPOSITORY / "samples"]
    )
    print(f"{'folder':<18}{'documents':>10}{'stage':>16}{'ms each':>10}{'per second':>12}{'peak MB':>9}")
    for folder in folders:
        report(folder, in_own_process(measure, sorted_files(folder)[: options.limit]))
    if options.against.is_dir():
        compare(sorted_files(options.against))


def sorted_files(folder: Path) -> list[Path]:
    """The documents of a folder, spread over the alphabet first so that a limit takes of all kinds."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [path for start in range(7) for path in files[start::7]]


def in_own_process(work: Callable[[list[Path]], Figures], files: list[Path]) -> Figures:
    """What ``work`` answers, computed in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (files,))


def measure(files: list[Path]) -> Figures:
    """Each stage over all documents, the best of some rounds."""
    contents = [path.read_bytes() for path in files]
    opened: list[Document] = [open_bytes(data) for data in contents]
    each = [best(open_bytes, [data]) for data in contents[:100]]
    seconds = {"open": best(open_bytes, contents)}
    readable = [document for document in opened if document.blocks]
    seconds["layout"] = best(lambda document: choose(document).read(document), readable)
    seconds["qualifications"] = max(0.0, best(read_document, readable) - seconds["layout"])
    seconds["end to end"] = sum(seconds.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Figures(documents=len(files), seconds=seconds, median_open=statistics.median(each), peak=peak)


def best(work: Callable[[Any], object], items: Sequence[Any]) -> float:
    """Seconds for all items, the best of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for item in items:
            work(item)
        rounds.append(time.perf_counter() - begun)
    return min(rounds)


def report(folder: Path, figures: Figures) -> None:
    """One line for each stage."""
    for stage, seconds in figures.seconds.items():
        each = 1000 * seconds / figures.documents
        rate = figures.documents / seconds if seconds else float("inf")
        peak = f"{figures.peak:9.0f}" if stage == "end to end" else ""
        print(f"{folder.name:<18}{figures.documents:>10}{stage:>16}{each:10.2f}{rate:12.1f}{peak}")


def compare(pages: list[Path]) -> None:
    """The same raw pages: opened, read to the end, and only extracted by trafilatura."""
    try:
        import trafilatura  # noqa: PLC0415  (of the dependency group "bench")
    except ImportError:
        print("trafilatura is not installed (uv sync --group bench): no comparison.")
        return
    contents = [path.read_bytes() for path in pages]
    texts = [data.decode("utf-8", errors="replace") for data in contents]
    for text in texts[:2]:
        trafilatura.extract(text)
    theirs = best(trafilatura.extract, texts) / len(pages)
    ours = best(open_bytes, contents) / len(pages)
    whole = best(lambda data: read_document(open_bytes(data)), contents) / len(pages)
    print(f"\n{len(pages)} raw pages, ms each: trafilatura extraction {1000 * theirs:.1f}; ", end="")
    print(f"opening {1000 * ours:.1f} ({theirs / ours:.1f} times as fast); ", end="")
    print(f"read to the end {1000 * whole:.1f} ({theirs / whole:.1f} times as fast)")


if __name__ == "__main__":
    main()
