"""What the index holds of one class: the texts it is found by and the facts it is filtered by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meritplan.matching.search.asked import Schooling, licenses, schooling
from meritplan.model import Requirement
from meritplan.model.requirement import walk
from meritplan.plan import ClassEdition, Plan, PlanClass, View

#: The texts of an entry and how much a word found in each weighs.
FIELDS: dict[str, float] = {
    "title": 8.0,  # the first three stand in an index of their own as well
    "former": 5.0,
    "code": 8.0,
    "group_title": 3.0,
    "summary": 2.0,
    "duties": 1.0,
    "abilities": 0.7,
    "qualifications": 1.2,
}
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One class. ``state`` hashes all it was made from; ``texts`` stand in the order of :data:`FIELDS`."""

    key: str
    state: str
    edition: int
    title: str
    code: str | None
    names: tuple[str, ...]
    group: str | None
    level: str | None
    grade: str | None
    jurisdiction: str | None
    schooling: Schooling
    licenses: tuple[str, ...]
    texts: tuple[str, ...]


def entries(view: View) -> Iterator[tuple[str, str, ClassEdition]]:
    """Each class of a view by key, with a hash of all its entry is made from, and the edition to make it from."""
    plan = view.plan
    card = plan.hashes.get(plan.card.path, "")
    for edition in view.editions:
        paths = (edition.path, plan.by_key[edition.class_key].record.path, f"groups/{edition.group}.yaml")
        others = (one.path for one in plan.by_key[edition.class_key].editions)
        state = "".join(plan.hashes.get(path, "-")[:16] for path in dict.fromkeys((*paths, *others)))
        yield edition.class_key, card[:16] + state, edition


def entry(edition: ClassEdition, state: str, plan: Plan, groups: Mapping[str, str]) -> Entry:
    """The entry of a class; ``groups`` has the titles of groups by their keys."""
    said, one = edition.job_class, plan.by_key[edition.class_key]
    tree = said.minimum_qualifications
    group = groups.get(edition.group or "") or said.group or edition.group
    pay = said.pay
    texts = {
        "title": said.title,
        "former": "\n".join(_former(one, said.title)),
        "code": " ".join(filter(None, (said.code, *one.former_codes))),
        "group_title": group or "",
        "summary": "\n".join(filter(None, (said.summary, *said.distinguishing))),
        "duties": "\n".join(statement.text for statement in said.duties),
        "abilities": "\n".join(statement.text for statement in said.ksas),
        "qualifications": "\n".join(_quotes(tree)),
    }
    return Entry(
        key=edition.class_key,
        state=state,
        edition=edition.number,
        title=said.title,
        code=said.code,
        names=tuple(plain(name) for name in (said.title, *_former(one, said.title), said.code or "") if name),
        group=group,
        level=said.level,
        grade=(pay.grade or pay.band) if pay else None,
        jurisdiction=_jurisdiction(edition, plan),
        schooling=schooling(tree),
        licenses=licenses(tree),
        texts=tuple(texts[field] for field in FIELDS),
    )


def _former(one: PlanClass, shown: str) -> Iterator[str]:
    yield from (title for title in (one.title, *one.former_titles) if title != shown)


def _jurisdiction(edition: ClassEdition, plan: Plan) -> str | None:
    at = edition.job_class.source
    source = edition.sources[at] if at < len(edition.sources) else None
    return (source.jurisdiction if source else None) or plan.card.jurisdiction


def _quotes(tree: Requirement | None) -> Iterator[str]:
    """The words of a requirement, each once: what stands inside a longer quote is not said again."""
    said = ""
    for node in walk(tree) if tree is not None else ():
        if node.quote and node.quote not in said:
            said += "\n" + node.quote
            yield node.quote


def plain(text: str) -> str:
    """Words without case, accents and punctuation.

    >>> plain("Agent–Général, (II)")
    'agent general ii'
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(WORD.findall(bare))
