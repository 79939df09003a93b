"""What a layout has to say about a document, as issues."""

from meritplan.model.issue import Issue, Severity
from meritplan.reading.layouts.facts import spans_of
from meritplan.reading.passage import Passage


def trouble(
    code: str, severity: Severity, message: str, *passages: Passage | None, class_code: str | None = None
) -> Issue:
    """An issue about the words of the passages; a passage that is None is left out."""
    here = spans_of(*(passage for passage in passages if passage is not None))
    return Issue(code=code, severity=severity, message=message, spans=here, class_code=class_code)
