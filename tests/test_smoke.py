"""The whole way of one article."""

from __future__ import annotations

import gc

from conftest import ARTICLE, BASE, png


def test_an_article_becomes_a_page_and_one_graph(build):
    site = build(
        {
            "index.md": "# Home\n\n```{toctree}\nposts/desk\n```\n",
            "posts/desk.md": ARTICLE,
            "images/cover.png": png(1200, 675),
        }
    )
    assert site.warnings == []
    assert [node["@type"] for node in site.graph("posts/desk.html")] == [
        "BlogPosting",
        ["WebPage", "FAQPage"],
        "ImageObject",
        "BreadcrumbList",
        "WebSite",
        "Organization",
        "Person",
    ]
    article = site.node("posts/desk.html", "BlogPosting")
    assert article["headline"] == site.soup("posts/desk.html").h1.get_text().rstrip("¶")
    assert article["mainEntityOfPage"] == {"@id": f"{BASE}posts/desk.html"}
    image = site.node("posts/desk.html", "ImageObject")
    assert (image["width"], image["height"], image["url"]) == (1200, 675, f"{BASE}_images/cover.png")


def test_what_the_first_build_of_a_process_needs_is_not_searched_for_garbage(build):
    gc.unfreeze()
    known = list[bool]()

    def note(app, env, docnames):
        known.append(any(one is env for one in gc.get_objects()))

    build({"index.md": "# Home\n"}, out="first", setup=lambda app: app.connect("env-before-read-docs", note))
    build({}, out="second", setup=lambda app: app.connect("env-before-read-docs", note))
    assert known == [False, True]
    assert gc.get_freeze_count()  # what is frozen may be the host's, too
    gc.unfreeze()
