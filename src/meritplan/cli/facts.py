"""The facts of a class as name and value, in the order a specification prints them; what is absent is left out."""

from collections.abc import Iterator

from meritplan.model import JobClass, Pay, PayRange

DATES = (
    ("Effective", "effective_date"),
    ("Established", "established"),
    ("Revised", "revised"),
    ("Abolished", "abolished"),
    ("Opens", "open_date"),
)
PLAIN = (
    ("Last action", "last_action"),
    ("FLSA", "flsa_default"),
    ("Bargaining unit", "bargaining_unit"),
    ("Occupational area", "occupational_area"),
    ("Work area", "work_area"),
    ("Promotional line", "promotional_line"),
    ("Statutory requirements", "statutory_requirements"),
    ("Exam type", "exam_type"),
    ("Driver license", "drivers_license"),
)


def facts(job_class: JobClass) -> Iterator[tuple[str, str]]:
    """What the document says of the class beside its qualifications.

    >>> dict(facts(JobClass(title="Ranger", group="Parks", level="II", probation_months=6)))
    {'Group': 'Parks', 'Level': 'II', 'Probation': '6 months'}
    """
    if job_class.group:
        yield "Group", job_class.group
    if job_class.level:
        yield "Level", job_class.level
    if job_class.pay:
        yield from _pay(job_class.pay)
    if job_class.probation_months is not None:
        yield "Probation", f"{job_class.probation_months} months"
    for name, field in DATES:
        if (value := getattr(job_class, field)) is not None:
            yield name, value.isoformat()
    for name, field in PLAIN:
        if (value := getattr(job_class, field)) is not None:
            yield name, value.replace("_", " ") if field == "drivers_license" else value
    yield from _narrative(job_class)


def _pay(pay: Pay) -> Iterator[tuple[str, str]]:
    for name, value in (("Grade", pay.grade), ("Band", pay.band), ("Alternative band", pay.alternative_band)):
        if value:
            yield name, value
    for printed in pay.ranges:
        yield "Pay", _range(printed)


def _range(printed: PayRange) -> str:
    ends = [f"${end:,.2f}".removesuffix(".00") for end in (printed.low, printed.high) if end is not None]
    amount = " to ".join(dict.fromkeys(ends)) or "no amount"
    where = ", ".join(word for word in (printed.name, printed.department) if word)
    article = "an" if printed.unit == "hour" else "a"
    return f"{amount} {article} {printed.unit}" + (" (flat)" if printed.flat else "") + (f", {where}" if where else "")


def _narrative(job_class: JobClass) -> Iterator[tuple[str, str]]:
    if job_class.summary:
        yield "Summary", job_class.summary
    if job_class.duties:
        lower = ", and those of the lower levels" if job_class.inherits_lower_duties else ""
        yield "Duties", f"{len(job_class.duties)}{lower}"
    if job_class.ksas:
        yield "Knowledge and skills", str(len(job_class.ksas))
    if job_class.supervises:
        yield "Supervises", "; ".join(job_class.supervises)
    for filing in job_class.filing:
        yield "Applications", _window(filing.opens, filing.closes, filing.text)


def _window(opens: object, closes: object, text: str | None) -> str:
    return text or f"{opens or '?'} to {closes or '?'}"
