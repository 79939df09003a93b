"""Made-up persons: what one has, as a value that can be varied, told in words, and put before the engine."""

from __future__ import annotations

from dataclasses import dataclass

from meritplan.qualification.education import LADDER

DEGREES = {
    "grade_8": "grade 8",
    "high_school": "high school",
    "some_college": "some college",
    "vocational": "vocational schooling",
    "associate": "an associate's degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
    "professional": "a professional degree",
}
SOMETHING_ELSE = "something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schooling:
    """A finished credential, or study of so many years. ``field`` is a field nobody lists where it is none."""

    level: str
    field: str = SOMETHING_ELSE
    years: float | None = None
    accredited: bool = True
    equivalency: bool = False

    def words(self) -> str:
        """The credential in words."""
        said = DEGREES[self.level]
        if self.equivalency:
            said = "a GED"
        said += f" of {self.years:g} years" if self.years else ""
        said += f" in {self.field}" if LADDER.index("associate") <= _rank(self.level) else ""
        return said if self.accredited else f"{said}, not accredited"


def _rank(level: str) -> int:
    return LADDER.index(level) if level in LADDER else -1 if level == "vocational" else len(LADDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Whole months of work that counts as any of ``kinds``."""

    months: int
    kinds: frozenset[str]
    employer: str = SOMETHING_ELSE
    supervised: bool = True
    hours: int = 40

    def words(self) -> str:
        """The work in words."""
        said = f"{self.months} months of work that counts as {' and as '.join(sorted(self.kinds)) or SOMETHING_ELSE}"
        said += f" with {self.employer}" if self.employer != SOMETHING_ELSE else ""
        said += "" if self.hours == 40 else f" at {self.hours} hours a week"
        return said if self.supervised else f"{said}, supervising nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Coursework in a subject."""

    subject: str
    units: float = 0
    courses: float = 1
    hours: float = 0

    def words(self) -> str:
        """The coursework in words."""
        amount = (
            f"{self.units:g} semester units" if self.units else f"{self.hours:g} hours" if self.hours else "courses"
        )
        return f"{amount} of {self.subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What one made-up person has. ``licenses`` are held for so many months; ``binding`` are options that bind.

    ``met`` are conditions met and sentences left unread that are supposed to be answered with yes.
    """

    schooling: tuple[Schooling, ...] = ()
    work: tuple[Work, ...] = ()
    courses: tuple[Course, ...] = ()
    licenses: tuple[tuple[str, int], ...] = ()
    training: frozenset[str] = frozenset()
    skills: tuple[tuple[str, float], ...] = ()
    amounts: tuple[tuple[str, float], ...] = ()
    met: frozenset[str] = frozenset()
    binding: frozenset[str] = frozenset()

    def words(self) -> str:
        """What the person has, in one line."""
        parts: tuple[Schooling | Work | Course, ...] = (*self.schooling, *self.work, *self.courses)
        said = [one.words() for one in parts]
        said += [f"{name}, held {months} months" if months else name for name, months in self.licenses]
        said += [f"training: {name}" for name in sorted(self.training)]
        said += [f"{name}: {value:g}" for name, value in (*self.skills, *self.amounts)]
        said += [f"meets “{name}”" for name in sorted(self.met)]
        said += [f"where the position asks for “{name}”" for name in sorted(self.binding)]
        return "; ".join(said) or "nothing"
