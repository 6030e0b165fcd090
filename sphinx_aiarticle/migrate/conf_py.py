"""Write the ``conf.py`` of a migrated site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.autolinks import KNOWN_SCHEMES
from sphinx_aiarticle.hugo.headings import SLUGS
from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.hugo.site_context import MERMAID
from sphinx_aiarticle.migrate.lists import list_settings
from sphinx_aiarticle.migrate.project import FOLDER

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.site import HugoSite
    from sphinx_aiarticle.migrate.survey import Survey


_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_GLOB: Final = re.compile(r"[*?\[\]]")


def conf_py(
    site: HugoSite, found: Survey, pages: Mapping[str, Page], *, static: Sequence[str], bundles: Sequence[str] = ()
) -> str:
    """Return the text of ``conf.py``; files in *static* stay as they are, those in *bundles* are beside their page."""
    lines = [
        '"""Settings of the site, moved from Hugo; see https://www.sphinx-doc.org/en/master/usage/configuration.html."""',
        "",
        f"project = {_text(site.title)}",
        f"author = {_text(next(iter(site.authors))) if site.authors else 'project'}",
        f"copyright = {_text(site.copyright)}" if site.copyright else "html_show_copyright = False",
        f"language = {_text(site.language)}",
        *_address(site),
        "",
        *_extensions(found),
        f"myst_enable_extensions = {_code(['colon_fence', *site.goldmark.extensions])}",
        *([f"myst_url_schemes = {_code([*KNOWN_SCHEMES, *found.schemes])}"] if found.schemes else []),
        "myst_heading_anchors = 6  # links to headings by their text, as Hugo makes them",
        f'myst_heading_slug_func = "sphinx_aiarticle.hugo.headings.{SLUGS[site.goldmark.heading_ids].__name__}"',
        *([] if site.goldmark.typographer else ["smartquotes = False  # quotes and dashes stay as they are written"]),
        *([f"myst_number_code_blocks = {_code(found.code)}"] if site.numbers_lines and found.code else []),
        'highlight_language = "text"  # of code whose fence names none, as in Hugo',
        *_excluded(found, static),
        *([f"html_extra_path = {_code(static)}  # published as they are, at the addresses they had"] if static else []),
        *_redirects(site),
        *([f"aiarticle_bundles = {_code(bundles)}  # files beside these pages answer as before"] if bundles else []),
        *_lists(site, pages),
        *_suppressed(found),
        "",
        *_publisher(site),
        *_authors(site, found),
        *_article_types(found),
        *_stores(found),
        *_details(site, found),
    ]
    return "\n".join(lines) + "\n"


def _address(site: HugoSite) -> Iterator[str]:
    if site.base_url:
        yield f"html_baseurl = {_text(site.base_url)}"
    else:
        yield '# html_baseurl = "https://example.org/"  # structured data needs the address of the site'
    yield "html_title = project"
    yield '# html_theme = "furo"  # instead of the plain default; first: pip install furo, or pydata-sphinx-theme'


def _extensions(found: Survey) -> Iterator[str]:
    has_diagrams = "mermaid" in found.code  # which Hugo's themes draw
    draws = has_diagrams and _is_there(MERMAID)
    yield f"extensions = {_code(['sphinx_aiarticle', *([MERMAID] if draws else [])])}  # loads myst_parser too"
    if draws:
        yield 'myst_fence_as_directive = ["mermaid"]  # diagrams are drawn'
    elif has_diagrams:
        yield f'# To draw the diagrams: install sphinxcontrib-mermaid, add "{MERMAID}" to extensions, and set'
        yield '# myst_fence_as_directive = ["mermaid"]'


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


def _excluded(found: Survey, static: Sequence[str]) -> Iterator[str]:
    yield "exclude_patterns = ["
    yield f"    {', '.join(map(_text, ['_build', FOLDER, *static]))},"
    for path, reason in found.unpublished:
        pattern = _GLOB.sub(r"[\g<0>]", path)
        yield f"    {_text(pattern)},  # {_comment(reason)}"
    yield "]"


def _redirects(site: HugoSite) -> Iterator[str]:
    form, example = ("files", "/about.html") if site.ugly_urls else ("folders", "/about/")
    yield f'aiarticle_redirects = "{form}"  # old addresses such as {example} answer with every HTML builder'


