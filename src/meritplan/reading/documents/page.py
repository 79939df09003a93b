"""Where on a web page its content stands: the navigation, headers, footers and scripts around it left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml.etree import XPath

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
# Running text: long pieces that are no links.
_PROSE: Final = XPath(
    ".//text()[string-length(normalize-space()) > 40][not(ancestor::a or ancestor::script or ancestor::style)]",
    smart_strings=False,
)
_UNLINKED: Final = XPath(
    ".//*[self::p or self::li or self::td or self::dd][string-length(normalize-space()) > 60][not(.//a or .//script)]"
)
_CUE: Final = re.compile(r"\b(?:qualifications?|requirements?|years? of|degree|experience)\b", re.IGNORECASE)
# The part of the running text (links do not count) that the content of a page must hold.
_MAJORITY: Final = 0.9
_LINKED: Final = 0.3
_TRUSTED: Final = 0.5
_SCRIPTS: Final = 3
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """Where to read: ``element``, without the elements of ``frame``; ``whole`` when the document is no full page."""

    element: _Element
    frame: frozenset[_Element] = frozenset()
    whole: bool = True


def content(body: _Element) -> Content:
    """The smallest element that holds nearly all running text of a full page; ``body`` itself for a bare fragment."""
    if not _full_page(body):
        return Content(element=body)
    weights, frame = _weigh(body, by_name=True)
    if weights.get(body, 0) < sum(map(len, map(str.strip, _PROSE(body)))) * _TRUSTED:
        # A name such as "with-sidebar" on the element that holds it all: names cannot be trusted on this page.
        weights, frame = _weigh(body, by_name=False)
    total, found = weights.get(body, 0), body
    for _ in range(_DEEPEST):
        heaviest = max(found, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or not total or weights.get(heaviest, 0) < total * _MAJORITY:
            break
        found = heaviest
    return Content(element=_back_to_list(found, body), frame=frozenset(frame), whole=False)


def _full_page(body: _Element) -> bool:
    """Whether there is a site around the content: a frame, scripts, or mostly links."""
    if next(body.iter("nav", "footer", "aside"), None) is not None:
        return True
    if sum(1 for _ in body.iter("script")) >= _SCRIPTS:
        return True
    links = sum(len("".join(link.itertext())) for link in body.iter("a"))
    return bool(links) and links > _LINKED * sum(map(len, body.itertext()))


def _back_to_list(found: _Element, body: _Element) -> _Element:
    """Not the inside of one list, table or paragraph: what it is part of."""
    while found is not body and found.tag in {"p", "li", "ul", "ol", "tr", "td", "tbody", "span", "b", "strong"}:
        parent = found.getparent()
        if parent is None:
            break
        found = parent
    return found


def _weigh(body: _Element, *, by_name: bool) -> tuple[dict[_Element, int], set[_Element]]:
    """For each element, how much running text is under it (links do not count); and the elements of the frame."""
    weights: dict[_Element, int] = {}
    frame: set[_Element] = set()
    stack: list[tuple[_Element, bool]] = [(body, False)]
    while stack:
        element, done = stack.pop()
        if done:
            weights[element] = _weight(element, weights)
        elif isinstance(element.tag, str) and element.tag not in SILENT and element.tag != "a":
            if element is not body and (around(element) or hidden(element) or (by_name and _named_chrome(element))):
                frame.add(element)
                continue
            stack.append((element, True))
            stack.extend((child, False) for child in element)
    return weights, frame


def _weight(element: _Element, weights: dict[_Element, int]) -> int:
    weight = len(element.text.strip()) if element.text else 0
    for child in element:
        weight += weights.get(child, 0)
        if child.tail:
            weight += len(child.tail.strip())
    return weight


def _named_chrome(element: _Element) -> bool:
    name = f"{element.get('id', '')} {element.get('class', '')}"
    return len(name) > 1 and bool(_CHROME.search(name))


def left_out(body: _Element, chosen: Content) -> list[str]:
    """Sentences outside the content that speak of qualifications all the same."""
    inside = set(chosen.element.iter())
    found: list[str] = []
    for element in _UNLINKED(body):
        if (element in inside and not _framed(element, chosen.frame)) or hidden(element):
            continue
        text = " ".join("".join(element.itertext()).split())
        if _CUE.search(text):
            found.append(text)
    return found


def _framed(element: _Element, frame: frozenset[_Element]) -> bool:
    return any(above in frame for above in element.iterancestors())
