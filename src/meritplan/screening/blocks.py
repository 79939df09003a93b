"""A block of people at a time: facts set, the program run over their words of bits, and two planes written.

A block is 512 people, eight words a row: its rows stay near the processor.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from meritplan.screening.compiled import kernel
from meritplan.screening.facts import people_facts
from meritplan.screening.lanes import WORDS, every_row, some_row
from meritplan.screening.program import AND, OR

BLOCK = 64 * WORDS


class Kinds(NamedTuple):
    """What each kind of degree (or license) means: the row of its shape, and rows that hang on its name."""

    shapes: Any
    starts: Any
    rows: Any
    shape_starts: Any
    shape_rows: Any


class Told(NamedTuple):
    """For people who list coursework, training, skills or conditions: rows to clear and to set."""

    codes: Any  # for each such list the number of each person's text; -1 where there is none
    clear_starts: Any
    cleared: Any
    set_starts: Any
    set_rows: Any


class Layout(NamedTuple):
    """The program, and where its rows go: see :class:`meritplan.screening.tables.Tables`."""

    runs: Any
    operations: Any
    starts: Any
    children: Any
    met: Any
    possible: Any
    inexact: Any
    always: Any  # rows that are set unless a record says otherwise
    sizes: Any  # rows of facts in all, rows in all, rows of meters, degrees and licenses


@kernel
def fill(begin: int, end: int, items: Any, kinds: Any, shapes: Any, rows: Any) -> None:
    """Set the shapes of every degree (or license) of these people, and what hangs on its name."""
    listed, begins, ends, held = items.listed, items.begins, items.ends, items.kinds
    shape_of, starts, kind_rows = kinds.shapes, kinds.starts, kinds.rows
    for person in range(begin, end):
        word = (person - begin) >> 6
        bit = np.uint64(1) << np.uint64((person - begin) & 63)
        if not listed[person]:
            shapes[0, word] |= bit
            continue
        for at in range(begins[person], ends[person]):
            kind = held[at]
            shapes[shape_of[kind], word] |= bit
            for n in range(starts[kind], starts[kind + 1]):
                rows[kind_rows[n], word] |= bit


@kernel
def spread(kinds: Any, shapes: Any, rows: Any) -> None:
    """What holds for a shape holds for everybody who has it."""
    starts, shape_rows = kinds.shape_starts, kinds.shape_rows
    for shape in range(len(starts) - 1):
        held = np.uint64(0)
        for w in range(WORDS):
            held |= shapes[shape, w]
        if held == 0:
            continue
        for n in range(starts[shape], starts[shape + 1]):
            row = shape_rows[n]
            for w in range(WORDS):
                rows[row, w] |= shapes[shape, w]
        for w in range(WORDS):
            shapes[shape, w] = 0


@kernel
def tell(begin: int, end: int, told: Any, rows: Any) -> Any:
    """What the lists of some people say; whether anybody's did."""
    codes, changed = told.codes, False
    clear_starts, cleared, set_starts, set_rows = told.clear_starts, told.cleared, told.set_starts, told.set_rows
    for items in range(len(codes)):
        for person in range(begin, end):
            code = codes[items, person]
            if code < 0:
                continue
            changed = True
            word, bit = (person - begin) >> 6, np.uint64(1) << np.uint64((person - begin) & 63)
            for n in range(clear_starts[code], clear_starts[code + 1]):
                rows[cleared[n], word] &= ~bit
            for n in range(set_starts[code], set_starts[code + 1]):
                rows[set_rows[n], word] |= bit
    return changed


@kernel
def evaluate(layout: Any, rows: Any) -> None:
    """The rows below the highest threshold reached, then every node from its children, children first."""
    runs, operations, starts, children = layout.runs, layout.operations, layout.starts, layout.children
    for n in range(len(runs)):
        for row in range(runs[n, 1] - 2, runs[n, 0] - 1, -1):
            for w in range(WORDS):
                rows[row, w] |= rows[row + 1, w]
    target = np.int64(layout.sizes[0])
    for n in range(len(operations)):
        if operations[n] == AND:
            every_row(rows, children, starts[n], starts[n + 1], target)
        elif operations[n] == OR:
            some_row(rows, children, starts[n], starts[n + 1], target)
        else:
            for w in range(WORDS):
                rows[target, w] = ~rows[children[starts[n]], w]
        target += 1


