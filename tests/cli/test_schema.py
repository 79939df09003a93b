"""`meritplan schema`: the published JSON Schemas describe what the program writes."""

import json

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.cli.schema import FORMS
from meritplan.model import (
    AllOf,
    AnyOf,
    Experience,
    Issue,
    JobClass,
    License,
    Reading,
    Source,
    Span,
    Statement,
    Substitution,
)


def schema(form):
    outcome = CliRunner().invoke(main, ["schema", form])
    assert outcome.exit_code == 0
    return json.loads(outcome.stdout)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_is_a_valid_json_schema(form):
    jsonschema.Draft202012Validator.check_schema(schema(form))


def test_a_tree_of_every_shape_fits_the_requirement_schema():
    tree = AllOf(
        children=(
            AnyOf(children=(Experience(months=24, subsets=(Experience(months=12),)), License(name=("A", "B")))),
            Experience(quote="a season", spans=(Span(3, 11),), doubt="How long is a season?"),
        ),
        rules=(Substitution(give="education", target="experience", ratio=(12, 12)),),
    )
    jsonschema.validate(json.loads(msgspec.json.encode(tree)), schema("requirement"))


def test_a_reading_fits_its_schema_and_a_misspelt_level_does_not():
    reading = Reading(
        sources=(Source(path="a.txt", sha256="00", media_type="text/plain"),),
        classes=(JobClass(title="Deckhand", duties=(Statement(text="Makes fast lines", spans=(Span(0, 16),)),)),),
        issues=(Issue(code="MP-L001", severity="warning", message="…"),),
    )
    written = json.loads(msgspec.json.encode(reading))
    jsonschema.validate(written, schema("reading"))
    written["classes"][0]["minimum_qualifications"] = {"type": "education", "level": "bachelors"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, schema("reading"))


def test_an_unknown_form_is_wrong_usage_and_names_the_known_ones():
    outcome = CliRunner().invoke(main, ["schema", "requirements"])
    assert outcome.exit_code == 2
    assert "'reading', 'record', 'requirement'" in outcome.stderr


def test_the_sample_records_and_what_is_decided_on_them_fit_their_schemas(samples):
    for record in ("wren-halloway", "ines-marlowe", "tobias-fenn"):
        jsonschema.validate(json.loads((samples / "applicants" / f"{record}.json").read_text()), schema("record"))
    rulings = json.loads((samples / "applicants" / "ines-marlowe.rulings.json").read_text())
    jsonschema.validate(rulings, schema("rulings"))


def test_a_determination_fits_its_schema(samples):
    record, specification = (
        samples / "applicants" / "wren-halloway.json",
        samples / "state" / "river-inspector-series.html",
    )
    asked = ["qualify", str(record), "--from", str(specification), "--class", "0672", "--as-of", "2026-11-21", "--json"]
    outcome = CliRunner().invoke(main, asked)
    jsonschema.validate(json.loads(outcome.stdout), schema("determination"))
