"""Mistakes that authors make: each is answered by one warning, at its line, that says what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import myst_parser
import pytest
from conftest import png, run_build, write

if TYPE_CHECKING:
    from pathlib import Path

OF_OPTIONS = int(myst_parser.__version__.split(".")[0]) > 4
#: Lines below `title` and `date` in YAML, the line of the warning, and a part of it.
YAML = (
    ("dat: 2026-03-02", 4, "did you mean 'date'?"),
    ("tilte: X", 4, "did you mean 'title'?"),
    ("descripton: x", 4, "did you mean 'description'?"),
    ("lastmode: 2026-03-02", 4, "did you mean 'lastmod'?"),
    ("auther: Aoi", 4, "did you mean 'author'?"),
    ("tag: a", 4, "did you mean 'tags'?"),
    ("keyword: a", 4, "did you mean 'keywords'?"),
    ("catagory: x", 4, "did you mean 'category'?"),
    ("cannonicalURL: https://x.org/", 4, "did you mean 'canonicalURL'?"),
    ("langage: de", 4, "delete it, or list it in aiarticle_other_keys in conf.py if"),
    ("drafts: true", 4, "did you mean 'draft'?"),
    ("alias: /x/", 4, "did you mean 'aliases'?"),
    ("aiarticel: {type: NewsArticle}", 4, "did you mean 'aiarticle'?"),
    ("covr: lamp.png", 4, "did you mean 'cover'?"),
    ("colour: red", 4, "delete it, or list it in aiarticle_other_keys in conf.py if"),
    ("lastmod: 2026-13-01", 4, "write one such as 2026-03-01 or 2026-03-01T09:00:00+09:00."),
    ("lastmod: yesterday", 4, "write a date such as 2026-03-01 or"),
    ("lastmod: 2026-02-01", 4, "write the day of the last change, or delete it."),
    ("lastmod: 3/5/2026", 4, "write a date such as 2026-03-01 or"),
    ("draft: perhaps", 4, "write 'draft: true' or 'draft: false'."),
    ("draft: 7", 4, "write 'draft: true' or 'draft: false'."),
    ("canonicalURL: /x", 4, "write it as 'https://example.org/page'."),
    ("canonicalURL: example.org/x", 4, "write it as 'https://example.org/page'."),
    ("lang: jp", 4, "did you mean 'ja', the language of that country?"),
    ("lang: english", 4, "write for example 'en' or 'zh-TW'"),
    ("lang: qq", 4, "write for example 'en' or 'zh-TW'"),
    ("description: [a, b]", 4, "write it in one line."),
    ("tags: {a: b}", 4, "a mapping is left out."),
    ("tags: [a, {b: c}]", 4, "a mapping is left out."),
    ("author: {nam: Aoi}", 4, "a mapping is left out."),
    ("authors: [{name: Aoi Nakano}, [x]]", 4, "a list is left out."),
    ("categories: [[a]]", 4, "a list is left out."),
    ("keywords: {a: 1}", 4, "a mapping is left out."),
    ("aliases: [{a: b}]", 4, "a mapping is left out."),
    ("cover: {imag: lamp.png}", 4, "did you mean 'image'?"),
    ("cover: {alt: x}", 4, "add a line 'image: …' to it."),
    ("cover: missing.png", 4, "give its path from the source folder, such as"),
    ("cover: {image: lamp.png, atl: x}", 4, "known are 'image', 'alt', 'caption', 'relative', 'hidden'."),
    ("cover: {image: lamp.png, hidden: perhaps}", 4, "write 'hidden: true' or 'hidden: false'."),
    ("cover: {image: lamp.png, relative: 3}", 4, "write 'relative: true' or 'relative: false'."),
    ("cover: [lamp.png]", 4, "write it in one line."),
    ("cover: javascript:alert(1)", 4, "write a path such as '/images/cover.png'"),
    ("cover: {image: [a]}", 4, "write it in one line."),
    ("sponsor: true", 4, "write for example 'sponsor: Example Works'"),
    ("sponsor: {url: https://x.org/}", 4, "write for example 'sponsor: Example Works'"),
    ("sponsor: {name: Works, url: x.org}", 4, "write it as 'https://example.org/page'."),
    ("sponsor: {name: Works, ulr: https://x.org/}", 4, "known are 'name', 'url'."),
    ("sponsored: Works", 4, "did you mean 'sponsor'?"),
    ("ai: true", 4, "write for example 'ai: {text: generated}'"),
    ("ai: {reviewer: Aoi}", 4, "does not say what AI has made"),
    ("ai: {text: written}", 4, "is one of generated, assisted, not 'written'"),
    ("ai: {pictures: assisted}", 4, "is one of generated, edited, not 'assisted'"),
    ("ai: {text: generated, reviwer: Aoi}", 4, "did you mean 'reviewer'?"),
    ("tutorial: 40 min", 4, "write for example 'tutorial: {time: 40 min, level: beginner}'"),
    ("tutorial: {time: 40}", 4, "write '40 min'"),
    ("tutorial: {time: soon}", 4, "write one such as '40 min' or '1 h 30 min'"),
    ("tutorial: {level: easy}", 4, "is one of beginner, intermediate, expert, not 'easy'"),
    ("tutorial: {lvel: expert}", 4, "did you mean 'level'?"),
    ("tutorial: {tools: [{a: b}]}", 4, "a mapping is left out."),
    ("series: {name: A}", 4, "a mapping is left out."),
    ("weight: heavy", 4, "must be a whole number such as 1, not 'heavy'"),
    ("weight: 1.5", 4, "lists have the article by its date."),
    ("corrections: wrong price", 4, "write '- date: 2026-03-01' and 'text: …' below it."),
    ("corrections: [{text: A price.}]", 4, "has no date; write the day as 'date'."),
    ("corrections: [{date: 2026-03-02}]", 4, "write 'text'."),
    ("corrections: [{date: 2026-02-02, text: A price.}]", 4, "is from before 'date', so its date is left out."),
    ("corrections: [{date: soon, text: A price.}]", 4, "write a date such as 2026-03-01"),
    ("corrections: [A price.]", 4, "write 'text'."),
    ("aiarticle: on-top", 4, "a mapping with 'type', 'header', 'json_ld', 'stores',"),
    ("aiarticle: {typ: NewsArticle}", 4, "did you mean 'type'?"),
    ("aiarticle: {type: Newsarticle}", 4, "did you mean 'NewsArticle'?"),
    ("aiarticle: {type: [NewsArticle]}", 4, "write it in one line."),
    ("aiarticle: {header: maybe}", 4, "write 'header: true' or 'header: false'."),
    ("aiarticle: {json_ld: maybe}", 4, "write 'json_ld: true' or 'json_ld: false'."),
    ("aiarticle: {stores: [amazn]}", 4, "did you mean 'amazon'?"),
    ("aiarticle: {stores: {amazon: 1}}", 4, "a mapping is left out."),
    ("aiarticle: {after: [serie]}", 4, "did you mean 'series'?"),
    ("aiarticle: {faq: maybe}", 4, "write 'faq: true' or 'faq: false'."),
    ("aiarticle: {jsonld: false}", 4, "did you mean 'json_ld'?"),
    ("aiarticle: {colour: red}", 4, "known are 'type', 'header', 'json_ld', 'stores', 'after', 'section', "),
    ("aiarticle: [header]", 4, "a mapping with 'type', 'header', 'json_ld', 'stores',"),
    ("tags: [a, b", 4, "put a ] at its end. Left out until then: 'tags'."),
    ("\ttags: a", 4, "YAML takes only spaces there. Replace the tab by two"),
    ("date: 2026-02-28", 4, "the last one counts. Delete one of them."),
    ("tags: *missing", 4, "put the value in quotation marks. Until then the rest of"),
    ('description: "open', 4, 'put another " at its end. Until then the rest of the line'),
    ("description: 'It's late'", 4, "write '' for a ' inside the text, or put the whole text in"),
    ("description: @home", 4, "put the value in quotation marks. Until then the rest of"),
    ("description: %x", 4, "put the value in quotation marks. Until then the rest of"),
    ("tags: [a]]", 4, "check its quotation marks, brackets and indentation. Left"),
    ("author: Aoi: Ren", 4, 'write "Aoi: Ren". Until then the rest of the line is taken'),
    ("author: aoy", 4, "add it there, or write the full name"),
    ("author: zed", 4, "add it there, or write the full name"),
    ("authors: [Aoi Nakan]", 4, "did you mean 'Aoi Nakano'?"),
    ("slug: [a]", 4, "write it in one line."),
    ("series: {", 4, "put a } at its end. Left out until then: 'series'."),
    ("description: `x`", 4, "put the value in quotation marks. Until then the rest of"),
    ("description: !!python/name:os.system", 4, "the value is left out. Write plain text without it."),
    ("title: Second", 4, "the last one counts. Delete one of them."),
    ("description: !include x", 4, "the value is left out. Write plain text without it."),
    ("lang: [de]", 4, "write it in one line."),
    ("draft: {a: b}", 4, "write 'draft: true' or 'draft: false'."),
    ("canonicalURL: [https://x.org/]", 4, "write it in one line."),
    ("canonicalURL: ftp://x.org/", 4, "write it as 'https://example.org/page'."),
    ("lastmod: [2026-03-05]", 4, "write a date such as 2026-03-01 or"),
    ("publishDate: 2026-13-40", 4, "there is no such day or time; write one such as"),
    ("expiryDate: never", 4, "The page stays."),
    ("aliases: [/%2e%2e/etc]", 4, "does not stay below the site; it is left out"),
    ("aliases: [ftp://x.org/a]", 4, "names another site; it is left out"),
    ("cover: {photo: lamp.png}", 4, "unknown key 'photo' in 'cover'; known are 'image'"),
    ("cover: lamp.txt", 4, "write a path such as '/images/cover.png'"),
    ("cover: true", 4, "write a path such as '/images/cover.png'"),
    ("cover: {image: lamp.png, caption: [a]}", 4, "write it in one line."),
    ("sponsor: [A, B]", 4, "write for example 'sponsor: Example Works'"),
    ("sponsor: {name: [A]}", 4, "'sponsor.name' must be text, not a list; write it in one line."),
    ("ai: {text: [generated]}", 4, "'ai.text' must be text, not a list; write it in one line."),
    ("tutorial: {time: -5 min}", 4, "write one such as '40 min' or '1 h 30 min'"),
    ("corrections: {date: 2026-03-01, text: x}", 4, "write '- date: 2026-03-01' and 'text: …' below it."),
    ("corrections: [{date: 2026-03-01, text: [x]}]", 4, "'corrections.text' must be text, not a list"),
    ("corrections: [{date: 2026-03-01, txt: x}]", 4, "write 'text'."),
    ("faq: {q: A?, a: B}", 4, "write '- q: …' and 'a: …' below it."),
    ("faq: yes please", 4, "write '- q: …' and 'a: …' below it."),
    ("faq: [A?]", 4, "in each entry write 'q' and 'a'."),
    ("json_ld: false", 4, "write it below 'aiarticle', as 'aiarticle: {json_ld: …}'."),
    ("header: false", 4, "write it below 'aiarticle', as 'aiarticle: {header: …}'."),
    ("stores: [amazon]", 4, "write it below 'aiarticle', as 'aiarticle: {stores: …}'."),
    ("aiarticle: {after: [neighbors]}", 4, "did you mean 'neighbours'?"),
    ("authors: [{name: Aoi Nakano, url: https://aoi.test/}]", 4, "write it in aiarticle_authors, or list 'authors'"),
    ("coverImage: lamp.png", 4, "write 'cover: lamp.png'"),
    ("featured_image: lamp.png", 4, "write 'cover: lamp.png'"),
    ("draft: 'on'", 4, "write 'draft: true' or 'draft: false'."),
    ("tags：a", 4, "put a key and a colon before it, or delete it."),
    ("title = 'x'", 4, "put a key and a colon before it, or delete it."),
    ("tags: #tea", 4, "YAML takes '#tea' for a comment and reads nothing; put the value in quotation marks."),
    ("description: The #1 pot", 4, "YAML takes '#1 pot' for a comment and reads 'The' alone"),
    ("tags: [a, b] # two\nkeywords:\n  - pot\n  - #tea", 7, "YAML takes '#tea' for a comment and reads nothing"),
    ("cover:\n  image: lamp.png\n  alt: Lamp #2", 6, "YAML takes '#2' for a comment and reads 'Lamp' alone"),
    (
        "lastmod: 2026-03-02 #x\ndraft: false #y\nexpiryDate: 2026-03-01",
        6,
        "this page is never shown: it expires before it",
    ),
    ("faq:\n  - q: A?\n  - a: B.", 4, "no question or no answer (number 1, 2); in each entry write 'q' and 'a'."),
    ("description: “Warm light”", 4, 'are curly, so they are part of the value; write straight ones, "Warm light", or'),
    ("tags: [‘a’, ‘b’]", 4, 'write straight ones, "a", or put straight ones around the curly ones to keep them.'),
    ("draft: false\npublished: no", 5, "'published' says the opposite of 'draft', which counts, so the page is shown"),
    ("draft: false\nisDraft: true", 5, "'isDraft' says the opposite of 'draft'"),
    ("---\n\n---\ntitle: U\ntags: [a]", 6, "second block is not read, but shown as text; move its keys into the first"),
    (
        "aiarticle:\n  section: producs",
        5,
        "no document lies in the folder 'producs', so no list",
    ),
    ("Tag: a", 4, "did you mean 'tags'?"),
    ("Categorie: a", 4, "did you mean 'categories'?"),
)
#: Lines below `title`, on a page without another date.
DATES = (
    ("date: 2026-3-1", 3, "write 2026-03-01. Without a valid date the page is not an"),
    ("date: 01/03/2026", 3, "write a date such as 2026-03-01 or"),
    ("date: March 1, 2026 9:05", 3, "write 2026-03-01. Without a valid date the page is not an"),
    ("date: 2026-02-30", 3, "write one such as 2026-03-01 or 2026-03-01T09:00:00+09:00."),
    ("date: today", 3, "write a date such as 2026-03-01 or"),
    ("date: 20260301", 3, "write a date such as 2026-03-01 or"),
    ("date: 2026年3月1日", 3, "write 2026-03-01. Without a valid date the page is not an"),
    ("date: [2026-03-01]", 3, "write a date such as 2026-03-01 or"),
    ("date: {start: 2026-03-01}", 3, "write a date such as 2026-03-01 or"),
    ("date: 2026-03-01 9:05", 3, "write 2026-03-01T09:05. Without a valid date the page is"),
    ("date: 2026-03-01T25:00", 3, "write one such as 2026-03-01 or 2026-03-01T09:00:00+09:00."),
    ("Date: 2026-03-01", 3, "did you mean 'date'?"),
    ("created: 2026-03-01", 3, "write 'date: 2026-03-01' if it was published then, or list"),
    ("pubDate: March 1, 2026 9:05", 3, "write 2026-03-01."),
    ("posted: 2026-03-01", 3, "write 'date: 2026-03-01' if it was published then, or list"),
    ("datePublished: 1.3.2026", 3, "write a date such as 2026-03-01 or"),
    ("aiarticle: {type: TechArticle}\ntags: [a]", 4, "add the date."),
    ("aiarticle: {header: true}\nauthor: Aoi Nakano", 4, "add the date."),
    ("date: 2026-03-01 JST", 3, "write 2026-03-01. Without a valid date the page is not an"),
    ("date: 2026/03/01", 3, "write 2026-03-01. Without a valid date the page is not an"),
    ("date: 1767312000", 3, "write 2026-01-02. Without a valid date the page is not an article."),
    ("date: Fri Jan 02 2026 10:00:00 GMT+0000", 3, "write 2026-01-02. Without a valid date"),
    ("published_at: Jan 2, 2026 9 pm", 3, "write 2026-01-02."),
    ("date: '{{ date }}'", 3, "write a date such as 2026-03-01"),
    ("date: 2026/02/30", 3, "there is no such day or time; write one such as 2026-03-01"),
    ("公開日: 2026-03-02", 3, "write 'date: 2026-03-02' if it was published then, or list"),
    ("日付: 2026年3月2日", 3, "write 'date: 2026-03-02' if it was published then, or list"),
)
#: Fields of reStructuredText below `date`.
FIELDS = (
    ("dat: 2026-03-02", 2, "did you mean 'date'?"),
    ("descripton: x", 2, "did you mean 'description'?"),
    ("auther: Aoi", 2, "did you mean 'author'?"),
    ("tag: a", 2, "did you mean 'tags'?"),
    ("lastmod: 2026-02-01", 2, "write the day of the last change, or delete it."),
    ("lastmod: soon", 2, "write a date such as 2026-03-01 or"),
    ("draft: perhaps", 2, "write 'draft: true' or 'draft: false'."),
    ("canonicalURL: /x", 2, "write it as 'https://example.org/page'."),
    ("lang: jp", 2, "did you mean 'ja', the language of that country?"),
    ("colour: red", 2, "delete it, or list it in aiarticle_other_keys in conf.py if"),
    ("cover: missing.png", 2, "give its path from the source folder, such as"),
    ("cover:\n   :imag: lamp.png", 3, "did you mean 'image'?"),
    ("cover:\n   :image: lamp.png\n   :atl: x", 4, "known are 'image', 'alt', 'caption', 'relative', 'hidden'."),
    ("aiarticle: on", 2, "a mapping with 'type', 'header', 'json_ld', 'stores',"),
    ("aiarticle:\n   :typ: NewsArticle", 3, "did you mean 'type'?"),
    ("aiarticle:\n   :type: Newsarticle", 3, "did you mean 'NewsArticle'?"),
    ("aiarticle:\n   :stores: amazn", 3, "did you mean 'amazon'?"),
    ("author: aoy", 2, "add it there, or write the full name"),
    ("tags: a\n:tags: b", 3, "the last one counts. Delete one of them."),
    ("aiarticle:\n   :header: maybe", 3, "write 'header: true' or 'header: false'."),
)
#: Lines of TOML in Hugo articles, below `title` and `date`.
TOML = (
    ("dat = 2026-03-02", 4, "did you mean 'date'?"),
    ('descripton = "x"', 4, "did you mean 'description'?"),
    ('tag = "a"', 4, "did you mean 'tags'?"),
    ("lastmod = 2026-02-01", 4, "write the day of the last change, or delete it."),
    ('draft = "perhaps"', 4, "write 'draft: true' or 'draft: false'."),
    ('canonicalURL = "/x"', 4, "write it as 'https://example.org/page'."),
    ('lang = "jp"', 4, "did you mean 'ja', the language of that country?"),
    ('名前 = "a"', 4, "Invalid statement (put a key with other letters than a to z"),
    ('tags = ["a"', 4, "Unclosed array (put a ] at its end). Keys that can be read"),
    ('title = "b"', 4, "Cannot overwrite a value (a key may appear once in a table)."),
    ('description = "open', 4, "Illegal character '\\n' (a text ends in its line, with the"),
    ("tags = a, b", 4, "Invalid value (put a text in quotation marks). Keys that"),
    ("description = 'It's'", 4, "Expected newline or end of document after a statement (a"),
    ("aiarticle = true", 4, "a mapping with 'type', 'header', 'json_ld', 'stores',"),
    ('[cover]\nimag = "lamp.png"', 5, "did you mean 'image'?"),
    ('[aiarticle]\ntype = "Newsarticle"', 5, "did you mean 'NewsArticle'?"),
    ('[aiarticle]\nstores = ["amazn"]', 5, "did you mean 'amazon'?"),
    ("description: x", 4, "Expected '=' after a key in a key/value pair (write '='"),
    ("date = 2026-3-1", 3, "Expected newline or end of document after a statement (a"),
    ('[cover]\nimage = "lamp.png"\natl = "x"', 6, "known are 'image', 'alt', 'caption', 'relative', 'hidden'."),
)
#: Lines in a product of a catalogue, which begins in line 11 with its name.
CATALOGUE = (
    ("nme = 'X'", 12, "did you mean 'name'?"),
    ("name = ''", 11, "a product needs a 'name'"),
    ("colour = 'red'", 13, "known are book, brand, category, description, ids, image, label,"),
    ("book = 'x'", 13, "a table, not 'x'"),
    ("book = {isbn = '978-0-312-43000-8'}", 13, "the last digit of the isbn '9780312430008' should be 9"),
    ("book = {isbn = '0312430000'}", 13, "write one such as 9780312430009"),
    ("book = {format = 'papreback'}", 13, "is one of hardcover, paperback, ebook, audiobook, graphic-novel"),
    ("book = {author = ['A']}", 13, "did you mean 'authors'?"),
    ("software = {verison = '2'}", 13, "did you mean 'version'?"),
    ("software = {version = '2'}\nbook = {isbn = '9780312430009'}", 13, "a product is a book or software"),
    ("url = 'example.org'", 13, "an absolute http(s) address, not 'example.org'"),
    ("image = 'javascript:x'", 13, "neither a file nor an http(s) address"),
    ("stores = ['amazn']", 13, "did you mean 'amazon'?"),
    ("stores = 'amazn'", 13, "did you mean 'amazon'?"),
    ("links = 'x'", 13, "a table, not 'x'"),
    ("links = {amazn = 'https://x.org/'}", 13, "did you mean 'amazon'?"),
    ("links = {shop = 'x.org'}", 13, "an absolute http(s) address, not 'x.org'"),
    ("ids = 'x'", 13, "a table, not 'x'"),
    ("ids = {asn = 'B012345678'}", 13, "did you mean 'asin'?"),
    ("ids = {asin = 'B0'}", 13, "write its ten capitals and digits, such as B012345678"),
    ("ids = {jan = '4901234567890'}", 13, "look for a typing mistake"),
    ("ids = {rakuten = 'x'}", 13, "write shop and item as in the address"),
    ("specs = 'x'", 13, "a table, not 'x'"),
    ("specs = {Weight = ['1']}", 13, "write it in one line"),
    ("price = 1200", 13, "a table, not 1200"),
    ("price = {amount = 1200}", 13, "it is left out"),
    ("price = {amount = '1,2,3', currency = 'JPY', shop = 'shop', date = 2026-02-20}", 13, "the price is left out"),
    ("price = {amount = 12, currency = 'YEN', shop = 'shop', date = 2026-02-20}", 13, "the price is left out"),
    ("price = {amount = 12, currency = 'JPY', shop = 'shp', date = 2026-02-20}", 13, "did you mean 'shop'?"),
    ("price = {amount = 12, currency = 'JPY', shop = 'shop', date = '2026-2-30'}", 13, "the price is left out"),
    ("price = {amount = 12, curency = 'JPY', shop = 'shop', date = 2026-02-20}", 13, "did you mean 'currency'?"),
    (
        "price = {amount = 12, currency = 'JPY', shop = 'amazon', date = 2026-02-20}",
        13,
        "remove this price, or name another shop's",
    ),
    (
        "price = {amount = 12, currency = 'JPY', shop = 'shop', date = 2025-02-20}",
        13,
        "look it up again, or raise aiarticle_price_max_age",
    ),
    ("state = 'gone'", 13, "one of available, discontinued, not 'gone'"),
    ("state = 'available'\nreplaced-by = 'mat'", 13, "remove 'state' or 'replaced-by'"),
    ("replaced-by = 'mta'", 13, "did you mean 'mat'?"),
    ("description = ['x']", 13, "write it in one line"),
    ("description = 'It's'", 13, "the product it belongs to is left out"),
    ('label = "open', 13, "the product it belongs to is left out"),
    ("名前 = 'x'", 13, "the product it belongs to is left out"),
    ("name = 'X'", 13, "the product it belongs to is left out"),
    ("brand = {a = 1}", 13, "write it in one line"),
    ("description = x", 13, "the product it belongs to is left out"),
    ("asin = 'B0ABCDEFGH'", 13, "write it as 'ids.asin'"),
    ("gtin = 4901234567894", 13, "write it as 'ids.gtin'"),
    ("amazon = 'https://www.amazon.co.jp/dp/B0ABCDEFGH'", 13, "write it as 'links.amazon'"),
    ("currency = 'JPY'", 13, "write it as 'price.currency'"),
)
#: Whole pages.
PAGES = (
    ("unclosed.md", "---\ntitle: T\ndate: 2026-03-01\n\nText.\n", 1, "put a line '---' after its last key."),
    (
        "plus.md",
        "+++\ntitle = 'T'\ndate = 2026-03-01\n+++\n\nText.\n",
        2,
        "name those pages in aiarticle_hugo.",
    ),
    ("bare.md", "Title: T\nDate: 2026-03-01\n\nText.\n", 1, "write them as YAML between two lines"),
    (
        "untitled.md",
        "---\ndate: 2026-03-01\n---\n\nText.\n",
        1,
        "write 'title' in the front matter, or a heading above",
    ),
    ("conflict.md", "---\ntitle: One\ndate: 2026-03-01\n---\n\n# Two\n\nText.\n", 2, "delete one, or make them equal"),
    (
        "summaries.md",
        "# T\n\n:::{summary-box}\n- A.\n:::\n\n:::{summary-box}\n- B.\n:::\n",
        7,
        "data and descriptions have the points of the first: keep one",
    ),
    (
        "twice.md",
        "# T\n\n:::{question} A?\nB.\n:::\n\n:::{question} A?\nC.\n:::\n",
        7,
        "structured data has its first answer alone: word it anew",
    ),
    (
        "below.rst",
        "Title\n=====\n\n:date: 2026-03-01\n:tags: a\n\nText.\n",
        4,
        "write them as ':date: …', ':tags: …' above the title",
    ),
    (
        "nikola.rst",
        ".. title: T\n.. date: 2026-03-01\n.. tags: a\n\nT\n=\n",
        1,
        "write them as ':date: …', ':tags: …' above the title",
    ),
    ("json.md", '{\n  "title": "T",\n  "date": "2026-03-01"\n}\n\nText.\n', 2, "write them as YAML between two lines"),
    (
        "semicolons.md",
        ';;;\n"title": "T",\n"date": "2026-03-01"\n;;;\n\nText.\n',
        2,
        "write them as YAML between two lines",
    ),
    ("jsonfence.md", '---json\n{\n"date": "2026-03-01"\n}\n---\n\nText.\n', 3, "write them as YAML between two lines"),
    ("tildes.md", "~~~\ntitle: T\ndate: 2026-03-01\n~~~\n\nText.\n", 2, "write them as YAML between two lines"),
    ("org.md", "#+TITLE: T\n#+DATE: 2026-03-01\n\nText.\n", 1, "write them as YAML between two lines '---'"),
    ("japanese.md", "タイトル：記事\n公開日：2026-03-01\n\n本文。\n", 1, "write them as YAML between two lines"),
    ("comment.md", "<!-- x -->\n---\ntags: [a]\n\n---\n\nText.\n", 3, "at the top of the file, at the margin"),
    ("pandoc.md", "% T\n% Aoi\n% 2026-03-01\n\nText.\n", 1, "write them as YAML between two lines '---'"),
    ("questions.rst", ":faq:\n   - :q: A?\n     :a: B.\n\nT\n=\n\nText.\n", 1, "write them into a `faq` directive"),
    ("dots.md", "# T\n\nText\n\n.. summary-box::\n\n   - A.\n", 5, "read as text: write ':::{summary-box}'"),
    ("field.rst", ":date 2026-03-01\n:tags: a\n\nT\n=\n\nText.\n", 1, "write them as ':date: …'"),
    ("glued.rst", "T\n=\n\nText.\n.. product-box:: Mat\n\nMore.\n", 5, "read as text: put an empty line above it"),
    ("item.rst", "T\n=\n\n- Text.\n  .. question:: A?\n\n", 5, "read as text: put an empty line above it"),
    ("titles.md", "---\ntitle: [a]\ndate: 2026-03-01\n---\n\nText.\n", 2, "'title' must be text, not a list"),
)
#: Directives and roles, in line 3 of their pages.
BODIES = (
    ("```{product-box}\nGood.\n```", 3, "write behind it the name of the product, or its `:id:`"),
    ("```{product-box} Mat\n:stor: x\n\nGood.\n```", 4, "`product-box` has none of this name; did you mean 'stores'?"),
    ("```{product-box} Mat\n:stores: amazn\n\nGood.\n```", 3, "did you mean 'amazon'?"),
    (
        "```{product-box} Mat\n:price: 1200\n\nGood.\n```",
        3,
        "add `:currency:` with an ISO 4217 code, for example JPY;",
    ),
    (
        "```{product-box} Mat\n:price: cheap\n:currency: JPY\n:price-date: 2026-02-20\n:price-shop: shop\n\nGood.\n```",
        3,
        "write digits and at most one dot, for example 89800",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: YEN\n:price-date: 2026-02-20\n:price-shop: shop\n\nGood.\n```",
        3,
        "add `:currency:` with an ISO 4217 code, for example JPY",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: JPY\n:price-date: 2026-2-30\n:price-shop: shop\n\nGood.\n```",
        3,
        "add `:price-date:` with the day you saw it, for example",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: JPY\n:price-date: 2026-02-20\n:price-shop: shp\n\nGood.\n```",
        3,
        "did you mean 'shop'?",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: JPY\n:price-date: 2026-02-20\n:price-shop: amazon\n\nGood.\n```",
        3,
        "remove the price '12', or link to another shop",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: JPY\n:price-date: 2025-02-20\n:price-shop: shop\n\nGood.\n```",
        3,
        "look it up again, or raise aiarticle_price_max_age",
    ),
    (
        "```{product-box} Mat\n:price: 12\n:currency: JPY\n:price-date: 2027-02-20\n:price-shop: shop\n\nGood.\n```",
        3,
        "write the day on which you saw it",
    ),
    ("```{product-box} Mat\n:url: example.org\n\nGood.\n```", 3, "it is left out"),
    ("```{product-box} Mat\n:image: javascript:x\n\nGood.\n```", 3, "write a path such as '/images/mat.png'"),
    ("```{product-box} Mat\n:image: missing.png\n\nGood.\n```", 3, "image file not readable: missing.png"),
    ("```{product-box}\n:id: lmp\n\nGood.\n```", 3, "did you mean 'lamp'?"),
    ("```{product-box} Mat\n:amazon: amazon.co.jp/dp/B012345678\n\nGood.\n```", 3, "it is left out"),
    ("```{product-box} Mat\n:currency: JPY\n\nGood.\n```", 3, "add the price, or delete"),
    ("```{product-box} Mat\n:price-date: 2026-02-20\n\nGood.\n```", 3, "add the price, or delete"),
    ("```{faq} More\nText.\n```", 3, "write `question` directives or a definition list into it"),
    ("```{faq} More\n:style: acordion\n\nA?\n: B.\n```", 4, 'choose from "headings", or "accordion"'),
    ("```{question} A?\n```", 3, "write the answer below it"),
    ("```{question} ![x](lamp.png)\nB.\n```", 3, "write it as text"),
    ("```{summary-box}\n```", 3, "write its points as a list below it"),
    ("```{product-list}\n```", 3, "name products by `:ids:` or `:category:`"),
    ("```{product-list}\n:ids: lmp, mat\n```", 3, "did you mean 'lamp'?"),
    ("```{product-list}\n:ids:\n```", 3, "write the ids of products from the catalogue"),
    ("```{product-list}\n:category: lihgts\n```", 3, "did you mean 'lights'?"),
    ("```{product-list}\n:ids: lamp\n:fields: pric\n```", 3, "did you mean 'price'?"),
    ("```{product-list}\n:ids: lamp\n:style: tabel\n```", 5, 'choose from "list", or "table"'),
    ("```{product-list}\n:ids: lamp\n:stores: amazn\n```", 3, "did you mean 'amazon'?"),
    ("```{product-index}\n:category: lihgts\n```", 3, "did you mean 'lights'?"),
    ("{aiarticle:product}`lmp`", 3, "did you mean 'lamp'?"),
    ("{aiarticle:product}`unshown`", 3, "write a `product-box` or a `product-index`, or only its"),
    ("```{aiarticle-details}\nText.\n```", 3, "write behind it what is shown before a click; its text is shown alone"),
    ("```{question}\nText.\n```", 3, "write the question behind it; its text is shown alone"),
    (
        "```{video}\n:url: https://v.org/x\n:image: lamp.png\n:date: 2026-02-01\n\nText.\n```",
        3,
        "it has no name, so its text and address are shown alone; write one behind `video`",
    ),
    (
        "```{product-box} Mat\nGood.\n:label: A\n```",
        3,
        "the option `:label:` is read as text, since text comes before it",
    ),
    (
        ":::{ product-box } Mat\nGood.\n:::",
        3,
        ":::{ product-box } Mat is read as a plain block: write ':::{product-box}'",
    ),
    (":::product-box Mat\nGood.\n:::", 3, ":::product-box Mat is read as a plain block: write ':::{product-box}'"),
    (":::details More\nGood.\n:::", 3, ":::details More is read as a plain block: write ':::{aiarticle:details}'"),
    ("``` product-box Mat\nGood.\n```", 3, "``` product-box Mat is read as code: write ':::{product-box}'"),
    ("```{sumary-box}\n- A.\n```", 3, "'sumary-box'"),
    ("```{product_box} Mat\nGood.\n```", 3, "there is no `product_box`, which is read as `product-box`; write that"),
    (":::{ProductBoxes} Mat\nGood.\n:::", 3, "there is no `ProductBoxes`, which is read as `product-box`"),
    ("```{faqs} More\nA?\n: B.\n```", 3, "there is no `faqs`, which is read as `faq`"),
    ("```{aiarticle-detail} More\nB.\n```", 3, "is read as `aiarticle:details`"),
    ("```{aiarticle:faqs} More\nA?\n: B.\n```", 3, "there is no `aiarticle:faqs`, which is read as `aiarticle:faq`"),
    ("```{aiarticle-product_box} Mat\nGood.\n```", 3, "is read as `aiarticle:product-box`"),
    (":::faqs More\n- Good.\n:::", 3, ":::faqs More is read as a plain block: write ':::{faq}'"),
    ("``` product_boxes Mat\nGood.\n```", 3, "is read as code: write ':::{product-box}'"),
    ("[a](https://www.amazon.co.jp/dp/B012345678)", 3, "use a product box, or set aiarticle_add_ids"),
    ("```{verdict} Mat\n```", 3, "write it as a sentence below, or give it a `:rating:`"),
    ("```{verdict} Mat\n:rating: 4.5\n:basis: bought\n\nGood.\n```", 3, "write 4.5/5 or 4.5/10, as your scale is"),
    ("```{verdict} Mat\n:rating: ★★★★☆\n:basis: bought\n\nGood.\n```", 3, "write 4/5"),
    ("```{verdict} Mat\n:rating: 4,5/5\n:basis: bought\n\nGood.\n```", 3, "write 4.5/5"),
    ("```{verdict} Mat\n:rating: 6/5\n:basis: bought\n\nGood.\n```", 3, "write at most 5/5"),
    (
        "```{verdict} Mat\n:rating: 0/10\n:basis: bought\n\nGood.\n```",
        3,
        "write 0 as `:worst:` where the scale begins there",
    ),
    ("```{verdict} Mat\n:rating: 4/5\n:worst: none\n:basis: bought\n\nGood.\n```", 3, "write a number, such as 0"),
    ("```{verdict} Mat\n:rating: 1/1\n:basis: bought\n\nGood.\n```", 3, "write one such as 4/5"),
    ("```{verdict} Mat\n:worst: 0\n\nGood.\n```", 3, "add a `:rating:`, or delete it"),
    ("```{verdict} Mat\n:rating: 4/5\n\nGood.\n```", 3, "write `:basis:` bought, lent, given or not-tried"),
    ("```{verdict} Mat\n:basis: bougt\n\nGood.\n```", 3, "did you mean 'bought'?"),
    ("```{verdict} Mat\n:rating: 4/5\n:basis: bougt\n\nGood.\n```", 3, "did you mean 'bought'?"),
    ("```{article-list}\n:brands: x\n```", 4, "known are author, category, class, excerpt, folder, images,"),
    (
        "```{verdict} Mat\n:rating: 4/5\n:basis: bought\n\nGood.\n```",
        3,
        "name an author in the front matter of an article",
    ),
    ("```{pros-cons}\n* Good\n```", 3, "begin what speaks for it with `+`, and what speaks against it with `-`"),
    ("```{pros-cons}\n- + Good\n- - Bad\n```", 3, "begin what speaks for it with `+`"),
    ("```{pros-cons}\nGood.\n```", 3, "begin what speaks for it with `+`"),
    ("```{product-box} Mat\n:amazon: https://www.rakuten.co.jp/x\n\nGood.\n```", 3, "write the link as `:rakuten:`"),
    ("```{summary-box}\n-\n```", 3, "write its points as a list below it"),
    ("```{pros-cons}\n+\n-\n```", 3, "begin what speaks for it with `+`"),
    ("```{article-list}\n:limit: many\n```", 4, "write how many articles, such as 5"),
    ("```{article-list}\n:limit: 0\n```", 4, "write how many articles, such as 5"),
    ("```{article-list}\n:folder: nowhere\n```", 3, "no published article has the folder 'nowhere'"),
    ("```{verdict} Mat\n:rating: 80%\n:basis: not-tried\n\nGood.\n```", 3, "write one such as 4.5/5 or 8/10"),
    ("```{faq} More\nA?\n: \n```", 3, "write `question` directives or a definition list into it"),
    ("```{product-box} Mat\n\n:amazon: B012345678\nGood.\n```", 3, "the option `:amazon:` is read as text"),
    ("```{product-box} Mat\n:amazon: B0123\n\nGood.\n```", 3, "(or write its ten capitals and digits, such as B01"),
    (
        "```{faq} More\n```{question} A?\nB.\n```\n```{question} C?\nD.\n```\n```{question} E?\nF.\n```\n```",
        7,
        "write one more colon (or backtick) in both lines around the FAQ",
    ),
    ("```{product-box}\n\n:id: lamp\n```", 3, "an empty line comes before it; remove that line"),
    (
        "```{product-list}\n- lamp\n```\n\n```{product-box} Mat\nSoft.\n```",
        3,
        "takes no text, which is shown below it; say by options what it shows",
    ),
    ("```{article-list}\nposts/*\n```", 3, "takes no text, which is shown below it"),
    ("```{article-list}\n\n:folder: posts\n```", 3, "the option `:folder:` is read as text"),
    ("```summary-box\n- A.\n```", 3, "```summary-box is read as code: write ':::{summary-box}'"),
    ("：：：{summary-box}\n- A.\n：：：", 3, "：：：{summary-box} is read as text: write ':::{summary-box}'"),
    (":::｛summary-box｝\n- A.\n:::", 3, ":::｛summary-box｝ is read as a plain block: write ':::{summary-box}'"),
    (":::summary-box\n- A.\n:::", 3, ":::summary-box is read as a plain block: write ':::{summary-box}'"),
    (":::{product-box}Mat\nGood.\n:::", 3, ":::{product-box}Mat is read as a plain block: write"),
    ("Text.\n::{question} A?\nB.\n::", 4, "::{question} is read as text: write ':::{question}'"),
    (":::{product box} Mat\nGood.\n:::", 3, ":::{product box} Mat is read as a plain block: write ':::{product-box}'"),
    (":::{product-box Mat\nGood.\n:::", 3, ":::{product-box Mat is read as a plain block: write ':::{product-box}'"),
    ("```{summary box}\n- A.\n```", 3, "```{summary box} is read as code: write ':::{summary-box}'"),
    ("```{verdict} Mat\n\n:basis: bought\n\nGood.\n```", 3, "an empty line comes before it; remove that line"),
    ("```{product-box} Mat\nGood.\n\n## More\n\nText.", 3, "no line closes ```{product-box} Mat, so it takes all text"),
    ("::::{product-box} Mat\nGood.\n:::\n\nText.", 3, "write a line '::::' below its own text"),
    (":::{product-box} The `X` mat\nGood.\n\nText.", 3, "write a line ':::' below its own text"),
)
#: Names, bodies, lines and warnings of articles from Hugo.
HUGO_BODIES = (
    (
        "open",
        'Words.\n`{{<` {{< figure\nsrc="lamp.png"',
        7,
        "'{{< figure' is never closed; write '>}}' at its end. It stays",
    ),
    ("percent", '{{< param "title" >}} and {{% note', 6, "'{{% note' is never closed; write '%}}' at its end"),
)
#: Directives of reStructuredText, in line 4 of their pages.
RST_BODIES = (
    (".. product-box:: Mat\n\n   :amazon: B012345678\n\n   Good.", "the option `:amazon:` is read as text"),
    (".. summary-box:\n\n   - A.\n\n\nText.", ".. summary-box: is read as a comment: write '.. summary-box::'"),
    (".. product-box\n   :search: mat\n\n   Good.", ".. product-box is read as a comment: write"),
    ("..summary-box::\n\n   - A.", "..summary-box: is read as text: write '.. summary-box::'"),
    ("::: {summary-box}\nA.", "::: {summary-box} is read as text: write '.. summary-box::'"),
    ("..product-box:: Mat\n   :search: mat\n\n   Good.", "..product-box:: is read as text: write '.. product-box::'"),
    ("```{summary-box}\nA.\n```", "```{summary-box} is read as text: write '.. summary-box::'"),
    (".. summary-box::\n   - A.", "write its points as a list below it, after an empty line"),
    (".. product-list::\n\n   * lamp\n\n.. product-box:: Mat\n\n   Soft.", "takes no text, which is shown below it"),
    (".. question:: A?\n\nB.", "write the answer below it, indented"),
    (".. product box:: Mat\n\n   Good.", ".. product box:: Mat is read as a comment: write '.. product-box::'"),
    (".. aiarticle:product_box:: Mat\n\n   Good.", "is read as `aiarticle:product-box`; write that name"),
    (".. summary_box::\n\n   - Soft.", "there is no `summary_box`, which is read as `summary-box`; write that name"),
    (".. summary box::", ".. summary box:: is read as a comment: write '.. summary-box::'"),
    (".. product-box:: Mat\n   :search: mat\n\t:label: A\n\n   Good.", "indent it as the others, by spaces"),
    (
        ".. product-box:: Mat\n   x\n\t:label: A\n\n   Good.",
        "the option `:label:` is read as a part of the text above it",
    ),
    (".. question::\n\n   Text.", "write the question behind it; its text is shown alone"),
    (".. product-box:: Mat\n\n   :Reason: soft\n   :label: A", "read as text, since an empty line comes before it"),
    (".. product-box:: Mat\n\n   Good.\n   :label: A", "since text comes before it; write it below the first line"),
    (".. faq:: More\n\n   :style: accordion\n\n   A?\n      Yes.", "the option `:style:` is read as text"),
)
#: Values of settings, without their prefix, for one build each; and a part of the warning.
SETTINGS = (
    {
        "pages": ('{"tagz": True}', "did you mean 'tags'?"),
        "feeds": ('{"feed.xml": {"tags": "a"}}', "did you mean 'tag'?"),
        "after": ('["serie"]', "did you mean 'series'?"),
        "publisher": ('{"name": "P", "publishing_principles": "rules"}', "must be an absolute http(s) address"),
        "software": ('"../pyproject.tml"', "is none of pyproject.toml, CITATION.cff and codemeta.json"),
        "page_types": ('{"api/**": "APIRefrence"}', "did you mean 'APIReference'?"),
        "markdown": ('"yes"', "False is used"),
        "validate": ('"strict"', "True is used"),
        "sitemap": ('"sitemap.xml"', "False is used"),
        "disclosure": ('{"text": ["a"]}', "'text' must be a text, or one by language, not ['a']; it is left out"),
        "price_max_age": ("True", "must be a value of type int, not True; 30 is used"),
        "link_rel": ('["no follow"]', "is not one word such as 'nofollow'; it is left out"),
        "affiliate_builders": ('["pdf"]', "there is no builder 'pdf', so it has no effect"),
        "hugo_goldmark": ('{"extensions": {"linkfy": False}}', "did you mean 'linkify'?"),
        "stores": (
            '{"amazon": {"preset": "amazon.co.jp", "tag": "example"}}',
            "is none that Amazon gives, as 'example-22'; correct it",
        ),
    },
    {
        "pages": ('{"tags": {"path": "a"}, "series": {"path": "a"}}', "so 'series' is left out; change one"),
        "feeds": ('{"feed.xml": {"limit": 0}}', "must be a number above 0, not '0'; 20 is used"),
        "after": ('"series"', "must be a value of type bool or list or tuple, not 'series'; () is used"),
        "software": ("3", "must be a value of type str, not 3; '' is used"),
        "page_types": ('{3: "WebPage"}', "is not a pattern of documents such as 'guide/*'"),
        "disclosure": ('{"text": {"de": 3}}', "a 'text' must be a text, not 3; it is left out"),
        "hugo_goldmark": ('{"extensions": {"linkify": "no"}}', "must be True or False, not 'no'; it counts as True"),
        "publisher": ('{"name": "P", "type": "Organisation"}', "'Organization' is used"),
        "labels": ('{"de": {"Sumary": "x"}}', "did you mean 'Summary'?"),
    },
    {
        "pages": ('{"tags": {"path": "../x"}}', "must be a folder in the site such as 'tags'"),
        "feeds": ('{"../feed.xml": {}}', "must be a path in the site such as 'feed.xml' or 'feed.json'"),
        "page_types": ('{"a": "Product"}', "needs a price or a review; write a product box"),
        "disclosure": ('{"amazon_name": 3}', "'amazon_name' must be a text"),
        "hugo_goldmark": ('{"extension": {}}', "did you mean 'extensions'?"),
    },
    {
        "publisher": ('{"name": "P", "url": "p.org"}', "it is left out"),
        "authors": ('{"aoi": {"name": "Aoi", "ulr": "https://x.org/"}}', "did you mean 'url'?"),
        "article_type": ('"Blogposting"', "did you mean 'BlogPosting'?"),
        "article_types": ('{"News": "NewsArtikel"}', "did you mean 'NewsArticle'?"),
        "stores": ('{"amazn": {"preset": "amazon.co"}}', "did you mean 'amazon.com'?"),
        "catalog": ('"none.toml"', "aiarticle_catalog takes paths from the folder of conf.py"),
        "disclosure": ('{"lable": "Ad"}', "did you mean 'label'?"),
        "affiliate": ('"nothing"', 'write True, False (plain links to shops) or "none" (no'),
        "link_rel": ("[3]", "3 is left out"),
        "link_target": ('"_new"', "'_new' is none of '_blank', ''"),
        "price_max_age": ("-1", "-1 must be a number of days, 0 or more"),
        "translations": ('{"jp": "https://x.org/"}', "did you mean 'ja', the language of that country?"),
        "json_ld_placement": ('"foot"', "'foot' is none of 'script', 'head', 'body'"),
        "product_schema": ('"allways"', "did you mean 'always'?"),
        "image_preview": ('"lrge"', "'lrge' is none of '', 'standard', 'large'"),
        "faq_style": ('"acordion"', "did you mean 'accordion'?"),
        "timezone": ('"Asia/Tokio"', "write a name such as 'Asia/Tokyo' or an offset such as"),
        "other_keys": ("[1]", "1 is left out"),
        "key_names": ('{"image": "covr"}', "did you mean 'cover'?"),
        "hugo": ('["posts/*", 2]', "2 is left out"),
        "redirects": ('"folder"', "'folder' is none of True, False, 'folders', 'files'"),
        "bundles": ("[None]", "None is left out"),
        "hugo_permalinks": ('{"posts": "/:yaer/"}', "known are :contentbasename, :day, :filename, :month,"),
        "hugo_shortcodes": ('{"tip": 3}', "it is left out"),
        "summary_headings": ("[1]", "1 is left out"),
        "faq_headings": ("[1]", "1 is left out"),
        "faq_pages": ("[1]", "1 is left out"),
        "lint": ('["descripton"]', "did you mean 'description'?"),
        "labels": ('{"Sumary": "x"}', "did you mean 'Summary'?"),
    },
    {
        "publisher": ('{"url": "https://p.org/"}', "it is left out"),
        "authors": ('{"aoi": {}}', "it is left out"),
        "article_type": ('"Product"', "known are APIReference, AdvertiserContentArticle,"),
        "stores": (
            '{"shop": {"name": "S", "search": "https://s.org/"}}',
            "the store 'shop' is left out, and boxes have no button for",
        ),
        "disclosure": ('{"place": "botom"}', "'link' is used"),
        "price_max_age": ('"30"', "must be a value of type int, not '30'; 30 is used"),
        "translations": ('{"ja": "x.org"}', "it is left out"),
        "json_ld": ('"yes"', "True is used"),
        "header": ('"no"', "True is used"),
        "css": ("1", "True is used"),
        "timezone": ('"JST"', "write a name such as 'Asia/Tokyo' or an offset such as"),
        "hugo": ('"posts/*"', "must be a value of type list or tuple, not 'posts/*'; () is"),
        "hugo_permalinks": ('["/x/"]', "must be a value of type dict, not ['/x/']; {} is used"),
        "hugo_shortcodes": ('{"a b": "x"}', "it is left out"),
        "lint": ('"all"', "must be a value of type bool or list or tuple"),
        "labels": ('{"Summary": 3}', "it is left out"),
        "lints": ("True", "did you mean 'aiarticle_lint'?"),
        "catalog": ("3", "must be a value of type str or list or tuple, not 3; '' is"),
        "other_keys": ('"x"', "must be a value of type list or tuple, not 'x'; () is used"),
        "hugo_params": ("[]", "must be a value of type dict, not []; {} is used"),
        "default_author": ("3", "must be a value of type str, not 3; '' is used"),
        "faq_style": ("True", "'headings' is used"),
        "affiliate": ("3", "True is used"),
    },
    {
        "publisher": ('"P"', "must be a value of type dict, not 'P'; {} is used"),
        "authors": ('{"aoi": {"name": "Aoi", "type": "Persn"}}', "'Person' is used"),
        "stores": ('{"amazon": {"preset": "amazon.co.jp", "tga": "x-22"}}', "did you mean 'tag'?"),
        "disclosure": ('{"label": {"jp": "x"}}', "did you mean 'ja', the language of that country?"),
        "labels": ('{"View on {store}": "Buy {x}"}', "it is left out"),
        "drafts": ('"yes"', "False is used"),
        "mend_emphasis": ('"x"', "False is used"),
        "add_ids": ('"x"', "False is used"),
        "bundles": ('"posts/*"', "must be a value of type list or tuple, not 'posts/*'; () is"),
        "author": ("{}", "did you mean 'aiarticle_authors'?"),
        "article_types": ("[]", "must be a value of type dict, not []; {} is used"),
    },
    {
        "authors": (
            '{"aoi": {"name": "Aoi", "image": "a.png"}}',
            "the picture 'a.png' of aiarticle_authors is neither",
        ),
        "stores": (
            '{"shop": {"search": "https://s.org/{keyword}", "network": "nonet"}}',
            "known are a8, accesstrade, adtraction, aliexpress, amazon,",
        ),
        "publisher": ('{"name": "P", "logo": "none.png"}', "write the path of a picture from the folder of conf.py"),
        "disclosure": ("3", "True is used"),
    },
    {
        "authors": ('{"aoi": {"name": "Aoi", "same_as": ["x"]}}', "it is left out"),
        "stores": (
            '{"price": {"search": "https://s.org/{keyword}"}}',
            "use lower-case letters, digits and hyphens, and no option name",
        ),
    },
    {
        "authors": ('{"aoi": {"name": "Aoi", "nam": "A"}}', "did you mean 'name'?"),
        "default_author": ('"aoy"', "so there is no profile of theirs"),
    },
    {
        "authors": ('{"aoi": 3}', "it is left out"),
        "lint": ('[["missing_id"]]', "it is not a check"),
        "disclosure": ('{1.5: "x"}', "unknown key '1.5' is left out"),
        "stores": (
            '{"shop": {"search": "https://s.org/{keyword}", "background": "redd"}}',
            "the colours of the preset are used",
        ),
    },
    {
        "authors": ("[]", "must be a value of type dict, not []; {} is used"),
        "stores": ('{"shop": {"search": "{keyword}"}}', "the store 'shop' is left out, and boxes have no button for"),
    },
    {
        "stores": ('{"amazon": {"preset": "amazon.jp", "tag": "x-22"}}', "did you mean 'amazon.co.jp'?"),
    },
    {
        "stores": ('{"shop": "https://s.org/"}', "the store 'shop' is left out, and boxes have no button for"),
    },
    {
        "stores": (
            '{"my shop": {"search": "https://s.org/{keyword}"}}',
            "use lower-case letters, digits and hyphens, and no option name",
        ),
    },
    {
        "stores": ('{"shop": {"search": "https://s.org/{keyword}", "own_ids": "x"}}', "it is left out"),
    },
    {
        "stores": ('{"amazon": {"preset": "amazon.co.jp", "tag": ""}}', "write your id, or delete it"),
    },
)
#: Values of settings for a site with the article ``posts/a.md``, and a part of the warning.
SITE_SETTINGS = (
    ("validate", "True\naiarticle_json_ld = False", "has no effect beside aiarticle_json_ld = False; delete one"),
    ("product_schema", '"never"\naiarticle_json_ld = False', "has no effect beside aiarticle_json_ld = False"),
    ("add_ids", "True\naiarticle_affiliate = False", "has no effect beside aiarticle_affiliate = False; delete one"),
    ("affiliate_builders", '["latex"]\naiarticle_affiliate = "none"', "beside aiarticle_affiliate = 'none'; delete"),
    ("hugo", '["posts"]', "'posts' fits no document; write 'posts/*'"),
    ("hugo", '["/posts/*"]', "'/posts/*' fits no document; write 'posts/*'"),
    ("hugo", '["content/posts/*.md"]', "'content/posts/*.md' fits no document; write 'posts/*'"),
    ("faq_pages", '["posts/"]', "'posts/' fits no document; write 'posts/*'"),
    ("faq_pages", '["posts/a.md"]', "'posts/a.md' fits no document; write 'posts/a'"),
    ("page_types", '{"./posts": "TechArticle"}', "'./posts' fits no document; write 'posts/*'"),
    ("page_types", '{"api/**": "TechArticle"}', "'api/**' fits no document and has no effect"),
    ("faq_pages", '["help*"]', "'help*' fits no document and has no effect"),
    ("languages", '{"ja": "jp"}', "the folder 'jp' of the language 'ja' has no document"),
    ("taxonomies", '["title"]', "its values are no terms; name a key such as 'topics'"),
    ("taxonomies", "[3]", "'3' is left out: write a text"),
    ("disclosure", '"top"', "write {'place': 'top'}, as which it is read"),
    ("software", '"pyproject.toml"', "write its path from the folder of conf.py, such as '../pyproject.toml'"),
    ("pages", '{"tags": {"per_page": "ten"}}', "must be a number above 0, not 'ten'"),
    ("pages", '{"tags": {"perpage": 3}}', "did you mean 'per_page'?"),
    ("pages", '{"tags": "yes"}', "must be True or a mapping, not 'yes'"),
    ("pages", '{"tags": {"sort": "date"}}', "known are accents, excerpt, exclude, feed"),
    ("taxonomies", '{"topics": {"style": "card"}}', "is one of list, cards, compact, archive"),
    ("taxonomies", '{"topics": 3}', "'topics' must be True or a mapping, not 3"),
    ("taxonomies", '{"topics": {"feed": "a/feed.xml"}}', "must be the name of a file such as 'index.xml'"),
    ("languages", '{"de": 3}', "'de' must be a folder or a mapping, not 3"),
    ("languages", '{"de": "../de"}', "must be a folder such as 'de', not '../de'"),
    ("languages", '{"jp": "posts"}', "did you mean 'ja', the language of that country?"),
    ("languages", '{"de": {"path": "posts", "titel": "x"}}', "did you mean 'title'?"),
    ("feeds", '{"feed.rss": {}}', "must be a path in the site such as 'feed.xml'"),
    ("feeds", '{"feed.xml": {"excerpt": "full"}}', "is one of description, summary, content"),
    ("feeds", '{"feed.xml": {"titel": "x"}}', "did you mean 'title'?"),
    ("publisher", '{"Name": "P"}', "did you mean 'name'?"),
    ("stores", '{"amazon": {"preset": "amazon.co.jp", "tag": "example-20"}}', "tags of amazon.co.jp end in '-22'"),
)
#: Second lines of templates, for one build each.
TEMPLATES = (
    {
        "header": ("{{ titel }}", "'titel' is undefined"),
        "summary-box": ("{% if %}", "Expected an expression, got 'end of statement block'"),
        "product-box": ("{{ name | uper }}", "No filter named 'uper'."),
        "faq": ("{% extends 'aiarticle/faq.html' %}", 'write "!!aiarticle/faq.html" for the template of'),
        "question": ("{% extends 'nowhere.html' %}", "no template 'nowhere.html'"),
        "product-list": (
            "{% extends '!aiarticle/product-list.html' %}{% block tabel %}{% endblock %}",
            "did you mean 'table'?",
        ),
        "product-field": ("{{ 1 / 0 }}", "division by zero"),
        "tutorial": ("{{ fields.tme }}", "has no attribute 'tme'"),
        "corrections": ("{{ entris }}", "'entris' is undefined"),
        "note": ("{{ lable }}", "'lable' is undefined"),
        "verdict": ("{{ rating.valu }}", "'dict object' has no attribute 'valu'"),
        "pros-cons": ("{{ prons }}", "'prons' is undefined"),
    },
    {
        "header": ("{% for x in authors %}", "'endfor' or 'else'. The innermost block that n"),
        "summary-box": (
            "{% include 'aiarticle/summary-box.html' %}",
            'write "!!aiarticle/summary-box.html" for the template of',
        ),
        "product-box": ("{{ stores.first.url }}", "'list object' has no attribute 'first'"),
        "faq": ("{{ title }", "unexpected '}'"),
        "question": ("{% blok x %}{% endblok %}", "Encountered unknown tag 'blok'."),
        "product-field": ("{% endif %}", "Encountered unknown tag 'endif'."),
    },
)

PRODUCTS = """\
[{}lamp]
name = "Lamp"
category = "lights"

