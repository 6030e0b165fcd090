"""The lint of links to shops, in real builds."""

from __future__ import annotations

import pytest

STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "a.b.c.d"},
}
DEAD = "https://item.rakuten.co.jp/shop/item/?scid=af_x"
FOREIGN = "https://www.amazon.co.jp/s?k=desk&tag=other-22"
CONF = {"aiarticle_stores": STORES, "aiarticle_lint": ["affiliate"]}
BODY = (
    f"# A desk\n\nSee [it]({DEAD}).\n\n:::{{product-box}} Mat\n:amazon: {FOREIGN}\n:::\n\nGood: <https://amzn.to/3a>\n"
)


def test_faults_are_told_at_their_lines(build):
    site = build({"index.md": BODY}, conf=CONF)
    dead, foreign = site.warnings
    assert dead.startswith(f"index.md:3: WARNING: {DEAD!r}: a link to Rakuten with 'scid' earns nothing")
    assert dead.endswith("[dead-form] [aiarticle.affiliate]")
    assert foreign.startswith("index.md:6: WARNING: ")
    assert "the tag 'other-22' is none of aiarticle_stores (example-22) [foreign-id]" in foreign


def test_pages_in_restructuredtext_are_checked_too(build):
    text = f"A desk\n======\n\n`it <{DEAD}>`_\n\n.. product-box:: Mat\n   :amazon: {FOREIGN}\n"
    site = build({"index.rst": text}, conf=CONF)
    assert [line.partition(" ")[0] for line in site.warnings] == ["index.rst:4:", "index.rst:7:"]


def test_the_links_of_hugo_articles_are_checked_where_their_author_wrote_them(build):
    box = (
        "{{< rawhtml >}}\n<div>\n<p>Pick</p>\n<p><strong>Mat</strong></p>\n<p>Good.</p>\n"
        f'<a href="{FOREIGN}">Amazon</a>\n'
        "</div>\n{{< /rawhtml >}}\n"
    )
    text = f'---\ntitle: "A desk"\ndate: 2026-01-01\n---\n\n## In short\n\nText with [it]({DEAD}).\n\n{box}'
    conf = CONF | {"aiarticle_hugo": ["posts/*"]}
    site = build({"index.md": "# Home\n", "posts/a.md": text}, conf=conf)
    numbers = [next(n for n, line in enumerate(text.split("\n"), 1) if url in line) for url in (DEAD, FOREIGN)]
    assert [int(line.split(":")[1]) for line in site.warnings if "[aiarticle.affiliate]" in line] == numbers


def test_products_of_a_catalogue_are_checked_in_their_file(build):
    toml = f'[products.mat]\nname = "Mat"\n\n[products.mat.links]\nrakuten = "{DEAD}"\n'
    site = build({"index.md": "# Home\n", "products.toml": toml}, conf=CONF | {"aiarticle_catalog": "products.toml"})
    found = [line for line in site.warnings if "[aiarticle.affiliate]" in line]
    assert len(found) == 1
    assert "products.toml:5: WARNING: " in found[0]


@pytest.mark.parametrize("conf", [{}, {"aiarticle_lint": ["rel"]}])
def test_it_is_off_unless_it_is_asked_for(build, conf):
    site = build({"index.md": BODY}, conf={"aiarticle_stores": STORES, **conf})
    assert [line for line in site.warnings if "aiarticle.affiliate" in line] == []
