"""Where on a web page its content stands: the navigation, headers, footers and scripts around it left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

SILENT: Final = frozenset(
    "script style noscript template svg math iframe object embed select option button input textarea canvas audio "
    "video head link meta map area menu dialog datalist progress meter param source track frame frameset applet".split()
)
_AROUND: Final = frozenset(("nav", "header", "footer", "aside"))
_ROLES: Final = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHROME: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|cookie|banner|social|share|skip|search|"
    r"toolbar|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w")
# The part of the running text (links do not count) that the content of a page must hold.
_MAJORITY: Final = 0.9
_LINKED: Final = 0.25
_DEEPEST: Final = 400


def hidden(element: _Element) -> bool:
    """Whether a browser would not show the element."""
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    style = get("style")
    return style is not None and bool(_HIDDEN.search(style))


def around(element: _Element) -> bool:
    """Whether the element is the frame of a page, not its content, by its tag or role."""
    return element.tag in _AROUND or element.get("role") in _ROLES


def content(body: _Element) -> _Element:
    """The smallest element that holds nearly all running text of a full page; ``body`` itself for a bare fragment."""
    weights = _weigh(body)
    total, linked = weights.get(body, (0, 0))
    if not total or linked < (total + linked) * _LINKED:
        return body
    found = body
    for _ in range(_DEEPEST):
        heaviest = max(found, key=lambda child: weights.get(child, (0, 0))[0], default=None)
        if heaviest is None or weights.get(heaviest, (0, 0))[0] < total * _MAJORITY:
            break
        found = heaviest
    return _back_to_list(found, body)


def _back_to_list(found: _Element, body: _Element) -> _Element:
    """Not the inside of one list, table or paragraph: what it is part of."""
    while found is not body and found.tag in {"p", "li", "ul", "ol", "tr", "td", "tbody", "span", "b", "strong"}:
        parent = found.getparent()
        if parent is None:
            break
        found = parent
    return found


def _weigh(body: _Element) -> dict[_Element, tuple[int, int]]:
    """For each element, the characters of running text and of link text under it, chrome not counted."""
    weights: dict[_Element, tuple[int, int]] = {}
    stack: list[tuple[_Element, bool, bool]] = [(body, False, False)]
    while stack:
        element, linked, done = stack.pop()
        if done:
            _sum(element, linked, weights)
        elif _counts(element, body):
            linked = linked or element.tag == "a"
            stack.append((element, linked, True))
            stack.extend((child, linked, False) for child in element)
    return weights


def _counts(element: _Element, body: _Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in SILENT or hidden(element) or around(element):
        return False
    return element is body or not _CHROME.search(f"{element.get('id', '')} {element.get('class', '')}")


def _sum(element: _Element, linked: bool, weights: dict[_Element, tuple[int, int]]) -> None:  # noqa: FBT001
    plain = links = 0
    own = len((element.text or "").strip())
    if linked:
        links = own
    else:
        plain = own
    for child in element:
        below = weights.get(child, (0, 0))
        plain, links = plain + below[0], links + below[1]
        tail = len((child.tail or "").strip())
        plain, links = (plain, links + tail) if linked else (plain + tail, links)
    weights[element] = (plain, links)


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return bool(_WORD.search(text))
