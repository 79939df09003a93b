"""Whether a plan's documents agree with each other, with their sources and with the form they are written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from meritplan.model import Issue, Severity, Span
from meritplan.plan import canonical, files
from meritplan.plan.documents import Document, Finding, SourceDocument, Writable
from meritplan.plan.edition import TREES, ClassEdition
from meritplan.plan.identity import PlanClass
from meritplan.plan.questions import steps, tree_field
from meritplan.plan.settling import node_of
from meritplan.plan.value import Plan, documents_of
from meritplan.qualification.profiles import PolicyError, policy

TextOf = Callable[[Path], str]


def validate(plan: Plan, text_of: TextOf | None = None) -> tuple[Finding, ...]:
    """All that is wrong with the documents of a plan, in the order of their paths.

    ``text_of`` gives the text of an original; with it every quote is compared with the words at its place.
    """
    found = [
        *plan.trouble,
        *_form(plan),
        *_originals(plan),
        *_policy(plan),
        *_codes(plan),
        *(finding for one in plan.classes for finding in _job_class(plan, one)),
    ]
    if text_of is not None:
        found += _quotes(plan, text_of)
    return tuple(sorted(found, key=lambda one: (one.document, one.issue.code)))


def _finding(document: str, code: str, severity: Severity, message: str, **more: Any) -> Finding:
    return Finding(document=document, issue=Issue(code=code, severity=severity, message=message, **more))


def _form(plan: Plan) -> Iterator[Finding]:
    """Every document is written in the one way its value is written."""
    for value in documents_of(plan):
        content = canonical.encode(value.data if isinstance(value, Document) else value)
        if value.path in plan.hashes and files.sha256(content) != plan.hashes[value.path]:
            message = "It is not written in the usual way (edited by hand?). `meritplan plan tidy` writes it so."
            yield _finding(value.path, "MP-P002", "info", message)


def _originals(plan: Plan) -> Iterator[Finding]:
    known = set()
    for source in plan.sources:
        known.add(source.original)
        place = plan.root / source.original
        if not place.is_file():
            message = f"The original of {source.name} is missing at {source.original}. Put it back: it is the evidence."
            yield _finding(source.path, "MP-P003", "error", message)
        elif files.sha256(place.read_bytes()) != source.sha256:
            message = f"{source.original} is not the file that was read (another sha256). Restore the original."
            yield _finding(source.path, "MP-P003", "error", message)
    for place in sorted((plan.root / "sources").glob("*/*")):
        path = place.relative_to(plan.root).as_posix()
        if place.suffix != ".yaml" and path not in known and not place.name.startswith(files.TEMPORARY):
            yield _finding(path, "MP-P004", "info", "An original nothing was read from. Import it or remove it.")


def _policy(plan: Plan) -> Iterator[Finding]:
    try:
        policy(plan.policy)
    except PolicyError as trouble:
        yield _finding("policy.yaml", "MP-P014", "error", str(trouble))


def _codes(plan: Plan) -> Iterator[Finding]:
    bearers: dict[str, list[str]] = {}
    for one in plan.classes:
        if one.code and one.record.retired is None:
            bearers.setdefault(one.code, []).append(one.key)
    for code, keys in bearers.items():
        if len(keys) > 1:
            message = f"The code {code} is borne by several classes: {', '.join(keys)}. Retire or correct all but one."
            yield _finding(plan.by_key[keys[0]].newest.path, "MP-P008", "error", message, class_code=code)


def _job_class(plan: Plan, one: PlanClass) -> Iterator[Finding]:
    for edition in one.editions:
        yield from _dates(edition)
        yield from _references(plan, one, edition)
        yield from _questions(edition)
    yield from _overlaps(one)
    if one.record.retired is not None:
        for key in one.record.retired.replaced_by:
            if key not in plan.by_key:
                yield _finding(
                    one.record.path, "MP-P007", "error", f"It is replaced by {key}, which is not in the plan."
                )


def _dates(edition: ClassEdition) -> Iterator[Finding]:
    begins, ends, code = edition.effective_from, edition.effective_to, edition.job_class.code
    if edition.state == "adopted" and begins is None:
        message = "It is adopted, but nothing says from when it applies. Enter effective_from."
        yield _finding(edition.path, "MP-P006", "error", message, class_code=code)
    if begins is not None and ends is not None and ends < begins:
        message = f"It ends on {ends}, before it begins on {begins}."
        yield _finding(edition.path, "MP-P006", "error", message, class_code=code)


def _overlaps(one: PlanClass) -> Iterator[Finding]:
    adopted = [edition for edition in one.editions if edition.state == "adopted" and edition.effective_from is not None]
    for earlier, later in pairwise(sorted(adopted, key=lambda edition: str(edition.effective_from))):
        assert later.effective_from is not None, "only editions with a day are compared"
        if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
            ends = earlier.effective_to or "no day"
            message = f"{earlier.path} ends on {ends}, and this one begins on {later.effective_from}: both would apply."
            yield _finding(later.path, "MP-P005", "error", message, class_code=one.code)


def _references(plan: Plan, one: PlanClass, edition: ClassEdition) -> Iterator[Finding]:
    groups = {group.key for group in plan.groups}
    if edition.group is not None and edition.group not in groups:
        yield _finding(edition.path, "MP-P007", "error", f"Its group {edition.group} is not among the groups.")
    if edition.basis is not None and one.edition(edition.basis) is None:
        yield _finding(edition.path, "MP-P007", "error", f"It rests on edition {edition.basis}, which is missing.")
    if edition.sources and edition.job_class.source >= len(edition.sources):
        yield _finding(
            edition.path, "MP-P007", "error", f"It names source {edition.job_class.source}, which is missing."
        )
    known = {source.sha256 for source in plan.sources}
    for ref in edition.sources:
        if ref.sha256 not in known:
            yield _finding(edition.path, "MP-P007", "error", f"Its source {ref.name} is not among the sources.")


def _questions(edition: ClassEdition) -> Iterator[Finding]:
    ids = Counter(one.id for one in edition.questions)
    unknown = [one.question for one in edition.settlements if one.question not in ids]
    twice = [name for name, times in ids.items() if times > 1]
    for name in (*unknown, *twice):
        message = f"The question {name} {'was settled, but never asked' if name in unknown else 'is asked twice'}."
        yield _finding(edition.path, "MP-P009", "error", message)
    for one in edition.open_questions:
        if one.tree is not None and node_of(edition, one) is None:
            message = f"Nothing in the requirement is as doubtful as {one.id} says any more. Answer the question."
            yield _finding(edition.path, "MP-P009", "warning", message)


def _quotes(plan: Plan, text_of: TextOf) -> Iterator[Finding]:
    """Every quote consists of the words that stand at its spans."""
    by_source: dict[str, list[ClassEdition]] = {}
    for one in plan.classes:
        for edition in one.editions:
            if edition.sources:
                by_source.setdefault(edition.sources[edition.job_class.source].sha256, []).append(edition)
    for source in plan.sources:
        if (plan.root / source.original).is_file() and source.sha256 in by_source:
            yield from _in_text(source, text_of(plan.root / source.original), by_source[source.sha256])


def _in_text(source: SourceDocument, text: str, editions: list[ClassEdition]) -> Iterator[Finding]:
    for edition in editions:
        for tree in TREES:
            root = getattr(edition.job_class, tree_field(tree))
            for _, node in steps(root) if root is not None else ():
                if node.quote and node.spans and not _stands(node.quote, node.spans, text):
                    message = f"“{node.quote[:80]}” is not what {source.name} says there. Read the document again."
                    yield _finding(edition.path, "MP-P015", "error", message, spans=node.spans)


def _stands(quote: str, spans: tuple[Span, ...], text: str) -> bool:
    """Whether the quote is made of the slices, in their order or in that of the text; white space does not count."""
    wanted = _letters(quote)
    return any(
        wanted == _letters("".join(text[one.start : one.end] for one in order)) for order in (spans, _merged(spans))
    )


def _merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans in the order of the text, those that overlap as one."""
    merged: list[Span] = []
    for one in sorted(spans):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return tuple(merged)


def _letters(text: str) -> str:
    return "".join(text.split())


def tidied(plan: Plan) -> tuple[Writable, ...]:
    """The documents that are not written in the usual way, to be written so."""
    odd = {one.document for one in _form(plan)}
    return tuple(value for value in documents_of(plan) if value.path in odd)


def counted(found: tuple[Finding, ...]) -> dict[Severity, int]:
    """How many findings of each severity there are."""
    counts = Counter(one.issue.severity for one in found)
    return {severity: counts.get(severity, 0) for severity in ("error", "warning", "info")}