[{}mat]
name = "Mat"

[{}unshown]
name = "Unshown"
"""
STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "shop": {"name": "Shop", "search": "https://shop.example.com/?q={keyword}"},
}
#: A page with every template.
PAGE = """\
---
title: T
date: 2026-03-01
ai: {text: generated}
tutorial: {time: 40 min}
corrections: [{date: 2026-03-02, text: A.}]
---

:::{summary-box}
- A.
:::

:::{product-box}
:id: lamp

Good.
:::

```{product-list}
:ids: lamp
```

:::{faq} More
A?
: B.
:::

:::{verdict} Lamp
:rating: 4/5
:basis: not-tried
:::

:::{pros-cons}
+ A.
- B.
:::
"""


def _sources() -> dict[str, tuple[str, int, str]]:
    """Return the text of each page, the line of its mistake, and a part of the warning."""
    found = {name: (text, line, said) for name, text, line, said in PAGES}
    for number, (lines, line, said) in enumerate(YAML):
        found[f"yaml{number}.md"] = f"---\ntitle: T\ndate: 2026-03-01\n{lines}\n---\n\nText.\n", line, said
    for number, (lines, line, said) in enumerate(DATES):
        found[f"date{number}.md"] = f"---\ntitle: T\n{lines}\n---\n\nText.\n", line, said
    for number, (lines, line, said) in enumerate(FIELDS):
        found[f"field{number}.rst"] = f":date: 2026-03-01\n:{lines}\n\nT\n=\n\nText.\n", line, said
    for number, (lines, line, said) in enumerate(TOML):
        date = "" if lines.startswith("date") else "date = 2026-03-01\n"
        found[f"hugo/{number}.md"] = f"+++\ntitle = 'T'\n{date}{lines}\n+++\n\nText.\n", line, said
    for number, (body, line, said) in enumerate(BODIES):
        found[f"body{number}.md"] = f"# T\n\n{body}\n", line, said
    for name, body, line, said in HUGO_BODIES:
        found[f"hugo/{name}.md"] = f"---\ntitle: T\ndate: 2026-03-01\n---\n\n{body}\n\nText.\n", line, said
    for number, (body, said) in enumerate(RST_BODIES):
        found[f"rst{number}.rst"] = f"T\n=\n\n{body}\n", 4, said
    for number, (lines, line, said) in enumerate(CATALOGUE):
        name = "" if lines.startswith(("nme", "name = ''")) else "name = 'N'\n"
        others = PRODUCTS.format(*(f"a{number}-",) * 3)
        found[f"products/{number}.toml"] = f"{others}\n[x{number}]\n{name}{lines}\n", line, said
    return found


SOURCES = _sources()


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Build all pages at once, and return the warnings of each."""
    srcdir = tmp_path_factory.mktemp("mistakes") / "src"
    texts: dict[str, str | bytes] = {name: text for name, (text, _line, _said) in SOURCES.items()}
    write(srcdir, {**texts, "products.toml": PRODUCTS.format("", "", ""), "lamp.png": png(4, 3), "index.md": "# H\n"})
    conf = {
        "aiarticle_stores": STORES,
        "aiarticle_catalog": ["products.toml", "products/*.toml"],
        "aiarticle_hugo": ["hugo/*"],
        "aiarticle_authors": {"aoi": {"name": "Aoi Nakano"}},
        "aiarticle_lint": ["missing_id"],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1772323200")  # the first of March 2026
        site = run_build(srcdir, conf=conf)
    found: dict[str, list[str]] = {name: [] for name in (*SOURCES, "")}
    name = ""
    for line in site.warnings:
        match = re.match(r"([\w/-]+\.(?:md|rst|toml))(?:\.rst)?:", line)  # ".md.rst" is what MyST-Parser 4 writes
        if match or "WARNING: " in line or "ERROR: " in line:
            name = match[1] if match else ""
            found[name].append("")
        found[name][-1] += f"{line}\n"
        if pages := re.search(r" It is on \d+ pages: (.+?)(?:, …)? \[", line):
            for page in pages[1].split(", ")[1:]:
                found[next(name for name in found if name.rpartition(".")[0] == page)].append(line)
    return found


@pytest.mark.parametrize("name", SOURCES)
def test_a_mistake_is_answered_at_its_line(warnings: dict[str, list[str]], name: str) -> None:
    _text, line, said = SOURCES[name]
    (warning,) = warnings[name]
    lines = f"{line}" if OF_OPTIONS else r"\d+"  # MyST-Parser 4 gives the line of the directive for its options
    assert (
        re.match(rf"{re.escape(name)}(?:\.rst)?:{lines}: ", warning) or " pages: " in warning
    )  # told once for the site
    assert said in warning


def test_nothing_else_is_said(warnings: dict[str, list[str]]) -> None:
    assert warnings[""] == []
    assert warnings.keys() == SOURCES.keys() | {""}


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_mistake_in_a_setting_is_answered_at_its_line(tmp_path: Path, settings: dict[str, Any]) -> None:
    start = ['extensions = ["sphinx_aiarticle"]', 'html_baseurl = "https://x.example.org/"']
    conf = [*start, *(f"aiarticle_{name} = {value}" for name, (value, _said) in settings.items())]
    srcdir = tmp_path / "src"
    write(srcdir, {"index.md": "# H\n", "conf.py": "\n".join(conf)})
    left = list(run_build(srcdir, confdir=srcdir).warnings)
    for line, (name, (_value, said)) in enumerate(settings.items(), len(start) + 1):
        place = "none.toml:1: " if "none.toml" in _value else f"conf.py:{line}: "
        (warning,) = [one for one in left if one.startswith(place)]
        assert name in warning
        assert said in warning
        left.remove(warning)
    assert left == []


@pytest.mark.parametrize(("name", "value", "said"), SITE_SETTINGS)
def test_a_setting_that_no_document_meets_is_answered_at_its_line(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    srcdir = tmp_path / "src"
    start = 'extensions = ["sphinx_aiarticle"]\nhtml_baseurl = "https://x.example.org/"\n'
    conf = f"{start}aiarticle_{name} = {value}\n"
    article = "---\ntitle: T\ndate: 2026-03-01\ntags: [a]\n---\n\nText.\n"
    write(srcdir, {"index.md": "# H\n\n```{toctree}\nposts/a\n```\n", "posts/a.md": article, "conf.py": conf})
    (warning,) = run_build(srcdir, confdir=srcdir).warnings
    assert warning.startswith("conf.py:3: WARNING: ")
    assert said in warning


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('language = "jp"', "language: 'jp' is not a language tag; did you mean 'ja', the language of that country?"),
        ('html_baseurl = "https://x.example.org/index.html"', "is the address of a page; write that of its folder"),
        ("aiartcle_pages = True", "did you mean 'aiarticle_pages'?"),
        ("aiarticles_pages = True\narticle_pages = 3", "did you mean 'aiarticle_pages'?"),
    ],
)
def test_a_mistake_in_a_setting_of_sphinx_or_in_our_prefix_is_answered(srcdir: Path, line: str, said: str) -> None:
    base = "" if "baseurl" in line else 'html_baseurl = "https://x.example.org/"\n'
    write(srcdir, {"index.md": "# H\n", "conf.py": f'{base}extensions = ["sphinx_aiarticle"]\n{line}\n'})
    (warning,) = run_build(srcdir, confdir=srcdir).warnings
    assert re.match(r"conf\.py:[23]: WARNING: ", warning)
    assert said in warning


