"""Markdown to HTML that a strict policy lets through: no raw HTML, no styles, links that lead to pages of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from meritplan.server.guide.pages import pages, places

OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A page as HTML without its title, and its sections as (id, heading)."""

    html: str
    sections: tuple[tuple[str, str], ...]


@cache
def rendered(name: str) -> Rendered:
    """A page by its name.

    Raises:
        KeyError: if there is no such page.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    page = pages()[name]
    tokens = _without_title(reader.parse(page.text))
    sections = tuple(_number_headings(tokens))
    for token in tokens:
        _fit(token, page.place.parent)
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return Rendered(html=_framed(html), sections=sections)


def _without_title(tokens: Sequence[Token]) -> list[Token]:
    """The page's own heading is the heading of the whole page."""
    if len(tokens) >= 3 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return list(tokens[3:])
    return list(tokens)


def _number_headings(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give each heading an id as GitHub does, so that links into pages work; the second level is the contents."""
    seen: dict[str, int] = {}
    sections = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        words = re.sub(r"[`*_]", "", inline.content)
        anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        seen[anchor] = seen.get(anchor, -1) + 1
        anchor = f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor
        opening.attrSet("id", anchor)
        if opening.tag == "h2":
            sections.append((anchor, words))
    return sections


def _fit(token: Token, folder: PurePosixPath) -> None:
    token.attrs.pop("style", None)  # alignment of table cells: the policy allows no styles
    if token.type == "table_open":
        token.attrSet("class", "usa-table usa-table--borderless")
    if token.type == "link_open":
        _lead(token, folder)
    for child in token.children or ():
        _fit(child, folder)
    if token.type == "inline" and token.children:
        token.children = _without_dead_links(token.children)


def _lead(link: Token, folder: PurePosixPath) -> None:
    """A link to another file of the documentation leads to its page; one to what is not here leads nowhere."""
    target = str(link.attrs.get("href", ""))
    if target.startswith(("#", "/", *OUTSIDE)):
        return
    file, _, anchor = target.partition("#")
    name = places().get(PurePosixPath(normpath(folder / file)))
    if name is not None:
        address = reverse("guide:page", args=[name])
        link.attrSet("href", f"{address}#{anchor}" if anchor else address)
    else:
        link.attrs.pop("href", None)


def _without_dead_links(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    dead = 0
    for token in tokens:
        if token.type == "link_open" and "href" not in token.attrs:
            dead += 1
        elif token.type == "link_close" and dead:
            dead -= 1
        elif token.type != "image":
            kept.append(token)
    return kept


def _framed(html: str) -> str:
    """Wide tables and code scroll by themselves, by keyboard too."""
    html = html.replace("<table", '<div class="table-frame" tabindex="0" role="region" aria-label="Table"><table')
    html = html.replace("</table>", "</table></div>")
    return html.replace("<pre>", '<pre tabindex="0">')
