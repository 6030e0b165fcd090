"""One record for each store and network: nothing else names a host, and one record is enough."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, write

from sphinx_aiarticle.stores.affiliate import (
    is_affiliate,
    is_amazon,
    leads_to_amazon,
    plain_url,
    store_of,
    unknown_affiliate,
    web_link,
)
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import KNOWN, PRESETS

PACKAGE = ROOT / "sphinx_aiarticle"
RECORDS = {PACKAGE / "stores" / "networks.py", PACKAGE / "stores" / "registry.py"}
DESK = "https%3A%2F%2Fwww.amazon.co.jp%2Fdp%2FB0ABCDEFGH"


def test_no_other_file_names_a_host():
    hosts = {host.removeprefix("*.").removeprefix("www.") for host in KNOWN.patterns}
    named = re.compile(
        r"(?<![\w.-])(?!affiliate-program\.)(?:[\w-]+\.)*(?:" + "|".join(map(re.escape, sorted(hosts))) + r")(?![\w.-])"
    )
    files = {path for pattern in ("*.py", "*.css", "*.html", "*.js") for path in PACKAGE.rglob(pattern)}
    assert {path for path in files if named.search(path.read_text(encoding="utf-8"))} <= RECORDS
    assert all(named.search(path.read_text(encoding="utf-8")) for path in RECORDS)


RECORD = """
    Preset(
        key="acme",
        family="acme",
        name="Acme",
        search="https://www.acme.test/find?q={keyword}",
        item="https://www.acme.test/item/{acme}",
        identifiers=(Identifier(name="acme", pattern=r"A\\d+", advice="write A and digits"),),
        network=NETWORKS["awin"],
        background="#123456",
        color="#fff",
    ),
"""
CONF = 'extensions = ["sphinx_aiarticle"]\nmyst_enable_extensions = ["colon_fence"]\naiarticle_hugo = ["posts/*"]\n'
STORES = 'aiarticle_stores = {"acme": {"preset": "acme", "awinaffid": "7", "awinmid": "8"}}\n'
PAID = "https://www.awin1.com/cread.php?awinmid=8&awinaffid=7&ued=https%3A%2F%2Fwww.acme.test%2F"
BOX = """\
<div>
  <p><strong>Desk lamp</strong></p>
  <p>It is bright.</p>
  <a href="{url}">Acme</a>
