"""Requirements in plain words: one line for each node, as the report shows them above the quoted text."""

from collections.abc import Sequence
from functools import singledispatch

from meritplan.model import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Coursework,
    Definition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Skill,
    Substitution,
    Training,
    Unread,
)
from meritplan.model.requirement import Node, Number

LEVELS = {
    "grade_8": "completion of grade 8",
    "high_school": "high school diploma",
    "some_college": "college study",
    "vocational": "vocational or technical schooling",
    "associate": "associate's degree",
    "bachelor": "bachelor's degree",
    "master": "master's degree",
    "doctorate": "doctorate",
    "professional": "professional degree",
}
CONDITIONS = {
    "background": "background check",
    "driving_record": "driving record",
    "employment_status": "employment status",
    "physical": "physical requirement",
    "exam": "examination",
    "other": "condition",
}
NOTES = {"desirable": "desirable, not required", "procedure": "procedure", "explanation": "explanation"}


@singledispatch
def in_words(node: Node) -> str:
    """The node in plain words, without its children and without its quote.

    >>> in_words(Education(level="bachelor", fields=("Botany", "Soils"), related_field=True))
    "bachelor's degree in Botany, Soils or a related field"
    >>> in_words(Experience(months=30, full_time=True, function="surveying parks"))
    '2½ years of full-time experience: surveying parks'
    """
    return type(node).__name__.lower()


@in_words.register
def _(_node: AllOf) -> str:
    return "all of these"


@in_words.register
def _(node: AnyOf) -> str:
    return "any of these, or several together" if node.inclusive else "any one of these"


@in_words.register
def _(node: Option) -> str:
    return f"only if the {node.by} asks for it"


@in_words.register
def _(node: Education) -> str:
    level = LEVELS[node.level]
    if node.years:
        level = f"{_number(node.years)} {'year' if node.years == 1 else 'years'} of {level}"
    subjects = [*node.fields, *(["a related field"] if node.related_field else [])]
    words = f"{level} in {_any(subjects)}" if subjects else level
    if node.or_equivalent:
        words += " or the equivalent"
    return words + (", accredited" if node.accredited else "")


@in_words.register
def _(node: Coursework) -> str:
    amounts = (
        (node.semester_units, "semester unit"),
        (node.quarter_units, "quarter unit"),
        (node.courses, "course"),
        (node.hours, "hour"),
    )
    said = " or ".join(_counted(amount, unit) for amount, unit in amounts if amount is not None)
    words = f"{said} of coursework" if said else "coursework"
    if node.level:
        words += f" at {node.level} level"
    return words + (f" in {_any(node.subjects)}" if node.subjects else "")


@in_words.register
def _(node: Experience) -> str:
    kinds = [name for name, said in _kinds(node) if said]
    words = " ".join([*kinds, "experience"])
    if length := _length(node):
        words = f"{length} of {words}"
    if node.classes:
        words += f" as {_any(node.classes)}"
    if node.level_of:
        words += f" at least at the level of {_any(node.level_of)}"
    if node.or_comparable:
        words += ", or comparable"
    if node.employer:
        words += f" (employer: {node.employer})"
    if node.within_months is not None:
        words += f", within the last {duration(node.within_months)}"
    return words + (f": {node.function}" if node.function else "")


def _kinds(node: Experience) -> Sequence[tuple[str, bool]]:
    return (
        ("full-time", node.full_time),
        ("paid", node.paid),
        *((quality, True) for quality in node.qualities),
        ("supervisory", node.supervisory),
    )


def _length(node: Experience) -> str:
    if node.months is None:
        return _counted(node.hours, "hour") if node.hours is not None else ""
    length = "any length" if node.months == 0 else duration(node.months)
    if node.max_months is not None:
        length += f" (the text says up to {duration(node.max_months)})"
    return f"more than {length}" if node.exclusive else length


