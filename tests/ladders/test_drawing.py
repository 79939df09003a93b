"""Drawings: nothing overlaps, lines pass boxes by, and everybody can read them."""

import random
import xml.etree.ElementTree as ET

import pytest

from meritplan.ladders import Ground, Ladders, Move, Rung, ladders
from meritplan.ladders.drawing import drawn, laid_out
from meritplan.ladders.drawing.boxes import MOST_LINES, PADDING, WIDTH, width, wrapped
from meritplan.ladders.drawing.crossings import crossings, ordered
from meritplan.ladders.drawing.layers import layered

SVG = "{http://www.w3.org/2000/svg}"


def graph(number, joined):
    rungs = {str(at): Rung(key=str(at), code=f"{at:04}", title=f"Keeper of Harbor Works {at}") for at in range(number)}
    ground = Ground(kind="class", months=24)
    made = (Move(start=str(start), end=str(end), direction="promotion", grounds=(ground,)) for start, end in joined)
    return Ladders(rungs=rungs, moves=tuple(made))


def chance_graph(number, seed=1):
    """Mostly upward moves, some far, with a few circles."""
    chance = random.Random(seed)
    joined = {
        (max(0, end - chance.randint(1, 40)), end) for end in range(1, number) for _ in range(chance.randint(0, 3))
    }
    joined |= {(number - 1, chance.randrange(number - 1)), (number // 2, number // 3)}
    return graph(number, sorted(pair for pair in joined if pair[0] != pair[1]))


@pytest.mark.parametrize("number", [5, 40, 200])
def test_boxes_do_not_overlap(number):
    boxes = laid_out(chance_graph(number)).boxes
    assert len(boxes) == number
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart_across = one.x + WIDTH <= other.x or other.x + WIDTH <= one.x
            apart_down = one.y + one.box.height <= other.y or other.y + other.box.height <= one.y
            assert apart_across or apart_down, (one.key, other.key)


def points_of(line):
    """Points close together on a line: curves between columns, straight through them."""
    for at, ((x, y), (to_x, to_y)) in enumerate(zip(line.points, line.points[1:], strict=False)):
        for share in range(21):
            t = share / 20
            ease = t if at % 2 else 3 * t**2 * (1 - t) + t**3
            across = t if at % 2 else 1.5 * t * (1 - t) ** 2 + 1.5 * t**2 * (1 - t) + t**3
            yield x + (to_x - x) * across, y + (to_y - y) * ease


@pytest.mark.parametrize("number", [5, 40, 200])
def test_lines_pass_boxes_by(number):
    layout = laid_out(chance_graph(number))
    for line in layout.lines:
        ends = {line.move.start, line.move.end}
        others = [one for one in layout.boxes if one.key not in ends]
        for x, y in points_of(line):
            inside = [one.key for one in others if one.x < x < one.x + WIDTH and one.y < y < one.y + one.box.height]
            assert not inside, (ends, inside)


def test_lines_begin_and_end_at_their_boxes():
    layout = laid_out(chance_graph(60))
    places = {one.key: one for one in layout.boxes}
    for line in layout.lines:
        first, last = (line.move.end, line.move.start) if line.turned else (line.move.start, line.move.end)
        (x, y), (to_x, to_y) = line.points[0], line.points[-1]
        assert x == pytest.approx(places[first].x + WIDTH)
        assert places[first].y <= y <= places[first].y + places[first].box.height
        assert to_x == pytest.approx(places[last].x)
        assert places[last].y <= to_y <= places[last].y + places[last].box.height


def test_moves_lead_to_the_right_but_those_that_close_circles():
    found = layered(4, [(0, 1), (1, 2), (2, 0), (0, 3), (2, 3)])
    assert found.turned == {(2, 0)}
    assert found.layer[:4] == (0, 1, 2, 3)
    assert [len(found.chains[edge]) for edge in ((0, 1), (0, 3), (2, 0))] == [2, 4, 3]


def test_an_order_without_crossings_is_found():
    graph_ = layered(6, [(0, 5), (1, 4), (2, 3)])
    assert crossings(ordered(graph_), graph_.short_edges) == 0


def test_titles_fit_their_boxes():
    longest = "PRINCIPAL MECHANICAL ENGINEERING DRAFTING TECHNICIAN OF THE WATERWORKS AND OF THE HARBOR OF MARROW BAY"
    lines = wrapped(longest)
    assert len(lines) == MOST_LINES
    assert lines[-1].endswith("…")
    assert all(
        width(line) <= WIDTH - 2 * PADDING for line in (*lines, *wrapped("Telecommunicationsystemsadministration"))
    )


def test_everybody_can_read_it(harbor):
    page = drawn(ladders(harbor), title="Ladders & lines", focus="1002")
    root = ET.fromstring(page)
    assert root.find(f"{SVG}title").text == "Ladders & lines"
    assert "5 classes and 4 moves" in root.find(f"{SVG}desc").text
    classes = [one for one in root.iter(f"{SVG}g") if one.get("class") == "class"]
    assert {one.get("tabindex") for one in classes} == {"0"}
    spoken = [one.get("aria-label") for one in classes]
    assert "Harbor Pilot, 1002. Reached from Deck Hand (3 years). Leads to Chief Harbor Pilot (2 years)" in spoken
    assert all(one.find(f"{SVG}title") is not None for one in root.iter(f"{SVG}path") if one.get("class"))
    assert "@media print" in page


def test_nothing_is_fetched_and_nothing_runs(harbor):
    page = drawn(ladders(harbor), title="Ladders", style=False)
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert not any(f"<{name}" in page for name in ("script", "style", "image", "foreignObject"))


def test_classes_link_to_their_pages(harbor):
    root = ET.fromstring(drawn(ladders(harbor), title="Ladders", link=lambda key: f"/classes/{key}?as=a&b"))
    assert "/classes/1001?as=a&b" in [one.get("href") for one in root.iter(f"{SVG}a")]


def test_the_same_graph_is_the_same_drawing():
    assert drawn(chance_graph(40), title="x") == drawn(chance_graph(40), title="x")


def test_a_graph_of_nothing():
    assert "0 classes" in drawn(graph(0, []), title="Nothing")
