"""Hostile input: a warning with file and line, a page, valid JSON, and nothing that runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import CONF, png, run_build, write

TEXTS = {
    "script": "</script><script>alert(1)</script>",
    "comment": "<!-- <script> --> ]]> <![CDATA[",
    "quotes": "\"double\" 'single' `back`",
    "markup": "<b onmouseover=alert(1)>&amp;&lt;b&gt; & <",
    "lines": "a\u2028b\u2029c",
    "emoji": "👩‍👩‍👧‍👦 🇯🇵 \U0001f600 e\u0301",
    "right-to-left": "مرحبا \u202eabc\u202c \u2067עברית\u2069",
    "zero width": "a\u200bb\ufeffc\u00ad",
    "jinja": "{{ 7 * 7 }}{% raw %}{# x #} %(name)s {0} $x",
    "long": "x" * 10_000,
    "long words": "word " * 2_000,
    "backslashes": "\\u003c \\n \\\\ \\",
    "percent": "100% %s %(x)s %",
}


def yaml(text):
    """Write *text* as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace(
        "\ufeff", "\\ufeff"
    )  # fmt: skip


def markdown(text):
    """Escape *text* so that Markdown reads it as text."""
    return re.sub(r"([\\`*_\[\]<>&{}$~^#%!|-])", r"\\\1", text)


def graph_is_sound(site, page="index.html"):
    """Check that the page holds one script and that it is JSON; return its nodes."""
    html = site.text(page)
    assert html.lower().count('<script type="application/ld+json">') == 1
    (script,) = site.scripts(page)
    assert not re.search("[<>&\u2028\u2029]", script)
    return json.loads(script)["@graph"]


def nothing_runs(site, page="index.html"):
    soup = site.soup(page)
    assert not [tag for tag in soup.select("script:not([type='application/ld+json'])") if "alert(1)" in tag.get_text()]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), (tag.name, name)
            if name in ("href", "src", "action", "content", "srcset"):
                assert not re.match(
                    r"[\s\x00-\x20]*(javascript|vbscript|data)[\s\x00-\x20]*:", str(value), re.IGNORECASE
                )


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_in_every_place_is_text(build, name):
    text = TEXTS[name]
    shown = " ".join(text.split())
    few = yaml(text if len(text) < 5_000 else "short")  # a block of more than 64 kB is not read
    page = f"""\
---
title: {yaml(text)}
date: 2026-03-01
description: {yaml(text)}
author: {few}
categories: [{few}]
tags: [{few}]
keywords: [{few}]
cover: {{image: c.png, alt: {few}, caption: {few}}}
---

:::{{summary-box}} {markdown(shown)}
- {markdown(shown)}
:::

:::{{product-box}} {shown}
:label: {yaml(shown)}
:brand: {yaml(shown)}
:price: {yaml(shown)}
:search: {yaml(shown)}

{markdown(shown)}
:::

:::{{question}} {markdown(shown)}?
{markdown(shown)}
:::
"""
    conf = {
        "aiarticle_publisher": {"name": text, "description": text},
        "aiarticle_disclosure": {"label": text, "text": text, "amazon_name": text},
        "project": "P",
        "smartquotes": False,
        "aiarticle_stores": CONF["aiarticle_stores"] | {"own": {"name": text, "search": "https://s.example/{keyword}"}},
    }
    site = build({"index.md": page, "c.png": png(4, 3)}, conf=conf)
    assert [line for line in site.warnings if not line.startswith("index.md:")] == []
    assert not [line for line in site.warnings if "[aiarticle.price]" not in line and "front_matter" not in line], (
        site.warnings
    )
    nothing_runs(site)
    nodes = graph_is_sound(site)
    article = nodes[0]
    soup = site.soup("index.html")

    def visible(selector):
        return " ".join(soup.select_one(selector).get_text().replace("¶", "").split())

    assert " ".join(article["headline"].split()) == visible("h1")
    assert " ".join(article["mentions"]["name"].split()) == visible(".aiarticle-product__name")
    if name not in ("lines", "zero width"):  # whose characters are spaces or nothing
        for selector in (".aiarticle-summary__title", ".aiarticle-product__name", ".aiarticle-product__label"):
            assert visible(selector) == shown
        assert visible("h1") == shown
        assert article["articleSection"] == [shown if len(text) < 5_000 else "short"]
    assert "&lt;/script" in site.text("index.html") or name != "script"


