"""Rules about words: numbers said twice and differently, sentences that were torn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meritplan.model.requirement import Node, walk
from meritplan.plan.documents import Finding
from meritplan.plan.edition import TREES
from meritplan.plan.lint.subject import Subject, finding, texts
from meritplan.plan.questions import tree_field
from meritplan.vocabulary.numbers import disagreement

_TWICE = re.compile(
    r"\b(?P<word>the|of|and|to|in|for|a|an|with|or|by|is|are|as|on|from|at) (?P=word)\b(?!-)", re.IGNORECASE
)
# A number in words and again in digits; "228 (213)" is a section of a law.
_SAID_TWICE = re.compile(r"\b(?:[a-z]+ and (?:a )?)?[a-z]+(?:-[a-z]+)?\s*\(\s*\d+(?:[ ./½¼¾]\d*)*\s*\)", re.IGNORECASE)
_WHY = re.compile(r"\b(?:why|how|whether|that) (?:the|their|a) (?:react|respond|behave|function)s?\b", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:[A-Za-z] ){4,}[A-Za-z]\b")
_CUT = re.compile(
    r"(?:\b(?:and|or|(?:practices?|principles|methods|theory) of|the|an|in accordance|such as)|[,(])\s*\.?\s*$",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\b(?:log|sign|carry|turn|check|drop|stand|put|hand|call|fill|move|go|come|work|keep|hold)\w* "
    r"(?:in|on) (?:in|on|to)\b"
)
# A list's opening words, which reading repeats before each of its items: what is doubled there is doubled by that.
_LED_IN = re.compile(
    r"^(?:knowledge|ability|skill)s?(?: and (?:knowledge|ability|skill)s?)? (?:to|of|in)\b:? ?", re.IGNORECASE
)
SHORTEST = 12


def number_words(subject: Subject) -> Iterator[Finding]:
    """A number in words and in digits that do not agree (MP-P230)."""
    for edition in subject.editions:
        seen: set[str] = set()
        for tree in TREES:
            root = getattr(edition.job_class, tree_field(tree))
            for node, found in _disagreements(root) if root is not None else ():
                if found not in seen:
                    seen.add(found)
                    message = f"“{found}”: word and digits do not agree, and the word was taken. Which holds?"
                    yield finding(edition, "MP-P230", "error", message, node.spans)


def _disagreements(root: Node) -> Iterator[tuple[Node, str]]:
    for node in walk(root):
        for twice in _SAID_TWICE.finditer(node.quote or ""):
            found = disagreement(twice.group())
            if found and found[0].isalpha():
                yield node, found


def garbled(subject: Subject) -> Iterator[Finding]:
    """A sentence that was torn or doubled (MP-P231)."""
    for edition in subject.editions:
        for name, text, spans in texts(edition.job_class):
            own = _LED_IN.sub("", text) if len(spans) > 1 else text
            fault = fault_of(own, statement=name in {"duties", "ksas"})
            if fault:
                message = (
                    f"A sentence in its {name} looks damaged ({fault}): “{_around(text, fault)}”. Compare it with "
                )
                message += "the original; tell its author if it stands there, too."
                yield finding(edition, "MP-P231", "info", message, spans)


def fault_of(text: str, *, statement: bool) -> str | None:
    """What is wrong with a text, or None.

    >>> fault_of("explains the the rules of the park", statement=True)
    'the the'
    >>> fault_of("Keeps records of visitors and", statement=True)
    'ends in “and”'
    """
    for pattern in (_TWICE, _WHY, _SPACED):
        found = pattern.search(text)
        if found and not _FINE.search(text):
            return found.group()
    if "\ufffd" in text:
        return "a lost character"
    if text.count("(") != text.count(")"):
        return "a bracket without its partner"
    end = _CUT.search(text) if statement and len(text) > SHORTEST else None
    return f"ends in “{end.group().strip(' .')}”" if end else None


def _around(text: str, fault: str) -> str:
    at = text.find(fault)
    at = len(text) - 40 if fault.startswith("ends") else text.find("\ufffd") if fault.startswith("a lost") else at
    begin = max(0, at - 40)
    return " ".join(text[begin : begin + 100].split())