@kernel
def write(layout: Any, rows: Any, met: Any, possible: Any, opened: Any) -> None:
    """The two planes of a block, and where bounds differ."""
    met_rows, possible_rows, inexact = layout.met, layout.possible, layout.inexact
    for n in range(len(met)):
        r, s = met_rows[n, 0], possible_rows[n, 0]
        for w in range(WORDS):
            met[n, w] = rows[r, w]
        for w in range(WORDS):
            possible[n, w] = rows[s, w]
    for n in range(len(inexact)):
        c = inexact[n]
        r, s, t, u = met_rows[c, 0], met_rows[c, 1], possible_rows[c, 0], possible_rows[c, 1]
        for w in range(WORDS):
            opened[n, w] = (rows[r, w] ^ rows[s, w]) | (rows[t, w] ^ rows[u, w])


@kernel
def screen_blocks(
    first: int,
    last: int,
    number: int,
    people: Any,
    study: Any,
    layout: Any,
    measures: Any,
    learned: Any,
    kinds: Any,
    told: Any,
    room: Any,
    rows: Any,
    shapes: Any,
    met: Any,
    possible: Any,
    opened: Any,
) -> None:
    """The blocks from ``first`` to ``last`` of a batch of ``number`` people: their jobs, degrees and licenses.

    ``rows``, and ``shapes`` for both kinds of items, are room to work in, empty at first.
    """
    rows[1, :] = ~np.uint64(0)
    for n in range(len(layout.always)):
        rows[layout.always[n], :] = ~np.uint64(0)
    degrees, licenses = shapes
    for block in range(first, last):
        begin, end = block * BLOCK, min(number, (block + 1) * BLOCK)
        rows[2 : layout.sizes[2], :] = 0
        fill(begin, end, people[1], kinds[0], degrees, rows)
        fill(begin, end, people[2], kinds[1], licenses, rows)
        spread(kinds[0], degrees, rows)
        spread(kinds[1], licenses, rows)
        people_facts(begin, end, people[0], study, measures, learned, room, rows)
        changed = tell(begin, end, told, rows)
        evaluate(layout, rows)
        write(layout, rows, met[block], possible[block], opened[block])
        if changed:
            rows[layout.sizes[2] : layout.sizes[0], :] = 0
            for n in range(len(layout.always)):
                rows[layout.always[n], :] = ~np.uint64(0)


def turn(planes: Any, into: Any) -> None:
    """Planes turned: a row of words for each person, one bit for each class."""
    _turn(planes, into, np.empty(64, np.uint64))


@kernel
def _turn(planes: Any, into: Any, square: Any) -> None:
    for block in range(planes.shape[0]):
        for word in range(WORDS):
            for column in range(into.shape[1]):
                for n in range(64):
                    c = 64 * column + n
                    square[n] = planes[block, c, word] if c < planes.shape[1] else np.uint64(0)
                _turned(square)
                for n in range(64):
                    into[block * BLOCK + 64 * word + n, column] = square[n]


@kernel
def _turned(square: Any) -> None:
    """Sixty-four words of sixty-four bits turned in place, by halves, quarters, and so on."""
    width = np.uint64(32)
    mask = np.uint64(0x00000000FFFFFFFF)
    while width != 0:
        n: Any = 0
        while n < 64:
            other = n + np.int64(width)
            changed = ((square[n] >> width) ^ square[other]) & mask
            square[n] ^= changed << width
            square[other] ^= changed
            n = (other + 1) & ~np.int64(width)
        width >>= np.uint64(1)
        mask ^= mask << width


__all__ = ["BLOCK", "WORDS", "Kinds", "Layout", "Told", "evaluate", "screen_blocks", "turn", "write"]