def test_a_mistake_in_a_module_from_which_settings_are_taken_is_answered_there(srcdir: Path, monkeypatch: Any) -> None:
    monkeypatch.syspath_prepend(srcdir)
    ours = 'aiarticle_feds = {}\n\naiarticle_faq_style = "acordion"\n'
    conf = 'from its_settings import *\n\nextensions = ["sphinx_aiarticle"]\nhtml_baseurl = "https://x.example.org/"\n'
    write(srcdir, {"index.md": "# H\n", "its_settings.py": ours, "conf.py": conf})
    style, feeds = run_build(srcdir, confdir=srcdir).warnings
    assert re.match(r"its_settings\.py:3: WARNING: .*did you mean 'accordion'", style)
    assert re.match(r"its_settings\.py:1: WARNING: .*did you mean 'aiarticle_feeds'", feeds)


def test_aliases_that_lead_elsewhere_are_answered(srcdir: Path) -> None:
    head = "---\ntitle: T\ndate: 2026-03-01\naliases: [{}]\n---\n\nText.\n"
    files = {"a.md": "/old/", "b.md": "/old", "c.md": "/sub/index.html", "d.md": "/fine/"}
    write(srcdir, {name: head.format(alias) for name, alias in files.items()})
    write(srcdir, {"index.md": "# H\n\n```{toctree}\n:glob:\n*\nsub/*\n```\n", "sub/index.md": "# S\n"})
    first, second = run_build(srcdir, conf={"aiarticle_redirects": True}).warnings
    assert first.startswith("b.md:4: WARNING: the alias '/old' does not lead to this article: so has 'a', and it leads")
    assert second.startswith("c.md:4: WARNING: the alias '/sub/index.html' does not lead to this article: a page has")


