"""Every affiliate link of real articles, in HTML and in Markdown, comes out of its parts as it went in."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest

from sphinx_aiarticle.migrate.survey import find_stores
from sphinx_aiarticle.recognise.boxes import BoxLink, BoxProduct
from sphinx_aiarticle.stores.affiliate import is_affiliate, store_of
from sphinx_aiarticle.stores.link import ForeignForm, Link, parse

# Addresses in attributes, Markdown links and strings of JSON; none of them holds a quote, a bracket or a space.
_URL = re.compile(r"https?://[^\s\"'<>()\\]+")


@pytest.fixture(scope="module")
def urls(corpus_texts):
    found = (html.unescape(url) for text in corpus_texts.values() for url in _URL.findall(text))
    links = [url for url in found if is_affiliate(url)]
    if not links:
        pytest.skip("these articles hold no affiliate links")
    return links


def test_every_link_is_written_again_as_it_stands(urls):
    for url in urls:
        link = parse(url)
        assert isinstance(link, ForeignForm) or link.url() == url


def test_every_link_is_made_again_from_its_store_keyword_and_ids_alone(urls):
    """A link in another encoding, to another page or of a foreign form says so; nothing is lost in silence."""
    results = Counter()
    for url in urls:
        link = parse(url)
        if isinstance(link, ForeignForm):
            assert link.reason
            results["foreign"] += 1
            continue
        assert isinstance(link, Link)
        assert link.is_paid
        box = BoxProduct(name="Mat", label="", reasons=(), links=(BoxLink(store=store_of(url), url=url),))
        setups = find_stores([box]) if link.keyword or link.identifiers else ()
        made = setups[0].store.link(link.keyword, link.identifiers).url if setups else ""
        results["made" if made == url else "encoded otherwise"] += 1
    assert results["made"] > 0.95 * len(urls), results
