"""The help pages: the documentation itself, rendered so that a strict policy lets it through."""

import re

import pytest
from tests.conftest import REPOSITORY

from meritplan.server.guide import pages
from meritplan.server.guide.rendering import rendered

pytestmark = pytest.mark.django_db
DOCS = REPOSITORY / "docs"
NAMES = sorted(pages.pages())
NOT_SHOWN = {"index.md"}  # the contents page of the repository; the application has its own


def test_every_page_of_the_documentation_is_shown():
    written = {file.relative_to(DOCS).as_posix() for file in [*DOCS.glob("*.md"), *(DOCS / "web").glob("*.md")]}
    shown = {page.place.as_posix() for page in pages.pages().values()}
    assert written - NOT_SHOWN - shown == set(), "link it into src/meritplan/server/guide/pages/ (ln -s, relative)"


def test_the_pages_are_those_of_the_documentation_and_no_copies():
    for file in pages.FOLDER.rglob("*.md"):
        assert file.is_symlink(), f"{file.name} should be a link into docs/"
        assert file.resolve() == DOCS / file.relative_to(pages.FOLDER)


def test_two_pages_called_alike_are_told_apart():
    assert pages.pages()["qualify"].place.as_posix() == "qualify.md"
    assert pages.pages()["web-qualify"].place.as_posix() == "web/qualify.md"


@pytest.mark.parametrize(
    "role", ["applicant", "analyst", "approver", "auditor", "administrator", "operator", "integrator"]
)
def test_every_role_has_its_page(client, role):
    assert client.get(f"/help/{role}/").status_code == 200
    assert f"/help/{role}/".encode() in client.get("/help/").content


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_shown_in_the_frame_with_one_heading(client, name):
    page = client.get(f"/help/{name}/").content.decode()
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("name", NAMES)
def test_links_between_pages_lead_somewhere(client, name):
    for address in re.findall(r'href="([^"]+)"', rendered(name).html):
        assert address.startswith(("/", "#", "https://", "http://", "mailto:")), address
        page, _, anchor = address.partition("#")
        if page.startswith("/help/"):
            assert client.get(page).status_code == 200, address
            assert not anchor or f'id="{anchor}"' in rendered(page.split("/")[2]).html, address
        elif not page:
            assert f'id="{anchor}"' in rendered(name).html, address


def test_the_contents_of_a_page_lead_to_its_sections():
    shown = rendered("accounts")
    assert ("second-factor", "Second factor") in shown.sections
    assert '<h2 id="second-factor">' in shown.html


def test_raw_markup_stays_text():
    from markdown_it import MarkdownIt  # noqa: PLC0415

    said = MarkdownIt("commonmark", {"html": False}).render("<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script>" not in said
    assert "href" not in said


def test_words_are_found(client):
    page = client.get("/help/", {"q": "recovery codes"}).content
    assert b"/help/accounts/" in page
    assert b"No page has these words" in client.get("/help/", {"q": "zzzz"}).content


def test_a_page_that_is_not_there(client):
    assert client.get("/help/no-such-page/").status_code == 404


def test_a_file_with_the_path_of_a_link_is_followed(tmp_path, monkeypatch):
    """Where a system knows no links, git writes the path into the file."""
    (tmp_path / "plan.md").write_text("# Keeping a plan\n\nA plan is a folder.\n")
    link = tmp_path / "pages" / "plan.md"
    link.parent.mkdir()
    link.write_text("../plan.md")
    monkeypatch.setattr(pages, "FOLDER", link.parent)
    assert pages._page(link, "plan").title == "Keeping a plan"