def test_an_alias_whose_address_a_foreign_file_has_is_answered(srcdir: Path) -> None:
    head = "---\ntitle: T\ndate: 2026-03-01\naliases: [/old/, /older.html]\n---\n\nText.\n"
    write(srcdir, {"index.md": head, "extra/old/index.html": "Theirs.", "extra/older.html": "Theirs."})
    conf = {"aiarticle_redirects": True, "html_extra_path": ["extra"], "exclude_patterns": ["extra"]}
    for _again in range(2):
        site = run_build(srcdir, conf=conf)
        assert [warning.partition(":")[0] for warning in site.warnings] == ["index.md"] * 2
        assert "the alias '/old/' does not lead to this article: a list, html_extra_path" in site.warnings[0]
        assert site.text("old/index.html") == "Theirs."


@pytest.mark.parametrize(
    ("first", "second", "lint", "said"),
    [
        ("url: /x/", "url: /x/", [], ["b.md:4 so has 'a'"]),
        ("slug: x", "url: /x/", [], ["b.md:4 so has 'a'"]),
        ("slug: x", "slug: x", ["title"], ["b.md:4 so has 'a'"]),
        ("slug: x", "slug: x", ["duplicate_slug"], ["b.md:4 it leads to 'a'"]),
        ("url: /tags/t/", "url: /tags/t/", [], ["a.md:4 a list,", "b.md:4 a list,"]),
        ("slug: x", "aliases: [/x/]", [], ["b.md:4 so has 'a'"]),
        ("url: /x/", "aliases: [/y/]", [], []),
    ],
)
def test_each_address_that_leads_elsewhere_is_answered_once(
    srcdir: Path, first: str, second: str, lint: list[str], said: list[str]
) -> None:
    head = "---\ntitle: {}\ndate: 2026-03-01\n{}\ntags: [t]\n---\n\nText.\n"
    write(srcdir, {"index.md": "# T\n", "a.md": head.format("A", first), "b.md": head.format("B", second)})
    conf = {"aiarticle_hugo": ["a", "b"], "aiarticle_lint": lint, "aiarticle_pages": {"tags": {}}}
    for builder in ("html", "dirhtml"):
        warnings = run_build(srcdir, conf=conf, builder=builder).warnings
        assert len(warnings) == len(said), warnings
        for expected, warning in zip(said, warnings, strict=True):
            place, _, words = expected.partition(" ")
            assert warning.startswith(f"{place}: WARNING: ")
            assert words in warning


