"""The anchors on a page that links such as ``[](#slug)`` and ``[](page.md#slug)`` find.

MyST-Parser keeps those of its headings in ``env.metadata[docname]["myst_slugs"]``: slug → line, id and title. It knows
nothing of the headings that become directives here, so they are added to its table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from docutils import nodes
from myst_parser.mdit_to_docutils import transforms as of_myst
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.diagnostics import transform
from sphinx_aiarticle.hugo.headings import find_slug, heading_slug, hugo_slug
from sphinx_aiarticle.reading.source import source_of

_TABLE = "myst_slugs"
_KEY = "aiarticle-slugs"


def stable_anchor(document: nodes.document, docname: str, prefix: str, text: str) -> str:
    """Return an id that nothing else in the document has: *prefix* and a hash of *docname* and *text*."""
    digest = hashlib.blake2b(f"{docname}\n{prefix}\n{text}".encode("utf-8", "replace"), digest_size=4)
    anchor = base = f"{prefix}-{digest.hexdigest()}"
    count = 1
    while anchor in document.ids:  # the same question twice on one page
        count += 1
        anchor = f"{base}-{count}"
    return anchor


def note_heading(env: BuildEnvironment, node: nodes.Element) -> None:
    """Let links by its text find *node*, which begins with a title and has an id, where they find headings so.

    That is so where ``myst_heading_anchors`` is set, and in Hugo articles. MyST-Parser prints the anchor.
    """
    source, title = source_of(env), node.children[0].astext()
    if env.config.myst_heading_anchors or (source and source.is_hugo):
        make = env.myst_config.heading_slug_func or hugo_slug  # type: ignore[attr-defined]
        if slug := heading_slug(title, _noted(env), make):
            node["slug"] = slug
            note_anchor(env, slug, node["ids"][0], title)


def note_anchor(env: BuildEnvironment, anchor: str, id_: str, title: str = "") -> None:
    """Have links to *anchor* lead to what has an id in the document that is being read."""
    _noted(env)[anchor] = (None, id_, title)


def use_ids(env: BuildEnvironment, document: nodes.document, ids: Mapping[int, str]) -> None:
    """Give headings, by 0-based line, other anchors than MyST-Parser made of their text, but none that is taken."""
    table: dict[str, tuple[int | None, str, str]] = env.metadata[env.docname].get(_TABLE, {})
    if table.keys() >= set(ids.values()):
        return
    for node in document.findall(nodes.Element):
        slug, wanted = node.get("slug"), ids.get((node.line or 0) - 1)
        if slug and wanted and wanted not in table:
            node["slug"] = wanted
            table[wanted] = table.pop(slug)


#: Whether MyST-Parser prints the anchors of headings, as it does since 5.1.
PRINTS_SLUGS: Final = hasattr(of_myst, "AddSlugIds")


@transform(priority=875)  # after all ids are known
def print_slugs(app: Sphinx, document: nodes.document) -> None:
    """Print the anchors of headings, to which links from elsewhere lead, where an older MyST-Parser does not."""
    for node in () if PRINTS_SLUGS else document.findall(nodes.Element):
        slug = node.get("slug")
        if slug and slug not in document.ids:
            node["ids"].append(slug)
            document.ids[slug] = node


@transform(priority=860)  # after all ids are known (850), before links look for them (870, 879)
def add_noted_anchors(app: Sphinx, document: nodes.document) -> None:
    """Add what was noted of a document to MyST-Parser's table, in which its own headings come first."""
    env = app.env
    source = source_of(env)
    for anchor in source.html_ids if source else ():
        note_anchor(env, anchor, anchor)
    if noted := _noted(env):
        metadata: dict[str, Any] = env.metadata[env.docname]
        metadata[_TABLE] = document.myst_slugs = {**noted, **metadata.get(_TABLE, {})}  # type: ignore[attr-defined]


def find_anchor(env: BuildEnvironment, docname: str, fragment: str) -> str | None:
    """Return the id on the page of a document to which the decoded fragment of a link leads, or ``None``."""
    table = env.metadata[docname].get(_TABLE, {})
    slug = find_slug(fragment, table)
    return str(table[slug][1]) if slug else next((found for _, found, _ in table.values() if found == fragment), None)


def _noted(env: BuildEnvironment) -> dict[str, tuple[int | None, str, str]]:
    noted: Any = env.current_document.setdefault(_KEY, {})
    return noted  # type: ignore[no-any-return]
