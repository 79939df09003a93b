"""Which class of the plan a class of a document is: by code first, then by title, then it is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from meritplan.model import JobClass
from meritplan.plan.identity import ClassRecord, slug
from meritplan.plan.value import Plan, spelled

MatchedBy = Literal["code", "former code", "title", "former title"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """The key of the class, and by what it was found; a new class was found by nothing.

    ``doubt`` is a question for a person, with its issue code, where the match may be wrong.
    """

    key: str
    by: MatchedBy | None = None
    doubt: tuple[str, str] | None = None


@dataclass(kw_only=True)
class Register:
    """Codes and titles in use, kept up to date while documents come in."""

    titles_of: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    former_codes: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    former_titles: dict[str, list[str]] = field(default_factory=dict)
    codes_of: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Register:
        """The register of a plan."""
        made = cls()
        for one in plan.classes:
            made._enter(one.key, one.code, one.title, one.former_codes, one.former_titles)
        return made

    def note(self, key: str, job_class: JobClass, record: ClassRecord | None = None) -> None:
        """Enter a class under a key, beside what is known of it."""
        former = [one.name for one in record.former_titles] if record else []
        self._enter(key, job_class.code, job_class.title, (), (*job_class.former_titles, *former))

    def match(self, job_class: JobClass) -> Match:
        """The class of the plan that a class of a document is."""
        code, title = job_class.code, spelled(job_class.title)
        if code and code in self.codes:
            return self._by_code(self.codes[code], job_class)
        if code and code in self.former_codes:
            return Match(key=self.former_codes[code], by="former code")
        bearers = [key for key in self.titles.get(title, ()) if not (code and self.codes_of.get(key))]
        if len(bearers) == 1:
            return Match(key=bearers[0], by="title")
        formerly = [key for key in self.former_titles.get(title, ()) if not (code and self.codes_of.get(key))]
        if len(formerly) == 1 and not bearers:
            return Match(key=formerly[0], by="former title")
        return self._new(job_class, [*bearers, *formerly])

    def _by_code(self, key: str, job_class: JobClass) -> Match:
        known, said = self.titles_of[key], job_class.title
        names = {spelled(said), *map(spelled, job_class.former_titles)}
        if spelled(known) in names or key in self.former_titles.get(spelled(said), ()):
            return Match(key=key, by="code")
        question = (
            f"The plan knows the code {job_class.code} as “{known}”; the document says “{said}”. "
            "Is it the same class under a new title, or was the code given to another class?"
        )
        return Match(key=key, by="code", doubt=("MP-P010", question))

    def _new(self, job_class: JobClass, candidates: list[str]) -> Match:
        key = self._free(job_class.code if job_class.code and _safe(job_class.code) else slug(job_class.title))
        if not candidates:
            return Match(key=key)
        named = ", ".join(sorted(candidates))
        question = (
            f"Several classes bear or bore the title “{job_class.title}” ({named}). Is it one of them or a new class?"
        )
        return Match(key=key, doubt=("MP-P011", question))

    def _free(self, key: str) -> str:
        if key not in self.titles_of:
            return key
        return next(f"{key}-{number}" for number in range(2, 1_000_000) if f"{key}-{number}" not in self.titles_of)

    def _enter(
        self, key: str, code: str | None, title: str, former_codes: Iterable[str], former_titles: Iterable[str]
    ) -> None:
        before = self.titles_of.get(key)
        if before is not None and spelled(before) != spelled(title):
            self.titles[spelled(before)].remove(key)
            former_titles = (*former_titles, before)
        self.titles_of[key] = title
        self.codes_of[key] = code or self.codes_of.get(key)
        if code:
            self.codes[code] = key
        for name in former_codes:
            self.former_codes.setdefault(name, key)
        _add(self.titles, spelled(title), key)
        for name in former_titles:
            _add(self.former_titles, spelled(name), key)


def _add(index: dict[str, list[str]], name: str, key: str) -> None:
    keys = index.setdefault(name, [])
    if key not in keys:
        keys.append(key)


def _safe(code: str) -> bool:
    """Whether a code can be the name of a folder on every system."""
    return len(code) <= 40 and code.isascii() and code.replace("-", "").replace("_", "").isalnum()
