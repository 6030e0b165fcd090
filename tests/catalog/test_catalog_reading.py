"""Catalogues: typed products, and every mistake at its file and line."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinx_aiarticle.catalog.entry import check_digit, id_problem
from sphinx_aiarticle.catalog.reader import read_catalog, with_honest_prices
from sphinx_aiarticle.model.product import Price
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import Store

STORES = {
    "amazon": PRESETS["amazon.co.jp"].store("amazon", {}),
    "shop": Store(key="shop", name="Example Shop", search="https://shop.example.com/?q={keyword}"),
}
FULL = """\
# desk things
[felt-mat]
name = "Felt  mat\\n90x40"
brand = "Felt & Sons"
url = "https://felt.example.org/mat"
image = "images/mat.png"
label = "For quiet desks"
category = "mats"
description = "A mat of felt."
search = "felt desk mat"
stores = ["shop", "amazon"]
links = { shop = "https://shop.example.com/items/mat" }
specs = { "重さ" = "620 g", width = 90 }

[felt-mat.ids]
asin = "b012345678"
jan = "4901234567894"
rakuten = "felt/mat-90"

[felt-mat.price]
amount = "1,200"
currency = "jpy"
shop = "shop"
date = 2026-02-20

[cork-mat]
name = "Cork mat"
replaced-by = "felt-mat"
"""


def read(tmp_path, *texts, stores=STORES, **options):
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"c{number}.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    catalog, findings = read_catalog(paths, stores, **options)
    places = [
        f"{file.removeprefix(f'{tmp_path}/')}:{problem.line}: {problem.message.replace(f'{tmp_path}/', '')}"
        for file, problem in findings
    ]
    return catalog, places


def test_a_product_is_read_in_full(tmp_path):
    catalog, findings = read(tmp_path, FULL)
    assert findings == []
    mat, cork = catalog.products.values()
    assert (mat.name, mat.image, mat.line(), mat.line("price")) == ("Felt mat 90x40", "/images/mat.png", 2, 20)
    assert mat.price == Price(amount="1200", currency="JPY", shop="shop", date=dt.date(2026, 2, 20))
    assert dict(mat.ids) == {
        "asin": "B012345678", "jan": "4901234567894", "rakuten": "felt/mat-90", "gtin": "4901234567894",
    }  # fmt: skip
    assert mat.specs == (("重さ", "620 g"), ("width", "90"))
    assert mat.stores == ("shop", "amazon")
    assert (cork.discontinued, catalog.successor(cork)) == (True, mat)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nam = 1", "4: unknown key 'nam'; did you mean 'name'?"),
        ('url = "felt.org"', "4: 'url' must be an absolute http(s) address, not 'felt.org'; it is left out"),
        ('image = "javascript:x"', "4: the image 'javascript:x' is neither a file nor an http(s) address"),
        ("brand = [1]", "4: 'brand' must be text, not a list; write it in one line (product"),
        ('stores = ["amazn"]', "4: store 'amazn' is not configured; did you mean 'amazon'?"),
        ("stores = [1]", "4: store '1' is not configured; known are amazon, shop"),
        ('links = { shop = "/x" }', "4: 'links.shop' must be an absolute http(s) address, not '/x'; it is left out"),
        ('links.ebay = "https://e.example/"', "4: store 'ebay' is not configured; known are amazon, shop"),
        ('links = "https://e.example/"', "4: 'links' must be a table, not 'https://e.example/'"),
        ('ids.asin = "B01"', "4: 'B01' is not a valid asin; write its ten capitals and digits, such as B012345678"),
        ('ids.asin = "4123456789"', "4: the last character of the asin '4123456789' should be 2; look for a typing"),
        ('ids.jan = "4901234567890"', "4: the last digit of the jan '4901234567890' should be 4; look for a typing"),
        ('ids.gtin = "123"', "4: '123' is not a valid gtin; write its 8 or 12 or 13 or 14 digits"),
        ('ids.rakuten = "felt"', "4: 'felt' is not a valid rakuten; write shop and item as in the address"),
        ('ids.asn = "B012345678"', "4: unknown key 'ids.asn'; did you mean 'asin'?"),
        ('ids = { jan = "4901234567894", gtin = "4901234567900" }', "4: 'jan' is the 'gtin' of a product"),
        ('state = "gone"', "4: 'state' is one of available, discontinued, not 'gone'"),
        ('replaced-by = "b0"', "4: 'a' is replaced by 'b0', which is in no catalogue; known are b"),
        ('replaced-by = "a"', "4: these products replace each other: a → a"),
        ('[a.price]\namount = "cheap"', "5: 'amount' must be digits and at most one dot, for example 89800"),
        ("[a.price]\namount = [1]", "5: 'price.amount' must be text, not a list"),
        ("[a.price]\namount = 1", "4: a price needs 'currency' and 'shop' and 'date' too; it is left out"),
        ('[a.price]\namount = 1\ncurrency = "JPX"', "6: 'currency' must be an ISO 4217 code"),
        ('[a.price]\namount = 1\ncurrency = "JPY"', "4: a price needs 'shop' and 'date' too; it is left out"),
        ('[a.price]\namount = 1\ncurrency = "JPY"\ndate = "1.3."', "7: 'date' must be the day you saw it"),
        ('[a.price]\namount = 1\ncurrency = "JPY"\ndate = 2026-03-01', "4: a price needs 'shop' too; it is left out"),
        ('[a.price]\namount = 1\ncurrency = "JPY"\ndate = 2026-03-01\nshop = "x"', "8: store 'x' is not configured"),
        ("[a.price]\namout = 1", "5: unknown key 'price.amout'; did you mean 'amount'?"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_left_out_with_its_place(tmp_path, line, expected):
    catalog, findings = read(tmp_path, f'# c\n[a]\nname = "A"\n{line}\n\n[b]\nname = "B"\n')
    assert list(catalog.products) == ["a", "b"]
    assert len(findings) == 1, findings
    assert findings[0].startswith(f"c0.toml:{expected}")
    clean = read(tmp_path, '[a]\nname = "A"\n')[0].products["a"]
    for name in ("url", "image", "brand", "stores", "links", "price", "replaced_by"):
        assert getattr(catalog.products["a"], name) == getattr(clean, name)


@pytest.mark.parametrize(
    ("written", "code"), [("yen", "JPY"), ("JP", "JPY"), ("Euro", "EUR"), ("GB", "GBP"), ("dollar", ""), ("??", "")]
)
def test_the_name_or_country_of_a_currency_gets_a_hint(tmp_path, written, code):
    _, (finding, *_) = read(tmp_path, f'[a]\nname = "A"\n[a.price]\ncurrency = "{written}"\n')
    assert "c0.toml:4: 'currency' must be an ISO 4217 code" in finding
    assert (f"did you mean {code!r}?" in finding) == bool(code)


def test_all_that_is_wrong_with_a_price_is_said_at_once(tmp_path):
    price = 'amount = "cheap"\ncurrency = "YEN"\nshop = "amazn"\ndate = "1 March"\n'
    catalog, findings = read(tmp_path, f'[a]\nname = "A"\n[a.price]\n{price}')
    assert catalog.products["a"].price is None
    assert [finding.partition(" must")[0].partition(" is not")[0] for finding in findings] == [
        "c0.toml:4: 'amount'", "c0.toml:5: 'currency'", "c0.toml:6: store 'amazn'", "c0.toml:7: 'date'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "stores"), [("", None), ("stores = []", ()), ('stores = ["shop"]', ("shop",)), ('stores = ["shp"]', None)]
)
def test_an_empty_list_of_stores_is_none_and_a_mistake_is_no_choice(tmp_path, line, stores):
    catalog, _ = read(tmp_path, f'[a]\nname = "A"\n{line}\n')
    assert catalog.products["a"].stores == stores


@pytest.mark.parametrize("asin", ["4123456782", "0306406152", "B01234567X", "9999999998"])
def test_the_asin_of_a_book_has_the_check_digit_of_its_isbn(asin):
    assert bool(id_problem("asin", asin)) == (asin == "9999999998")


def test_a_replaced_product_is_not_available(tmp_path):
    catalog, (finding,) = read(tmp_path, '[a]\nname = "A"\nstate = "available"\nreplaced-by = "b"\n[b]\nname = "B"\n')
    assert finding.startswith("c0.toml:3: a product that is available is not replaced")
    assert (catalog.products["a"].discontinued, catalog.products["a"].replaced_by) == (True, "b")


def test_a_product_without_a_name_or_with_an_odd_id_is_none(tmp_path):
    catalog, findings = read(tmp_path, 'x = 1\n[a]\nbrand = "A"\n["あ"]\nname = "B"\n[[c]]\nname = "C"\n')
    assert catalog.products == {}
    assert findings == [
        "c0.toml:1: 'x' belongs to no product; write it below a line with the product's id, such as [felt-mat]",
        "c0.toml:2: a product needs a 'name' (product 'a')",
        "c0.toml:4: an id holds letters, digits, hyphens and underscores only (product 'あ')",
        "c0.toml:6: 'c' belongs to no product; write it below a line with the product's id, such as [felt-mat]",
    ]


def test_the_same_id_in_two_files_names_both_places(tmp_path):
    catalog, findings = read(tmp_path, '[a]\nname = "First"\n', '\n[b]\nname = "B"\n[a]\nname = "Second"\n')
    assert catalog.products["a"].name == "First"
    assert findings == ["c1.toml:4: the product 'a' is already at c0.toml:1; rename one of them"]


def test_the_same_id_in_one_file_names_both_places(tmp_path):
    text = '[a]\nname = "First"\nprice.amount = 1\n[b]\nname = "B"\n\n[a]\nname = "Second"\n[c]\nname = "C"\n'
    catalog, findings = read(tmp_path, text)
    assert list(catalog.products) == ["a", "b", "c"]
    assert [line for line in findings if "already" in line] == [
        "c0.toml:7: the product 'a' is already at c0.toml:1; rename one of them"
    ]


def test_a_broken_product_does_not_take_the_others(tmp_path):
    text = '[a]\nname = "A"\n\n[b]\nname = "B\nbrand = 1\n[b.ids]\nasin = "B012345678"\n[c]\nname = "C"\n'
    catalog, findings = read(tmp_path, text)
    assert {"a", "c"} <= catalog.products.keys()
    assert findings[0].startswith("c0.toml:5: this is not TOML: ")


def test_a_key_in_japanese_needs_quotation_marks(tmp_path):
    catalog, (finding,) = read(tmp_path, '[a]\nname = "A"\n[a.specs]\n重さ = "1"\n[b]\nname = "B"\n')
    assert list(catalog.products) == ["b"]
    assert finding.startswith(
        "c0.toml:4: this is not TOML: Invalid statement (put a key with other letters than a to z"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"\xff\xfe", "1: this catalogue is not UTF-8; save it as UTF-8"),
        ("a = " + "[" * 50_000, "1: this is not TOML"),
        ("[a", "1: this is not TOML"),
        ("=", "1: this is not TOML"),
        ("x" * 4_000_001, "1: this file has more than 4000000 characters; split it"),
        ('[a]\nname = "' + "x" * 3000 + '"', "2: 'name' is longer than 2000 characters and is cut"),
    ],
)  # fmt: skip
def test_hostile_files_are_one_located_problem(tmp_path, text, expected):
    _, findings = read(tmp_path, text)
    assert len(findings) == 1
    assert findings[0].startswith(f"c0.toml:{expected}")


def test_a_missing_file_says_why(tmp_path):
    _, ((_file, problem),) = read_catalog([tmp_path / "none.toml"], STORES)
    assert problem.message == (
        "this catalogue cannot be read: No such file or directory; "
        "aiarticle_catalog takes paths from the folder of conf.py"
    )
    _, ((_file, problem),) = read_catalog([tmp_path], STORES)
    assert problem.message.startswith("this catalogue cannot be read: ")


def test_control_characters_and_breaks_do_not_reach_the_page(tmp_path):
    catalog, findings = read(
        tmp_path, '\ufeff[a]\r\nname = "A\\u0000\\tB\\u001b"\r\ndescription = """\r\none\r\ntwo"""\r\n'
    )
    assert findings == []
    assert (catalog.products["a"].name, catalog.products["a"].description) == ("A B", "one two")


def test_successors_are_followed_to_the_end_and_rings_are_cut(tmp_path):
    names = {"a": "b", "b": "c", "c": "", "x": "y", "y": "z", "z": "y"}
    text = "\n".join(f'[{k}]\nname = "{k}"\n' + (f'replaced-by = "{v}"\n' if v else "") for k, v in names.items())
    catalog, findings = read(tmp_path, text)
    assert catalog.successor(catalog.products["a"]).id == "c"
    assert findings == ["c0.toml:18: these products replace each other: y → z → y"]
    assert catalog.products["z"].replaced_by == ""
    assert catalog.products["z"].discontinued


def test_identifiers_of_your_own_stores_are_known(tmp_path):
    catalog, findings = read(tmp_path, '[a]\nname = "A"\nids.shopcode = "x-1"\n', other_ids=["shopcode"])
    assert findings == []
    assert dict(catalog.products["a"].ids) == {"shopcode": "x-1"}


@pytest.mark.parametrize("number", ["4006381333931", "0012345678905", "96385074", "012345678905", "10012345678902"])
def test_check_digits_of_published_numbers(number):
    assert check_digit(number[:-1]) == number[-1]


def test_digests_change_with_the_product_and_its_successor_only(tmp_path):
    before, _ = read(tmp_path, FULL)
    moved, _ = read(tmp_path, "\n\n" + FULL)
    assert moved.digests == before.digests
    renamed, _ = read(tmp_path, FULL.replace("90x40", "80x40"))
    assert renamed.digests["cork-mat"] != before.digests["cork-mat"]
    branded, _ = read(tmp_path, FULL.replace("Felt & Sons", "Felt"))
    assert branded.digests["felt-mat"] != before.digests["felt-mat"]
    assert branded.digests["cork-mat"] == before.digests["cork-mat"]


# Prices


def honest(catalog, day=dt.date(2026, 3, 1), max_age=30):
    checked, findings = with_honest_prices(catalog, STORES, day, max_age)
    return checked.products["felt-mat"].price, [f"{problem.line}: {problem.message}" for _file, problem in findings]


def test_a_price_of_these_days_stays(tmp_path):
    catalog, _ = read(tmp_path, FULL)
    price = catalog.products["felt-mat"].price
    assert honest(catalog) == (price, [])
    assert honest(catalog, price.date - dt.timedelta(days=1)) == (price, [])  # tomorrow has begun further east


def test_an_old_price_goes_and_with_it_the_digest(tmp_path):
    catalog, _ = read(tmp_path, FULL)
    price, (finding,) = honest(catalog, dt.date(2026, 3, 23))
    assert price is None
    assert finding.startswith("20: the price of 2026-02-20 is not from the last 30 days and is left out")
    later, _ = with_honest_prices(catalog, STORES, dt.date(2026, 3, 23), 30)
    assert later.digests["felt-mat"] != catalog.digests["felt-mat"]


@pytest.mark.parametrize(
    "change",
    [('shop = "shop"\ndate', 'shop = "amazon"\ndate'), ("https://shop.example.com/items/mat", "https://amzn.to/x")],
)
def test_a_price_of_amazon_goes(tmp_path, change):
    catalog, _ = read(tmp_path, FULL.replace(*change))
    price, (finding,) = honest(catalog)
    assert price is None
    assert finding.startswith("20: Amazon allows prices from its own interface only")


def test_a_discontinued_product_has_no_price(tmp_path):
    catalog, _ = read(tmp_path, FULL.replace('name = "Felt', 'state = "discontinued"\nname = "Felt'))
    assert honest(catalog, dt.date(2030, 1, 1)) == (None, [])
