"""Configuration: a wrong value warns once, at its line, says what to write, and the default holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import BASE, run_build, write

from sphinx_aiarticle import config_values as values
from sphinx_aiarticle.config import OPTIONS, settings
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.stores.store_settings import read_stores


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("publisher", {"nam": "X"}, "unknown key 'publisher.nam' is left out; did you mean 'name'?"),
        ("publisher", {"url": BASE}, "'publisher' needs a 'name'"),
        ("authors", {"aoi": {"name": "Aoi", "url": "javascript:alert(1)"}}, "must be an absolute http(s) address"),
        ("authors", {"aoi": {"name": "Aoi", "type": "Robot"}}, "Organization, not 'Robot'; 'Person' is used"),
        ("authors", {"aoi": 7}, "'aoi' must be a mapping"),
        ("article_type", "blog posting", "is not an article type of schema.org; did you mean 'BlogPosting'?"),
        ("article_types", {"News": "news"}, "'news' is not an article type of schema.org; "),
        ("stores", {"shop": {"preset": "rakutn"}}, "unknown preset 'rakutn' of store 'shop'; did you mean 'rakuten'?"),
        ("stores", {"amazon": {"preset": "amazon.de", "tags": "x"}}, "'amazon.tags' is left out; did you mean 'tag'?"),
        ("stores", {"price": {"preset": "rakuten"}}, "a store cannot be called 'price'"),
        ("stores", {"own": {"search": "https://shop.example.com/"}}, "must be an address with {keyword}"),
        ("stores", {"own": {"search": "javascript:{keyword}"}}, "must be absolute http(s) addresses"),
        ("stores", {"own": {"search": "https://{keyword}.example/"}}, "must be absolute http(s) addresses of one host"),
        ("stores", {"own": {"search": "https://s.example?{keyword}", "item": "//x/{jan}"}}, "addresses of one host"),
        ("stores", {"own": {"search": "https://s.example/{keyword}", "item": "https://s.example/"}}, "with an identi"),
        ("stores", {"r": {"preset": "rakuten", "network": "moshima"}}, "unknown network 'moshima' of store 'r'; did"),
        ("stores", {"r": {"preset": "rakuten", "network": "moshimo", "a_id": "1"}}, "needs 'p_id', 'pc_id', 'pl_id'"),
        ("stores", {"y": {"preset": "yahoo-shopping", "sid": "1"}}, "store 'y' needs 'pid' too"),
        ("stores", {"r": {"preset": "rakuten", "network": "a8", "deep_link": "https://n.example/{url}"}}, "one of"),
        ("stores", {"r": {"preset": "rakuten", "deep_link": "https://n.example/"}}, "with {url}"),
        ("stores", {"r": {"preset": "rakuten", "background": "crimson"}}, "must be a colour such as '#bf0000'"),
        ("stores", {"own": {"search": "https://s.example/{keyword}", "color": "#fff"}}, "and no 'background'"),
        ("stores", {"r": {"preset": "rakuten", "own_ids": "x"}}, "must be a list of further ids"),
        ("stores", {"r": {"preset": "rakuten", "id": 7}}, "'id' of store 'r' must be a text, not 7"),
        ("stores", {"own": {"search": "https://s.example/{keyword}", "deep_link": "https://a.example/"}}, "with {url}"),
        ("timezone", "Asia/Tokio", "'Asia/Tokio' is not a time zone"),
        ("timezone", "../../etc/passwd", "is not a time zone"),
        ("faq_style", "acordion", "did you mean 'accordion'?"),
        ("json_ld_placement", "footer", "'footer' is none of 'script', 'head', 'body'"),
        ("price_max_age", -1, "must be a number of days"),
        ("disclosure", {"txt": "Ad"}, "did you mean 'text'?"),
        ("hugo", [1], "every entry must be a text"),
    ],
)  # fmt: skip
def test_a_wrong_value_warns_at_its_line_and_the_default_holds(tmp_path, name, value, message):
    conf = f"extensions = ['sphinx_aiarticle']\nhtml_baseurl = {BASE!r}\n\n\naiarticle_{name} = {value!r}\n"
    write(tmp_path / "src", {"conf.py": conf, "index.md": "# Home\n"})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src", builder="dummy")
    (warning,) = site.warnings
    assert warning.startswith(f"conf.py:5: WARNING: aiarticle_{name}: ")
    assert message in warning
    assert warning.endswith("[aiarticle.config]")
    option = next(option for option in OPTIONS if option.name == name)
    found = getattr(settings(site.app.config), name)
    assert found == option.read(option.default, []) or name in ("authors", "stores", "disclosure", "hugo")


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("authors", {"aoi": "Aoi", "ren": {"url": BASE}}, {"aoi", "Aoi"}),
        ("authors", {"aoi": {"name": "Aoi", "url": "x"}}, {"aoi", "Aoi"}),
        ("stores", {"amazon": {"preset": "amazon.de"}, "shop": {"preset": "rakutn"}}, {"amazon"}),
        ("stores", {"amazon": {"preset": "amazon.de", "tags": "x"}}, {"amazon"}),
        ("stores", {"amazon": {"preset": "amazon.de", "background": "crimson"}}, {"amazon"}),
        ("stores", {"amazon": {"preset": "amazon.de", "own_ids": "x"}}, {"amazon"}),
        ("article_types", {"News": "NewsArticle", "Talk": "Talk"}, {"News"}),
        ("translations", {"ja": BASE, "jp": BASE, "en": "/en/"}, {"ja"}),
        ("lint", ["rel", "rell"], {"rel"}),
        ("hugo", ["posts/*", 1], {"posts/*"}),
        ("hugo_shortcodes", {"a": "x", "b": 1}, {"a"}),
    ],
)  # fmt: skip
def test_one_mistake_does_not_take_the_others_and_its_message_names_what_follows(name, value, kept):
    option = next(option for option in OPTIONS if option.name == name)
    problems = []
    assert set(option.read(value, problems)) == kept
    assert problems
    for problem in problems:
        assert "left out" in problem.message or "used" in problem.message


def test_a_name_that_is_no_configuration_value_gets_a_hint_at_its_line(tmp_path):
    conf = f"""\
