"""Affiliate links outside product boxes: marked for search engines, and announced to readers."""

from __future__ import annotations

import pytest

HEAD = "---\ntitle: Kettles\ndate: 2026-02-03\n---\n\n# Kettles\n\nIntro.\n\n"
AMAZON = "https://www.amazon.co.jp/s?k=kettle&tag=example-22"
RAKUTEN = "https://hb.afl.rakuten.co.jp/hgc/1/?pc=x"
BAR = f'<div>\n<a href="{AMAZON}" rel="sponsored">Amazon</a>\n<a href="{RAKUTEN}" rel="sponsored">Rakuten</a>\n</div>'
NOTICE = ".aiarticle-notice"


def page(build, body: str, **conf: object):
    site = build({"index.md": HEAD + body}, conf=conf)
    assert site.warnings == []
    return site.soup("index.html").select_one("div.body")


@pytest.mark.parametrize("link", [f"[kettle]({AMAZON})", f"- **[kettle]({AMAZON})** - fast", f"> [kettle]({AMAZON})"])
def test_a_link_carries_rel_and_the_notice_stands_above_its_block(build, link):
    body = page(build, f"{link}\n")
    assert {"sponsored", "noopener"} <= set(body.select_one('a[href*="amazon"]')["rel"])
    notices = body.select(NOTICE)
    assert "affiliate links" in notices[0].get_text()
    assert "As an Amazon Associate" in notices[1].get_text()
    assert notices[1].find_next_sibling().select_one("a") or notices[1].find_next_sibling().name == "p"


@pytest.mark.parametrize("url", [AMAZON, RAKUTEN])
def test_a_download_at_a_shop_is_a_link_that_carries_rel(build, url):
    site = build({"index.md": f"{HEAD}{{download}}`kettle <{url}>` {{download}}`list <https://example.org/a.zip>`\n"})
    assert site.warnings == []
    body = site.soup("index.html").select_one("div.body")
    assert {"sponsored", "noopener"} <= set(body.select_one("p > a.reference")["rel"])
    assert [link["href"] for link in body.select("a[download]")] == ["https://example.org/a.zip"]
    assert body.select_one(NOTICE)


def test_links_in_html_get_the_notice(build):
    body = page(build, f"{BAR}\n\nend\n")
    assert body.select_one(NOTICE).find_next("a")["href"] == AMAZON


def test_a_card_that_a_script_makes_gets_the_notice(build):
    body = page(build, '<script>f(b, "//dn.msmstatic.com/site/cardlink/bundle.js"); msmaflink({"n": "x"});</script>\n')
    assert body.select_one(NOTICE)


def test_the_letter_case_of_a_scheme_does_not_matter(build):
    body = page(build, f"[kettle]({AMAZON.replace('https', 'HTTPS')})\n")
    assert "sponsored" in body.select_one('a[href*="amazon"]')["rel"]


def test_one_notice_serves_all_links(build):
    body = page(build, f"[a]({RAKUTEN})\n\n[b]({RAKUTEN})\n\n{BAR}\n")
    assert len([part for part in body.select(NOTICE) if "affiliate" in part.get_text()]) == 1


@pytest.mark.parametrize(
    "before",
    ["※アフィリエイトリンクを含みます\n\n", f":::{{product-box}} Kettle\n:amazon: {AMAZON}\n\nFast.\n:::\n\n"],
)
def test_a_disclosure_above_is_enough(build, before):
    body = page(build, f"{before}[a]({RAKUTEN})\n")
    assert body.select(f"p{NOTICE} + p a") == []


def test_the_statement_of_a_box_is_not_made_twice(build):
    body = page(build, f"[a]({AMAZON})\n\n:::{{product-box}} Kettle\n:amazon: {AMAZON}\n\nFast.\n:::\n")
    assert body.get_text().count("As an Amazon Associate") == 1


