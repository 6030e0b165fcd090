"""The keys of front matter: ours, those of other tools, and what to say of the rest."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.model.problem import front_matter_problem, listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_aiarticle.values import Values


LASTMOD_KEYS: Final = ("lastmod", "modified", "updated")
AUTHOR_KEYS: Final = ("authors", "author")
CATEGORY_KEYS: Final = ("categories", "category")
CANONICAL_KEYS: Final = ("canonicalURL", "canonicalUrl", "canonical_url")

ARTICLE_KEYS: Final = (
    "title",
    "date",
    *LASTMOD_KEYS,
    "slug",
    "description",
    *AUTHOR_KEYS,
    *CATEGORY_KEYS,
    "tags",
    "keywords",
    "cover",
    *CANONICAL_KEYS,
    "lang",
    "draft",
    "aliases",
    "aiarticle",
)
"""Every top-level key, other spellings included."""

COVER_KEYS: Final = ("image", "alt", "caption", "relative", "hidden")
AIARTICLE_KEYS: Final = ("type", "header", "json_ld", "stores", "faq")

LIST_KEYS: Final = frozenset({"tags", "categories", "keywords", "authors", "aliases"})
"""Keys whose plain text in a field list is a list with separators."""

BIBLIOGRAPHIC_KEYS: Final = frozenset(
    {
        "abstract",
        "address",
        "author",
        "authors",
        "contact",
        "copyright",
        "date",
        "dedication",
        "organization",
        "revision",
        "status",
        "version",
    }
)
"""Docutils' bibliographic fields, whose names it compares without case (docutils.transforms.frontmatter.DocInfo)."""


# Sphinx, "File-wide metadata" (usage/restructuredtext/field-lists).
_SPHINX = """
orphan tocdepth nocomments nosearch no-search
"""

# MyST-Parser, "Frontmatter" (configuration), and MyST-NB; then the page frontmatter of mystmd.
_MYST = """
myst mystnb html_meta substitutions numbering math file_format language_info execute
abbreviations affiliations arxiv banner biblio bibliography doi downloads edition enumerator exports first_page funding
github id identifiers isbn issue issn jupyter kernel keep_pages label last_page license name oxa open_access options
parts pmcid pmid reviewers editors settings short_title site skip_execution social source subject subtitle thumbnail
thumbnailAlt toc venue volume
"""

# Jupytext and nbformat: notebooks kept as Markdown.
_JUPYTER = """
jupytext jupyter kernelspec celltoolbar nbhosting rise
"""

# Hugo, "Front matter": predefined fields and their other spellings, and the fields of its embedded templates.
_HUGO = """
build _build cascade expiryDate unpublishdate headless isCJKLanguage layout linkTitle linkTitles locale markup
menu menus outputs params path pubdate publishDate published resources sitemap summary translationKey type url weight
series audio images videos featured_image _target
"""

# PaperMod, "Variables: page", with the cover's own further keys below; and keys that many Hugo themes share.
_HUGO_THEMES = """
ShowToc TocOpen TocSide UseHugoToc ShowReadingTime ShowBreadCrumbs ShowPostNavLinks ShowWordCount ShowCodeCopyButtons
ShowShareButtons ShowRssButtonInSectionTermList ShowLastMod ShowCanonicalLink CanonicalLinkText ShowFullTextinRSS
ShowAllPagesInArchive comments disableHLJS disableShare disableSpecial1stPost disableScrollToTop disableAnchoredHeadings
disableThemeToggle editPost hideAuthor hideFooter hideMeta hideSummary robotsNoIndex searchHidden placeholder
profileMode homeInfoParams socialIcons assets analytics cssclasses
featured featuredImage featuredImagePreview hidden image katex mathjax mermaid noindex pin pinned priority readingTime
robots sidebar show_comments show_date toc_depth version_note
"""

# ablog, "Front matter"; Jekyll and its common plugins, for articles that came from there.
_BLOGS = """
blogpost post location language exclude excerpt excerpts external_link redirect nocomments
permalink redirect_from redirect_to last_modified_at
"""

