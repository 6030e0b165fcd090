"""Front-matter keys that other tools read; this package passes over them in silence."""

from __future__ import annotations

from typing import Final

from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, BIBLIOGRAPHIC_KEYS

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