@pytest.mark.parametrize(
    ("setting", "value", "name", "said"),
    [
        ("aiarticle_pages", {"tags": {}, "archive": {"path": "old"}}, "old/index", "the document 'old' has a page of"),
        (
            "html_additional_pages",
            {"tags/tea": "own.html"},
            "tags/tea/index",
            "html_additional_pages has a page of this name",
        ),
        ("aiarticle_pages", {"archive": {"path": "search"}}, "search/index", "Sphinx has a page of this name"),
        ("aiarticle_pages", {"archive": {"path": "genindex"}}, "genindex/index", "Sphinx has a page of this name"),
    ],
)
def test_a_list_with_the_name_of_another_page_is_answered(
    srcdir: Path, setting: str, value: object, name: str, said: str
) -> None:
    write(srcdir, {"index.md": "---\ntitle: T\ndate: 2026-03-01\ntags: [tea]\n---\n\nText.\n"})
    write(srcdir, {"_templates/own.html": "Theirs.", "old.md": "# Theirs\n"})
    conf = {"aiarticle_pages": True, "html_additional_pages": {}, "templates_path": [str(srcdir / "_templates")]}
    site = run_build(srcdir, conf=conf | {"aiarticle_sitemap": True, setting: value}, builder="dirhtml")
    (warning,) = site.warnings
    assert f"WARNING: the list {name!r} is left out: {said}" in warning
    assert "aiarticle-articles" not in site.text(f"{name.removesuffix('/index')}/index.html")
    assert site.text("sitemap.xml").count(f"/{name.removesuffix('index')}<") == (name == "old/index")


