"""The whole way of one article."""

from __future__ import annotations

import gc

from conftest import ARTICLE, BASE, png

from sphinx_aiarticle import extension


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


def test_what_the_first_build_of_a_process_needs_is_not_searched_for_garbage(build, monkeypatch):
    """Later builds do not even count what is frozen, which takes longer than they do where it is a million objects."""
    counted, known = list[int](), list[bool]()

    def count():
        counted.append(0)
        return 0

    def note(app, env, docnames):
        known.append(any(one is env for one in gc.get_objects()))

    for function in (extension._freeze, extension._leaves_to_host):
        function.cache_clear()
    monkeypatch.setattr(gc, "get_freeze_count", count)
    for out in ("first", "second"):
        build({"index.md": "# Home\n"}, out=out, setup=lambda app: app.connect("env-before-read-docs", note))
    assert (known, counted) == ([False, True], [0])


def test_what_a_host_froze_is_left_to_it(build, monkeypatch):
    frozen = list[bool]()
    for function in (extension._freeze, extension._leaves_to_host):
        function.cache_clear()
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 1)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    build({"index.md": "# Home\n"})
    assert frozen == []
