"""What a plan's documents say against each other is found, and named with what to do."""

from datetime import date

import msgspec
import pytest

from meritplan.model import AllOf, Education, JobClass, Span
from meritplan.plan import (
    ClassEdition,
    Document,
    Question,
    Settlement,
    SourceDocument,
    SourceRef,
    files,
    load,
    write,
)
from meritplan.plan.validation import tidied, validate

TEXT = "Case Aide. An associate\n  degree in human services is required."
SHA = files.sha256(TEXT.encode())
REF = SourceRef(sha256=SHA, name="aide.txt", media_type="text/plain")


def codes(plan, **more):
    return [(one.document, one.issue.code) for one in validate(plan, **more)]


@pytest.fixture
def sound(plan):
    """A plan of one edition with its source, without a fault."""
    source = SourceDocument(
        sha256=SHA, name="aide.txt", media_type="text/plain", suffix=".txt", imported=date(2026, 3, 2), by="A. Clerk"
    )
    degree = Education(level="associate", quote="An associate degree", spans=(Span(11, 32),))
    edition = ClassEdition(
        class_key="0264",
        number=1,
        sources=(REF,),
        job_class=JobClass(title="Case Aide", code="0264", minimum_qualifications=AllOf(children=(degree,))),
    )
    files.replace(plan.root / source.original, TEXT.encode())
    return write(plan, [source, edition])


def with_edition(plan, **changes):
    return write(plan, [msgspec.structs.replace(plan.classes[0].newest, **changes)])


def test_a_sound_plan_has_no_findings(sound):
    assert validate(sound, lambda path: path.read_text(encoding="utf-8")) == ()


def test_a_document_edited_by_hand_is_told_and_tidied(sound):
    place = sound.root / "classes/0264/1.yaml"
    place.write_text(
        place.read_text(encoding="utf-8").replace("Case Aide", '"Case Aide"') + "# checked\n", encoding="utf-8"
    )
    edited = load(sound.root)
    assert codes(edited) == [("classes/0264/1.yaml", "MP-P002")]
    assert validate(write(edited, tidied(edited))) == ()


def test_an_original_is_missed_and_a_changed_one_noticed(sound):
    original = sound.root / sound.sources[0].original
    original.write_text("Something else", encoding="utf-8")
    assert [code for _, code in codes(sound)] == ["MP-P003"]
    original.unlink()
    assert [code for _, code in codes(sound)] == ["MP-P003"]


def test_an_original_nothing_was_read_from_is_told(sound):
    files.replace(sound.root / "sources" / "ff" / ("f" * 64 + ".html"), b"<p>")
    assert [code for _, code in codes(sound)] == ["MP-P004"]


def test_a_quote_must_stand_in_its_source(sound):
    found = codes(sound, text_of=lambda _: "Case Aide. A bachelor's degree is required.")
    assert [code for _, code in found] == ["MP-P015"]


def test_editions_that_apply_on_one_day(sound):
    adopted = {"state": "adopted", "effective_from": date(2020, 1, 1)}
    sound = with_edition(sound, **adopted, effective_to=date(2024, 6, 30))
    second = msgspec.structs.replace(
        sound.classes[0].newest, number=2, effective_from=date(2024, 7, 1), effective_to=None
    )
    plan = write(sound, [second])
    assert validate(plan) == ()
    plan = write(plan, [msgspec.structs.replace(second, effective_from=date(2024, 6, 30))])
    assert codes(plan) == [("classes/0264/2.yaml", "MP-P005")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "adopted"}, "MP-P006"),
        ({"effective_from": date(2024, 1, 1), "effective_to": date(2023, 1, 1)}, "MP-P006"),
        ({"group": "nowhere"}, "MP-P007"),
        ({"basis": 7}, "MP-P007"),
        ({"sources": (msgspec.structs.replace(REF, sha256="0" * 64),)}, "MP-P007"),
        (
            {
                "settlements": (
                    Settlement(question="q1", decision="answered", by="A", on=date(2026, 1, 1), because="B"),
                )
            },
            "MP-P009",
        ),
        ({"questions": (Question(id="q1", code="MP-R002", text="In any field?", tree="minimum"),)}, "MP-P009"),
    ],
)
def test_what_does_not_fit_together(sound, changes, code):
    assert [found for _, found in codes(with_edition(sound, **changes))] == [code]


def test_one_code_of_two_classes(sound):
    other = ClassEdition(class_key="aide", number=1, job_class=JobClass(title="Aide", code="0264"))
    assert [code for _, code in codes(write(sound, [other]))] == ["MP-P008"]


def test_a_policy_that_cannot_be_used(sound):
    plan = write(sound, [Document(path="policy.yaml", data={"extends": "nowhere"})])
    assert codes(plan) == [("policy.yaml", "MP-P014")]