def test_what_only_looks_like_a_mistake_is_none(srcdir: Path) -> None:
    rst = "T\n=\n\n.. faq::\n\n   .. question:: What does :class: do?\n\n      A lot.\n\n"
    rst += ".. article list: sorted by date,\n   do not change\n\nIn Markdown::\n\n    ```{faq} Questions\n    ```\n"
    write(srcdir, {"index.rst": rst, "b.md": "# B\n\nIn reST:\n\n    .. faq::\n"})
    write(srcdir, {"c.md": "# C\n\n````md\n```{faq} Questions\n````\n\n- D\n\n  ```{summary-box}\n  - E.\n  ```\n"})
    write(srcdir, {"d.md": "---\ntitle: |\n  ```{faq} Q\n---\n\n# D\n\n- E\n\n  ```{summary-box}\n  - F.\n\nText.\n"})
    write(srcdir, {"e.md": "# E\n\n<!--\n```{faq} Q\n-->\n\nText.\n", "f.md": "# F\n\n<pre>\n```{faq} Q\n</pre>\n"})
    fields = {
        "below": "T\n=\n\n:Author: Ann\n:Date: 2026-03-01\n:Status: Draft\n",
        "keyword": ":Date: $Date: 2002/10/18 $\n\nT\n=\n",
        "today": ":Date: |today|\n:Version: |version|\n\nT\n=\n",
        "status": ":Date: 2026-03-01\n:Status: Draft\n\nT\n=\n",
    }
    write(srcdir, {f"fields/{name}.rst": text for name, text in fields.items()})
    write(srcdir, {"shared_names.py": "aiarticle_base = {}\naiarticle_feeds = {}\n"})
    conf = 'extensions = ["sphinx_aiarticle"]\nfrom shared_names import aiarticle_feeds\nhtml_use_index = False\n'
    write(srcdir, {"conf.py": conf + 'html_baseurl = "https://x.example.org/"\nexclude_patterns = ["shared_*"]\n'})
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(srcdir)
        site = run_build(srcdir, confdir=srcdir)
    assert [warning for warning in site.warnings if "toctree" not in warning] == []
    assert {path.stem for path in site.outdir.glob("fields/*.html")} == fields.keys()