extensions = ['sphinx_aiarticle', 'own']
html_baseurl = {BASE!r}
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
aiarticle_lints = True
aiarticle_own = 1
"""
    own = "def setup(app):\n    app.add_config_value('aiarticle_own', 0, '')\n"
    write(tmp_path / "src", {"conf.py": conf, "own.py": own, "index.md": "# Home\n"})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src", builder="dummy")
    (warning,) = site.warnings
    assert warning.startswith("conf.py:5: WARNING: aiarticle_lints is not a configuration value and has no effect")
    assert "did you mean 'aiarticle_lint'?" in warning


def test_every_default_is_of_its_own_type_and_reads_without_a_warning():
    for option in OPTIONS:
        assert isinstance(option.default, option.types), option.name
        problems = []
        option.read(option.default, problems)
        assert problems == [], option.name


def test_every_option_is_described_in_a_sentence():
    for option in OPTIONS:
        assert option.description.endswith("."), option.name


@pytest.mark.parametrize(("value", "hours"), [("+09:00", 9), ("-0330", -3.5), ("UTC", 0), ("Asia/Tokyo", 9)])
def test_a_time_zone_is_a_name_or_an_offset(value, hours):
    from datetime import datetime

    assert values.read_timezone(value).utcoffset(datetime(2026, 3, 1)) == timedelta(hours=hours)


def test_a_name_alone_is_an_author():
    assert values.read_authors({"aoi": "Aoi"}, [])["aoi"].name == "Aoi"


def test_names_and_keys_of_authors_have_no_mail_addresses():
    agent = values.read_authors({"ada <a@x.org>": {"name": "Ada (a@x.org)"}}, [])["ada"]
    [default] = [option for option in OPTIONS if option.name == "default_author"]
    assert (agent.key, agent.name, default.read("Zoe <zoe@x.org>", [])) == ("ada", "Ada", "Zoe")


def test_schema_org_spelling_of_author_keys_is_taken():
    agent = values.read_agent("aoi", {"name": "Aoi", "sameAs": BASE, "jobTitle": "Editor"}, [])
    assert (agent.same_as, agent.job_title) == ((BASE,), "Editor")


def test_a_store_may_be_a_preset_or_an_address_alone():
    stores = read_stores({"amazon": "amazon.de", "own": "https://shop.example.com/?q={keyword}"})
    assert [store.search_link("a b") for store in stores.values()] == [
        "https://www.amazon.de/s?k=a%20b", "https://shop.example.com/?q=a%20b",
    ]  # fmt: skip


def test_a_value_of_the_wrong_type_gets_one_warning_from_sphinx_and_the_default(tmp_path):
    write(tmp_path / "src", {"index.md": "# Home\n"})
    site = run_build(tmp_path / "src", builder="dummy", conf={"aiarticle_stores": ["amazon"]})
    assert len(site.warnings) == 1
    assert "aiarticle_stores" in site.warnings[0]
    assert settings(site.app.config).stores == {}


def test_any_network_can_pay_for_a_shop():
    ids = {"a_id": "1", "p_id": "2", "pc_id": "3", "pl_id": "4"}
    stores = read_stores({
        "one": {"preset": "rakuten", "network": "moshimo", **ids},
        "two": {"preset": "yahoo-shopping", "deep_link": "https://net.example/?id=7&to={url}"},
        "three": {"name": "Books", "search": "https://b.example/?q={keyword}", "network": "a8", "a8mat": "A+B"},
        "four": {"name": "Tools", "search": "https://t.example/?q={keyword}", "parameters": "partner=5"},
    })  # fmt: skip
    assert [store.search_link("w").partition("%3F")[0] for store in stores.values()] == [
        "https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url="
        "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fw%2F",
        "https://net.example/?id=7&to=https%3A%2F%2Fshopping.yahoo.co.jp%2Fsearch",
        "https://px.a8.net/svt/ejp?a8mat=A+B&a8ejpredirect=https%3A%2F%2Fb.example%2F",
        "https://t.example/?q=w&partner=5",
    ]
    assert [store.name for store in stores.values()] == ["Rakuten", "Yahoo! Shopping", "Books", "Tools"]


def test_words_on_a_button_are_black_or_white_where_nothing_is_said():
    addresses = {"search": "https://s.example/{keyword}"}
    stores = read_stores({
        "dark": {**addresses, "background": "#123"}, "light": {**addresses, "background": "#ffe08a"},
        "plain": addresses, "amazon": {"preset": "amazon.com"},
    })  # fmt: skip
    assert [store.ink for store in stores.values()] == ["#fff", "#000", "", "#111"]


def test_words_that_cannot_be_read_get_one_warning_and_a_colour_that_can(tmp_path):
    conf = f"""\
extensions = ['sphinx_aiarticle']
html_baseurl = {BASE!r}
aiarticle_stores = {{'shop': {{'search': 'https://s.example/{{keyword}}', 'background': '#fc0', 'color': '#fff'}}}}
"""
    write(tmp_path / "src", {"conf.py": conf, "index.md": "# Home\n"})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src")
    (warning,) = site.warnings
    assert warning.startswith("conf.py:3: WARNING: aiarticle_stores: the words of store 'shop' cannot be read")
    assert "#fff on #fc0 has a contrast of 1.5" in warning
    assert "var(--aiarticle-shop-color, #000)" in site.text("_static/aiarticle-stores.css")


def test_a_hint_names_no_more_words_than_a_reader_takes_in():
    many = [f"p{number:03}" for number in range(500)]
    assert did_you_mean("desk", many).endswith(", p028, p029 and 470 more")
    assert did_you_mean("p0001", many) == "; did you mean 'p001'?"
    assert did_you_mean("desk", ["b", "a"]) == "; known are a, b"
