"""Invented Hugo articles, and the pieces they are made of."""

from __future__ import annotations

from sphinx_aiarticle.hugo import Conversion, convert

HEAD = """\
---
title: "Which kettle boils fastest"
date: 2026-02-03T00:00:00+09:00
slug: "kettles"
tags:
  - "tea"
---
"""
AMAZON = "https://www.amazon.co.jp/s?k=steel%20kettle&tag=tea-22"
RAKUTEN = "https://hb.afl.rakuten.co.jp/hgc/1/?pc=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsteel%2520kettle%2F&m=x"
YAHOO = "https://shopping.yahoo.co.jp/search?p=kettle"


def box(
    *,
    label: str = "<p>Seen in this article</p>",
    name: str = "<strong>Steel Kettle 2L</strong>",
    why: str = "<p>It boils a litre in three minutes.</p>",
    links: str = f'<a href="{RAKUTEN}" rel="sponsored">Rakuten</a>\n<a href="{AMAZON}">Amazon</a>',
    notice: str = "<p>※広告です</p>",
) -> str:
    """Return a product box as Hugo authors paste it; empty parts leave an empty line."""
    parts = ["<div>", label, name, why, '<div style="display:flex">', links, "</div>", notice, "</div>"]
    return "\n".join(["{{< rawhtml >}}", *parts, "{{< /rawhtml >}}"]) + "\n"


def convert_body(body: str, **options: object) -> tuple[list[str], Conversion]:
    """Return the lines of the body as they are written, and the whole conversion."""
    conversion = convert(HEAD + body, **options)  # type: ignore[arg-type]
    return conversion.body(), conversion


def assert_kept(body: str, **options: object) -> Conversion:
    """Assert that *body* comes out as it went in."""
    lines, conversion = convert_body(body, **options)
    assert lines == body.strip("\n").split("\n")
    return conversion
