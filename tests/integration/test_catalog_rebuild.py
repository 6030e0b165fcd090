"""A changed catalogue: only the pages that show the product are read and written again, and as if built afresh."""

from __future__ import annotations

import os
import time

import pytest
from conftest import CATALOG, STORES, png, run_build, write

CONF = {
    "aiarticle_catalog": ["products.toml", "more.toml"],
    "aiarticle_stores": {
        "shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"}, **STORES,
    },
}  # fmt: skip
MORE = '[chair]\nname = "Chair"\ncategory = "chairs"\nids = { asin = "B012345678" }\n'
PAGES = {
    "index.md": "# Home\n",  # no table of contents: neighbours would have to be written again
    "felt.md": "# Felt\n\n:::{product-box}\n:id: felt-mat\n:::\n",
    "cork.rst": "Cork\n====\n\n.. product-box::\n   :id: cork-mat\n",
    "list.md": "# List\n\n```{product-list}\n:ids: chair, lamp\n```\n",
    "mats.rst": "Mats\n====\n\n.. product-list:: Mats\n   :category: mats\n   :style: table\n",
    "role.md": "# Role\n\nSee {aiarticle:product}`felt-mat`.\n",
    "all.rst": "All\n===\n\n.. product-index::\n",
    "plain.md": "# Plain\n\n:::{product-box} Something else\n:::\n",
    "wish.md": "# Wish\n\n:::{product-box} Not yet known\n:id: desk\n:::\n",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")  # 2026-03-01 UTC


def watched(srcdir, out, **options):
    """Build, and return the site with the documents that were read and the pages that were written."""
    written = []

    def setup(app):
        app.connect("html-page-context", lambda app, name, *rest: written.append(name))

    site = run_build(srcdir, out=out, conf=CONF, setup=setup, **options)
    generated = {"genindex", "search"}
    return site, sorted(site.read), sorted(set(written) - generated)


def differing(left, right):
    left, right = left.files(), right.files()
    skipped = ("searchindex.js", ".pickle")
    return [name for name in right if left.get(name) != right[name] and not name.endswith(skipped)]


def changed(tmp_path, files=(), removed=(), parallel=0):
    """Build, change, build again, and once afresh; return the second build and what it read and wrote."""
    srcdir = tmp_path / "src"
    write(srcdir, {**PAGES, "products.toml": CATALOG, "more.toml": MORE, "images/mat.png": png(30, 20)})
    watched(srcdir, "site", parallel=parallel)
    past = time.time() - 60
    for path in srcdir.rglob("*"):
        os.utime(path, (past, past))
    write(srcdir, dict(files))
    for name in removed:
        (srcdir / name).unlink()
    site, read, written = watched(srcdir, "site", parallel=parallel)
    fresh, _, _ = watched(srcdir, "fresh", parallel=parallel)
    assert differing(site, fresh) == []
    return site, read, written


CHANGES = {
    "a brand": (CATALOG.replace("Felt & Sons", "Felt Ltd"), MORE, ["all", "felt", "mats"]),
    "a name": (CATALOG.replace("Felt mat <L>", "Wool mat"), MORE, ["all", "cork", "felt", "mats"]),
    "a price": (CATALOG.replace("amount = 1200", "amount = 1300"), MORE, ["all", "felt", "mats"]),
    "a state": (CATALOG.replace('name = "Lamp"\nstate = "discontinued"', 'name = "Lamp"'), MORE, ["all", "list"]),
    "a successor": (CATALOG.replace('replaced-by = "felt-mat"', 'replaced-by = "lamp"'), MORE, ["all", "cork", "mats"]),
    "an identifier": (CATALOG, MORE.replace("B012345678", "B012345679"), ["all", "list"]),
    "a category": (CATALOG, MORE.replace('"chairs"', '"mats"'), ["all", "list", "mats"]),
    "a new product": (CATALOG, MORE + '[desk]\nname = "Desk"\n', ["all", "wish"]),
    "a product less": (CATALOG, "", ["all", "list"]),
    "a broken product": (CATALOG, MORE.replace('"Chair"', '"Chair'), ["all", "list"]),
    "only its place": ("# The catalogue\n\n" + CATALOG, MORE, []),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_product_reads_only_its_pages(tmp_path, change):
    products, more, expected = CHANGES[change]
    _, read, written = changed(tmp_path, {"products.toml": products, "more.toml": more})
    assert read == expected
    followers = {"role", "list"} if change == "a name" else set()  # pages that name it without showing it
    assert set(expected) <= set(written) <= {*expected, *followers}


@pytest.mark.parametrize("change", ["a name", "a new product"])
def test_parallel_builds_read_the_same_pages(tmp_path, change):
    products, more, _ = CHANGES[change]
    changed(tmp_path, {"products.toml": products, "more.toml": more}, parallel=2)


def test_a_price_grows_old_without_any_change(tmp_path, monkeypatch):
    srcdir = tmp_path / "src"
    write(srcdir, {**PAGES, "products.toml": CATALOG, "more.toml": MORE, "images/mat.png": png(30, 20)})
    assert "1,200" in watched(srcdir, "site")[0].text("felt.html")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1772323200 + 60 * 24 * 60 * 60))
    site, read, _ = watched(srcdir, "site")
    assert read == ["all", "felt", "mats"]
    assert len([line for line in site.warnings if "[aiarticle.price]" in line]) == 1
    assert "1,200" not in site.text("felt.html")
    assert differing(site, watched(srcdir, "fresh")[0]) == []


