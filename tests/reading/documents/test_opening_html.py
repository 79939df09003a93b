"""Web pages and fragments: what is content, and what kind of block each element becomes."""

import pytest

from meritplan.reading.documents import open_bytes

SPECIFICATION = """
<h1>Ferry Dispatcher</h1>
<p>Dispatches the ferries of the bay and keeps their crews informed of weather, traffic and tides at all hours.</p>
<h2>Minimum Qualifications</h2>
<p>Two years of experience as a deck officer of the Harbor Department, or four years in the merchant marine.</p>
<ul><li>Possession of a radio license.</li><li>Willingness to work at night.</li></ul>
"""
SITE = """<!doctype html><html><head><title>Ferry Dispatcher - Alder</title>
<link rel="canonical" href="https://alder.example/specs/ferry-dispatcher"><script>var experience = "none";</script>
<style>p { color: red }</style></head><body class="page with-sidebar">
<div class="skip"><a href="#main">Skip to content</a></div>
<header><p>State of Alder</p>
<nav><ul><li><a href="/">Home</a></li><li><a href="/jobs">Jobs and experience</a></li></ul></nav></header>
<div id="sidebar"><ul>{links}</ul></div>
<div class="wrapper"><div><div class="content">{content}</div></div></div>
<div style="display: none">Hidden experience requirement of ten years.</div>
<footer><p>Copyright State of Alder</p><p><a href="/privacy">Privacy</a></p></footer>
<script>document.write("<p>Five years of experience</p>")</script></body></html>"""
LINKS = "".join(f'<li><a href="/{number}">Class specification number {number}</a></li>' for number in range(40))


def shape(page):
    return [(block.kind, block.depth, block.marker, block.text) for block in open_bytes(page.encode()).blocks]


def test_a_full_page_and_its_bare_content_are_read_alike():
    page = SITE.replace("{links}", LINKS).replace("{content}", SPECIFICATION)
    assert shape(page) == shape(SPECIFICATION)


def test_title_and_address_of_a_page():
    document = open_bytes(SITE.replace("{links}", LINKS).replace("{content}", SPECIFICATION).encode())
    assert document.title == "Ferry Dispatcher - Alder"
    assert document.address == "https://alder.example/specs/ferry-dispatcher"
    assert document.media_type == "text/html"


def test_the_title_of_the_page_is_kept_when_it_stands_above_the_content():
    content = SPECIFICATION.replace("<h1>Ferry Dispatcher</h1>", "")
    page = SITE.replace("{links}", LINKS).replace("{content}", content)
    page = page.replace("<header>", "<header><h1>Ferry Dispatcher</h1>")
    assert shape(page) == shape(SPECIFICATION)


def test_qualifications_outside_the_content_are_mentioned():
    page = SITE.replace("{links}", LINKS).replace("{content}", SPECIFICATION * 5)
    page = page.replace(
        "<footer>", "<footer><p>All classes of this plan require five years of experience in the port.</p>"
    )
    issue = next(issue for issue in open_bytes(page.encode()).issues if issue.code == "MP-D032")
    assert "five years of experience in the port" in issue.message


def test_text_is_one_line_for_each_block_and_passages_point_into_it():
    document = open_bytes(SPECIFICATION.encode())
    assert document.text.splitlines()[0] == "Ferry Dispatcher"
    assert document.text.splitlines()[-2:] == ["• Possession of a radio license.", "• Willingness to work at night."]
    for block in document.blocks:
        start, end = block.passage.spans()[0]
        assert document.text[start:end] == block.text


@pytest.mark.parametrize(
    ("opening", "markers"),
    [
        ("<ol>", ["1.", "2."]),
        ('<ol start="4">', ["4.", "5."]),
        ('<ol type="a">', ["a.", "b."]),
        ('<ol type="A" start="26">', ["Z.", "AA."]),
        ('<ol type="i" start="3">', ["iii.", "iv."]),
        ('<ol type="I">', ["I.", "II."]),
        ("<ol reversed>", ["2.", "1."]),
        ('<ol style="list-style-type: lower-alpha">', ["a.", "b."]),
        ("<ul>", ["•", "•"]),
    ],
)
def test_markers_of_lists_are_what_a_browser_shows(opening, markers):
    page = f"{opening}<li>Sails boats.</li><li>Mends nets.</li></{opening[1:3]}>"
    assert [marker for _, _, marker, _ in shape(page)] == markers


def test_nested_lists_and_second_paragraphs_of_an_item():
    inner = "<ol type=a><li>Boats</li><li>Nets</li></ol>"
    page = f"<ol><li><p>One of:</p>{inner}<p>Both count.</p></li><li value=7>Two</li></ol>"
    assert shape(page) == [
        ("item", 1, "1.", "One of:"),
        ("item", 2, "a.", "Boats"),
        ("item", 2, "b.", "Nets"),
        ("item", 1, None, "Both count."),
        ("item", 1, "7.", "Two"),
    ]


