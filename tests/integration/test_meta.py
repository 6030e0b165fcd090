"""Meta elements: description, Open Graph, article properties and Twitter cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.core import get_global
from conftest import BASE, png

from sphinx_aiarticle.page.social import _TERRITORIES

HOSTILE = "A \"b\" <c> & d &amp; 'e'"
ARTICLE = f"""\
---
title: {HOSTILE}
date: 2026-03-01T09:00:00+09:00
lastmod: 2026-03-04
description: 'Say "why" & <how> &lt;.'
authors: [aoi, Ren]
categories: [News & more, Second]
tags: [a, 'b "c"', a]
cover: {{image: /cover.png, alt: 'A "desk"'}}
---

Text.
"""
CONF = {"aiarticle_authors": {"aoi": {"name": "Aoi", "url": "https://example.org/aoi"}}, "smartquotes": False}


def metas(site, page="index.html"):
    """Return name and content of each meta element of ours and sphinxext-opengraph's, in order."""
    found = []
    for tag in site.soup(page).head.select("meta"):
        name = tag.get("property") or tag.get("name")
        if name and name not in ("viewport", "generator"):
            found.append((name, tag["content"]))
    return found


def expected(language="en_US"):
    return [
        ("description", 'Say "why" & <how> &lt;.'),
        ("og:title", HOSTILE),
        ("og:type", "article"),
        ("og:url", BASE),
        ("og:site_name", "Example Blog"),
        ("og:description", 'Say "why" & <how> &lt;.'),
        ("og:locale", language),
        ("og:image", f"{BASE}_images/cover.png"),
        ("og:image:alt", 'A "desk"'),
        ("og:image:width", "640"),
        ("og:image:height", "360"),
        ("article:published_time", "2026-03-01T09:00:00+09:00"),
        ("article:modified_time", "2026-03-04T00:00:00+00:00"),
        ("article:author", "https://example.org/aoi"),
        ("article:section", "News & more"),
        ("article:tag", "a"),
        ("article:tag", 'b "c"'),
        ("twitter:card", "summary_large_image"),
    ]


def test_the_territories_of_languages_are_those_of_babel():
    likely = get_global("likely_subtags")
    assert {language: likely[language].split("_")[-1] for language in _TERRITORIES} == _TERRITORIES


@pytest.mark.parametrize(("language", "locale"), [("en", "en_US"), ("ja", "ja_JP"), ("pt_BR", "pt_BR")])
def test_an_article_has_exactly_these(build, language, locale):
    files = {"index.md": ARTICLE, "cover.png": png(640, 360)}
    site = build(files, conf=CONF | {"language": language})
    assert [line for line in site.warnings if "no labels" not in line] == []
    assert metas(site) == expected(language=locale)


def test_a_plain_page_has_exactly_these(build):
    site = build({"index.md": "# Plain *page*\n\n:::{summary-box}\n- One.\n- Two.\n:::\n", "b.md": "# B\n"})
    assert metas(site) == [
        ("description", "One. Two."),
        ("og:title", "Plain page"),
        ("og:type", "website"),
        ("og:url", BASE),
        ("og:site_name", "Example Blog"),
        ("og:description", "One. Two."),
        ("og:locale", "en_US"),
    ]
    assert metas(site, "b.html")[0] == ("og:title", "B")


def test_a_cover_of_a_plain_page_is_its_preview_and_its_picture_in_the_data(build):
    cover = "---\ncover:\n  image: cover.png\n  alt: A desk\n  caption: My desk\n---\n\n# Home\n\nText.\n"
    site = build({"index.md": cover, "cover.png": png(640, 360)})
    assert site.warnings == []
    found = dict(metas(site))
    assert (found["og:image"], found["og:image:alt"]) == (f"{BASE}_images/cover.png", "A desk")
    assert (found["og:type"], found["twitter:card"]) == ("website", "summary_large_image")
    assert site.node("index.html", "ImageObject")["caption"] == "My desk"
    assert site.node("index.html", "WebPage")["primaryImageOfPage"]
    assert not site.soup("index.html").select("img, .aiarticle-header")  # only articles have a header


def test_without_an_address_only_what_needs_none(build):
    files = {"index.md": ARTICLE, "cover.png": png(640, 360)}
    site = build(files, conf=CONF | {"html_baseurl": "", "aiarticle_json_ld": False})
    assert site.warnings == []
    assert [name for name, _ in metas(site)] == [
        "description",
        "article:published_time",
        "article:modified_time",
        "article:author",
        "article:section",
        "article:tag",
        "article:tag",
        "twitter:card",
    ]


def test_generated_pages_have_none(build):
    site = build({"index.md": ARTICLE, "cover.png": png(640, 360)}, conf=CONF)
    for page in ("genindex.html", "search.html"):
        assert [name for name, _ in metas(site, page) if name != "robots"] == []