def test_a_removed_catalogue_is_noticed(tmp_path):
    site, read, _ = changed(tmp_path, removed=["more.toml"])
    assert read == ["all", "list"]
    assert "cannot be read" in site.warnings[0]


def test_pages_follow_the_box_they_refer_to(tmp_path):
    site, read, written = changed(tmp_path, {"a.md": "# A\n\n:::{product-box}\n:id: felt-mat\n:::\n"})
    assert read == ["a"]
    assert set(written) >= {"a", "all", "role"}
    assert 'href="a.html#product-' in site.text("role.html")


def test_pages_follow_a_removed_box(tmp_path):
    site, _, written = changed(tmp_path, removed=["felt.md"])
    assert {"all", "cork", "role"} <= set(written)
    assert 'href="mats.html#product-' in site.text("role.html")
    assert not site.soup("cork.html").select(".aiarticle-product__state a")


def test_the_index_follows_the_titles_of_pages(tmp_path):
    site, _, written = changed(tmp_path, {"felt.md": PAGES["felt.md"].replace("# Felt", "# Felt again")})
    assert "all" in written
    assert "Felt again" in site.text("all.html")


def test_nothing_is_read_or_written_without_a_change(tmp_path):
    _, read, written = changed(tmp_path)
    assert (read, written) == ([], [])


def test_one_of_many_pages_is_built_again(tmp_path):
    srcdir = tmp_path / "src"
    catalog = "\n".join(f'[p{n}]\nname = "Product {n}"\nids = {{ asin = "B{n:09}" }}\n' for n in range(60))
    pages = {f"p{n}.rst": f"Page {n}\n=======\n\n.. product-box::\n   :id: p{n}\n" for n in range(60)}
    pages["p7.rst"] = pages["p7.rst"] + "\n.. product-list::\n   :ids: p40\n"
    write(srcdir, {"index.rst": "Home\n====\n", **pages, "products.toml": catalog, "more.toml": ""})
    _, read, written = watched(srcdir, "site")
    assert (len(read), len(written)) == (61, 61)
    write(srcdir, {"products.toml": catalog.replace('"Product 40"', '"Product forty"')})
    site, read, written = watched(srcdir, "site")
    assert (read, written) == (["p40", "p7"], ["p40", "p7"])
    assert "Product forty" in site.text("p40.html")
