"""The keys that other tools read: the lists, by where they come from, and the pictures that some of them name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from sphinx_aiarticle.values import as_text

DATES_BY_LANGUAGE: Final = (
    "公開日", "日付", "投稿日", "作成日", "掲載日", "发布日期", "日期", "發布日期", "게시일", "날짜", "datum", "fecha",
)  # fmt: skip
"""What authors call the date in a language of theirs."""

HINTED_DATES: Final = (
    "created", "createdAt", "created_at", "dateCreated", "date_created", "date created", "creation_date", "posted",
    *DATES_BY_LANGUAGE,
)  # fmt: skip
"""Dates of other tools that may be the publication date, or not."""

HINTED_PICTURES: Final = (
    "heroImage", "hero_image", "coverImage", "cover_image", "feature_image", "featured_image", "featuredImage",
    "main_image", "image",
)  # fmt: skip
"""Pictures of other tools that may be meant for the head of the article, or for link previews alone."""

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

# Hugo, "Front matter": predefined fields and their other aliases, and the fields of its embedded templates.
_HUGO = """
build _build cascade expirydate unpublishdate headless isCJKLanguage layout linkTitle linkTitles locale markup
menu menus outputs params path pubdate publishDate published resources sitemap summary translationKey type url
audio images videos featured_image _target
"""

# PaperMod, "Variables: page", with the cover's own further keys below; and keys that many Hugo themes share.
_HUGO_THEMES = """
ShowToc TocOpen TocSide UseHugoToc ShowReadingTime ShowBreadCrumbs ShowPostNavLinks ShowWordCount ShowCodeCopyButtons
ShowShareButtons ShowRssButtonInSectionTermList ShowLastMod ShowCanonicalLink CanonicalLinkText ShowFullTextinRSS
ShowAllPagesInArchive comments disableHLJS disableShare disableSpecial1stPost disableScrollToTop disableAnchoredHeadings
disableThemeToggle editPost hideAuthor hideFooter hideMeta hideSummary robotsNoIndex searchHidden placeholder
profileMode homeInfoParams socialIcons assets analytics cssclasses
featured featuredImage featuredImagePreview hidden image katex mathjax mermaid pin pinned priority readingTime
sidebar show_comments show_date toc_depth version_note
"""

# ablog, "Front matter"; Jekyll and its common plugins, for articles that came from there.
_BLOGS = """
blogpost post location language exclude excerpt excerpts external_link redirect nocomments
permalink redirect_from redirect_to last_modified_at
"""

# Docusaurus, Astro and Starlight, VitePress, Nuxt, Gatsby, Eleventy, Material for MkDocs, Pelican, Nikola; exports of
# WordPress and Ghost; Obsidian: front matter of articles that came from there.
_SITE_GENERATORS = """
hero tableOfContents editUrl prev next outline head aside navbar footer lastUpdated navigation badge templateKey
coverAlt featuredImageAlt eleventyExcludeFromCollections eleventyNavigation eleventyComputed
post_id post_format post_status post_type wordpress_id guid visibility primary_author primary_tag meta_title og_title
og_image og_description twitter_title twitter_image twitter_description codeinjection_head codeinjection_foot
publish cssclass isDraft is_draft private emoji topics publication_name ignorePublish
hide_table_of_contents hide_title hide_reading_time unlisted sidebar_position sidebar_label pagination_label
pagination_next pagination_prev custom_edit_url last_update toc_min_heading_level toc_max_heading_level title_meta
heroImage image_url socialImage ogImage canonical
readtime links template search excerpt_separator
save_as status summary translation
medium nocopyright previewimage
"""

# Sphinx themes and extensions: Furo, sphinx-immaterial, sphinx_rtd_theme (`*_url`), sphinx-tags, sphinx-sitemap.
_SPHINX_THEMES = """
hide-toc hide-navigation hide icon bitbucket_url github_url gitlab_url theme sitemap_priority sitemap_changefreq
"""

FOREIGN: Final = f"{_SPHINX} {_MYST} {_JUPYTER} {_HUGO} {_HUGO_THEMES} {_BLOGS} {_SITE_GENERATORS} {_SPHINX_THEMES}"

# Editors (`$schema`), pydata-sphinx-theme (`html_theme.…`), sphinxext-opengraph (`ogp_…`), sphinx-design (`sd_…`).
FOREIGN_PREFIXES: Final = ("$", "html_theme", "ogp_", "sd_")

FOREIGN_COVER_KEYS: Final = frozenset(
    {"hiddeninlist", "hiddeninsingle", "linkfullimages", "responsiveimages", "title", "credit", "width", "height"}
)
"""Further keys that Hugo themes read from ``cover``, in lower case."""

_PICTURE_KEYS: Final = ("image", "path", "src", "url", "file")
_PICTURE: Final = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|$)", re.IGNORECASE)


def hinted_picture(data: Mapping[str, object], other_keys: Collection[str] = ()) -> tuple[str, str]:
    """Return the key of a picture that other tools have, which may stay out of sight there, and its path, if any."""
    for name in (name for name in HINTED_PICTURES if name not in other_keys):
        value = data.get(name)
        text = as_text(with_image(value).get("image") if isinstance(value, Mapping) else value) or ""
        if _PICTURE.search(text):
            return name, text
    return "", ""


def with_image(data: Mapping[str, object]) -> Mapping[str, object]:
    """Return the mapping of a picture with its path under ``image``, whatever another tool calls that."""
    name = next((name for name in _PICTURE_KEYS if name in data), "image")
    return {"image" if key == name else key: value for key, value in data.items()}
