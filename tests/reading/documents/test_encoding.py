"""Bytes to characters, in every encoding specifications come in."""

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.documents.encoding import decode, looks_binary

TEXT = "DUTIES\n\nKeeps the café’s “accounts” – and the harbor’s.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_common_encodings(encoding):
    document = open_bytes(TEXT.encode(encoding))
    assert document.text == TEXT
    assert document.issues == ()


def test_latin_1():
    assert decode("Señor Muñoz's café".encode("latin-1")).text == "Señor Muñoz's café"


def test_bullets_of_windows():
    block = open_bytes(b"\x95 Files letters.").blocks[0]
    assert (block.marker, block.text) == ("•", "Files letters.")


def test_utf_8_with_a_little_damage_stays_utf_8():
    decoded = decode("Café, crème, señor, à la carte, Muñoz ".encode() * 3 + b"\xe9t")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("Café, crème")
    assert [issue.code for issue in decoded.issues] == ["MP-D007"]
    assert "1 characters could not be decoded" in decoded.issues[0].message


def test_an_encoding_that_fits_nothing_is_guessed_and_said():
    decoded = decode("Требования к образованию и опыту работы портового служащего. ".encode("koi8-r") * 20)
    assert decoded.text
    assert [issue.code for issue in decoded.issues] == ["MP-D007"]


def test_characters_lost_before_are_counted():
    document = open_bytes("The Department\ufffds rule 5,\ufffdas written.".encode())
    assert [issue.code for issue in document.issues] == ["MP-D008"]
    assert document.blocks[0].text == "The Department’s rule 5, as written."
    assert "\ufffd" in document.text


def test_binary_is_no_text():
    assert looks_binary(bytes(range(256)) * 10)
    assert not looks_binary(TEXT.encode("utf-16"))
    assert not looks_binary(TEXT.encode("cp1252"))
