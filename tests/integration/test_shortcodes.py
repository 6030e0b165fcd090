"""Shortcodes of Hugo articles in real builds."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import run_build

HEAD = "---\ntitle: Kettle\ndate: 2026-02-03\nauthor: Aoi\n---\n"
CONF = {"aiarticle_hugo": ["posts/**"]}
INDEX = {"index.md": "# Home\n"}
ARTICLE = (
    HEAD
    + """\
<!--more-->

{{< figure src="/images/x.png" alt="An x" caption="A *good* x" link="https://x.example/" >}}

## Why {#reason}

{{< highlight go "linenos=table,hl_lines=1" >}}
x := 1
{{< /highlight >}}

{{< details summary="More *here*" >}}
Body **bold**.

{{< figure src="/images/x.png" caption="c" >}}

{{< /details >}}

See [why](#reason).
"""
)


def test_each_shortcode_is_drawn(build):
    from conftest import png

    site = build(INDEX | {"posts/kettle.md": ARTICLE, "static/images/x.png": png(2, 2)}, conf=CONF)
    assert site.warnings == []
    soup = site.soup("posts/kettle.html")
    picture, inner = soup.select("figure img")
    assert (picture["src"], picture["alt"]) == ("../_images/x.png", "An x")
    assert picture.parent["href"] == "https://x.example/"
    assert soup.select_one("figcaption em").get_text() == "good"
    assert inner.find_parent("details")
    assert soup.select_one("details summary em").get_text() == "here"
    assert soup.select_one("section#reason h2")
    assert soup.find("a", string="why")["href"] == "#reason"
    assert soup.select_one(".highlight-go .linenos")
    assert "more-->" not in site.text("posts/kettle.html")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "xml", "gettext", "singlehtml", "texinfo"])
def test_what_opens_on_a_click_is_shown_by_every_builder(build, builder):
    from conftest import png

    index = {"index.md": "# Home\n\n```{toctree}\nposts/kettle\n```\n"}
    conf = CONF | {"latex_documents": [("index", "out.tex", "T", "A", "manual")], "root_doc": "index"}
    conf |= {"man_pages": [("index", "out", "T", "A", 1)], "epub_show_urls": "no"}
    files = index | {"posts/kettle.md": ARTICLE, "static/images/x.png": png(2, 2)}
    site = build(files, builder=builder, conf=conf)
    assert [line for line in site.warnings if "aiarticle" in line or "unknown" in line] == []
    text = b"".join(content for name, content in site.files().items() if name.endswith((".txt", ".tex", ".1", ".xhtml", ".xml", ".pot", ".html", ".texi")))  # fmt: skip # noqa: E501
    assert b"Body" in text
    assert b"More" in text


def test_each_unknown_shortcode_is_told_once_for_the_site_with_a_line_that_works(build):
    first = HEAD + '\n{{< who "A b" image-url="C d" in="E f" >}}G h{{< /who >}}\n'
    files = INDEX | {"posts/a.md": first, "posts/b.md": HEAD + "\n{{< who >}} and {{< who x=Ij >}}\n"}
    files["posts/c.md"] = HEAD + "\n{{< who >}}\n"
    site = build(files, conf=CONF)
    shown, visible = site.warnings  # what is shown, and what is not
    skeleton = "{{ args[0] }} {{ options['image-url'] }} {{ options['in'] }} {{ x }} {{ inner }}"
    assert shown.startswith("posts/a.md:7: WARNING: The shortcode 'who' is unknown;")
    assert f'beginning with {{"who": "{skeleton}"}}. It shows what its arguments say' in shown
    assert visible.startswith("posts/b.md:7: WARNING: The shortcode 'who' is unknown;")
    assert (
        f'beginning with {{"who": "{skeleton}"}}. It stays visible as text. It is called so 3 times, on 2 pages.'
        in visible
    )
    site = build(files, conf=CONF | {"aiarticle_hugo_shortcodes": {"who": skeleton}})
    assert site.warnings == []
    assert "A b C d E f G h" in " ".join(site.soup("posts/a.html").get_text().split())
    assert "Ij" in site.soup("posts/b.html").get_text()


def test_an_unknown_shortcode_warns_once_at_its_line(build):
    site = build(INDEX | {"posts/a.md": HEAD + "\ntext\n\n{{< nobody a=1 >}}\n"}, conf=CONF)
    (warning,) = site.warnings
    assert warning.startswith("posts/a.md:9: WARNING: The shortcode 'nobody' is unknown;")
    assert warning.endswith("[aiarticle.shortcode]")
    assert "{{< nobody a=1 >}}" in site.soup("posts/a.html").get_text()


def test_templates_and_functions_of_the_site_are_used_and_changes_of_them_seen(build):
    shortcodes: dict[str, object] = {
        "note": ":::{note} {{ args[0] }}\n{{ inner }}\n:::",
        "shout": lambda call: call.arguments[0].upper(),
    }
    conf = CONF | {"aiarticle_hugo_shortcodes": shortcodes}
    text = HEAD + "\n{{% note T %}}\nMind *it*.\n{{% /note %}}\n\n{{< shout hey >}}\n"
    site = build(INDEX | {"posts/a.md": text}, conf=conf)
    assert site.warnings == []
    assert "HEY" in site.text("posts/a.html")
    assert site.soup("posts/a.html").select_one(".admonition.note em").get_text() == "it"

    def rebuild(**shortcodes: object) -> list[str]:
        return run_build(build.srcdir, conf=CONF | {"aiarticle_hugo_shortcodes": shortcodes}).read

    note = shortcodes["note"]
    assert rebuild(note=note, shout=lambda call: call.arguments[0].upper()) == []  # it stands elsewhere, no more
    assert rebuild(note=note, shout=lambda call: call.arguments[0].lower()) == ["index", "posts/a"]
    assert rebuild(note="*{{ inner }}*", shout=lambda call: call.arguments[0].lower()) == ["index", "posts/a"]


def test_the_digest_of_a_function_is_the_same_in_every_process():
    code = """if True:
        from sphinx_aiarticle.reading.shortcodes import _fingerprint
        def show(call):
            return [word for word in call.arguments if word in {"a", "b", "c", "d"} or (lambda: word in {"x", "y"})()]
        print(_fingerprint(show))"""
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_a_broken_template_is_named(build):
    site = build(INDEX, conf=CONF | {"aiarticle_hugo_shortcodes": {"note": "{% if %}"}})
    (warning,) = site.warnings
    assert "the template of the shortcode 'note' is broken" in warning


CATALOGUE = """\
[kettle]
name = "Copper kettle"
ids.asin = "B012345678"
"""


def test_products_that_calls_name_by_their_asin_are_boxes(build):
    calls = (
        '{{< amazon "B012345678" >}}\n\n{{< amazon asin="B000000001" title="Mat" >}}\nIt is *soft*.\n{{< /amazon >}}\n'
    )
    stores = {"amazon": {"preset": "amazon.co.jp", "tag": "kettle-22"}}
    conf = {**CONF, "aiarticle_catalog": ["shop.toml"], "aiarticle_stores": stores}
    site = build(INDEX | {"posts/a.md": f"{HEAD}\n{calls}", "shop.toml": CATALOGUE}, conf=conf)
    assert len(site.warnings) == 1  # that the templates may show more
    first, second = site.soup("posts/a.html").select(".aiarticle-product")
    assert first.select_one(".aiarticle-product__name").get_text() == "Copper kettle"
    assert "/dp/B012345678" in first.select_one("a")["href"]
    assert second.select_one(".aiarticle-product__name").get_text() == "Mat"
    assert "/dp/B000000001" in second.select_one("a")["href"]
    assert second.select_one("em").get_text() == "soft"


def test_without_a_shop_of_amazon_a_call_with_an_asin_says_what_to_do(build):
    files = INDEX | {"posts/a.md": f'{HEAD}\n{{{{< amazon "B012345678" >}}}}\n'}
    site = build(files, conf={**CONF, "aiarticle_stores": {"shop": {"preset": "rakuten"}}})
    (warning,) = site.warnings
    assert "posts/a.md:7: " in warning
    assert "or Amazon in aiarticle_stores" in warning
    assert "{{< amazon" in site.soup("posts/a.html").get_text()
