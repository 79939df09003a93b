"""The pages of the documentation, as files packed with the program: the same as those of docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
ROLES = ("applicant", "analyst", "approver", "placement", "auditor", "administrator", "operator", "integrator")
REFERENCE = ("cli", "issues", "requirement-language", "layouts", "policies")
TITLE = re.compile(r"^# +(?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpPage:
    """One page: its name in the address, its title, what it says first, and its Markdown."""

    name: str
    title: str
    summary: str
    text: str


@cache
def pages() -> dict[str, HelpPage]:
    """All pages by name."""
    return {file.stem: _page(file) for file in sorted(FOLDER.glob("*.md"))}


def by_role() -> list[HelpPage]:
    """The page of each role, in the order people meet them."""
    return [pages()[name] for name in ROLES if name in pages()]


def reference() -> list[HelpPage]:
    """The pages one looks something up in."""
    return [pages()[name] for name in REFERENCE if name in pages()]


def by_task() -> list[HelpPage]:
    """All others: one task each."""
    return [page for name, page in pages().items() if name not in {*ROLES, *REFERENCE}]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A page where words were found, and the words around them."""

    page: HelpPage
    excerpt: str


def search(words: str) -> list[Found]:
    """Pages that hold all words, those with them in the title first."""
    wanted = words.lower().split()
    held = [page for page in pages().values() if all(word in page.text.lower() for word in wanted)]
    held.sort(key=lambda page: -sum(word in page.title.lower() for word in wanted))
    return [Found(page=page, excerpt=_excerpt(page, wanted)) for page in held] if wanted else []


def _excerpt(page: HelpPage, wanted: list[str]) -> str:
    """The first paragraph that holds one of the words."""
    for paragraph in _paragraphs(page.text):
        if any(word in paragraph.lower() for word in wanted):
            return _shortened(paragraph)
    return page.summary


def _page(file: Path) -> HelpPage:
    text = _text(file)
    title = TITLE.search(text)
    summary = next(_paragraphs(text), "")
    return HelpPage(
        name=file.stem, title=title["title"] if title else file.stem, summary=_shortened(summary), text=text
    )


def _text(file: Path) -> str:
    """What a page says. The file is a link into docs/, or, where a system knows no links, the path of one."""
    text = file.read_text(encoding="utf-8")
    if "\n" not in text.strip() and text.strip().endswith(".md"):
        return (file.parent / text.strip()).read_text(encoding="utf-8")
    return text


def _paragraphs(text: str) -> Iterator[str]:
    """Running text: no headings, tables, lists or code."""
    without_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n\s*\n", without_code):
        said = block.strip()
        if said and said[0] not in "#|-*`>0123456789":
            yield re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said).replace("`", "").replace("**", "").replace("\n", " ")


def _shortened(said: str) -> str:
    return said if len(said) <= 200 else said[:200].rsplit(" ", 1)[0] + " …"