@in_words.register
def _(node: License) -> str:
    words: str = "driver license" if node.kind == "driver" else node.kind
    if node.names:
        names = _any(node.names)
        words = names if words.split()[-1] in names.lower() else f"{words}: {names}"
    if node.issuer:
        words += f", issued by {node.issuer}"
    if node.current or node.valid:
        words += ", in force"
    if node.held_months is not None:
        words += f", held for {duration(node.held_months)}"
    if node.within_months_of_hire is not None:
        words += f", within {duration(node.within_months_of_hire)} of hire"
    return words + (f", by {node.when}" if node.when else "")


@in_words.register
def _(node: Training) -> str:
    words = f"training: {node.program}" if node.program else "training"
    if node.subjects:
        words += f" in {_any(node.subjects)}"
    if node.hours is not None:
        words += f", {_counted(node.hours, 'hour')}"
    return words + (f", within the last {duration(node.within_months)}" if node.within_months is not None else "")


@in_words.register
def _(node: Skill) -> str:
    if node.min is None:
        return f"skill: {node.skill}"
    return f"skill: {node.skill}, at least {_number(node.min)} {node.unit or ''}".rstrip()


@in_words.register
def _(node: Condition) -> str:
    words = CONDITIONS.get(node.kind, node.kind)
    return f"{words}: at least {_number(node.min)}" if node.min is not None else words


@in_words.register
def _(_node: Unread) -> str:
    return "not understood; a person must read this"


@in_words.register
def _(node: Substitution) -> str:
    given = f"“{node.give_text}”" if node.give_text else node.give
    target = f"“{node.target_text}”" if node.target_text else _asked(node.target)
    words = f"{given} may stand in for {target}"
    if node.give_level:
        words = f"{LEVELS[node.give_level]}: {words}"
    terms = [
        f"{duration(node.ratio[0])} for {duration(node.ratio[1])}" if node.ratio else "",
        f"{duration(node.give_months)} given" if node.give_months is not None else "",
        f"{_number(node.give_units)} units given" if node.give_units is not None else "",
        f"counts as {duration(node.credit_months)}" if node.credit_months is not None else "",
        f"at most {duration(node.cap_months)}" if node.cap_months is not None else "",
        f"{duration(node.floor_months)} must remain" if node.floor_months is not None else "",
    ]
    said = "; ".join(term for term in terms if term)
    return f"{words} ({said})" if said else words


@in_words.register
def _(node: Combination) -> str:
    kinds = " and ".join(node.of) or "several kinds of evidence"
    if node.proportional:
        return f"shares of {kinds} may be added together"
    total = f" to a total of {duration(node.total_months)}" if node.total_months is not None else ""
    return f"{kinds} may be combined{total}"


@in_words.register
def _(node: Counting) -> str:
    words = "what counts"
    if node.when_employer:
        words = f"if experience with {node.when_employer} is used"
    if node.months is not None:
        words += f": {duration(node.months)}"
    if node.classes:
        words += f" as {_any(node.classes)}"
    if node.level_of:
        words += f" at least at the level of {_any(node.level_of)}"
    return words + (f": {node.function}" if node.function else "")


@in_words.register
def _(node: Admission) -> str:
    short = f" while {duration(node.short_months)} short" if node.short_months is not None else ""
    return f"may apply{short} before meeting {_asked(node.applies_to)}; must meet it by {node.by}"


@in_words.register
def _(node: Definition) -> str:
    return f"explains “{node.term}”" if node.term else "explains a term"


@in_words.register
def _(node: Note) -> str:
    return NOTES[node.kind]


def duration(months: Number) -> str:
    """A length in months as people say it.

    >>> [duration(12), duration(30), duration(18), duration(6), duration(27)]
    ['1 year', '2½ years', '1½ years', '6 months', '27 months']
    """
    years, rest = divmod(months, 12)
    if months < 12 or rest not in {0, 6}:
        return _counted(months, "month")
    half = "½" if rest else ""
    return f"{_number(years)}{half} {'years' if years > 1 or half else 'year'}"


def _counted(amount: Number, unit: str) -> str:
    return f"{_number(amount)} {unit if amount == 1 else unit + 's'}"


def _asked(what: str) -> str:
    return "everything asked for" if what == "all" else what


def _number(amount: Number) -> str:
    return f"{amount:g}" if amount != int(amount) else str(int(amount))


def _any(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
