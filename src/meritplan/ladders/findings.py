"""What is wrong with the ladders of a plan, as issues of the documents concerned."""

from __future__ import annotations

from collections.abc import Iterator

from meritplan.ladders.circles import circles
from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Unplaced
from meritplan.model import Issue
from meritplan.plan import Finding, View


def findings(ladders: Ladders, view: View) -> Iterator[Finding]:
    """Names that lead nowhere, classes that ask for themselves, and circles."""
    for one in ladders.unplaced:
        edition = view.by_key[one.cited_by]
        yield Finding(document=edition.path, issue=_unplaced(one, ladders, view, edition.job_class.code))
    for way in circles(ladders):
        edition = view.by_key[way[0]]
        told = " → ".join(_called(ladders, key) for key in (*way, way[0]))
        message = (
            f"Each of these classes asks for experience in the one before it: {told}. Somebody has to be able to "
            "begin; look at the requirements quoted, and mend the one that names the wrong class"
        )
        issue = Issue(code="MP-G004", severity="warning", message=message, class_code=edition.job_class.code)
        yield Finding(document=edition.path, issue=issue)


def _called(ladders: Ladders, key: str) -> str:
    rung = ladders.rungs[key]
    return f"{rung.code or rung.key} {rung.title}"


def _unplaced(one: Unplaced, ladders: Ladders, view: View, code: str | None) -> Issue:
    kind, message = _told(one, ladders, view)
    return Issue(code=kind, severity="warning", message=message, spans=one.spans, class_code=code)


def _told(one: Unplaced, ladders: Ladders, view: View) -> tuple[str, str]:
    if one.itself:
        return "MP-G003", (
            f"The class asks for experience as “{one.name}”, its own title. Nobody can begin that way; look whether "
            "another class or a level within this one is meant"
        )
    if one.candidates:
        those = ", ".join(_called(ladders, key) for key in one.candidates)
        return "MP-G002", (
            f"“{one.name}” may be any of {those}. No move was drawn; say in the requirement which is meant"
        )
    retired = [cls for cls in view.plan.named(one.name) if cls.record.retired is not None]
    if retired and retired[0].record.retired:
        gone = retired[0].record.retired
        instead = f"; it was replaced by {', '.join(gone.replaced_by)}" if gone.replaced_by else ""
        return "MP-G005", (
            f"“{one.name}” was retired on {gone.on}{instead}. No move was drawn; bring the requirement up to date"
        )
    return "MP-G001", (
        f"No class of the plan bears or bore the title “{one.name}”. No move was drawn; correct the title, enter the "
        "former title (`meritplan plan formerly`), or import the class"
    )
