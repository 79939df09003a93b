"""Requirements on a page: the tree in plain words, and the text it was read from, each leading to the other.

``{% requirement_tree tree %}`` draws a tree: for each node its words, its quote, its question if somebody must look
at it, then what stands below it, rules among it. ``{% source_text edition tree %}`` draws the stretches of the
published text the tree was read from. A page that shows both says so to the tree, and loads the look and the light:

.. code-block:: html

    {% load requirements %}
    {% block head %}{% requirement_assets %}{% endblock %}
    {% source_text edition tree name="minimum" as words %}
    {% requirement_tree tree name="minimum" words=words %}
    {{ words }}

``name`` tells the trees of one page apart: the node at ``children, 0, rules, 1`` of the tree ``minimum`` is the
element ``id="minimum-children-0-rules-1"`` with ``data-path="children.0.rules.1"`` (the root's is empty) and
``data-kind`` as the requirement language names it; the pieces of text that belong to it name it in ``data-nodes``,
the innermost node first. Each leads to the other by an ordinary link; with scripts, pointing at either or moving the
focus to it lights up both.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meritplan import __version__
from meritplan.model.requirement import Node
from meritplan.plan import ClassEdition
from meritplan.server.catalogue.evidence import Excerpt, excerpts, first_words
from meritplan.server.catalogue.originals import text_of
from meritplan.server.catalogue.trees import shown_tree
from meritplan.server.plans.served import current

register = template.Library()


class SourceText(SafeString):
    """The markup of a source text, and where the first words of each node stand in it. False where there is none."""

    first_words: Mapping[str, str] = MappingProxyType({})


@register.simple_tag
def requirement_tree(
    tree: Node | None,
    name: str = "minimum",
    words: SourceText | None = None,
    quotes: bool | None = None,
) -> str:
    """A requirement in plain words, as nested lists.

    ``tree`` is the root or any node. ``name`` tells the trees of a page apart. ``words`` is what
    ``source_text`` made for the same name: nodes lead to their words in it. ``quotes`` shows the quote of every node;
    left away, every one without ``words``, and beside them only those whose plain words do not say what they ask.
    """
    if tree is None:
        return ""
    shown = shown_tree(tree, name=name, places=words.first_words if words else None)
    context = {"shown": shown, "quotes": not words if quotes is None else quotes}
    return get_template("catalogue/parts/requirement_tree.html").render(context)


@register.simple_tag
def source_text(edition: ClassEdition, tree: Node | None, name: str = "minimum") -> SourceText:
    """The stretches of the published text a tree of an edition was read from.

    Empty where the original is missing, or its text is not the one the tree's spans count into.
    """
    found = _excerpts(edition, tree, name)
    if not found:
        return SourceText()
    context = {"excerpts": found, "source": edition.sources[edition.job_class.source], "name": name}
    made = SourceText(get_template("catalogue/parts/source_text.html").render(context))
    made.first_words = first_words(found)
    return made


@register.simple_tag
def requirement_assets() -> str:
    """The style sheet and the script of trees and source texts, for the head of a page."""
    return format_html(
        '<link rel="stylesheet" href="{0}?{2}">\n  <script src="{1}?{2}" defer></script>',
        static("catalogue/requirements.css"),
        static("catalogue/requirements.js"),
        __version__,
    )


def _excerpts(edition: ClassEdition, tree: Node | None, name: str) -> tuple[Excerpt, ...]:
    number = edition.job_class.source
    if tree is None or number >= len(edition.sources):
        return ()
    source = edition.sources[number]
    text = text_of(current().plan, source.sha256)
    return excerpts(text, tree, name=name, media_type=source.media_type) if text else ()
