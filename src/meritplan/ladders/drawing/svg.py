"""The drawing as SVG: no script, nothing fetched, read by keyboard and by voice, and printable.

What must be seen stands in attributes, so that pages which forbid styles in their text show it as well; ``STYLE`` adds
the ring around the class in focus and the rules for paper, in the file itself or in the style sheet of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from meritplan.ladders.drawing.boxes import CODE_SIZE, LINE, PADDING, TITLE_SIZE, WIDTH
from meritplan.ladders.drawing.layout import Layout, PlacedBox, PlacedLine, Point, laid_out
from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Move
from meritplan.ladders.telling import move_in_words, time_in_words

MARGIN = 24.0
LEGEND = 34.0
STUB = 52.0
INK, LINE_INK, BACK_INK, FOCUS_FILL = "#1b1b1b", "#3d5a80", "#b50909", "#fff2c4"
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

#: Rules that attributes cannot say.
STYLE = """
.ladder .class:focus { outline: none }
.ladder .class:focus rect, .ladder .class:focus-visible rect { stroke: #005ea2; stroke-width: 4 }
.ladder .move:hover { stroke-width: 3.5 }
@media print {
  .ladder { width: 100%; height: auto; max-height: 100vh }
  .ladder .class rect { fill: #fff; stroke: #000 }
  .ladder .move { stroke: #000 }
  .ladder .class:focus rect { stroke-width: 1.2 }
}
@media (forced-colors: active) {
  .ladder .class rect { fill: Canvas; stroke: CanvasText }
  .ladder text { fill: CanvasText }
  .ladder .move { stroke: CanvasText }
}
"""

#: How a line is drawn, by the ground of its move: dashes, and the words of the legend.
STROKES = {
    "class": ("", "experience in the class"),
    "occupation": ("", "experience in the class"),
    "level": ("7 4", "experience at its level"),
    "counting": ("7 4", "experience at its level"),
    "series": ("2 4", "order of the series, or supervision"),
    "line": ("2 4", "order of the series, or supervision"),
    "supervision": ("2 4", "order of the series, or supervision"),
}


def drawn(
    ladders: Ladders,
    *,
    title: str,
    focus: str | None = None,
    link: Callable[[str], str] | None = None,
    style: bool = True,
) -> str:
    """The graph as an SVG document, the first classes on the left.

    ``focus`` is the key of a class to set off; ``link`` gives the address of a class's page by its key. Without
    ``style`` the text holds no style element, for pages that bring :data:`STYLE` in a sheet of their own.
    """
    layout = laid_out(ladders)
    width = max(layout.width + 2 * MARGIN, 640.0)
    height = layout.height + 2 * MARGIN + LEGEND
    lines = [
        _opening(width, height),
        f'<title id="ladder-title">{escape(title)}</title>',
        f'<desc id="ladder-desc">{escape(_described(ladders))}</desc>',
        *([f"<style>{STYLE}</style>"] if style else []),
        _markers(),
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
        *_legend(layout),
        f'<g transform="translate({MARGIN:.0f} {MARGIN + LEGEND:.0f})">',
        '<g aria-hidden="true" fill="none">',
        *(_line(one, ladders, layout) for one in layout.lines),
        "</g>",
        *(_labels(layout) if layout.labelled else ()),
        *(_box(one, ladders, focus, link) for one in sorted(layout.boxes, key=lambda box: (box.x, box.y))),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _opening(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ladder" role="group" width="{width:.0f}" '
        f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" aria-labelledby="ladder-title ladder-desc" '
        f'font-family="{FONT}">'
    )


def _described(ladders: Ladders) -> str:
    return (
        f"{len(ladders.rungs)} classes and {len(ladders.moves)} moves between them. The first classes stand on the "
        "left, each line leads to the right. The table beside the drawing says the same."
    )


def _markers() -> str:
    made = (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0.5 8 4 0 7.5z" fill="{ink}"/></marker>'
        for name, ink in (("ladder-arrow", LINE_INK), ("ladder-back", BACK_INK))
    )
    return f"<defs>{''.join(made)}</defs>"


def _legend(layout: Layout) -> Iterator[str]:
    """The kinds of lines that occur, explained."""
    told = {STROKES[one.move.best.kind]: LINE_INK for one in layout.lines if not one.turned}
    if any(one.turned for one in layout.lines):
        told["", "closes a circle"] = BACK_INK
    x = MARGIN
    for (dashes, words), ink in told.items():
        yield (
            f'<line x1="{x:.0f}" y1="{MARGIN:.0f}" x2="{x + 34:.0f}" y2="{MARGIN:.0f}" stroke="{ink}" '
            f'stroke-width="1.6"{_dashed(dashes)}/>'
        )
        yield f'<text x="{x + 42:.0f}" y="{MARGIN + 4:.0f}" font-size="12" fill="{INK}">{escape(words)}</text>'
        x += 70 + 7.6 * len(words)


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def _line(one: PlacedLine, ladders: Ladders, layout: Layout) -> str:
    ink = BACK_INK if one.turned else LINE_INK
    arrow = 'marker-start="url(#ladder-back)"' if one.turned else 'marker-end="url(#ladder-arrow)"'
    dashes = _dashed(STROKES[one.move.best.kind][0])
    way = _way(one.points, STUB if layout.labelled else 0)
    return (
        f'<path class="move {one.move.direction}" d="{way}" stroke="{ink}" stroke-width="1.4"{dashes} '
        f"{arrow}><title>{escape(_told(one.move, ladders))}</title></path>"
    )


def _told(move: Move, ladders: Ladders) -> str:
    said = f"{ladders.rungs[move.start].title} → {ladders.rungs[move.end].title}: {move_in_words(move)}"
    return f"{said}. “{move.best.quote}”" if move.best.quote else said


def _way(points: tuple[Point, ...], stub: float) -> str:
    """Curves between columns, straight through them and over the last ``stub`` pixels, where a label stands."""
    *before, (x, y) = points
    said = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for at, ((from_x, from_y), (to_x, to_y)) in enumerate(pairwise((*before, (x - stub, y)))):
        if at % 2:
            said.append(f"H{to_x:.1f}")
        else:
            middle = (from_x + to_x) / 2
            said.append(f"C{middle:.1f} {from_y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(said) + (f"H{x:.1f}" if stub else "")


def _labels(layout: Layout) -> Iterator[str]:
    """The time of each move, beside its arrow."""
    yield f'<g aria-hidden="true" font-size="10" fill="{LINE_INK}" stroke="#fff" stroke-width="3" paint-order="stroke">'
    for one in layout.lines:
        words = time_in_words(one.move.best.time)
        if words:
            x, y = one.points[-1]
            yield f'<text x="{x - 10:.1f}" y="{y - 2.5:.1f}" text-anchor="end">{escape(words)}</text>'
    yield "</g>"


def _box(one: PlacedBox, ladders: Ladders, focus: str | None, link: Callable[[str], str] | None) -> str:
    rung = ladders.rungs[one.key]
    label = quoteattr(_spoken(one.key, ladders))
    fill, weight = (FOCUS_FILL, "2.4") if one.key == focus else ("#f7f9fb", "1.2")
    text = one.y + (one.box.height - LINE * len(one.box.lines) - (CODE_SIZE + 3 if one.box.code else 0)) / 2
    rect = (
        f'<rect x="{one.x:.1f}" y="{one.y:.1f}" width="{WIDTH:.0f}" height="{one.box.height:.1f}" rx="5" '
        f'fill="{fill}" stroke="{INK}" stroke-width="{weight}"/>'
    )
    inside = [f"<title>{escape(rung.title)}</title>", rect]
    for at, line in enumerate(one.box.lines):
        inside.append(
            f'<text x="{one.x + PADDING:.1f}" y="{text + LINE * at + TITLE_SIZE - 1:.1f}" '
            f'font-size="{TITLE_SIZE:.0f}" fill="{INK}">{escape(line)}</text>'
        )
    if one.box.code:
        inside.append(
            f'<text x="{one.x + PADDING:.1f}" y="{text + LINE * len(one.box.lines) + CODE_SIZE:.1f}" '
            f'font-size="{CODE_SIZE:.0f}" fill="#4a4a4a">{escape(one.box.code)}</text>'
        )
    content = "".join(inside)
    if link:
        return f'<a class="class" href={quoteattr(link(one.key))} aria-label={label}>{content}</a>'
    return f'<g class="class" tabindex="0" role="img" aria-label={label}>{content}</g>'


def _spoken(key: str, ladders: Ladders) -> str:
    """A class and its moves in one sentence each."""
    rung = ladders.rungs[key]
    said = [f"{rung.title}, {rung.code}" if rung.code else rung.title]
    before = "; ".join(_with_time(move, move.start, ladders) for move in ladders.down.get(key, ()))
    after = "; ".join(_with_time(move, move.end, ladders) for move in ladders.up.get(key, ()))
    if before:
        said.append(f"Reached from {before}")
    if after:
        said.append(f"Leads to {after}")
    return ". ".join(said)


def _with_time(move: Move, key: str, ladders: Ladders) -> str:
    words = time_in_words(move.best.time)
    return f"{ladders.rungs[key].title} ({words})" if words else ladders.rungs[key].title