@pytest.mark.parametrize("templates", TEMPLATES)
def test_a_mistake_in_a_template_is_answered_at_its_line(tmp_path: Path, templates: dict[str, tuple[str, str]]) -> None:
    srcdir = tmp_path / "src"
    files = {f"_templates/aiarticle/{name}.html": f"\n{line}\n" for name, (line, _said) in templates.items()}
    write(srcdir, {"index.md": PAGE, "products.toml": PRODUCTS.format("", "", ""), **files})
    conf = {"templates_path": [str(srcdir / "_templates")], "aiarticle_catalog": "products.toml"}
    site = run_build(srcdir, conf={**conf, "exclude_patterns": ["_templates"]})
    left = list(site.warnings)
    for name, (_line, said) in templates.items():
        (warning,) = [one for one in left if one.startswith(f"_templates/aiarticle/{name}.html:2: WARNING: ")]
        assert said in warning
        left.remove(warning)
    assert left == []
    assert all(
        site.soup("index.html").select(f".aiarticle-{name}")
        for name in ("header", "summary", "product", "faq", "verdict")
    )


FENCES = """# H

Words.

:::{note} Theirs.
:::

::::{faq} Ours
:::{question} Shown as text?
Yes.
:::
::::
"""


@pytest.mark.parametrize(("extensions", "count"), [([], 1), (["colon_fence"], 0)])
def test_a_box_that_is_shown_as_text_is_answered_once_a_page(tmp_path: Path, extensions: list[str], count: int) -> None:
    srcdir = tmp_path / "src"
    write(srcdir, {"index.md": FENCES, "other.rst": f":orphan:\n\n{FENCES}"})
    warnings = run_build(srcdir, conf={"myst_enable_extensions": extensions}).warnings
    found = [warning for warning in warnings if "colon_fence" in warning]
    assert len(found) == count
    for warning in found:
        assert warning.startswith("index.md:8: WARNING: ::::{faq} is read as text: add 'colon_fence' to")