# Sphinx themes and extensions: Furo, sphinx-immaterial, sphinx_rtd_theme (`*_url`), sphinx-tags, sphinx-sitemap.
_SPHINX_THEMES = """
hide-toc hide-navigation hide icon bitbucket_url github_url gitlab_url theme sitemap_priority sitemap_changefreq
"""

FOREIGN_KEYS: Final = BIBLIOGRAPHIC_KEYS.difference(ARTICLE_KEYS) | frozenset(
    f"{_SPHINX} {_MYST} {_JUPYTER} {_HUGO} {_HUGO_THEMES} {_BLOGS} {_SPHINX_THEMES}".lower().split()
)
"""Known keys in lower case: Hugo, whose keys are most of these, compares without case."""

# sphinx-design (`sd_hide_title`), pydata-sphinx-theme (`html_theme.…`), sphinxext-opengraph (`ogp_…`, `og:…`).
FOREIGN_PREFIXES: Final = ("html_theme", "ogp_", "sd_")

FOREIGN_COVER_KEYS: Final = frozenset(
    {"hiddeninlist", "hiddeninsingle", "linkfullimages", "responsiveimages", "title", "credit", "width", "height"}
)
"""Further keys that Hugo themes read from ``cover``, in lower case."""


def is_foreign(key: str) -> bool:
    """Whether another tool is known to read the top-level *key*; names with ``:`` or ``.`` always belong to one."""
    return key.lower() in FOREIGN_KEYS or ":" in key or "." in key or key.startswith(FOREIGN_PREFIXES)


_LONGEST_GUESSED: Final = 40  # characters; longer keys resemble none of ours
_SIMILAR: Final = 0.8  # difflib ratio: one letter missing, added or doubled in a word of five


def report_unknown(values: Values, *, other_keys: Collection[str], is_article: bool) -> None:
    """Note every top-level key that neither this package nor another known tool reads.

    A key that resembles one of ours is reported on every page, any other only on articles: on other pages it may
    belong to a tool that is not known here.

    Args:
        values: The whole front matter; takes the problems.
        other_keys: Keys that the project declares as read by other tools.
        is_article: Whether the page is an article.
    """
    for key in values.data:
        if key in ARTICLE_KEYS or key in other_keys or is_foreign(key):
            continue
        close = closest_key(key, ARTICLE_KEYS)
        if close:
            _report(values, key, f"did you mean {shown(close)}?")
        elif is_article:
            _report(values, key, "delete it, or list it in aiarticle_other_keys in conf.py if another tool reads it.")


def report_unknown_in_cover(values: Values, *, other_keys: Collection[str], is_article: bool) -> None:
    """Note the unknown keys of ``cover`` by the same rules; *other_keys* may hold ``cover.<key>``."""
    for key in values.data:
        if key in COVER_KEYS or values.prefix + key in other_keys or key.lower() in FOREIGN_COVER_KEYS:
            continue
        close = closest_key(key, COVER_KEYS)
        if close or is_article:
            _report(values, key, _advice(close, COVER_KEYS))


def report_unknown_in_aiarticle(values: Values) -> None:
    """Note the unknown keys of ``aiarticle``, on every page: no other tool can mean anything by them."""
    for key in values.data:
        if key not in AIARTICLE_KEYS:
            _report(values, key, _advice(closest_key(key, AIARTICLE_KEYS), AIARTICLE_KEYS))


def closest_key(key: str, known: Sequence[str]) -> str:
    """Return the one of the *known* keys that *key* resembles, or an empty string."""
    if len(key) > _LONGEST_GUESSED:
        return ""
    folded = {name.lower(): name for name in reversed(known)}
    if key.lower() in folded:
        return folded[key.lower()]
    close = difflib.get_close_matches(key, known, n=1, cutoff=_SIMILAR)
    return close[0] if close else ""


def _advice(guess: str, known: Sequence[str]) -> str:
    return f"did you mean {shown(guess)}?" if guess else f"known are {listed(known)}."


def _report(values: Values, key: str, advice: str) -> None:
    where = f" in {shown(values.prefix[:-1])}" if values.prefix else ""
    values.problems.append(front_matter_problem(f"unknown key {shown(key)}{where}; {advice}", values.line(key)))