</div>
"""


def test_a_store_is_added_by_one_record(tmp_path):
    """It is then in boxes, recognition, migration, the check and the colours of buttons."""
    shutil.copytree(PACKAGE, tmp_path / "sphinx_aiarticle", ignore=shutil.ignore_patterns("__pycache__"))
    records = tmp_path / "sphinx_aiarticle" / "stores" / "registry.py"
    text = records.read_text(encoding="utf-8")
    assert text.count("_PRESETS: Final = (\n") == 1
    records.write_text(text.replace("_PRESETS: Final = (\n", f"_PRESETS: Final = ({RECORD}"), encoding="utf-8")
    search = f"{PAID}find%3Fq%3Ddesk%2520lamp"
    article = f"---\ntitle: Lamps\ndate: 2026-01-02\n---\n\n{BOX.format(url=search.replace('&', '&amp;'))}"
    write(tmp_path / "docs", {
        "conf.py": CONF + STORES,
        "index.md": "# Home\n\n:::{product-box} Lamp\n:acme: https://www.acme.test/item/A12\n\nBright.\n:::\n",
        "posts/lamps.md": article,
        "bad.md": "# Bad\n\n[lamp](https://www.acme.test/item/A12)\n",
    })  # fmt: skip
    write(tmp_path / "hugo", {"hugo.toml": 'title = "x"\n', "content/posts/lamps.md": article})

    def run(*arguments):
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    built = run("sphinx", "-q", "-b", "html", "docs", "out")
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert f'href="{PAID}item%2FA12"'.replace("&", "&amp;") in page  # the author's own link, with the id
    found = (tmp_path / "out/posts/lamps.html").read_text(encoding="utf-8")
    assert "aiarticle-product__store--acme" in found  # recognised
    css = (tmp_path / "out/_static/aiarticle.css").read_text(encoding="utf-8")
    assert "--_back: var(--aiarticle-acme-background, #123456);" in css
    checked = run("sphinx_aiarticle", "check", "docs")
    assert "docs/bad.md:3:8: error: the link to Acme has no id of yours" in checked.stdout, checked
    assert checked.stdout.count("error") == 1
    migrated = run("sphinx_aiarticle", "migrate", "hugo", "new")
    assert migrated.returncode == 0, migrated
    assert re.search(r"'preset': 'acme',\s*'awinaffid': '7',\s*'awinmid': '8'", _read(tmp_path / "new/conf.py"))
    assert ":search: desk lamp" in _read(tmp_path / "new/posts/lamps.md")


def _read(path):
    return path.read_text(encoding="utf-8").replace('"', "'")


def test_every_template_is_read_as_it_is_written():
    for key, preset in PRESETS.items():
        store = preset.store("x", {})
        assert store.link("quiet desk").url
        assert KNOWN.at(store.search.split("/")[2]), key
    for key, network in NETWORKS.items():
        assert all(network.patterns()), key


AFFILIATE = {  # an address, and where it leads as far as it tells
    "https://www.amazon.com/dp/B0ABCDEFGH?tag=example-20": "https://www.amazon.com/dp/B0ABCDEFGH",
    "https://amzn.com/B0ABCDEFGH/?tag=example-20": "https://amzn.com/B0ABCDEFGH/",
    "https://amzn.to/3abc": "",
    "https://read.amazon.com/kp/embed?asin=B0ABCDEFGH&tag=example-20":
        "https://read.amazon.com/kp/embed?asin=B0ABCDEFGH",
    "https://m.do.co/c/0123456789ab": "",
    "https://www.amazon.co.jp/exec/obidos/ASIN/B0ABCDEFGH/example-22/":
        "https://www.amazon.co.jp/exec/obidos/ASIN/B0ABCDEFGH/",
    "https://www.amazon.com/exec/obidos/redirect-home/example-20": "https://www.amazon.com/exec/obidos/redirect-home",
    "https://a.r10.to/hAbC": "",
    f"https://hb.afl.rakuten.co.jp/ichiba/1.2.3.4/?pc={DESK}&link_type=text": "https://www.amazon.co.jp/dp/B0ABCDEFGH",
    f"//af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url={DESK}": "https://www.amazon.co.jp/dp/B0ABCDEFGH",
    "https://www.ebay.com/itm/123456789012?mkcid=1&campid=5338000000&toolid=10001":
        "https://www.ebay.com/itm/123456789012?mkcid=1&toolid=10001",
    "https://rover.ebay.com/rover/1/711-53200-19255-0/1?campid=5338000000&mpre=https%3A%2F%2Fwww.ebay.com%2Fitm%2F1":
        "https://www.ebay.com/itm/1",
    "https://lamps.pxf.io/c/1234567/89012/3456?u=https%3A%2F%2Flamps.test%2Fa": "https://lamps.test/a",
    "https://lamps.sjv.io/c/1/2/3": "",
    "https://lamps.pxf.io/AbC123": "",
    "https://www.rentracks.jp/adx/r.html?idx=0.1.2.3&dna=4": "",
    "https://tidd.ly/3abc": "",
    "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://partner.bol.com/click/click?p=1&t=url&s=12&f=TXL&url=https%3A%2F%2Fwww.bol.com%2Fnl%2F&name=x":
        "https://www.bol.com/nl/",
    "https://www.anrdoezrs.net/click-1234-5678?url=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://www.dpbolvw.net/click-1234-5678": "",
    "https://www.shareasale.com/r.cfm?b=1&u=2&m=3&urllink=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://www.shareasale.com/r.cfm?b=1&u=2&m=3&urllink=lamps.test%2Fx": "",  # not an address by itself
    "https://go.skimresources.com/?id=1X2&xs=1&url=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://redirect.viglink.com/?key=abc&u=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://prf.hn/click/camref:1abc/pubref:x/destination:https%3A%2F%2Flamps.test%2Fa": "https://lamps.test/a",
    "https://prf.hn/click/camref:1abc": "",
    "https://clk.tradedoubler.com/click?p=1&a=2&url=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&url=https%3A%2F%2Flamps.test%2F": "https://lamps.test/",
    "https://s.click.aliexpress.com/e/_Abc": "",
    "https://room.rakuten.co.jp/room_x/items": "",
    "https://rcm-fe.amazon-adsystem.com/e/cm?t=example-22&asins=B0ABCDEFGH": "",
    "https://www.amazon.com./dp/B0ABCDEFGH?tag=example-20": "https://www.amazon.com./dp/B0ABCDEFGH",
    "https://apps.apple.com/jp/app/lamp/id1?at=1000lABC&ct=x": "https://apps.apple.com/jp/app/lamp/id1?ct=x",
    "https://www.booking.com/hotel/x.html?aid=123456": "https://www.booking.com/hotel/x.html",
    "https://bookshop.org/a/12345/9780000000000": "https://bookshop.org/a/9780000000000",
    "https://www.digistore24.com/redir/123/aoi": "https://www.digistore24.com/redir/123",
    "https://goto.walmart.com/c/1234567/565706/9383?u=https%3A%2F%2Flamps.test%2Fa": "https://lamps.test/a",
    "https://ad.linksynergy.com/fs-bin/show?id=abc&bids=1.2&type=3": "",
    "https://s.shopee.co.th/abc": "",
    f"https://mail.test/leave?to={DESK}%3Ftag%3Dexample-22&x=1": "https://www.amazon.co.jp/dp/B0ABCDEFGH",
    "https://mail.test/leave?to=https%3A%2F%2Famzn.to%2F3abc": "",
}  # fmt: skip


@pytest.mark.parametrize(("url", "plain"), AFFILIATE.items())
def test_an_affiliate_link_is_known_and_tells_where_it_leads(url, plain):
    assert is_affiliate(url)
    assert plain_url(url) == plain


@pytest.mark.parametrize(
    "url",
    [
        "https://www.amazon.co.jp/dp/B0ABCDEFGH", "https://www.ebay.com/itm/123456789012", "https://www.bol.com/nl/nl/",
        "https://pxf.io.example/c/1/2/3", "https://aws.amazon.com/s3/?tag=", "https://www.booking.com/?aid=",
        "https://bookshop.org/p/books/a/1", "https://mail.test/leave?to=https%3A%2F%2Flamps.test%2F", "javascript://amzn.to/%0aalert(1)",
        "https://www.amazon.co.jp@evil.example/?tag=x-22", "https://example.org/?tag=x-22", "//", "https://[", "",
    ],
)  # fmt: skip
def test_other_links_are_not(url):
    assert not is_affiliate(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://go.lamps.test/aff_c?offer_id=15&aff_id=77", "https://lamps.test/?affid=abc",
        "https://lamps.test/?irclickid=1&irgwc=1", "https://lamps.test/?awc=1_2_3", "https://lamps.test/?ref=affiliate7",
        "https://lamps.test/?utm_source=x&utm_medium=affiliate", "https://www.audible.test/pd/x?tag=example-22",
        "https://go.lamps.test/c/1234567/890/12", "https://imp.i123456.net/lamp",
        "https://shop.lamps.test/?af_id=me-001", "https://jp.lamps.test/?rcode=AB1",
    ],
)  # fmt: skip
def test_a_link_that_looks_like_one_is_told_by_its_sign(url):
    assert unknown_affiliate(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://lamps.test/", "https://lamps.test/?ref=footer", "https://lamps.test/tags?tag=top-20",
        "https://lamps.test/?utm_medium=email", "https://lamps.test/?affid=", "https://lamps.test/?id=5&aid=7",
        "https://lamps.test/booking.com?aid=1", "https://www.booking.com/?aid=",
        "https://lamps.test/c/12/3", "https://lamps.test/#?aff_id=7", "mailto:a@lamps.test?aff_id=7",
        "https://amzn.to/3abc?aff_id=7",
    ],
)  # fmt: skip
def test_an_ordinary_link_does_not(url):
    assert not unknown_affiliate(url)


@pytest.mark.parametrize(
    ("url", "store"),
    [
        ("https://www.amazon.de/dp/B0ABCDEFGH", "amazon"), ("https://amzn.asia/d/0abc", "amazon"),
        ("https://a.r10.to/hAbC", "rakuten"), ("https://hb.afl.rakuten.co.jp/hgc/1.2/", "rakuten"),
        ("https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=1&pid=2", "yahoo"),
        (f"https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url={DESK}", "amazon"),
        (f"https://px.a8.net/svt/ejp?a8mat=A+B&a8ejpredirect={DESK}", "amazon"),
        (f"https://h.accesstrade.net/sp/cc?rk=1&url={DESK}", "amazon"),
        ("https://www.ebay.de/itm/123456789012", "ebay"), ("https://px.a8.net/svt/ejp?a8mat=A+B", ""),
        ("https://lamps.test/", ""), ("https://www.amazon.co.jp@evil.example/", ""), ("javascript:x", ""),
    ],
)  # fmt: skip
def test_a_handwritten_box_means_the_store_that_its_link_leads_to(url, store):
    assert store_of(url) == store


def test_amazon_is_known_through_networks():
    through = f"https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url={DESK}"
    assert leads_to_amazon(through)
    assert not is_amazon(through)
    assert is_amazon("https://ws-na.amazon-adsystem.com/widgets/q?t=x-20")


@pytest.mark.parametrize(
    ("written", "followed"),
    [
        ("//af.moshimo.com/af/c/click?a_id=1", "https://af.moshimo.com/af/c/click?a_id=1"),
        (" https://amzn.to/\n  abc ", "https://amzn.to/%20%20abc"), ("https://amzn.to/a b", "https://amzn.to/a%20b"),
        ("javascript://amzn.to/%0aalert(1)", ""), ("java\nscript:x", ""), ("/path", ""), ("https://", ""),
    ],
)  # fmt: skip
def test_a_link_is_followed_as_a_browser_does(written, followed):
    assert web_link(written) == followed


def test_redirectors_in_redirectors_are_followed_a_few_steps_only():
    paid = "https://amzn.to/3abcdef"
    assert is_affiliate(f"https://a.example/?q=https://b.example/?u={paid}")
    assert plain_url(f"https://a.example/?q=https://b.example/?u={paid}") == ""
    assert not is_affiliate("https://a.example/?q=" * 5000 + paid)
