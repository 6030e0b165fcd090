"""What is wrong with a link, and what can be fixed without asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aiarticle.stores.affiliate import NOBODY, project_of
from sphinx_aiarticle.stores.judge import LinkRule, judge
from sphinx_aiarticle.stores.link import parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS

ID = "0a0b0c0d.1a1b1c1d.2a2b2c2d.3a3b3c3d"
RAKUTEN = f"https://hb.afl.rakuten.co.jp/hgc/{ID}/"
DESK = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fquiet%2520desk%2F"
LAMP = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Flamp%2F"
AMAZON = PRESETS["amazon.co.jp"].store("amazon", {"tag": "example-22"})
YAHOO = PRESETS["yahoo-shopping"].store("yahoo", {"sid": "11", "pid": "22"})
PROJECT = project_of((AMAZON, PRESETS["rakuten"].store("rakuten", {"id": ID}), YAHOO))
VC = "https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=11&pid=22&vc_url="


def rules(url, project=PROJECT):
    return [str(fault.rule) for fault in judge(url, project).faults]


GOOD = [
    "https://www.amazon.co.jp/s?k=quiet%20desk&tag=example-22",
    "https://www.amazon.co.jp/s?k=quiet+desk&tag=example-22&linkCode=ur2",
    "https://www.amazon.co.jp/dp/B0ABCDEFGH?tag=example-22",
    "https://www.amazon.co.jp/s?k=100%25&tag=example-22",
    "https://www.amazon.co.jp/s?k=C%2B%2B%20%26%20C%23&tag=example-22",
    "https://www.amazon.co.jp/",
    "https://www.amazon.com/dp/B0ABCDEFGH",  # the project earns nothing there
    "https://amzn.to/3abc",
    f"{RAKUTEN}?pc={DESK}&m={DESK}",
    f"{RAKUTEN}?pc={DESK}",
    f"https://hb.afl.rakuten.co.jp/ichiba/{ID}/?pc={DESK}&link_type=text&ut=eyJ9",
    f"{VC}https%3A%2F%2Fshopping.yahoo.co.jp%2Fsearch%3Fp%3Dquiet%2520desk",
    "//af.moshimo.com/af/c/click?a_id=1&p_id=54&pc_id=55&pl_id=56&url=https%3A%2F%2Fwww.rakuten.co.jp%2F",
    "https://go.skimresources.com/?id=1&url=x",
    "https://example.org/?scid=1&tag=other-22",
]


@pytest.mark.parametrize("url", GOOD)
def test_a_good_link_has_no_fault(url):
    assert judge(url, PROJECT).faults == ()
    assert judge(url, PROJECT).repaired == ""


# A link, its faults, and the link without those that can be fixed.
BAD = [
    ("https://www.amazon.co.jp/s?k=desk", ["missing-id"], ""),
    ("https://www.amazon.co.jp/dp/B0ABCDEFGH?tag=", ["missing-id"], ""),
    ("https://item.rakuten.co.jp/shop/item/", ["missing-id"], ""),
    ("https://af.moshimo.com/af/c/click?p_id=54&url=https%3A%2F%2Fwww.rakuten.co.jp%2F", ["missing-id"], ""),
    ("https://www.amazon.co.jp/s?k=desk&tag=other-22", ["foreign-id"], ""),
    (f"https://hb.afl.rakuten.co.jp/hgc/x.x.x.x/?pc={DESK}", ["foreign-id"], ""),
    (f"{VC.replace('11', '99')}https%3A%2F%2Fshopping.yahoo.co.jp%2F", ["foreign-id"], ""),
    ("https://search.rakuten.co.jp/search/mall/quiet%20desk/?scid=af_x&sc2id=y", ["dead-form"],
     f"{RAKUTEN}?pc={DESK}&m={DESK}"),
    ("http://item.rakuten.co.jp/shop/item/?scid=af_x", ["dead-form", "insecure"],
     f"{RAKUTEN}?pc=https%3A%2F%2Fitem.rakuten.co.jp%2Fshop%2Fitem%2F"
     "&m=https%3A%2F%2Fitem.rakuten.co.jp%2Fshop%2Fitem%2F"),
    ("https://www.rakuten.co.jp/some-shop/?x=1&scid=af_x", ["dead-form"],
     f"{RAKUTEN}?pc=https%3A%2F%2Fwww.rakuten.co.jp%2Fsome-shop%2F%3Fx%3D1"
     "&m=https%3A%2F%2Fwww.rakuten.co.jp%2Fsome-shop%2F%3Fx%3D1"),
    ("https://www.amazon.co.jp/s?k=quiet%2520desk&tag=example-22", ["over-encoded"],
     "https://www.amazon.co.jp/s?k=quiet%20desk&tag=example-22"),
    ("https://www.amazon.co.jp/s?k=%25E6%259C%25BA&tag=example-22", ["over-encoded"],
     "https://www.amazon.co.jp/s?k=%E6%9C%BA&tag=example-22"),
    (f"{RAKUTEN}?pc={DESK.replace('%', '%25')}", ["over-encoded"], f"{RAKUTEN}?pc={DESK}"),
    ("https://www.amazon.co.jp/s?k=desk&amp;tag=example-22", ["missing-id", "over-encoded"],
     "https://www.amazon.co.jp/s?k=desk&tag=example-22"),
    ("https://www.amazon.co.jp/s?k=机&tag=example-22", ["not-encoded"],
     "https://www.amazon.co.jp/s?k=%E6%9C%BA&tag=example-22"),
    (f"{RAKUTEN}?pc=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fquiet%20desk%2F", ["not-encoded"],
     f"{RAKUTEN}?pc={DESK}"),
    (f"{VC}https://shopping.yahoo.co.jp/search?p=desk", ["not-encoded"],
     f"{VC}https%3A%2F%2Fshopping.yahoo.co.jp%2Fsearch%3Fp%3Ddesk"),
    ("https://www.amazon.co.jp/s?k=C#&tag=example-22", ["not-encoded", "missing-id"],
     "https://www.amazon.co.jp/s?k=C%23&tag=example-22"),
    ("http://www.amazon.co.jp/s?k=desk&tag=example-22", ["insecure"],
     "https://www.amazon.co.jp/s?k=desk&tag=example-22"),
    (f"{RAKUTEN}?pc={DESK.replace('https', 'http')}", ["insecure"], f"{RAKUTEN}?pc={DESK}"),
    (f"{RAKUTEN}?pc={DESK}&m={LAMP}", ["mobile-target"], ""),
    (f"{RAKUTEN}?pc={DESK}&m=http%3A%2F%2Fm.rakuten.co.jp%2Fshop%2Fi%2F1%2F", ["mobile-target"], ""),
    (f"{RAKUTEN}?pc={DESK}&m={DESK.replace('https', 'http')}", ["mobile-target"], f"{RAKUTEN}?pc={DESK}&m={DESK}"),
    ("https://www.amazon.co.jp/s?k=desk&tag=example-22&tags=x", ["unknown-parameter"], ""),
    ("https://www.amazon.co.jp/s?k=R&D&tag=example-22", ["unknown-parameter"], ""),
    ("http://www.amazon.co.jp/s?k=R&D desk&tag=example-22", ["insecure", "unknown-parameter"],
     "https://www.amazon.co.jp/s?k=R&D desk&tag=example-22"),
    ("https://www.amazon.co.jp/s?k=%A5%A0&tag=example-22", ["unreadable"], ""),
    ("https://go.shop.example/?aff_id=77", ["unknown-network"], ""),
    ("https://shop.example/lamp?utm_source=x&utm_medium=affiliates", ["unknown-network"], ""),
    ("http://px.a8.net/svt/ejp?a8mat=A+B&a8ejpredirect=http%3A%2F%2Fschool.example%2F", ["insecure"],
     "https://px.a8.net/svt/ejp?a8mat=A+B&a8ejpredirect=http%3A%2F%2Fschool.example%2F"),  # may have no https:
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected", "repaired"), BAD)
def test_a_fault_is_found_and_mended_where_that_is_safe(url, expected, repaired):
    verdict = judge(url, PROJECT)
    assert sorted(rules(url)) == sorted(expected)
    assert verdict.repaired == repaired
    assert all(fault.message for fault in verdict.faults)
    assert all(fault.is_fixed == (bool(repaired) and fault.rule not in rules(repaired)) for fault in verdict.faults)
    assert any(fault.is_fixed for fault in verdict.faults) == bool(repaired)


@pytest.mark.parametrize(("url", "expected", "repaired"), [case for case in BAD if case[2]])
def test_a_repaired_link_needs_no_repair_and_pays_nobody_else(url, expected, repaired):
    assert judge(repaired, PROJECT).repaired == ""
    before, after = parse(url), parse(repaired)
    if before.is_paid:
        assert after.ids == before.ids
    else:
        assert "foreign-id" not in rules(repaired)


def test_where_nothing_is_known_of_the_project_no_id_is_foreign_or_missed_in_plain_links():
    assert rules("https://www.amazon.co.jp/s?k=desk&tag=other-22", NOBODY) == []
    assert rules("https://www.amazon.co.jp/s?k=desk", NOBODY) == []
    assert rules("https://af.moshimo.com/af/c/click?p_id=54&url=x", NOBODY) == ["missing-id"]
    assert judge("https://item.rakuten.co.jp/shop/item/?scid=x", NOBODY).repaired == ""


def test_further_ids_of_ones_own_are_not_foreign():
    from dataclasses import replace

    project = project_of((replace(AMAZON, own_ids=("second-22",)),))
    assert rules("https://www.amazon.co.jp/s?k=desk&tag=second-22", project) == []
    assert rules("https://www.amazon.co.jp/s?k=desk&tag=third-22", project) == ["foreign-id"]


def test_every_rule_has_a_case():
    assert {rule for _, expected, _ in BAD for rule in expected} == set(LinkRule)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_a_link_that_a_store_builds_has_no_fault_but_a_keyword_that_looks_encoded(keyword):
    for shop in ("amazon.co.jp", "rakuten", "yahoo-shopping"):
        for name in ("moshimo", "a8", PRESETS[shop].network.key):
            ids = {"tag": "e-22", "id": "a.b", "sid": "1", "pid": "2", "a8mat": "A+B"}
            ids |= {"a_id": "1", "p_id": "2", "pc_id": "3", "pl_id": "4"}
            store = PRESETS[shop].store("x", ids, network=NETWORKS[name])
            found = {fault.rule for fault in judge(store.link(keyword).url, project_of((store,))).faults}
            assert found <= ({LinkRule.OVER_ENCODED} if "%" in keyword else set())