def test_an_answer_holds_no_notice(build):
    body = page(build, f"## FAQ\n\n:::{{question}} Which?\nThis [one]({RAKUTEN}).\n:::\n")
    assert body.select(NOTICE)
    assert not body.select(f".aiarticle-question {NOTICE}")


OFF = {"aiarticle_disclosure": False}
STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "0.0.0.0"},
    "shop": {"name": "Kettle shop", "search": "https://shop.example.org/?q={keyword}"},
}
BOX = ":::{product-box} Kettle\n:search: hot kettle\n\nFast.\n:::\n"


def test_notices_can_be_switched_off_but_rel_stays_and_a_missing_one_warns(build):
    site = build({"index.md": f"{HEAD}[a]({RAKUTEN})\n"}, conf={**OFF, "aiarticle_link_rel": ["nofollow"]})
    body = site.soup("index.html").select_one("div.body")
    assert not body.select(NOTICE)
    assert body.select_one(f'a[href="{RAKUTEN}"]')["rel"] == ["sponsored", "noopener", "nofollow"]
    (warning,) = site.warnings
    assert warning.startswith("index.md:10: WARNING: this page has affiliate links and no notice")
    assert warning.endswith("[aiarticle.disclosure]")


def test_without_notices_a_sentence_of_the_author_or_a_page_without_links_is_silent(build):
    assert not page(build, f"PR: affiliate links below.\n\n[a]({RAKUTEN})\n", **OFF).select(NOTICE)
    assert build({"index.md": f"{HEAD}text\n"}, conf=OFF).warnings == []


def test_a_box_without_its_notice_warns_too(build):
    (warning,) = build({"index.md": HEAD + BOX}, conf={**OFF, "aiarticle_stores": STORES}).warnings
    assert "no notice above the first" in warning


def test_the_notice_can_stand_at_the_head_of_the_page(build):
    conf = {"aiarticle_disclosure": {"place": "top"}, "aiarticle_stores": STORES}
    body = page(build, f"Text.\n\n[a]({AMAZON})\n\n[b]({AMAZON})\n", **conf)
    first, statement = body.select(NOTICE)
    assert "This page" in first.get_text()
    assert "Associate" in statement.get_text()
    assert "aiarticle-header" in first.find_previous_sibling()["class"]
    body = page(build, BOX, **conf)
    assert "This page" in body.select(NOTICE)[0].get_text()
    assert "This box" in body.select(NOTICE)[1].get_text()
    assert not page(build, "[a](https://example.org)\n", **conf).select(NOTICE)


def test_rel_reaches_links_in_html(build):
    body = page(
        build, f"<p>A <a class=\"x\" href='{AMAZON.replace('&', '&amp;')}' rel=nofollow>kettle</a></p>\n\nend\n"
    )
    assert body.select_one("a.x")["rel"] == ["nofollow", "sponsored", "noopener"]
    body = page(build, f'<a href="{RAKUTEN}">kettle</a> and <a href="https://example.org">more</a>\n')
    assert body.select_one(f'a[href="{RAKUTEN}"]')["rel"] == ["sponsored", "noopener"]
    assert not body.select_one('a[href="https://example.org"]').has_attr("rel")


def test_a_box_of_plain_links_has_no_notice(build):
    stores = {"amazon": {"preset": "amazon.co.jp"}, "rakuten": {"preset": "rakuten"}}
    body = page(build, BOX, aiarticle_stores=stores)
    assert len(body.select(".aiarticle-product__store")) == 2
    assert not body.select(NOTICE)


SHORT = "https://amzn.to/3abc"
PROSE = f'{BOX}\n[a]({AMAZON}), [b]({SHORT}) and [c](https://example.org)\n\n<p><a href="{AMAZON}">d</a></p>\n'