def test_a_hostile_text_is_text_in_templates_of_your_own(build):
    text = TEXTS["markup"]
    files = {
        "index.md": f"# T\n\n:::{{product-box}} {text}\nx\n:::\n",
        "_templates/aiarticle/product-box.html": "<p class='own' title=\"{{ name }}\">{{ name }}</p>",
    }
    soup = build(files, conf={"templates_path": ["_templates"]}).soup("index.html")
    assert soup.select_one(".own").get_text() == soup.select_one(".own")["title"] == text
    assert not soup.select_one(".own").find_all()


URLS = {
    "javascript": "javascript:alert(1)",
    "capitals": "JaVaScRiPt:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "protocol-relative": "//evil.example/x",
    "backslashes": "https:\\\\evil.example",
    "backslash host": "/\\evil.example/x",
    "no host": "https:///x",
    "user only": "https://@/x",
    "tab inside": "java\tscript:alert(1)",
    "nbsp": "\u00a0javascript:alert(1)",
    "control": "\x01javascript:alert(1)",
    "bad port": "https://example.org:port/",
    "bad brackets": "https://[::1/x",
    "space inside": "https://example.org/a b",
}


@pytest.mark.parametrize("name", URLS)
def test_a_hostile_address_is_left_out_in_every_place(build, name):
    url = URLS[name]
    page = f"""\
---
title: T
date: 2026-03-01
canonicalURL: {yaml(url)}
---

:::{{product-box}} Mat
:url: {yaml(url)}
:amazon: {yaml(url)}
:own: {yaml(url)}
:stores: amazon, own

It is quiet.
:::
"""
    stores = CONF["aiarticle_stores"] | {"own": {"name": "Own", "search": "https://s.example/{keyword}"}}
    site = build({"index.md": page}, conf={"aiarticle_stores": stores})
    kinds = [line.rpartition("[")[2].rstrip("]") for line in site.warnings]
    assert kinds.count("aiarticle.url") == len(kinds) == 4, site.warnings
    assert all(re.match(r"index\.md:\d+: ", line) for line in site.warnings)
    assert sum(line.startswith("index.md:4: ") for line in site.warnings) == 1
    nothing_runs(site)
    graph_is_sound(site)
    text = site.text("index.html")
    assert "evil.example" not in text
    assert "alert(1)" not in text
    assert "passwd" not in text
    links = [tag["href"] for tag in site.soup("index.html").select(".aiarticle-product a[href]")]
    assert [link for link in links if not re.match(r"https://(www\.amazon\.co\.jp/s\?|s\.example/)", link)] == []


@pytest.mark.parametrize("name", ["javascript", "data", "vbscript", "file", "protocol-relative", "backslash host"])
def test_a_hostile_picture_is_left_out(build, name):
    url = URLS[name]
    page = f"---\ntitle: T\ndate: 2026-03-01\ncover: {yaml(url)}\n---\n\n"
    page += f":::{{product-box}} Mat\n:image: {yaml(url)}\n\nX.\n:::\n"
    site = build({"index.md": page})
    assert len(site.warnings) == 2
    assert all(re.match(r"index\.md:\d+: WARNING: the (cover|image) ", line) for line in site.warnings)
    assert not site.soup("index.html").select("img")
    assert "image" not in graph_is_sound(site)[0]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", " java\nscript:alert(1)"])
