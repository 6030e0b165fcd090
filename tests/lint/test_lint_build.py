"""The lint in a build: off by default, each check a warning of its own."""

from __future__ import annotations

import re

import pytest

ARTICLE = """\
---
title: "やかんを選びます。"
date: 2026-02-03
slug: kettle
description: "やかんを..."
cover:
  image: https://example.com/a.png
  alt: thumbnail
---
## 要約

- steel
- glass

## Text

**「やかん」**は[速い](https://amzn.to/abc)

## FAQ

### Q1: Why?

So `a_b`.

---

**1. X (TWEET_TEXT)**

<script type="application/ld+json">
{"@type": "FAQPage", "mainEntity": [{"name": "Why?", "acceptedAnswer": {"text": "So ab. ---"}}]}
</script>
"""
CONF = {"aiarticle_hugo": ["posts/*"]}
FILES = {
    "index.md": "# Home\n",
    "posts/a.md": ARTICLE,
    "posts/b.md": "---\ntitle: B\ndate: 2026-02-03\nslug: kettle\n---\n",
}


def subtypes(warnings: list[str]) -> set[str]:
    return set(re.findall(r"\[aiarticle\.(\w+)\]$", "\n".join(warnings), re.MULTILINE))


def test_by_default_only_articles_with_one_slug_are_named(build):
    (warning,) = build(FILES, conf=CONF).warnings
    assert warning == (
        "posts/b.md:4: WARNING: 2 articles have the address '/posts/kettle/': 'posts/a', 'posts/b'; it leads to "
        "'posts/a'. Give each a slug or 'url' of its own [aiarticle.duplicate_slug]"
    )


def test_addresses_are_those_of_hugo_with_urls_patterns_and_names_of_files(build):
    page = "---\ntitle: {0}\ndate: 2026-02-03\n{1}: {2}\n---\n"
    files = {"index.md": "# Home\n"}
    files |= {f"posts/{name}.md": page.format(name, "url", f"/{name[0]}/\nslug: s") for name in ("a1", "a2", "b")}
    files |= {f"docs/{name}.md": page.format(name, "slug", "s") for name in ("c", "d")}
    files |= {"news/s.md": page.format("S", "draft", "false"), "news/t.md": page.format("T", "slug", "S")}
    conf = {"aiarticle_hugo": ["*/*"], "aiarticle_hugo_permalinks": {"docs": "/:title/"}, "aiarticle_redirects": True}
    news, posts = sorted(build(files, conf=conf).warnings)
    assert (
        "news/t.md:4: WARNING: 2 articles have the address '/news/s/': 'news/s', 'news/t'; it leads to 'news/s'" in news
    )
    assert "posts/a2.md:4: WARNING: 2 articles have the address '/a/': 'posts/a1', 'posts/a2'; it leads to" in posts


def test_articles_that_hugo_has_never_seen_share_a_slug_where_the_lint_is_asked(build):
    files = {"index.md": "# Home\n", "a.md": FILES["posts/b.md"], "b.rst": ":date: 2026-02-03\n:slug: Kettle\n\nB\n=\n"}
    files |= {"c/a.md": FILES["posts/b.md"], "a.ja.md": FILES["posts/b.md"].replace("B", "C"), "d.md": "# D\n"}
    files |= {f"plain{n}.md": f"---\nslug: x\n---\n# P{n}\n" for n in (1, 2)}  # for another tool
    conf = {"aiarticle_languages": {"en": {"path": "", "title": "E"}, "ja": "ja"}}
    assert build(files, conf=conf).warnings == []
    (warning,) = build(files, conf=conf | {"aiarticle_lint": ["duplicate_slug", "link"]}).warnings
    assert "b.rst:2: WARNING: 2 articles of one folder have the slug 'Kettle': 'a', 'b'; give" in warning


