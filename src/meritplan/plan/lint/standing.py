"""Rules about whether the classes of a plan, and those its requirements cite, are in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meritplan.model import Experience
from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.subject import Subject, finding, texts
from meritplan.plan.lint.titles import Citation, Known, Titles, citations, ended_by, is_title
from meritplan.plan.proof import alike

_CAPITALS = re.compile(r"[A-Z][\w'’.-]*(?:,? (?:(?:of|and|the|for|I{1,3}|IV|V|VI{0,2})\b|[A-Z(][\w'’.)-]*))+")


def abolished(subject: Subject) -> Iterator[Finding]:
    """A class whose own text says that it was abolished, and that is not retired in the plan (MP-P201, MP-P202)."""
    for one in subject.plan.classes:
        said = [edition for edition in one.editions if edition.job_class.abolished]
        if not said or one.record.retired is not None:
            continue
        edition = min(said, key=lambda each: str(each.job_class.abolished))
        day, code = edition.job_class.abolished, edition.job_class.code
        known = [(index, code in index.titles) for index in subject.indexes if index.as_of is not None]
        since = [(index, listed) for index, listed in known if index.as_of and day and index.as_of >= day]
        # An index is printed weeks after the board acts: what a later one lists no more is no contradiction.
        if since and since[-1][1]:
            message = f"Its text says that it was abolished on {day}, but {since[-1][0].name} still lists {code}. "
            message += "One of them is wrong, or the class was brought back. Ask the publisher."
            yield finding(edition, "MP-P202", "error", message, edition.job_class.evidence.get("abolished", ()))
        agrees = ", ".join(f"{'listed in' if listed else 'not in'} {index.name}" for index, listed in known)
        checked = f" ({agrees})" if agrees else ""
        message = f"Its text says that it was abolished on {day}{checked}, and it "
        message += "is not retired here. `meritplan plan retire` keeps it and says so."
        yield finding(edition, "MP-P201", "warning", message, edition.job_class.evidence.get("abolished", ()))


def gone_from_index(subject: Subject) -> Iterator[Finding]:
    """A class that the newest index does not list, though nothing says it was abolished (MP-P203)."""
    newest = subject.newest_index
    for edition in _of_indexes(subject):
        one, code = subject.plan.by_key[edition.class_key], edition.job_class.code
        if not code or newest is None or code in newest.titles or one.record.retired is not None:
            continue
        if any(each.job_class.abolished for each in one.editions):
            continue
        earlier = [index.name for index in subject.indexes[:-1] if code in index.titles]
        before = f"{', '.join(earlier)} {'lists' if len(earlier) == 1 else 'list'} it; " if earlier else ""
        message = f"{newest.name} does not list {code}. {before}has it been abolished since, or is the code wrong?"
        yield finding(edition, "MP-P203", "warning" if earlier else "info", message)


def _of_indexes(subject: Subject) -> Iterator[ClassEdition]:
    """The editions an index should list: not paid by grade or band, and of a publisher of whose classes most are."""
    known = {code for index in subject.indexes for code in index.titles}
    for those in subject.by_layout.values():
        own = [one for one in those if not (one.job_class.pay and (one.job_class.pay.grade or one.job_class.pay.band))]
        if 2 * sum(one.job_class.code in known for one in own) >= len(own):
            yield from own


def title_differs(subject: Subject) -> Iterator[Finding]:
    """A title that is not the one the newest index gives the code (MP-P204)."""
    newest = subject.newest_index
    for edition in subject.editions if newest is not None else ():
        said = edition.job_class
        listed = newest.titles.get(said.code) if newest is not None and said.code else None
        if listed is None or alike(listed) == alike(said.title) or newest is None:
            continue
        if len(listed) >= 50 and alike(said.title).startswith(alike(listed).rsplit(" ", 1)[0]):
            continue  # the column of the index was too narrow
        former = any(alike(listed) == alike(name) for name in subject.plan.by_key[edition.class_key].former_titles)
        if _letters(listed) == _letters(said.title):
            continue
        message = f"The title is “{said.title}” here and “{listed}” in {newest.name}"
        message += ", which is a former title here." if former else ". Was the class retitled?"
        yield finding(edition, "MP-P204", "info" if former else "warning", message, said.evidence.get("title", ()))


def _letters(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def cites_ended(subject: Subject) -> Iterator[Finding]:
    """A requirement that names a class which is no longer in use (MP-P205)."""
    titles = Titles(subject)
    for edition in subject.editions:
        if ended_by(subject, edition.class_key):
            continue
        for one in citations(edition):
            known = titles.find(one.name)
            if known is None or known.living or not known.ended:
                continue
            message = (
                f"It asks for experience as “{one.name}”: {known.ended[0]}. New experience in it cannot be gained; "
            )
            message += "name its successor beside it, or say until when the old experience counts."
            yield finding(edition, "MP-P205", "warning", message, one.node.spans)


def cites_unknown(subject: Subject) -> Iterator[Finding]:
    """A requirement that names a class of the service which nothing knows (MP-P206)."""
    titles = Titles(subject)
    for edition in subject.editions:
        for one in citations(edition):
            if is_title(one.name) and _in_service(one) and not _is_series(one.name) and not titles.lives(one.name):
                if titles.find(one.name) is not None or titles.parts_live(one.name):
                    continue
                if titles.torn(one.name, one.node.quote):
                    continue
                message = f"It asks for experience as “{one.name}”, and no class of the plan"
                message += " or of an index" if subject.indexes else ""
                near = titles.nearest(one.name)
                message += f" has or had this title. Is “{near}” meant?" if near else " has or had this title."
                yield finding(edition, "MP-P206", "info", message, one.node.spans)


_SERIES = re.compile(
    r"\b(?:various|series|department|system|agency|board|commission|division|office of|classes|hospitals)\b",
    re.IGNORECASE,
)


def _is_series(name: str) -> bool:
    """Whether the name is of several classes, or of an employer."""
    return bool(_SERIES.search(re.split(r",", name)[0]))


def _in_service(one: Citation) -> bool:
    """Whether the words speak of a class of the plan's own service, not of a trade anywhere."""
    if not isinstance(one.node, Experience):
        return True
    service = (one.node.employer or "").lower()
    quote = (one.node.quote or "").lower()
    return any(word in service or word in quote for word in ("state service", "city", "county", "class of", "state of"))


def duties_cite_ended(subject: Subject) -> Iterator[Finding]:
    """Duties or a summary that name a class which is no longer in use (MP-P207)."""
    titles = Titles(subject)
    for edition in subject.editions:
        if not ended_by(subject, edition.class_key):
            yield from _ended_in_texts(edition, titles)


def _ended_in_texts(edition: ClassEdition, titles: Titles) -> Iterator[Finding]:
    seen = set()
    for name, text, spans in texts(edition.job_class):
        for match in _CAPITALS.finditer(text) if name in {"duties", "summary"} else ():
            known = _longest(match.group(), titles)
            if known is None or known.living or not known.ended or known.title in seen:
                continue
            seen.add(known.title)
            message = f"“{known.title}” is cited in its {name}: {known.ended[0]}. Name the class that took its place."
            yield finding(edition, "MP-P207", "info", message, spans)


def _longest(words: str, titles: Titles) -> Known | None:
    """The title in a run of capitals; a sentence may begin before it."""
    parts = words.split()
    names = (" ".join(parts[start:]) for start in range(len(parts) - 1))
    return next((known for name in names if (known := titles.find(name)) is not None), None)