def test_a_hostile_address_in_the_configuration_warns_at_its_line(tmp_path, url):
    conf = f"""\
extensions = ["sphinx_aiarticle"]
html_baseurl = "https://blog.example.org/"
html_theme = "basic"
aiarticle_authors = {{"aoi": {{"name": "Aoi", "url": {url!r}}}}}
aiarticle_publisher = {{"name": "P", "same_as": [{url!r}]}}
aiarticle_stores = {{"own": {{"search": {url + "{keyword}"!r}}}}}
"""
    page = "---\ntitle: T\ndate: 2026-03-01\nauthor: aoi\n---\n\n```{product-box} Mat\nX.\n```\n"
    write(tmp_path / "src", {"conf.py": conf, "index.md": page})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src")
    assert sorted(line.partition(" ")[0] for line in site.warnings) == ["conf.py:4:", "conf.py:5:", "conf.py:6:"]
    assert all("[aiarticle.config]" in line for line in site.warnings)
    nothing_runs(site)
    assert "evil" not in site.text("index.html")
    assert "alert" not in site.text("index.html")
    graph_is_sound(site)


def test_links_in_answers_are_cleaned_for_the_data(build):
    answer = (
        '[a](javascript:alert(1)) [b](https://example.org/?a=1&b="2") [c](mailto:x@example.org) '
        "<https://example.org/<x> [d](https://[::1)"
    )
    site = build({"index.md": f"# T\n\n:::{{question}} Q?\n{answer}\n:::\n"})
    text = site.node("index.html", "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"]
    assert "javascript" not in re.sub(r">[^<]*<", "><", text)
    assert text.endswith(" d</p>")
    graph_is_sound(site)


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_raw_html_stays_the_authors_own(build, suffix):
    source = {".md": "# T\n\n:::{question} Q?\n<u title='x'>Raw</u> text.\n:::\n", ".rst": (
        "T\n=\n\n.. question:: Q?\n\n   .. raw:: html\n\n      <u title='x'>Raw</u> text.\n"
    )}[suffix]  # fmt: skip
    site = build({f"index{suffix}": source})
    assert site.soup("index.html").select_one(".aiarticle-question__answer u").get_text() == "Raw"
    text = site.node("index.html", "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"]
    assert "<u" not in text
    assert "Raw" in text


BYTES = {
    "NUL": b"\x00",
    "bell": b"\x07",
    "escape": b"\x1b[31m",
    "form feed": b"\x0c",
    "next line": b"\xc2\x85",
    "noncharacter": b"\xef\xbf\xbf",
}


@pytest.mark.parametrize("name", BYTES)
def test_odd_bytes_in_a_file_cost_no_page(build, name):
    page = (
        b"---\ntitle: A@B\ndate: 2026-03-01\ntags: [x@y]\n---\n\n"
        b":::{product-box} Ma@t\n:search: ma@t\n\nRea@son.\n:::\n\n:::{question} Wh@y?\nBe@cause.\n:::\n"
    ).replace(b"@", BYTES[name])
    site = build({"index.md": page})
    assert all(
        line.startswith(("index.md", "WARNING: undecodable", "/")) or "undecodable" in line for line in site.warnings
    )
    nodes = graph_is_sound(site)
    assert nodes
    json.dumps(nodes).encode("utf-8")
    assert "\x00" not in site.text("index.html").partition("<body")[0]
    assert "cause." in site.soup("index.html").get_text()


@pytest.mark.parametrize("name", ["NUL", "bell", "next line"])
def test_odd_bytes_in_a_field_list_cost_no_page(build, name):
    page = b":title: A@B\n:date: 2026-03-01\n:tags: x@y\n\nTi@tle\n=======\n\nText.\n".replace(b"@", BYTES[name])
    site = build({"index.rst": page})
    graph_is_sound(site)
    assert "Text." in site.soup("index.html").get_text()


