"""Configuration: a wrong value warns once, at its line, says what to write, and the default holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import BASE, run_build, write

from sphinx_aiarticle import config_values as values
from sphinx_aiarticle.config import OPTIONS, settings


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("publisher", {"nam": "X"}, "unknown key 'nam' in 'publisher'; did you mean 'name'?"),
        ("publisher", {"url": BASE}, "'publisher' needs a 'name'"),
        ("authors", {"aoi": {"name": "Aoi", "url": "javascript:alert(1)"}}, "must be an absolute http(s) address"),
        ("authors", {"aoi": {"name": "Aoi", "type": "Robot"}}, "'type' of 'aoi' must be 'Person' or 'Organization'"),
        ("authors", {"aoi": 7}, "'aoi' must be a mapping"),
        ("article_type", "blog posting", "'blog posting' is no schema.org type"),
        ("article_types", {"News": "news"}, "'news' is no schema.org type"),
        ("stores", {"shop": {"preset": "rakutn"}}, "unknown preset 'rakutn' of store 'shop'; did you mean 'rakuten'?"),
        ("stores", {"amazon": {"preset": "amazon.de", "tags": "x"}}, "unknown key 'tags' in 'amazon'"),
        ("stores", {"price": {"preset": "rakuten"}}, "a store cannot be called 'price'"),
        ("stores", {"own": {"search": "https://shop.example.com/"}}, "must be an address with {keyword}"),
        ("stores", {"own": {"search": "javascript:{keyword}"}}, "must be absolute http(s) addresses"),
        ("stores", {"own": {"search": "https://s.example/{keyword}", "deep_link": "https://a.example/"}}, "with {url}"),
        ("timezone", "Asia/Tokio", "'Asia/Tokio' is no time zone"),
        ("timezone", "../../etc/passwd", "is no time zone"),
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
    assert getattr(settings(site.app.config), name) == option.read(option.default)


def test_every_default_is_of_its_own_type_and_reads_without_a_warning():
    for option in OPTIONS:
        assert isinstance(option.default, option.types), option.name
        option.read(option.default)


def test_every_option_is_described_in_a_sentence():
    for option in OPTIONS:
        assert option.description.endswith("."), option.name


@pytest.mark.parametrize(("value", "hours"), [("+09:00", 9), ("-0330", -3.5), ("UTC", 0), ("Asia/Tokyo", 9)])
def test_a_time_zone_is_a_name_or_an_offset(value, hours):
    from datetime import datetime

    assert values.read_timezone(value).utcoffset(datetime(2026, 3, 1)) == timedelta(hours=hours)


def test_a_name_alone_is_an_author():
    assert values.read_authors({"aoi": "Aoi"})["aoi"].name == "Aoi"


def test_schema_org_spelling_of_author_keys_is_taken():
    agent = values.read_agent("aoi", {"name": "Aoi", "sameAs": BASE, "jobTitle": "Editor"})
    assert (agent.same_as, agent.job_title) == ((BASE,), "Editor")


def test_a_store_may_be_a_preset_or_an_address_alone():
    stores = values.read_stores({"amazon": "amazon.de", "own": "https://shop.example.com/?q={keyword}"})
    assert [store.search_link("a b") for store in stores.values()] == [
        "https://www.amazon.de/s?k=a%20b", "https://shop.example.com/?q=a%20b",
    ]  # fmt: skip


def test_a_value_of_the_wrong_type_gets_one_warning_from_sphinx_and_the_default(tmp_path):
    write(tmp_path / "src", {"index.md": "# Home\n"})
    site = run_build(tmp_path / "src", builder="dummy", conf={"aiarticle_stores": ["amazon"]})
    assert len(site.warnings) == 1
    assert "aiarticle_stores" in site.warnings[0]
    assert settings(site.app.config).stores == {}
