"""Whatever steps are taken, in whatever order: no word of the document is lost, and every quote stays exact."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Span,
    Substitution,
    Unread,
)
from meritplan.model.requirement import GROUPS, walk
from meritplan.plan.editing import Cut, Delete, Group, Join, Put, Recast, Shift, Ungroup, apply, held
from meritplan.plan.errors import EditingError
from meritplan.plan.questions import steps

WORDS = "two years of field work and a degree in botany or forestry with a valid driver license issued here".split()
MEANINGS = st.sampled_from(
    [
        Education(level="bachelor"),
        Experience(months=24),
        License(name="driver license", kind="driver"),
        Condition(kind="other"),
        Unread(),
        Note(kind="procedure"),
        Substitution(give="education", target="experience"),
        AllOf(),
        AnyOf(inclusive=True),
        Option(by="position"),
    ]
)


class _Source:
    """A text that grows with every quote drawn: each takes the next words, sometimes with a page header between."""

    def __init__(self, draw):
        self.draw, self.text = draw, ""

    def words(self):
        """A quote and where it stands, or a quote without a place, as in a tree written by hand."""
        spans, parts = [], []
        for number in range(self.draw(st.sampled_from([1, 1, 2]))):
            if number:
                self.text += " page 7 of 9 "
            said = self.draw(st.sampled_from([" ", "\n   "])).join(
                self.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
            )
            self.text += "  "
            spans.append(Span(len(self.text), len(self.text) + len(said)))
            self.text += said
            parts.append(said)
        return {"quote": " ".join(" ".join(parts).split()), "spans": tuple(spans)}


@st.composite
def trees(draw):
    """A tree and the text its spans point into."""
    source = _Source(draw)

    def leaf():
        kind = draw(st.sampled_from(["education", "experience", "license", "condition", "unread"]))
        said = source.words()
        if kind == "education":
            return Education(level="bachelor", **said)
        if kind == "experience":
            inside = tuple(Experience(months=12, **source.words()) for _ in range(draw(st.integers(0, 2))))
            return Experience(months=36, subsets=inside, doubt=draw(st.sampled_from([None, "How long?"])), **said)
        if kind == "license":
            return License(name="driver license", **said)
        return Condition(kind="other", **said) if kind == "condition" else Unread(**said)

    def rule():
        said = source.words()
        return draw(
            st.sampled_from(
                [Note(**said), Combination(**said), Substitution(give="education", target="experience", **said)]
            )
        )

    def group(depth):
        kind = draw(st.sampled_from([AllOf, AnyOf, Option]))
        count = 1 if kind is Option else draw(st.integers(1, 3))
        children = tuple(group(depth - 1) if depth and draw(st.booleans()) else leaf() for _ in range(count))
        rules = tuple(rule() for _ in range(draw(st.integers(0, 2))))
        if kind is Option:
            return Option(by="position", children=children, rules=rules, **source.words())
        return kind(children=children, rules=rules)

    root = leaf() if draw(st.integers(0, 5)) == 0 else group(2)
    return root, source.text + " the end"


def _step(draw, root):
    paths = [path for path, _ in steps(root)]
    path = draw(st.sampled_from(paths))
    node = dict(steps(root))[path]
    kind = draw(st.sampled_from(["recast", "group", "ungroup", "shift", "put", "cut", "join", "delete"]))
    if kind == "recast":
        return Recast(path=path, node=draw(MEANINGS))
    if kind == "group":
        several = tuple(draw(st.sets(st.integers(0, 3), max_size=3))) if isinstance(node, GROUPS) else ()
        return Group(
            path=path,
            numbers=several,
            kind=draw(st.sampled_from(["all_of", "any_of", "option"])),
            by=draw(st.sampled_from([None, "institution"])),
        )
    if kind == "put":
        place = draw(st.sampled_from(["children", "rules", "subsets", "at_most"]))
        number = draw(st.sampled_from([None, 0, 1]))
        return Put(path=path, to=draw(st.sampled_from(paths)), place=place, at=number)
    if kind == "cut":
        length = len(node.quote or "ab")
        start = draw(st.integers(0, length - 1))
        return Cut(path=path, start=start, end=draw(st.integers(start + 1, length)))
    if kind == "join":
        return Join(path=path, to=draw(st.sampled_from(paths)))
    if kind == "shift":
        return Shift(path=path, way=draw(st.sampled_from(["up", "down"])))
    return Ungroup(path=path) if kind == "ungroup" else Delete(path=path)


def _tried(root, step, text):
    """The tree after the step, or as it was where the step is refused for a reason that holds."""
    reason = ""
    try:
        return apply(root, step, text)
    except EditingError as refused:
        reason = str(refused)
    assert "would lose words" not in reason, step
    return root


def _letters(said):
    return "".join(said.split())


def _exact(root, text):
    """Every quote is made of the words at its place."""
    for node in walk(root):
        if node.quote and node.spans:
            assert _letters(node.quote) == _letters("".join(text[one.start : one.end] for one in node.spans))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(trees(), st.data())
def test_any_sequence_of_steps_keeps_every_word(made, data):
    root, text = made
    before = held(root, text)
    for _ in range(8):
        step = _step(data.draw, root)
        root = _tried(root, step, text)
        now = held(root, text)
        assert now.offsets == before.offsets, step
        assert now.loose == before.loose, step
        _exact(root, text)
        for node in walk(root):
            assert not isinstance(node, AnyOf | Option) or node.children, step
            assert not isinstance(node, Option) or len(node.children) == 1, step


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_words_without_a_place_are_kept_word_by_word(words, data):
    root = AllOf(children=(Experience(months=12, quote=" ".join(words)), Unread(quote="and so on")))
    before = held(root)
    for _ in range(6):
        quotes = [node.quote for node in walk(root) if node.quote]
        assert sorted(" ".join(quotes).split()) == sorted([*words, "and", "so", "on"])
        step = _step(data.draw, root)
        if isinstance(step, Cut):  # between words, as the page offers it
            node = dict(steps(root))[step.path]
            ends = [0, *(at for at, one in enumerate(node.quote or "") if one == " "), len(node.quote or "")]
            if len(ends) < 3:
                continue
            step = Cut(path=step.path, start=ends[0], end=ends[1])
        root = _tried(root, step, None)
        assert held(root) == before