def test_settings_are_found_in_modules_that_modules_of_a_package_take(srcdir: Path, monkeypatch: Any) -> None:
    monkeypatch.syspath_prepend(srcdir)
    conf = 'from its_shared.docs import *\nextensions = ["sphinx_aiarticle"]\nhtml_baseurl = "https://x.example.org/"\n'
    files = {
        "its_shared/__init__.py": "",
        "its_shared/base.py": "aiarticle_feds = {}\n",
        "its_shared/docs/__init__.py": "from .more import *\n",
        "its_shared/docs/more.py": "\nfrom ..base import *\naiarticle_tagz = 1\n",
    }
    write(srcdir, files | {"index.md": "# H\n", "conf.py": conf})
    warnings = run_build(srcdir, confdir=srcdir).warnings
    assert [re.sub(r" WARNING: (\w+).*", r"\1", line) for line in warnings] == [
        "its_shared/docs/more.py:3:aiarticle_tagz", "its_shared/base.py:1:aiarticle_feds",
    ]  # fmt: skip


def test_words_that_look_like_an_option_within_a_line_are_words(build: Any) -> None:
    text = "# H\n\n:::{product-box} Mat\n:search: how to use :class: here\n\nGood.\n:::\n"
    rst = "H\n=\n\n.. product-box:: Mat\n   :search: how to use :class: here\n\n   Good.\n"
    assert build({"index.md": text, "a.rst": ":orphan:\n\n" + rst}).warnings == []


def test_slugs_whose_address_a_foreign_file_has_are_answered(srcdir: Path) -> None:
    head = "---\ntitle: T\ndate: 2026-03-01\nslug: {}\n---\n\nText.\n"
    write(srcdir, {"index.md": "# H\n", "posts/a.md": head.format("x"), "posts/b.md": head.format("c")})
    write(srcdir, {"posts/c/index.md": "# Page\n", "extra/posts/x/index.html": "Theirs."})
    conf = {"aiarticle_redirects": True, "html_extra_path": ["extra"], "exclude_patterns": ["extra"]}
    foreign, lost = run_build(srcdir, conf=conf | {"aiarticle_hugo": ["posts/a", "posts/b"]}).warnings
    assert lost.startswith("posts/b.md:4: WARNING: the address '/posts/c/' does not lead to this article: a page has")
    assert foreign.startswith("posts/a.md:4: WARNING: the address '/posts/x/' does not lead to this article: a list")


def test_an_svg_is_no_picture_of_a_link_preview(build: Any) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    head = "---\ntitle: T\ndate: 2026-03-01\ncover: {}\n---\n\nText.\n"
    files = {"index.md": head.format("/a.svg"), "a.svg": svg}
    site = build(files)
    (warning,) = site.warnings
    assert warning.startswith("index.md:4: WARNING: link previews show no SVG, so they have no picture in place")
    assert build(files, builder="text").warnings == []
    assert "og:image" not in site.text("index.html")
    assert 'content="summary"' in site.text("index.html")
    assert site.node("index.html", "ImageObject")["url"].endswith("/_images/a.svg")
    assert build({"index.md": head.format("https://x.example/a b.png")}, out="remote").warnings == []


def test_blanks_in_web_addresses_of_pictures_are_escaped(build: Any) -> None:
    text = "---\ntitle: T\ndate: 2026-03-01\ncover: https://x.example/my pot.png?w=9\n---\n\nText.\n"
    site = build({"index.md": text})
    assert site.warnings == []
    shown = site.soup("index.html").select_one(".aiarticle-header__cover img")["src"]
    assert shown == "https://x.example/my%20pot.png?w=9"


def test_words_or_a_second_address_behind_an_address_are_told(build: Any) -> None:
    both = "https://x.example/a https://x.example/b"
    text = (
        f"---\ntitle: T\ndate: 2026-03-01\ncover: {both}.png\ncanonical_url: {both}\n"
        "sponsor: {name: N, url: 'https://x.example/ our partner'}\n---\n\n"
        f":::{{product-box}} Mat\n:url: {both}\n\nGood.\n:::\n"
    )
    told = [
        "is neither a picture nor",
        "'canonical_url' must be",
        "'sponsor.url' must be",
        "option 'url' of the product box",
    ]
    warnings = build({"index.md": text}).warnings
    assert [sum(part in warning for warning in warnings) for part in told] == [1] * 4


def test_an_option_that_a_text_names_is_not_taken_for_one_in_the_text(build: Any) -> None:
    text = (
        "# T\n\n::::{product-box} Mat\n:label: Uses the :class: option and a :name: too\n:class: big\n\n"
        ":::{note}\n:name: inner\nGood.\n:::\n::::\n"
    )
    assert [one for one in build({"index.md": text}).warnings if "read as a part" in one] == []


@pytest.mark.parametrize("syntax", ["md", "rst"])
@pytest.mark.parametrize(
    "name", ["product-box", "summary-box", "question", "aiarticle-details", "faq", "verdict", "video"]
)
def test_an_option_that_cannot_be_used_costs_no_text(build: Any, name: str, syntax: str) -> None:
    """To docutils alone, it costs the whole directive."""
    words = "Tea?\n  : Yes, KEPT." if name == "faq" else "KEPT."
    head = f":::{{{name}}} A mat\n" if syntax == "md" else f".. {name}:: A mat\n   "
    body = ":colour: red\n:class: 123\n\n" + words
    body = (
        body
        if syntax == "md"
        else body.replace("\n:", "\n   :").replace("\n\n", "\n\n   ").replace("\n  : ", "\n      ")
    )
    page = f"# T\n\n{head}{body}\n:::\n" if syntax == "md" else f"T\n=\n\n{head}{body}\n"
    site = build({f"index.{syntax}": page})
    assert "KEPT." in site.soup("index.html").get_text()
    mine = [warning for warning in site.warnings if "aiarticle.option" in warning]
    line = 4 if syntax == "md" else 5
    assert [warning.split(" WARNING: ")[0] for warning in mine] == [f"index.{syntax}:{n}:" for n in (line, line + 1)]
    assert "the option `:colour:` is left out: " in mine[0]
    assert "the option `:class:` is left out: " in mine[1]


@pytest.mark.parametrize(
    ("page", "text", "lines"),
    [
        ("index.rst", "T\n=\n\n.. product-box:: Mat\n   nope: words\n   :Nope: 1\n\n   Text.\n", [6]),
        ("index.md", '# T\n\n:::{product-box} Mat\n---\n"nope": 1\nworse : 2\n---\nText.\n:::\n', [5, 6]),
    ],
)
def test_an_option_that_is_left_out_is_told_at_its_line(build: Any, page: str, text: str, lines: list[int]) -> None:
    assert [int(one.split(":")[1]) for one in build({page: text}).warnings] == lines


@pytest.mark.parametrize("name", ["question", "aiarticle-details", "product-box"])
def test_a_text_without_its_words_keeps_its_name_and_classes(build: Any, name: str) -> None:
    text = f"# T\n\n:::{{{name}}}\n:name: here\n:class: big\n\nKEPT.\n:::\n\n[There](#here).\n"
    site = build({"index.md": text})
    (warning,) = site.warnings
    assert f"`{name}` has no words" in warning
    assert site.soup("index.html").select_one("#here.big").get_text().strip() == "KEPT."


@pytest.mark.parametrize("name", ["article-list", "product-list", "product-index"])
@pytest.mark.parametrize("text", ["KEPT.", "", ":tags: KEPT"])
def test_a_list_and_the_text_in_it_are_both_shown(build: Any, name: str, text: str) -> None:
    files = {"index.md": f"# T\n\n:::{{product-box}} Mat\nSoft.\n:::\n\n:::{{{name}}}\n:name: here\n\n{text}\n:::\n"}
    files |= {"a.md": "---\ntitle: A\ndate: 2026-01-01\n---\nText.\n", "p.toml": '[a]\nname = "Lamp"\n'}
    site = build(files, conf={"aiarticle_catalog": ["p.toml"]})
    assert len(site.warnings) == bool(text)
    assert site.soup("index.html").select_one("#here")
    assert "KEPT" in site.soup("index.html").get_text() or not text


def test_a_line_of_html_is_not_taken_for_an_option(build: Any) -> None:
    text = "# T\n\n:::{aiarticle-details} More\n\n<pre>\n:open:\n</pre>\n:::\n"
    assert build({"index.md": text}).warnings == []
