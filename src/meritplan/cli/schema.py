"""`meritplan schema`: the published forms, as JSON Schema (draft 2020-12)."""

from typing import Any

import click
import msgspec

from meritplan.cli.terminal import write_json
from meritplan.model import Reading, Requirement

FORMS: dict[str, Any] = {"requirement": Requirement, "reading": Reading}


@click.command()
@click.argument("form", type=click.Choice(sorted(FORMS)))
def schema(form: str) -> None:
    """Print the JSON Schema of FORM.

    FORM is `reading`, what `meritplan read --json` prints, or `requirement`, one tree of qualifications.
    """
    described = msgspec.json.schema(FORMS[form])
    write_json({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"meritplan {form}", **described})