@pytest.mark.parametrize("how", [{"conf": {"aiarticle_affiliate": False}}, {"tags": ["no_affiliate"]}])
def test_the_same_articles_can_be_built_without_affiliation(build, how):
    conf = {"aiarticle_stores": STORES, **how.pop("conf", {})}
    site = build({"index.md": HEAD + PROSE}, conf=conf, **how)
    assert site.warnings == []
    body = site.soup("index.html").select_one("div.body")
    assert not body.select(NOTICE)
    assert "sponsored" not in str(body)
    links = [link["href"] for link in body.select("a[href^=http]")]
    assert links == [
        "https://www.amazon.co.jp/s?k=hot%20kettle",
        "https://search.rakuten.co.jp/search/mall/hot%20kettle/",
        "https://shop.example.org/?q=hot%20kettle",
        "https://www.amazon.co.jp/s?k=kettle",
        "https://example.org",
        "https://www.amazon.co.jp/s?k=kettle",
    ]
    assert "b and c" in body.get_text()  # a short address does not tell where it leads
    for link in body.select(".aiarticle-product__store"):
        assert link["rel"] == ["noopener"]


def test_or_without_any_links_to_shops(build):
    body = page(build, PROSE, aiarticle_stores=STORES, aiarticle_affiliate="none")
    assert [link["href"] for link in body.select("a[href^=http]")] == ["https://example.org"]
    assert "a, b and c" in body.get_text()
    assert body.select_one(".aiarticle-product__name").get_text() == "Kettle"


def test_leaving_the_tag_out_reads_the_pages_again(build):
    conf = {"aiarticle_stores": STORES}
    assert "sponsored" not in build({"index.md": HEAD + BOX}, conf=conf, tags=["no_affiliate"]).text("index.html")
    assert "sponsored" in build({}, conf=conf).text("index.html")


def test_an_unknown_affiliation_warns(build):
    (warning,) = build({"index.md": HEAD}, conf={"aiarticle_affiliate": "maybe"}).warnings
    assert "aiarticle_affiliate" in warning
    assert '"none"' in warning


def test_pages_that_are_no_articles_say_it_too(build):
    site = build({"index.md": f"# Home\n\n[a]({RAKUTEN})\n"})
    assert len(site.soup("index.html").select(NOTICE)) == 1


def test_links_that_earn_nothing_stay(build):
    site = build({"index.md": "# Home\n\n[a](https://www.amazon.co.jp/dp/B0)\n"})
    assert not site.soup("index.html").select(NOTICE)
    assert "sponsored" not in str(site.soup("index.html"))


NETWORK = "https://network.example.net/click?id=7&to="
OWN = {
    "wrapped": {"search": "https://one.example.com/?q={keyword}", "deep_link": NETWORK + "{url}"},
    "partner": {"search": "https://two.example.com/find?q={keyword}", "parameters": "partner=42"},
}
ITEM = "https%3A%2F%2Fone.example.com%2Fi%2F5"


@pytest.mark.parametrize(
    ("url", "is_paid"),
    [
        (NETWORK + ITEM, True),
        ("https://two.example.com/kettles/?page=2&partner=42", True),
        ("https://two.example.com/kettles/?page=2", False),
        ("https://one.example.com/i/5", False),
        ("https://network.example.net/about", False),
    ],
)
def test_links_of_the_projects_own_networks_are_known(build, url, is_paid):
    html = f'<p><A href="{url.replace("&", "&amp;")}">b</A></p>'
    body = page(build, f"[a]({url})\n\n{html}\n", aiarticle_stores=OWN)
    assert bool(body.select(NOTICE)) is is_paid
    assert [link.get("rel", []) for link in body.select(f'a[href="{url}"]')] == (
        [["sponsored", "noopener"]] * 2 if is_paid else [[]] * 2
    )


def test_links_of_the_projects_own_networks_become_plain_without_affiliation(build):
    links = f"[a]({NETWORK}{ITEM}) [b](https://two.example.com/kettles/42?partner=42&page=2)\n"
    body = page(build, links, aiarticle_stores=OWN, aiarticle_affiliate=False)
    hrefs = [link["href"] for link in body.select("p a")]
    assert hrefs == ["https://one.example.com/i/5", "https://two.example.com/kettles/42?page=2"]
    assert not body.select(NOTICE)