def _lists(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield the settings of the lists and feeds that Hugo makes by itself, at its addresses."""
    for name, value in list_settings(site, pages):
        yield from _table(name, value) if value else ()
    yield 'aiarticle_after = ["neighbours"]  # articles end with the older and the newer one'
    if site.base_url:
        yield "aiarticle_sitemap = True"


def _suppressed(found: Survey) -> Iterator[str]:
    yield "suppress_warnings = ["
    yield '    "misc.highlighting_failure",  # code in articles is as it is'
    if found.missing_covers:
        yield f'    "aiarticle.image",  # {found.missing_covers} covers are not files here: add them to static/'
    yield "]"


def _publisher(site: HugoSite) -> Iterator[str]:
    yield "aiarticle_publisher = {"
    yield f'    "name": {_text(site.title)},'
    if site.description:
        yield f'    "description": {_text(site.description)},'
    if site.same_as:
        yield f'    "same_as": {_code(site.same_as)},'
    yield '    # "logo": "static/logo.png",'
    yield "}"


def _authors(site: HugoSite, found: Survey) -> Iterator[str]:
    known = {**site.authors, **{name: "" for name in found.authors if name not in site.authors}}
    if not known:
        yield '# aiarticle_authors = {"key": {"name": "Who writes", "url": "https://example.org/about/"}}'
        yield '# aiarticle_default_author = "key"'
        return
    keys = _keys(tuple(known), as_terms=not {"authors", "author"}.isdisjoint(site.taxonomies))
    named = {keys[name]: {"name": name, **({"url": url} if url else {})} for name, url in known.items()}
    yield from _table("authors", named)
    if site.authors:
        yield f"aiarticle_default_author = {_text(keys[next(iter(site.authors))])}"


def _article_types(found: Survey) -> Iterator[str]:
    yield "# The kind of article by category; without it all are BlogPosting:"
    example = found.categories[0] if found.categories else "News"
    yield f'# aiarticle_article_types = {{{_text(example)}: "NewsArticle"}}'


def _stores(found: Survey) -> Iterator[str]:
    stores = {setup.key: {"preset": setup.preset, **dict(setup.ids)} for setup in found.stores}
    yield from _table("stores", stores, "  # in the order of the buttons") if stores else ()


def _details(site: HugoSite, found: Survey) -> Iterator[str]:
    timezone = site.timezone or found.timezone
    if timezone:
        yield f"aiarticle_timezone = {_text(timezone)}  # of dates that name none"
    if found.other_keys:
        yield "aiarticle_other_keys = [  # front matter that other tools read"
        yield from (f"    {_text(key)}," for key in found.other_keys)
        yield "]"
    if found.pictures:
        names = _code(dict.fromkeys(found.pictures, "cover"))
        yield f"# aiarticle_key_names = {names}  # shows the pictures of {sum(found.pictures.values()):,} articles"


def _keys(names: Sequence[str], *, as_terms: bool) -> Mapping[str, str]:
    """Return a short key for each name, no two alike; *as_terms* what Hugo makes of it in the address of its page."""
    keys: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = term_path(name) if as_terms else re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "author"
        count = 1
        key = base
        while key in keys.values():
            count += 1
            key = f"{base}-{count}"
        keys[name] = key
    return keys


def _text(value: str) -> str:
    """Return *value* as a Python literal, in double quotes where nothing in it needs a backslash."""
    value = _LONE_SURROGATE.sub("\ufffd", value)
    return f'"{value}"' if value.isprintable() and not set('"\\') & set(value) else repr(value)


def _code(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_code(key)}: {_code(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_code, value))}]"
    return _text(value) if isinstance(value, str) else repr(value)


def _table(name: str, entries: Mapping[str, object], remark: str = "") -> Iterator[str]:
    """Yield a setting with one entry a line."""
    yield f"aiarticle_{name} = {{{remark}"
    yield from (f"    {_text(key)}: {_code(value)}," for key, value in entries.items())
    yield "}"


def _comment(text: str) -> str:
    """Return *text* so that it cannot end its comment."""
    return "".join(character if character.isprintable() else " " for character in text)
