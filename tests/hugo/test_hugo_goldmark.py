"""Markdown beyond CommonMark is read as Goldmark reads it, in articles of Hugo and in what a migration writes."""

from __future__ import annotations

import pytest
from conftest import run_build, write

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.hugo.autolinks import with_autolinks
from sphinx_aiarticle.hugo.conversion import convert
from sphinx_aiarticle.hugo.goldmark import Goldmark, read_goldmark

HEAD = "---\ntitle: Tea\ndate: 2026-01-02\n---\n\n"
BASE = 'title = "Tea"\nbaseURL = "https://tea.example/"\n'
#: Settings natively and in TOML.
SITES = {
    "default": ({}, ""),
    "plain": (
        {"extensions": {"linkify": False, "strikethrough": False}},
        "[markup.goldmark.extensions]\nlinkify = false\nstrikethrough = false\n",
    ),
    "ascii": (
        {"parser": {"autoHeadingIDType": "github-ascii"}},
        '[markup.goldmark.parser]\nautoHeadingIDType = "github-ascii"\n',
    ),
    "blackfriday": (
        {"parser": {"autoHeadingIDType": "blackfriday"}},
        '[markup.goldmark.parser]\nautoHeadingIDType = "blackfriday"\n',
    ),
}
WWW = '<a class="reference external" href="https://www.tea.example/a_b">www.tea.example/a_b</a>'

#: What is written, on which site, and what the page shows.
CASES = {
    "address": ("See https://tea.example/a_b?x=1&y=2.", "default", ['href="https://tea.example/a_b?x=1&y=2"', ">."]),
    "www": ("See www.tea.example/a_b, now.", "default", [WWW]),
    "mail": ("Ask me@tea.example", "default", ['href="mailto:me%40tea.example"']),
    "escapes": ("https://tea.example/%E8%8C%B6", "default", ['href="https://tea.example/%E8%8C%B6"', ">https://tea.example/%E8%8C%B6<"]),
    "cjk": ("お茶 https://tea.example/茶 を", "default", ['href="https://tea.example/"', "</a>茶 を"]),
    "within cjk": ("お茶https://tea.example/", "default", ['!href="https://tea']),
    "link": ("[see https://tea.example/a](https://tea.example/b)", "default", ['!href="https://tea.example/a"']),
    "code": ("`https://tea.example`", "default", ['!href="https']),
    "html": ('<a href="https://tea.example/b"> https://tea.example/a</a>', "default", ['!href="https://tea.example/a"']),
    "cells": ("| a | b |\n|---|---|\n| https://tea.example | https://tea.example |\n| `x\\|y` | a\\|~~b~~ |\n",
        "default", ['<td><p><a class="reference external" href="https://tea.example">', "<p>a|<del>b</del>"]),
    "heading": ("## Tea https://tea.example/a\n", "default", ['href="https://tea.example/a"']),
    "struck": ("~~Old~~ leaf, ~dry~ one, ~~~all~~~.", "default", ["<del>Old</del>", "<del>dry</del>", "~~~all~~~"]),
    "struck marks": ("~~**a** [b](https://tea.example)~~", "default", ["<del><strong>a</strong>", "</a></del>"]),
    "crossed": ("*a ~~b* c~~", "default", ["<em>a ~~b</em> c~~"]),
    "in a note": ("{{< details summary=\"More\" >}}\nhttps://tea.example ~~x~~\n{{< /details >}}", "default",
        ['href="https://tea.example"', "<del>x</del>"]),
    "off": ("https://tea.example ~~x~~", "plain", ['!href="https://tea', "~~x~~"]),
}  # fmt: skip
HEADINGS = (
    "① First", "Own {#own}", "C++ / Rust", "Same", "same", "、！", "日本、 Ü_x", "A -- b", "Let's `x --y`",
    "3.2 Set\\_up",
    "See https://tea.example/a [it](/) ![pot](https://tea.example/p.png)", "~~Old~~ leaf",
)  # fmt: skip
IDS = {
    "default": [
        "-first", "own", "c--rust", "same", "same-1", "heading", "日本-ü_x", "a--b", "lets-x---y", "32-set_up",
        "see--it-pot", "old-leaf",
    ],
    "ascii": [
        "-first", "own", "c--rust", "same", "same-1", "heading", "-u_x", "a--b", "lets-x---y", "32-set_up",
        "see--it-pot", "old-leaf",
    ],
    "blackfriday": [
        "①-first", "own", "c-rust", "same", "same-1", "heading", "日本-ü-x", "a-b", "let-s-x-y", "3-2-set-up",
        "see-it-pot", "old-leaf",
    ],
}  # fmt: skip
LINKS = "\n\n".join(f"## {text}" for text in HEADINGS)


