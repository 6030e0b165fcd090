"""The stylesheets on pages that show a component, the colours of stores that they do not know, and how pages load all.

Sphinx makes the elements that load files for each page, and resolves the path of each file to find a checksum that it
has kept: on a site of short pages that takes as long as all their templates. So pages of one depth share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded, handles
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.stores.registry import WELL_KNOWN
from sphinx_aiarticle.stores.template import Store

STATIC_DIR = Path(__file__).parents[1] / "static"
_SHEET: Final = "aiarticle.css"
_STORES: Final = "aiarticle-stores.css"
_COMMENTS: Final = re.compile(r"/\*.*?\*/|^ +", re.DOTALL | re.MULTILINE)
_COLOURS: Final = re.compile(r"/\* store colours:.*?\*/\n")
_RULE: Final = """\
.aiarticle .aiarticle-product__stores a.aiarticle-product__store.aiarticle-product__store--{key} {{
  --_back: var(--aiarticle-{key}-background, {background});
  --_ink: var(--aiarticle-{key}-color, {ink});
}}
"""
_shipped: WeakKeyDictionary[Builder, dict[Path, bytes]] = WeakKeyDictionary()
_elements: WeakKeyDictionary[Builder, dict[object, str]] = WeakKeyDictionary()


def add_stylesheet(app: Sphinx, sheet: Path, *classes: str) -> None:
    """Give components, by the classes of their root elements, a stylesheet that only pages load that show one of them.

    It comes after the main one, whose custom properties it may use. As with that, a file of the same name in a static
    folder of the project, or in ``static`` of the theme, takes its place, and ``aiarticle_css = False`` drops it.
    """
    marks = [f'class="aiarticle {name}' for name in classes]

    def on_builder_inited(app: Sphinx) -> None:
        if settings(app.config).css and isinstance(app.builder, StandaloneHTMLBuilder):
            _ship(app.builder, sheet.name, sheet.read_text(encoding="utf-8"))

    @guarded
    def on_html_page_context(
        app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        body = context.get("body", "") if settings(app.config).css else ""
        if isinstance(app.builder, StandaloneHTMLBuilder) and any(mark in body for mark in marks):
            app.builder.add_css_file(sheet.name, priority=601)

    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=600)


@handles("html-page-context", priority=600)
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the main stylesheet on a page that shows a component, unless the project wants none."""
    conf, builder = settings(app.config), app.builder
    if conf.css and isinstance(builder, StandaloneHTMLBuilder) and 'class="aiarticle' in context.get("body", ""):
        builder.add_css_file(_SHEET, priority=600)  # after the theme's own
        if _colours(conf.stores.values()):
            builder.add_css_file(_STORES, priority=602)


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Ship the main stylesheet, and write the colours of the project's stores where pages look for them.

    A stylesheet of the same name wins that the project has in one of its static folders, or the theme in ``static``.
    """
    conf, builder = settings(app.config), app.builder
    if not conf.css or not isinstance(builder, StandaloneHTMLBuilder):
        return
    rules = "".join(map(_rule, WELL_KNOWN.values()))
    _ship(builder, _SHEET, _COLOURS.sub(lambda _: rules, (STATIC_DIR / _SHEET).read_text(encoding="utf-8")))
    if rules := _colours(conf.stores.values()):
        _ship(builder, _STORES, rules)


def _ship(builder: StandaloneHTMLBuilder, name: str, sheet: str) -> None:
    """Write a stylesheet without its comments, unless the theme has one of this name."""
    if builder.out_suffix == DATA_SUFFIX or _has_own_sheet(builder, name):
        return
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    text = _COMMENTS.sub("", sheet).replace("\n\n", "\n").lstrip().encode()
    Path(folder, name).write_bytes(text)  # static folders are copied later, and win
    _shipped.setdefault(builder, {})[folder / name] = text


@handles("html-collect-pages")  # the pages are written, and the book is not
def leave_out_unused(app: Sphinx) -> Sequence[object]:
    """Keep out of a book, or of a help file, our stylesheets that neither its pages nor other sheets load."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.embedded:
        shipped = _shipped.get(builder, {}).items()
        ours = unused = {sheet for sheet, text in shipped if sheet.is_file() and sheet.read_bytes() == text}
        for path in Path(builder.outdir).rglob("*") if ours else ():
            if path.name.endswith((".css", builder.out_suffix)) and path not in ours and path.is_file():
                text = path.read_bytes()
                unused = {sheet for sheet in unused if sheet.name.encode() not in text}
        for sheet in unused:
            sheet.unlink()
    return ()


def _has_own_sheet(builder: StandaloneHTMLBuilder, sheet: str) -> bool:
    """Whether the theme or one of its parents has the stylesheet; Sphinx copies it before those of the project."""
    names = (sheet, f"{sheet}.jinja", f"{sheet}_t")
    return any(Path(folder, "static", name).is_file() for folder in builder.theme.get_theme_dirs() for name in names)


def _colours(stores: Iterable[Store]) -> str:
    """Return the rules for stores that do not look as the stylesheet has it."""
    return "".join(_rule(store) for store in stores if store.background and not _is_known(store))


def _rule(store: Store) -> str:
    return _RULE.format(key=store.key, background=store.background, ink=store.ink)


def _is_known(store: Store) -> bool:
    known = WELL_KNOWN.get(store.key)
    return known is not None and (known.background, known.ink) == (store.background, store.ink)


@handles("html-page-context", priority=990)  # of whatever others have put there
def share_elements(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page load files as the pages before it do that are as deep in folders."""
    if "content_root" not in context or pagename.startswith("_static/"):  # from there no link leads through the root
        return
    known = _elements.setdefault(app.builder, {})
    for name in {"css_tag", "js_tag"} & context.keys():
        make = context[name]
        made_in = getattr(make, "__globals__", {}).get("__name__")  # where others are from, each page may have its own
        if made_in == StandaloneHTMLBuilder.__module__:
            context[name] = partial(_element, known, (name, context["content_root"]), make)


def _element(known: dict[object, str], place: tuple[object, ...], make: Callable[[Any], str], file: Any) -> str:
    if not getattr(file, "filename", ""):  # a script of the page itself, or what an old extension has put there
        return make(file)
    key = place, file
    if key not in known:
        known[key] = make(file)
    return known[key]
