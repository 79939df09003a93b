"""What classes ask of each other, in few words."""

from meritplan.model import Experience
from meritplan.plan import ClassRecord, Former


def as_a(*classes, months=24, **more):
    """Experience as one of these classes."""
    return Experience(months=months, classes=classes, quote=f"{months} months as a {' or '.join(classes)}", **more)


def at_level(*classes, months=24):
    """Experience at the level of one of these classes."""
    return Experience(months=months, level_of=classes, quote=f"{months} months at the level of {' or '.join(classes)}")


def formerly(key, title):
    """The record of a class that had another title."""
    return ClassRecord(key=key, former_titles=(Former(name=title),))
