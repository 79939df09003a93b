"""`meritplan schema`: the published forms, as JSON Schema (draft 2020-12)."""

from typing import Any

import click
import msgspec

from meritplan.cli.terminal import write_json
from meritplan.model import Reading, Requirement
from meritplan.model.determination import Determination
from meritplan.model.policy import Policy
from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.ruling import Ruling
from meritplan.plan import ClassEdition

FORMS: dict[str, Any] = {
    "requirement": Requirement,
    "reading": Reading,
    "record": Record,
    "rulings": list[Ruling],
    "position": Position,
    "policy": Policy,
    "determination": Determination,
    "edition": ClassEdition,
}


@click.command()
@click.argument("form", type=click.Choice(sorted(FORMS)))
def schema(form: str) -> None:
    """Print the JSON Schema of FORM.

    FORM is `requirement`, one tree of qualifications; `reading`, what `meritplan read --json` prints; `record`,
    `rulings`, `position` and `policy`, what `meritplan qualify` takes; `determination`, what it answers; or
    `edition`, a document of a plan (YAML).
    """
    described = msgspec.json.schema(FORMS[form])
    write_json({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"meritplan {form}", **described})