def test_translations_may_have_one_slug(build):
    files = {"index.md": "# Home\n"} | {f"posts/a.{key}.md": FILES["posts/b.md"] for key in ("en", "ja")}
    conf = CONF | {"aiarticle_languages": {"en": {"path": "", "title": "E"}, "ja": "ja"}}
    site = build(files, conf=conf)
    assert site.warnings == []
    assert {"posts/kettle/index.html", "ja/posts/kettle/index.html"} <= site.files().keys()


@pytest.mark.parametrize("lint", [False, []])
def test_lint_can_be_switched_off_and_an_address_that_leads_elsewhere_is_still_told(build, lint):
    (warning,) = build(FILES, conf={**CONF, "aiarticle_lint": lint}).warnings
    assert warning.startswith("posts/b.md:4: WARNING: the address '/posts/kettle/' does not lead to this article")


def test_the_file_of_that_name_wins_and_the_other_is_told(build):
    files = {
        "index.md": "# Home\n",
        "posts/kettle.md": "---\ntitle: A\n---\n",
        "posts/a.md": "---\ntitle: B\nslug: kettle\n---\n",
    }
    (warning,) = build(files, conf=CONF).warnings
    assert warning.startswith("posts/a.md:3: WARNING: 2 articles have the address '/posts/kettle/'")
    assert "leads to 'posts/kettle'" in warning


def test_a_slug_that_is_fixed_is_no_longer_reported(build):
    build(FILES, conf=CONF)
    assert build({"posts/b.md": FILES["posts/b.md"].replace("kettle", "pot")}, conf=CONF).warnings == []


def test_every_check_warns_at_its_line(build):
    site = build(FILES, conf={**CONF, "aiarticle_lint": True})
    where = {(re.search(r":(\d+): WARNING", line)[1], *subtypes([line])) for line in site.warnings}
    assert where == {
        ("2", "title"), ("5", "description"), ("8", "alt"), ("17", "emphasis"), ("17", "rel"), ("27", "prompt"),
        ("29", "embedded_json_ld"), ("4", "duplicate_slug"),
    }  # fmt: skip


@pytest.mark.parametrize("lint", [["rel"], ("rel", "alt")])
def test_checks_can_be_chosen(build, lint):
    assert subtypes(build(FILES, conf={**CONF, "aiarticle_lint": lint}).warnings) == {*lint, "url"}


def test_checks_can_be_suppressed(build):
    conf = {**CONF, "aiarticle_lint": ["rel", "alt"], "suppress_warnings": ["aiarticle.rel", "toc.not_included"]}
    assert subtypes(build(FILES, conf=conf).warnings) == {"alt", "url"}


def test_a_broken_description_is_replaced_by_the_summary(build):
    site = build(FILES, conf=CONF)
    meta = site.soup("posts/a.html").find("meta", attrs={"name": "description"})
    assert "steel" in meta["content"]
    assert "..." not in meta["content"]


def test_link_to_nowhere_warns_and_others_do_not(build):
    links = ["/posts/b/", "/posts/nobody/", "/posts/nobody/#x", "/files/a.pdf", "//cdn.example/x", "https://x.example/"]
    body = "\n\n".join(f"[link]({link})" for link in links)
    files = {**FILES, "posts/a.md": f"---\ntitle: A\ndate: 2026-02-03\n---\n\n{body}\n"}
    for base in ("https://blog.example.org/", ""):
        site = build(files, conf={**CONF, "aiarticle_lint": ["link"], "html_baseurl": base}, out=f"out{len(base)}")
        found = [line for line in site.warnings if "[aiarticle.link]" in line]
        assert [line.split(" WARNING")[0] for line in found] == ["posts/a.md:8:", "posts/a.md:10:"]
        assert "'/posts/nobody/'" in found[0]


def test_parallel_reading_gives_the_same_warnings(build):
    more = {f"posts/c{n}.md": ARTICLE.replace("slug: kettle", f"slug: c{n}") for n in range(12)}
    serial = build({**FILES, **more}, conf={**CONF, "aiarticle_lint": True}, out="serial")
    parallel = build({**FILES, **more}, conf={**CONF, "aiarticle_lint": True}, out="parallel", parallel=2)
    assert sorted(serial.warnings) == sorted(parallel.warnings)
