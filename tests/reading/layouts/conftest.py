"""What the tests of layouts share: documents written for them, and how to read one."""

from functools import lru_cache

import pytest

from meritplan.reading.documents import open_document
from meritplan.reading.layouts import choose


class Read:
    """A document read by the layout that recognises it best."""

    def __init__(self, path):
        self.document = open_document(path)
        self.layout = choose(self.document)
        self.draft = self.layout.read(self.document)

    @property
    def classes(self):
        return [each.facts for each in self.draft.classes]

    def facts(self, code):
        return next(each for each in self.classes if each.code == code)

    def sections(self, code, role=None):
        found = next(each for each in self.draft.classes if each.facts.code == code).sections
        return [section for section in found if role in (None, section.role)]

    def words(self, code, role):
        """The words of the blocks of all sections of one kind."""
        return [block.text for section in self.sections(code, role) for block in section.blocks if block.text]

    def codes(self, severity=None):
        return [issue.code for issue in self.draft.issues if severity in (None, issue.severity)]

    def issues(self, code):
        return [issue for issue in self.draft.issues if issue.code == code]

    def said(self, spans):
        """What the document says at the spans, white space collapsed."""
        return [" ".join(self.document.text[start:end].split()) for start, end in spans]

    def evidence_is_exact(self):
        """Every span lies in the document and holds words."""
        held = [each.evidence for each in (*self.classes, *self.draft.groups)]
        return all(words for each in held for spans in each.values() for words in self.said(spans))


@lru_cache(maxsize=32)
def read_once(path):
    return Read(path)


@pytest.fixture
def good(repository):
    """Read a document of ``tests/documents/good``."""
    return lambda name: read_once(repository / "tests" / "documents" / "good" / name)


@pytest.fixture
def seed(shared):
    """Read one of the four founding documents."""
    return lambda number: read_once(next((shared / "seeds").glob(f"{number:03}_*.txt")))