@pytest.mark.parametrize("with_address", [True, False])
def test_with_sphinxext_opengraph_our_values_stand_once(build, with_address):
    pytest.importorskip("sphinxext.opengraph")
    files = {"index.md": ARTICLE, "plain.md": "# Plain\n\nFirst words.\n", "cover.png": png(640, 360)}
    conf = CONF | {"extensions": ["sphinx_aiarticle", "sphinxext.opengraph"], "ogp_site_url": "https://other.example/"}
    if not with_address:
        conf |= {"html_baseurl": "", "aiarticle_json_ld": False}
    site = build(files, conf=conf)
    assert site.warnings == []
    found = metas(site)
    names = [name for name, _ in found if name != "article:tag"]
    assert sorted(set(names)) == sorted(names)
    if with_address:
        assert sorted(found) == sorted(expected())
    plain = [name for name, _ in metas(site, "plain.html")]
    assert sorted(set(plain)) == sorted(plain)
    assert dict(metas(site, "plain.html"))["og:description"] == "First words."


@pytest.mark.parametrize(("name", "said"), [("My desk", "My desk"), (False, None)])
def test_the_name_of_the_site_that_sphinxext_opengraph_is_told_stays(build, name, said):
    pytest.importorskip("sphinxext.opengraph")
    conf = CONF | {"extensions": ["sphinx_aiarticle", "sphinxext.opengraph"], "ogp_site_name": name}
    site = build({"index.md": ARTICLE, "cover.png": png(640, 360)}, conf=conf)
    assert dict(metas(site)).get("og:site_name") == said


@pytest.mark.parametrize(
    "order", [["sphinx_aiarticle", "sphinxext.opengraph"], ["sphinxext.opengraph", "sphinx_aiarticle"]]
)
def test_the_order_of_extensions_does_not_matter(build, order):
    pytest.importorskip("sphinxext.opengraph")
    site = build({"index.md": ARTICLE, "cover.png": png(640, 360)}, conf=CONF | {"extensions": order})
    assert sorted(metas(site)) == sorted(expected())


def test_sphinxext_opengraph_describes_an_article_by_its_text(build):
    pytest.importorskip("sphinxext.opengraph")
    text = (
        "---\ntitle: Lamps\ndate: 2026-03-01\nauthor: Aoi\ntags: [a]\nsponsor: Works\n---\n\n"
        ":::{note}\nAside.\n:::\n\nFirst *words*.\n\n## Part\n\nMore [here](https://amzn.to/3abc).\n"
    )
    conf = {"extensions": ["sphinx_aiarticle", "sphinxext.opengraph"]}
    site = build({"index.md": text, "long.md": text.replace("First", "First and" * 60)}, conf=conf)
    assert dict(metas(site))["og:description"] == "First words. More here."
    assert dict(metas(site))["description"] == "First words. More here."
    long = dict(metas(site, "long.html"))["og:description"]
    assert (long[:9], long[-1], len(long) <= 200) == ("First and", "…", True)


def test_what_an_author_says_to_sphinxext_opengraph_wins(build):
    pytest.importorskip("sphinxext.opengraph")
    rst = ':date: 2026-03-01\n:og:title: Said "here"\n:ogp_disable:\n\nTitle\n=====\n\nText.\n'
    conf = {"extensions": ["sphinx_aiarticle", "sphinxext.opengraph"], "smartquotes": False}
    files = {"index.rst": rst.replace(":ogp_disable:\n", ""), "off.rst": rst}
    site = build(files, conf=conf)
    assert dict(metas(site))["og:title"] == 'Said "here"'
    assert not [name for name, _ in metas(site, "off.html") if name.startswith("og:")]


def test_a_social_card_of_sphinxext_opengraph_is_announced_once(build, monkeypatch):
    opengraph = pytest.importorskip("sphinxext.opengraph")
    # What it does where matplotlib is installed.
    monkeypatch.setattr(opengraph, "create_social_card", lambda *_args, **_kwargs: Path("_images/card.png"))
    site = build({"index.md": ARTICLE.replace("cover:", "x_cover:")}, conf=CONF | {
        "extensions": ["sphinx_aiarticle", "sphinxext.opengraph"], "aiarticle_other_keys": ["x_cover"],
        "ogp_social_cards": {"enable": True},
    })  # fmt: skip
    assert [content for name, content in metas(site) if name == "twitter:card"] == ["summary_large_image"]
    assert dict(metas(site))["og:image"].endswith("_images/card.png")


RST_META = "\n.. meta::\n   :description: Said by hand & once.\n   :keywords: k\n"


@pytest.mark.parametrize("extensions", [["sphinx_aiarticle"], ["sphinx_aiarticle", "sphinxext.opengraph"]])
def test_a_description_by_hand_wins_and_stands_once(build, extensions):
    if "sphinxext.opengraph" in extensions:
        pytest.importorskip("sphinxext.opengraph")
    summary = "\n.. summary-box::\n\n   - One.\n"
    files = {
        "index.rst": f":date: 2026-03-01\n:description: From the block.\n\nT\n=\n{RST_META}\nText.\n",
        "a.rst": f"T\n=\n{RST_META}{summary}",
        "b.md": "---\ndate: 2026-03-01\ntitle: B\ndescription: From the block.\nmyst:\n  html_meta:\n"
        '    "description lang=en": "Said by hand & once."\n---\n\nText.\n',
    }
    site = build(files, conf={"extensions": extensions})
    assert site.warnings == []
    for page in ("index", "a", "b"):
        tags = [tag["content"] for tag in site.soup(f"{page}.html").select("meta[name=description]")]
        assert tags == ["Said by hand & once."], page
        assert site.node(f"{page}.html", "WebPage")["description"] == "Said by hand & once."
        assert dict(metas(site, f"{page}.html"))["og:description"] == "Said by hand & once."