def test_typed_markers_in_paragraphs_are_items():
    assert shape("<p>1. Boats; or</p><p>2. Nets</p><p>(2) (a) Knots</p><p>One (1) year.</p>") == [
        ("item", 1, "1.", "Boats; or"),
        ("item", 1, "2.", "Nets"),
        ("item", 1, "(2)", ""),
        ("item", 2, "(a)", "Knots"),
        ("paragraph", 0, None, "One (1) year."),
    ]


def test_lines_of_a_paragraph_with_breaks():
    assert shape("<p>Knowledge of:<br>1. boats<br>2. nets and<br>lines<br><br>Ability to swim.</p>") == [
        ("paragraph", 0, None, "Knowledge of:"),
        ("item", 1, "1.", "boats"),
        ("item", 1, "2.", "nets and lines"),
        ("paragraph", 0, None, "Ability to swim."),
    ]


def test_a_short_paragraph_in_bold_is_a_heading():
    assert shape("<h2>Duties</h2><p><b>Minimum qualifications</b></p><p><b>Code:</b> 0412</p><p><b>Or</b></p>") == [
        ("heading", 2, None, "Duties"),
        ("heading", 3, None, "Minimum qualifications"),
        ("paragraph", 0, None, "Code: 0412"),
        ("paragraph", 0, None, "Or"),
    ]


def test_a_heading_split_over_two_tags_stays_two_blocks():
    assert shape("<h2>Ferry Dispatcher</h2><h2>(Bay Lines)</h2>") == [
        ("heading", 2, None, "Ferry Dispatcher"),
        ("heading", 2, None, "(Bay Lines)"),
    ]


def test_the_tail_of_a_sentence_tagged_as_a_heading_goes_back_to_it():
    assert shape("<p>One year as a mate (not lower than Mate, Range</p><h2>C. )</h2><h2>Duties</h2>") == [
        ("paragraph", 0, None, "One year as a mate (not lower than Mate, Range C. )"),
        ("heading", 2, None, "Duties"),
    ]


def test_cells_of_a_table_with_spans_and_a_caption():
    page = (
        "<table><caption>Classes</caption><tr><th>Title</th><th colspan=2>Code</th></tr>"
        "<tr><td rowspan=2>Deck Hand</td><td>F</td><td>10</td></tr><tr><td></td><td>11</td></tr></table>"
    )
    document = open_bytes(page.encode())
    assert [(block.kind, block.table, block.row, block.column, block.text) for block in document.blocks] == [
        ("paragraph", 0, None, None, "Classes"),
        ("cell", 0, 0, 0, "Title"),
        ("cell", 0, 0, 1, "Code"),
        ("cell", 0, 1, 0, "Deck Hand"),
        ("cell", 0, 1, 1, "F"),
        ("cell", 0, 1, 2, "10"),
        ("cell", 0, 2, 2, "11"),
    ]
    assert document.text == "Classes\nTitle\tCode\nDeck Hand\tF\t10\n11"


def test_a_table_that_lays_out_a_page_is_read_as_text():
    page = f"<table><tr><td><ul><li>Menu</li></ul></td><td>{SPECIFICATION}</td></tr></table>"
    assert ("heading", 2, None, "Minimum Qualifications") in shape(page)


def test_struck_words_are_kept_apart():
    document = open_bytes(b"<p>Experience: <strike>two</strike> three years.</p><p><del>Old rule.</del></p>")
    assert [(block.text, block.struck) for block in document.blocks] == [
        ("Experience: three years.", False),
        ("two", True),
        ("Old rule.", True),
    ]


def test_hidden_elements_entities_and_characters_that_show_nothing():
    page = (
        "<p>Caf&eacute;&nbsp;&amp;\u200b bar\u00ad</p><p hidden>No</p><p style='visibility:hidden'>No</p>"
        "<p aria-hidden=true>No</p>"
        "<script>No</script><template><p>No</p></template><noscript>No</noscript><button>No</button>"
    )
    assert shape(page) == [("paragraph", 0, None, "Café & bar")]


def test_broken_nesting():
    page = "<div><p>One<div>Two </p><b>Three<p>Four</div></i></table><li>Five<td>Six"
    assert " ".join(text for *_, text in shape(page)).split() == ["One", "Two", "Three", "Four", "Five", "Six"]


def test_the_encoding_a_page_declares():
    page = '<html><head><meta charset="windows-1252"></head><body><p>Café “harbor”</p></body></html>'
    assert open_bytes(page.encode("cp1252")).blocks[0].text == "Café “harbor”"
    page = '<head><meta http-equiv="Content-Type" content="text/html; charset=shift_jis"></head><body><p>港の仕事</p>'
    assert open_bytes(page.encode("shift_jis")).blocks[0].text == "港の仕事"


def test_preformatted_text_is_reflowed():
    page = "<pre>Duties\n\n1. keeps the log of the ferry and the\naccounts.\n2. sails.</pre>"
    assert [kind for kind, *_ in shape(page)] == ["heading", "item", "item"]
