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


def test_links_in_html_get_the_notice(build):
    body = page(build, f"{BAR}\n\nend\n")
    assert body.select_one(NOTICE).find_next("a")["href"] == AMAZON


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


def test_notices_can_be_switched_off_but_rel_stays(build):
    body = page(build, f"[a]({RAKUTEN})\n", aiarticle_disclosure=False, aiarticle_link_rel=["nofollow"])
    assert not body.select(NOTICE)
    assert body.select_one(f'a[href="{RAKUTEN}"]')["rel"] == ["sponsored", "noopener", "nofollow"]


def test_pages_that_are_no_articles_say_it_too(build):
    site = build({"index.md": f"# Home\n\n[a]({RAKUTEN})\n"})
    assert len(site.soup("index.html").select(NOTICE)) == 1


def test_links_that_earn_nothing_stay(build):
    site = build({"index.md": "# Home\n\n[a](https://www.amazon.co.jp/dp/B0)\n"})
    assert not site.soup("index.html").select(NOTICE)
    assert "sponsored" not in str(site.soup("index.html"))
