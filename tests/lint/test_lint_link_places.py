"""Addresses of shops in source files: where they stand, what a browser gets, and how another one is written there."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.recognise.link_places import Syntax, link_places
from sphinx_aiarticle.recognise.prose import CODE_DIRECTIVES
from sphinx_aiarticle.stores.affiliate import host_of
from sphinx_aiarticle.stores.registry import KNOWN

A = "https://www.amazon.co.jp/s?k=desk&tag=example-22"
E = A.replace("&", "&amp;")


def places(text, syntax=Syntax.MARKDOWN):
    return [place for place in link_places(text, syntax) if host_of(place.url) in KNOWN]


@pytest.mark.parametrize(
    ("line", "syntax"),
    [
        (f"See [it]({A}) or not.", "markdown"),
        (f"See [it]({E} 'title').", "markdown"),
        (f"See [it](<{A}>).", "markdown"),
        (f"<{A}>", "markdown"),
        (f"It is {A}, and cheap.", "markdown"),
        (f"値段は{A}。", "markdown"),
        (f"({A}).", "markdown"),
        (f"**{A}**", "markdown"),
        (f"[it]: {A}", "markdown"),
        (f":amazon: {A}", "markdown"),
        (f"link: {A}", "markdown"),
        (f'<a class="x" href="{E}" rel="sponsored">it</a>', "markdown"),
        (f"<a href='{A}'>it</a>", "html"),
        (f"<a href={A}>it</a>", "html"),
        (f"   :amazon: {A}", "rst"),
        (f"`it <{A}>`_", "rst"),
        (f"`one <https://example.org>`_ and `it <{A}>`_", "rst"),
        (f":bdg-link-primary:`{A}`", "rst"),
        (f"{{bdg-link-primary}}`{A}`", "markdown"),
        (f'<pre><a href="{E}">it</a></pre>', "html"),
        (f".. _it: {A}", "rst"),
        (f'   <a href="{E}">it</a>', "rst"),
        (f'amazon = "{A}"  # mine', "toml"),
        (f"links = {{ amazon = '{A}' }}", "toml"),
        (f'["{A}", "x"]', "toml"),
    ],
)
def test_an_address_is_found_in_each_of_its_forms(line, syntax):
    (place,) = places(f"first\n{line}\nlast", Syntax(syntax))
    assert place.url == A
    assert place.line == 2
    assert line[place.column - 1 :].startswith(place.raw)
    assert place.escaped(place.url) == place.raw


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        (f"```\n{A}\n```", "markdown"),
        (f"Type `{A}` here.", "markdown"),
        (f'<script type="application/ld+json">\n{{"url": "{A}"}}\n</script>', "markdown"),
        (f"Type ``{A}`` here.", "rst"),
        (f"So::\n\n   {A}\n\n   {A}", "rst"),
        (f".. code-block:: sh\n   :caption: x\n\n   curl {A}", "rst"),
        *((f".. {name}::\n\n   curl {A}", "rst") for name in CODE_DIRECTIVES.split("|")),
        *((f"```{{{name}}}\ncurl {A}\n```", "markdown") for name in CODE_DIRECTIVES.split("|")),
        (f"Type :samp:`{A}` or `{A}` here, :html:`<a href='{A}'>` there.", "rst"),
        (f"Type ``a ` {A}`` here.", "rst"),
        (f"Type <code>{A}</code> or <kbd>{A}</kbd> here.", "markdown"),
        (f"<pre><span>\n{E}</span>\n</pre>", "html"),
        (f"# {A}", "toml"),
        (f"a = 1  # {A}", "toml"),
        (f"a = \"#\" # '{A}'", "toml"),
        (f"<!-- {A} -->", "html"),
        (f"<!--\n<a href='{A}'>it</a>\n-->", "html"),
        (f"<script>var a = '{A}'</script><SCRIPT>\nb = '{A}'\n</SCRIPT>", "html"),
        (f"<!-- [it]({A}) -->", "markdown"),
        (f"Text <!--\n[it]({A})\n--> text", "markdown"),
        (f".. {A}", "rst"),
        (f"..\n   See `it <{A}>`_.\n\n   {A}", "rst"),
        (f".. To do: {A}\n   `it <{A}>`_", "rst"),
        ("https://example.org/?tag=x-22 https://amazon.co.jp.example.org/s?k=x", "markdown"),
        ("a comment //www.amazon.co.jp/s", "markdown"),
        ("https://www.amazon.co.jp", "markdown"),
    ],
)
def test_code_comments_and_other_addresses_are_not_links_to_shops(text, syntax):
    assert places(text, Syntax(syntax)) == []


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        (f"<!-- hidden --><a href='{A}'>it</a><!-- never closed", "html"),
        (f"Type `<!--`. [it]({A}) `-->`", "markdown"),
        (f"..\n\n   {A}", "rst"),
        (f".. _it: {A}", "rst"),
        (f".. |it| replace:: {A}", "rst"),
        (f".. [1] {A}", "rst"),
        (f".. image:: x.png\n   :target: {A}", "rst"),
        (f'a = "# {A}"', "toml"),
    ],
)
def test_what_only_looks_like_a_comment_is_text(text, syntax):
    assert [place.url for place in places(text, Syntax(syntax))] == [A]


def test_text_after_code_is_text_again():
    text = f"So::\n\n   code\n\n{A}\n\n.. raw:: html\n\n   <a href='{A}'>it</a>\n"
    assert [place.line for place in places(text, Syntax.RST)] == [5, 9]


def test_the_content_of_a_directive_is_text():
    assert [place.line for place in places(f"```{{note}}\n{A}\n```\n\n:::{{product-box}} X\n:amazon: {A}\n:::")] == [
        2,
        6,
    ]


def test_an_address_within_an_address_is_not_a_second_one():
    wrapped = f"https://af.moshimo.com/af/c/click?a_id=1&url={A}"
    assert [place.url for place in places(f"[x]({wrapped})")] == [wrapped]


def test_several_addresses_of_a_line_are_found_in_order():
    line = f'[a]({A}) | <a href="{E}">b</a> | <{A}>'
    assert [place.raw for place in places(line)] == [A, E, A]


def test_parentheses_in_an_address_stay_in_it():
    url = "https://www.amazon.co.jp/s?k=desk_(big)&tag=example-22"
    assert [place.url for place in places(f"[it]({url}) and ({url})")] == [url, url]


def test_an_address_in_another_script_is_read_to_its_end():
    url = "https://www.amazon.co.jp/s?k=机&tag=example-22"
    assert [place.url for place in places(f"[it]({url})\n:amazon: {url}\n<a href='{url}'>")] == [url] * 3


def test_an_address_without_scheme_counts_in_links_only():
    assert [place.raw for place in places('<a href="//amzn.to/3abc">x</a>')] == ["//amzn.to/3abc"]


def test_a_long_line_and_a_long_file_are_read_in_no_time():
    import time

    start = time.process_time()
    assert places("`" * 30_000 + A) == []
    assert len(places((f"[it]({A}) " * 150 + "\n") * 20)) == 3000
    assert places("(" * 15_000 + "https://") == []
    assert places("<!-- " * 200_000, Syntax.HTML) == []
    assert places("<script " * 200_000 + "<!--", Syntax.HTML) == []
    assert time.process_time() - start < 5