def articles(kind):
    return {
        f"posts/{name.replace(' ', '-')}.md": HEAD + text for name, (text, site, _) in CASES.items() if site == kind
    } | {"posts/headings.md": f"{HEAD}{LINKS}\n\n" + " ".join(f"[x](#{id_})" for id_ in IDS.get(kind, ()))}


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    sites = {}
    for kind, (goldmark, _) in SITES.items():
        folder = tmp_path_factory.mktemp("native") / "src"
        write(folder, {"index.md": "# Home\n", **articles(kind)})
        sites[kind] = run_build(folder, conf={"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_goldmark": goldmark})
    return sites


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    sites = {}
    for kind, (_, settings) in SITES.items():
        folder = tmp_path_factory.mktemp("migrated")
        files = {f"content/{path}": text for path, text in articles(kind).items()}
        write(folder / "hugo", {"hugo.toml": BASE + settings, **files})
        assert main(["migrate", str(folder / "hugo"), str(folder / "new")]) == 0
        sites[kind] = run_build(folder / "new", confdir=folder / "new")
    return sites


@pytest.mark.parametrize("name", CASES)
def test_an_article_shows_what_goldmark_reads(native, migrated, name):
    _, kind, wanted = CASES[name]
    sections = [
        site[kind].soup(f"posts/{name.replace(' ', '-')}.html").select_one("div.body, [role=main]")
        for site in (native, migrated)
    ]
    for section in sections:
        html = str(section).replace("&amp;", "&")
        for words in wanted:
            assert (words.removeprefix("!") in html) is not words.startswith("!"), (words, html)
    assert sections[0].get_text().split() == sections[1].get_text().split()


@pytest.mark.parametrize("kind", IDS)
def test_headings_have_the_ids_of_hugo(native, migrated, kind):
    for site in (native, migrated):
        soup = site[kind].soup("posts/headings.html")
        ids = [element["id"] for element in soup.select("[id]")]
        assert set(IDS[kind]) <= set(ids)
        assert len(ids) == len(set(ids))
        links = [link["href"] for link in soup.find_all("a", string="x")]
        headings = [soup.find(id=link[1:]) for link in links]
        assert [heading.find(["h2"]).get_text() for heading in headings] == [
            heading.get_text() for heading in soup.select("h2")
        ]


def test_nothing_is_warned_of(native, migrated):
    assert [warning for site in (*native.values(), *migrated.values()) for warning in site.warnings] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(https://a.example/b_(c)) d", "(<https://a.example/b_(c)>) d"),
        ("https://a.example/b?c&amp; d", "<https://a.example/b?c>&amp; d"),
        ("https://a.example/b!?", "<https://a.example/b>!?"),
        ("**https://a.example**", "**<https://a.example>**"),
        ("`x`https://a.example", "`x`<https://a.example>"),
        ("<br>https://a.example", "<br><https://a.example>"),
        ("[x](/y)https://a.example", "[x](/y)<https://a.example>"),
        ("[x] https://a.example", "[x] <https://a.example>"),
        (r"\[x https://a.example", r"\[x <https://a.example>"),
        ("a_b@c.example", "<a_b@c.example>"),
        ("ftp://a.example/x", "<ftp://a.example/x>"),
        ("https://a.example/b>c", r"[https\://a.example/b\>c](<https://a.example/b%3Ec>)"),
    ],
)
def test_an_address_is_written_as_commonmark_has_it(text, expected):
    assert with_autolinks(text, "https", typographer=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[see https://a.example/b",
        "[x](<https://a.example>)",
        '[x](/y "see https://a.example/b")',
        "<https://a.example>",
        '<img alt="see https://a.example">',
        "{{< card https://a.example >}}",
        ",https://a.example",
        "http://localhost:1313/",
        "HTTPS://A.EXAMPLE",
        "a@b",
        "a@b.example-",
        "@a.example",
    ],
)
def test_other_addresses_stay_text(text):
    assert with_autolinks(text, "https", typographer=True) == text


def test_the_protocol_of_addresses_without_one_is_that_of_the_site():
    goldmark = read_goldmark({"Extensions": {"linkifyProtocol": "http"}})
    assert with_autolinks("www.a.example", goldmark.linkify_protocol, typographer=True) == (
        "[www.a.example](<http://www.a.example>)"
    )


def test_settings_of_other_types_are_the_defaults():
    assert read_goldmark({"extensions": 3}) == Goldmark()
    assert read_goldmark({"extensions": {"Typographer": {"disable": True}}}).typographer is False


def test_what_is_written_is_not_read_twice():
    text = convert(f"{HEAD}See www.a.example, https://a.example/%20 and ~~b~~ c@d.example.\n").body()
    assert convert(HEAD + "\n".join(text)).body() == text
