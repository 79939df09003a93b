"""The rules of lint, each with its code, its usual severity and its check; and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from meritplan.model import Severity
from meritplan.plan.documents import Finding
from meritplan.plan.lint import alternatives, dates, duties, facts, ladders, seniority, standing, wording
from meritplan.plan.lint.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]
ORDER: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, kw_only=True, slots=True)
class LintRule:
    """One check. It may find under several codes, which are explained in ``docs/issues.md``."""

    name: str
    codes: tuple[str, ...]
    check: Check


def _rule(name: str, check: Check, *codes: str) -> LintRule:
    return LintRule(name=name, codes=codes, check=check)


RULES: tuple[LintRule, ...] = (
    _rule("abolished", standing.abolished, "MP-P201", "MP-P202"),
    _rule("gone-from-index", standing.gone_from_index, "MP-P203"),
    _rule("title-differs", standing.title_differs, "MP-P204"),
    _rule("cites-ended", standing.cites_ended, "MP-P205"),
    _rule("cites-unknown", standing.cites_unknown, "MP-P206"),
    _rule("duties-cite-ended", standing.duties_cite_ended, "MP-P207"),
    _rule("dangling-ladder", ladders.dangling, "MP-P210"),
    _rule("circular-ladder", ladders.circular, "MP-P211"),
    _rule("easier-senior", seniority.easier_senior, "MP-P212", "MP-P213"),
    _rule("implied-alternative", alternatives.implied, "MP-P220"),
    _rule("impossible", alternatives.impossible, "MP-P221"),
    _rule("recommended-below-minimum", alternatives.recommended_below, "MP-P222"),
    _rule("degree-alone", alternatives.degree_alone, "MP-P223"),
    _rule("field-list", alternatives.field_list, "MP-P224"),
    _rule("single-alternative", alternatives.single, "MP-P225"),
    _rule("number-words", wording.number_words, "MP-P230"),
    _rule("garbled", wording.garbled, "MP-P231"),
    _rule("duplicate-duties", duties.duplicated, "MP-P232"),
    _rule("nameless-license", facts.nameless_license, "MP-P233"),
    _rule("probation-missing", facts.probation_missing, "MP-P234"),
    _rule("placeholder-date", dates.placeholder, "MP-P235"),
    _rule("stale", dates.stale, "MP-P236"),
    _rule("band-overdue", facts.band_overdue, "MP-P237"),
)


def lint(subject: Subject, rules: Iterable[LintRule] = RULES) -> tuple[Finding, ...]:
    """All that the rules find, in the order of the documents. ``rules`` are run as they come."""
    found = [one for rule in rules for one in rule.check(subject)]
    return tuple(sorted(found, key=lambda one: (one.document, one.issue.code, one.issue.message)))


def chosen(names: Iterable[str]) -> tuple[LintRule, ...]:
    """The rules with these names or codes; a code chooses its whole rule.

    Raises:
        KeyError: with the name or code nothing has.
    """
    found: list[LintRule] = []
    for name in names:
        those = [rule for rule in RULES if name == rule.name or name.upper() in rule.codes]
        if not those:
            raise KeyError(name)
        found += [rule for rule in those if rule not in found]
    return tuple(found)


def at_least(found: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    """The findings of this severity or a graver one."""
    kept = ORDER[: ORDER.index(severity) + 1]
    return tuple(one for one in found if one.issue.severity in kept)