def test_a_draft_that_is_hidden_by_hand_says_so_once(build):
    site = build({"index.rst": ":date: 2026-03-01\n:draft: true\n\nT\n=\n\n.. meta::\n   :robots: noindex, nofollow\n"})
    assert [tag["content"] for tag in site.soup("index.html").select("meta[name=robots]")] == ["noindex, nofollow"]


def test_texts_are_escaped_in_the_source(build):
    site = build({"index.md": ARTICLE, "cover.png": png(640, 360)}, conf=CONF)
    head = site.text("index.html").partition("</head>")[0]
    assert '<meta content="Say &quot;why&quot; &amp; &lt;how&gt; &amp;lt;." name="description" />' in head
    assert 'property="article:section" content="News &amp; more"' in head
    assert 'property="article:tag" content="b &quot;c&quot;"' in head


def test_themes_that_announce_the_cover_themselves_get_its_address(build):
    seen = '<meta name="seen" content="{{ meta and meta.cover }}">'
    layout = '{% extends "!layout.html" %}{% block extrahead %}' + seen + "{% endblock %}"
    remote = "https://img.example.org/a.png"
    files = {
        "index.md": ARTICLE + "```{toctree}\nplain\nremote\n```\n",
        "plain.md": "---\ncover: {image: /cover.png}\n---\n# Plain\n",
        "remote.md": f"---\ncover: {remote}\n---\n# Remote\n",
        "cover.png": png(3, 5),
        "_templates/layout.html": layout,
    }
    site = build(files, conf=CONF | {"templates_path": ["_templates"]})
    found = [dict(metas(site, page))["seen"] for page in ("index.html", "plain.html", "remote.html")]
    assert found == [f"{BASE}_images/cover.png", f"{BASE}_images/cover.png", remote]


@pytest.mark.parametrize(
    ("keys", "robots"),
    [
        ("noindex: true", "noindex"),
        ("noindex: yes", "noindex"),
        ("robots: noindex, nofollow", "noindex, nofollow"),
        ("robotsNoIndex: true", "noindex"),
        ("unlisted: true", "noindex"),
        ("robots: nofollow", "nofollow"),
        ("draft: true\nrobots: noindex, noarchive", "noindex, noarchive"),
        ("draft: true\nrobots: nofollow", "noindex, nofollow"),
        ("noindex: true\nmyst: {html_meta: {robots: none}}", "none"),
        ("noindex: true\nmyst: {html_meta: {robots: noarchive}}", "noindex|noarchive"),
    ],
)
def test_front_matter_asks_search_engines_to_stay_away(build, keys, robots):
    conf = {"aiarticle_sitemap": True, "aiarticle_feeds": True, "aiarticle_drafts": True}
    files = {
        "index.md": "# Home\n\n```{article-list}\n```\n",
        "seen.md": "---\ntitle: Seen\ndate: 2026-03-01\n---\nText.\n",
        "hidden.md": f"---\ntitle: Hidden\ndate: 2026-03-02\n{keys}\n---\nText.\n",
    }
    site = build(files, conf=conf)
    assert site.warnings == []
    assert [tag["content"] for tag in site.soup("hidden.html").select("meta[name=robots]")] == robots.split("|")
    is_hidden = robots != "nofollow"
    assert [link.text for link in site.soup("index.html").select(".aiarticle-articles a")] == (
        ["Seen"] if is_hidden else ["Hidden", "Seen"]
    )
    for page in ("sitemap.xml", "feed.xml", "feed.json"):
        assert ("hidden.html" not in site.text(page)) is is_hidden, page


def test_what_is_said_to_search_engines_is_no_text_for_translators(build):
    site = build({"index.rst": ":noindex: true\n:description: Of a page.\n\nT\n=\n"}, builder="gettext")
    assert '"Of a page."' in site.text("index.pot")
    assert "noindex" not in site.text("index.pot")


def test_a_plain_page_asks_search_engines_to_stay_away_and_one_of_all_pages_does_not(build):
    files = {
        "index.rst": "Home\n====\n\n.. toctree::\n\n   a\n",
        "a.rst": ":noindex: true\n:description: Of A alone.\n\nA\n=\n\nText.\n",
    }
    assert build(files).soup("a.html").select_one("meta[name=robots]")["content"] == "noindex"
    head = build(files, builder="singlehtml").soup("index.html").head
    assert head.select("meta[name=robots], meta[name=description]") == []