@pytest.mark.parametrize(
    "block",
    [
        "title: &a [*a]",
        "? {a: {b: c}}\n: d",
        "title: !!binary |\n  R0lGODlhDAAMAIQAAP==",
        "title: !!set {a, b}",
        "<<: *none",
        "<<: [1, 2]",
        "%YAML 9.9",
        "title: |\n  <script>alert(1)</script>",
        "date: 9999999999999999-01-01",
        "date: !!timestamp 2026-02-30",
        "title: 0x" + "f" * 5000,
        "tags: " + "[" * 3000,
        "title: 'a\n---\nb'",
        "aiarticle: [1]",
        "aiarticle: {header: {a: b}}",
        "cover: [a, b]",
        "authors: [{name: {a: b}}, [x]]",
        "title: [a]\ndate: {}\ndescription: [1]\ntags: {a: b}",
        "myst: 5",
        "myst: {enable_extensions: 7}",
        "html_theme.sidebar: {a: b}",
        'title: "a\\ud800b"\ndate: 2026-03-01\ntags: ["\\udfff"]',
        'title: "a\\0b\\x01\\a\\N\\L"\ndate: 2026-03-01',
        'title: "\\U0010ffff\\uffff"\ndate: 2026-03-01',
    ],
)
def test_hostile_yaml_gives_a_page(build, block):
    site = build({"index.md": f"---\n{block}\n---\n\n# Heading\n\nThe text.\n\n:::{{question}} Q?\nA.\n:::\n"})
    ours = [line for line in site.warnings if "[aiarticle" in line]
    assert all(re.match(r"index\.md:\d+: ", line) for line in ours)
    assert len(ours) <= 4
    assert "The text." in site.soup("index.html").get_text()
    nothing_runs(site)
    graph_is_sound(site)


@pytest.mark.parametrize("name", ["\ud800", "\x00", "\x1b[31m"])
def test_odd_characters_from_the_configuration_and_escapes_cost_no_page(build, name):
    odd = name if name.isascii() else ""  # half a character in conf.py stops Sphinx 8.2 itself
    conf = {"aiarticle_publisher": {"name": f"P{odd}"}, "aiarticle_disclosure": {"text": f"T{odd}"}, "project": "P"}
    page = f"# T\n\n:::{{product-box}} Mat\n:label: {json.dumps(name)}\n\nX.\n:::\n"
    site = build({"index.md": page}, conf=conf)
    graph_is_sound(site)
    assert site.node("index.html", "Organization")["name"].startswith("P")
    assert site.soup("index.html").select_one(".aiarticle-product__name").get_text() == "Mat"


def test_deep_nesting_gives_a_page(build):
    depth = 12
    opening = "\n".join(f"{':' * (30 - n)}{{note}}" for n in range(depth))
    closing = "\n".join(":" * (30 - n) for n in reversed(range(depth)))
    page = f"# T\n\n{opening}\n:::{{product-box}} Deep\nX.\n:::\n{closing}\n"
    site = build({"index.md": page})
    assert site.soup("index.html").select_one(".aiarticle-product__name").get_text() == "Deep"


def test_many_boxes_and_questions_on_one_page(build):
    boxes = "".join(
        f":::{{product-box}} Same\nText {n}.\n:::\n\n:::{{question}} Same?\nText {n}.\n:::\n\n" for n in range(60)
    )
    site = build({"index.md": f"# T\n\n{boxes}"})
    assert len([line for line in site.warnings if "is on this page twice" in line]) == len(site.warnings) == 59
    ids = [tag["id"] for tag in site.soup("index.html").select("[id]")]
    assert len(ids) == len(set(ids))
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"] == "Text 0."


def test_a_document_name_is_part_of_an_address_not_of_markup(build):
    name = "a b&c'd<e>#f%41?"
    files = {"index.md": "# Home\n", f"{name}.md": "# P\n\n:::{question} Q?\nA.\n:::\n"}
    try:
        site = build(files)
    except OSError:
        pytest.skip("this file system takes no such name")
    page = site.node(f"{name}.html", "WebPage")
    assert re.fullmatch(r"https://blog\.example\.org/[A-Za-z0-9%&'._/-]+", page["@id"])
    assert "%3Ce%3E" in page["@id"]
    assert "%23f" in page["@id"]
    assert Path(site.outdir, f"{name}.html").is_file()