@pytest.mark.parametrize(("affiliate", "has_link"), [(False, True), ("none", False)])
def test_an_address_that_is_its_own_text_loses_its_tag_too(build, affiliate, has_link):
    body = page(build, f"<{AMAZON}>\n", aiarticle_affiliate=affiliate)
    plain = AMAZON.removesuffix("&tag=example-22")
    assert body.select("p")[-1].get_text() == plain
    assert [link["href"] for link in body.select("p a")] == ([plain] if has_link else [])


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"# The [kettle]({RAKUTEN})\n\nText.\n", "index"),
        (f"# Kettles\n\n## The [kettle]({RAKUTEN})\n\nText.\n", "part"),
    ],
)
def test_a_link_in_a_heading_leaves_it_the_heading(build, page, title):
    site = build({"index.md": page}, conf={"html_theme_options": {"globaltoc_collapse": False}})
    assert site.warnings == []
    body = site.soup("index.html").select_one("div.body")
    heading = body.select_one("h1" if title == "index" else "h2")
    assert heading.get_text().startswith("The kettle")
    assert heading.find_previous(class_="aiarticle-notice") is not None
    toc = site.app.env.tocs["index"]
    assert "The kettle" in toc.astext()
    assert "affiliate" not in toc.astext() + site.app.env.titles["index"].astext()


NOTES = {
    "index.md": f"{HEAD}A word.[^1]\n\nMore.\n\n[^1]: See [it]({RAKUTEN}).\n",
    "index.rst": f"Kettles\n=======\n\nA word. [#n]_\n\nMore.\n\n.. [#n] See `it <{RAKUTEN}>`_.\n",
}


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize(("builder", "file"), [("latex", "test.tex"), ("html", "index.html")])
def test_a_footnote_is_announced_above_its_mark_where_books_print_it(build, name, builder, file):
    conf = {"latex_documents": [("index", "test.tex", "T", "A", "howto")], "aiarticle_affiliate_builders": ["latex"]}
    text = build({name: NOTES[name]}, builder=builder, conf=conf).text(file)
    assert 0 < text.index("we may earn a commission") < text.index("A word.")


def test_a_notice_that_some_builders_leave_out_is_none_for_the_others(build):
    box = f"```{{only}} latex\n:::{{product-box}} Kettle\n:amazon: {AMAZON}\n:::\n```\n\n"
    body = page(build, f"{box}[a]({RAKUTEN})\n")
    assert body.select_one("a[rel]").find_previous(class_="aiarticle-notice") is not None


def test_an_affiliate_link_to_the_maker_is_marked_and_announced(build):
    catalog = f'[a]\nname = "A"\nurl = "{RAKUTEN}"\nstores = []\n'
    lists = "```{product-list}\n:ids: a\n:fields: maker\n```\n"
    files = {"index.md": f"{HEAD}:::{{product-box}}\n:id: a\n:::\n\n{lists}", "p.toml": catalog}
    body = build(files, conf={"aiarticle_catalog": "p.toml"}).soup("index.html").select_one("div.body")
    links = body.select(f'a[href="{RAKUTEN}"]')
    assert [link["rel"] for link in links] == [["sponsored", "noopener"]] * 2
    assert links[0].find_previous(class_="aiarticle-notice") is not None


def test_a_link_in_a_metadata_field_is_no_link_of_the_page(build):
    page = f":orphan:\n:date: 2026-01-01\n:category: `x <{AMAZON}>`_\n\nKettles\n=======\n\nText.\n"
    conf = {"suppress_warnings": []}
    files = {"index.rst": "Home\n====\n", "a.rst": page}
    for builder in ("html", "text"):
        assert [line for line in build(files, builder=builder, conf=conf).warnings if "toctree" in line] == []
    site = build(files, conf=conf)
    assert not site.soup("a.html").select(NOTICE)
    assert [tag.name for tag in site.soup("a.html").select("div.body > :not(.clearer)")] == ["section"]
