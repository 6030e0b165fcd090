"""Front matter becomes an article; what cannot be used is reported at its line and left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sphinx_aiarticle.frontmatter import Block, read_field_list, read_yaml, to_article
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.model.article import Article, Cover
from sphinx_aiarticle.model.problem import Problem, Subtype

TOKYO = timezone(timedelta(hours=9))
DATED = "date: 2026-03-01\n"


def article(content: str, *, other_keys: tuple[str, ...] = ()) -> tuple[Article, tuple[Problem, ...]]:
    block = read_yaml(f"---\n{content}\n---\n")
    assert block.problems == ()
    return to_article(block, timezone=TOKYO, other_keys=other_keys)


def test_every_key_is_read() -> None:
    found, problems = article(
        """\
title: Choosing a keyboard
date: 2026-03-01T09:30:00+09:00
lastmod: 2026-03-02
slug: keyboard
description: Which keys to press.
authors: [ada, Grace Hopper]
categories: [Guides]
tags: [input, hardware]
keywords: typing
cover:
  image: /k.png
  alt: A keyboard
  caption: On a desk
  relative: true
  hidden: true
canonicalURL: https://example.org/keyboard
draft: true
aliases: [/old/]
aiarticle:
  type: TechArticle
  header: false
  json_ld: true"""
    )
    assert problems == ()
    assert found == Article(
        title="Choosing a keyboard",
        date=datetime(2026, 3, 1, 9, 30, tzinfo=TOKYO),
        lastmod=datetime(2026, 3, 2, tzinfo=TOKYO),
        slug="keyboard",
        description="Which keys to press.",
        authors=("ada", "Grace Hopper"),
        categories=("Guides",),
        tags=("input", "hardware"),
        keywords=("typing",),
        cover=Cover(image="/k.png", alt="A keyboard", caption="On a desk", relative=True, hidden=True),
        canonical_url="https://example.org/keyboard",
        draft=True,
        aliases=("/old/",),
        article_type="TechArticle",
        header=False,
        json_ld=True,
    )


def test_a_field_list_gives_the_same_article_as_yaml() -> None:
    yaml_article, _ = article(
        "title: A\ndate: 2026-03-01 09:00\ntags: [b, c]\ndraft: true\ncover: {image: d, hidden: true}\n"
        "aiarticle: {header: false}\nauthors: [{name: Ada}]"
    )
    fields = (
        ":title: A\n:date: 2026-03-01 09:00\n:tags: b, c\n:draft: yes\n:cover:\n  :image: d\n  :hidden: True\n"
        ":aiarticle:\n  :header: no\n:authors:\n  - :name: Ada\n"
    )
    assert to_article(read_field_list(fields), timezone=TOKYO) == (yaml_article, ())


def test_no_front_matter_is_an_empty_article() -> None:
    assert to_article(read_yaml("Body"), timezone=TOKYO) == (Article(), ())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=TOKYO)),
        ("2026-03-01T10:20", datetime(2026, 3, 1, 10, 20, tzinfo=TOKYO)),
        ("2026-03-01 10:20:30", datetime(2026, 3, 1, 10, 20, 30, tzinfo=TOKYO)),
        ("2026-03-01t10:20:30", datetime(2026, 3, 1, 10, 20, 30, tzinfo=TOKYO)),
        ("2026-03-01T10:20:30.5", datetime(2026, 3, 1, 10, 20, 30, 500_000, tzinfo=TOKYO)),
        ("2026-03-01T10:20:30.123456789Z", datetime(2026, 3, 1, 10, 20, 30, 123_456, tzinfo=UTC)),
        ("2026-03-01T10:20:30Z", datetime(2026, 3, 1, 10, 20, 30, tzinfo=UTC)),
        ("2026-03-01T10:20:30+09:00", datetime(2026, 3, 1, 1, 20, 30, tzinfo=UTC)),
        ("2026-03-01T10:20:30+0900", datetime(2026, 3, 1, 1, 20, 30, tzinfo=UTC)),
        ("2026-03-01 10:20:30 +09:00", datetime(2026, 3, 1, 1, 20, 30, tzinfo=UTC)),
        ("2026-03-01 10:20:30 +09", datetime(2026, 3, 1, 1, 20, 30, tzinfo=UTC)),
        ("2026-03-01T10:20-05:30", datetime(2026, 3, 1, 15, 50, tzinfo=UTC)),
        ("2026-03-01 10:20 UTC", datetime(2026, 3, 1, 10, 20, tzinfo=UTC)),
        ("2026-03-01 10:20 UTC+09:00", datetime(2026, 3, 1, 1, 20, tzinfo=UTC)),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=TOKYO)),
        ('"2026-03-01"', datetime(2026, 3, 1, tzinfo=TOKYO)),
    ],
)
def test_iso_dates_are_read_with_a_zone(written: str, expected: datetime) -> None:
    found, problems = article(f"date: {written}")
    assert (found.date, problems) == (expected, ())
    assert found.date is not None
    assert found.date.utcoffset() is not None


def test_the_offset_that_the_author_wrote_is_kept() -> None:
    found, _ = article("date: 2026-03-01T00:00:00+09:00")
    assert found.date is not None
    assert found.date.isoformat() == "2026-03-01T00:00:00+09:00"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("2026-02-30", "no such day"),
        ("2026-13-01", "no such day"),
        ("2026-03-01T25:00:00", "no such day or time"),
        ("2026-03-01T10:00+25:00", "no such day or time"),
        ("0000-01-01", "no such day"),
        ("0001-01-01", "no such day"),
        ("next week", "write a date such as 2026-03-01"),
        ("2026/03/01", "write 2026-03-01"),
        ("2026-3-1", "write 2026-03-01"),
        ("2026年3月1日", "write 2026-03-01"),
        ("2026.03.01", "write 2026-03-01"),
        ("2026-03-01 9:05", "write 2026-03-01T09:05"),
        ("May 2026", "write a date such as"),
        ("20260301", "write a date such as"),
        ("2026", "write a date such as"),
        ("2026-03", "write a date such as"),
        ("２０２６-０３-０１", "write a date such as"),
        ("true", "write a date such as"),
        ("[2026-03-01]", "write a date such as"),
        ("{day: 1}", "write a date such as"),
    ],
)
def test_an_invalid_date_is_reported_and_the_rest_lives_on(written: str, instead: str) -> None:
    found, problems = article(f"title: A\ndate: {written}")
    assert (found.title, found.date, found.is_article) == ("A", None, False)
    assert [(problem.subtype, problem.line) for problem in problems] == [(Subtype.FRONT_MATTER, 3)]
    assert instead in problems[0].message
    assert "not an article" in problems[0].message


@pytest.mark.parametrize("key", ["lastmod", "modified", "updated"])
def test_every_spelling_of_lastmod_is_read(key: str) -> None:
    found, problems = article(f"{DATED}{key}: 2026-03-05")
    assert (found.lastmod, problems) == (datetime(2026, 3, 5, tzinfo=TOKYO), ())


@pytest.mark.parametrize("key", ["lastmod", "updated"])
def test_a_change_before_publication_is_reported_and_dropped(key: str) -> None:
    found, problems = article(f"{DATED}{key}: 2026-02-28")
    assert found.lastmod is None
    assert found.is_article
    assert [problem.line for problem in problems] == [3]
    assert f"'{key}' '2026-02-28' is before 'date'" in problems[0].message


def test_a_change_at_the_moment_of_publication_is_kept() -> None:
    found, problems = article("date: 2026-03-01T09:00:00+09:00\nlastmod: 2026-03-01T00:00:00Z")
    assert (found.lastmod, problems) == (datetime(2026, 3, 1, tzinfo=UTC), ())


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2026", "2026"),
        ("3.10", "3.10"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("no", "no"),
        ('"  two\\n  words\\t"', "two words"),
        ('"a\\u2028b"', "a b"),
        ('"a\\0b\\x1bc"', "abc"),
        ('"第1章　はじめに"', "第1章　はじめに"),
        ("👩‍💻 مرحبا", "👩‍💻 مرحبا"),
        ("</script>", "</script>"),
        ("|\n  a\n  b", "a b"),
    ],
)
def test_a_title_is_one_line_of_text(written: str, title: str) -> None:
    found, problems = article(f"title: {written}")
    assert (found.title, problems) == (title, ())


def test_lone_surrogates_are_dropped() -> None:
    block = Block(data={"title": "a\ud83db"}, lines={}, length=3, problems=(), safe=True)
    assert to_article(block, timezone=TOKYO)[0].title == "ab"


@pytest.mark.parametrize("written", ["[a]", "{a: b}"])
def test_a_list_or_mapping_is_no_text(written: str) -> None:
    found, problems = article(f"{DATED}title: {written}")
    assert (found.title, [problem.line for problem in problems]) == ("", [3])
    assert "'title' must be text" in problems[0].message


@pytest.mark.parametrize("empty", ["", "''", "[]", "{}", "null"])
@pytest.mark.parametrize("key", ["tags", "authors", "categories"])
def test_empty_lists_are_not_given(key: str, empty: str) -> None:
    found, problems = article(f"{DATED}{key}: {empty}")
    assert found == article(DATED)[0]
    assert bool(problems) == (empty == "{}")


@pytest.mark.parametrize(
    "key",
    ["title", "date", "lastmod", "slug", "description", "cover", "canonicalURL", "draft", "aliases", "aiarticle"],
)
@pytest.mark.parametrize("empty", ["", "''", "null", '" "'])
def test_empty_values_are_not_given_and_no_problem(key: str, empty: str) -> None:
    assert article(f"{key}: {empty}") == (Article(), ())


@pytest.mark.parametrize("value", ["0", "-0", "0.0", "false", "true", "[0]", "{a: 0}", "{0: 0}", "[[]]", "~"])
def test_no_key_fails_on_a_value_of_any_kind(value: str) -> None:
    for key in (*ARTICLE_KEYS, "cover.image", "aiarticle.type"):
        outer, _, inner = key.partition(".")
        found, _ = article(f"{outer}: {{{inner}: {value}}}" if inner else f"{key}: {value}")
        assert isinstance(found, Article)


def test_lists_keep_their_order_without_repetition() -> None:
    found, problems = article("tags: [b, 3.11, a, 2026, b, '', null, ' a ']")
    assert (found.tags, problems) == (("b", "3.11", "a", "2026"), ())


@pytest.mark.parametrize(
    ("written", "found"),
    [("a, b", ("a", "b")), ("'a、b'", ("a", "b")), ("a; b, c", ("a", "b, c")), ('["a, b", c]', ("a, b", "c"))],
)
def test_a_text_for_a_list_is_split_in_yaml_too_and_an_item_is_not(written: str, found: tuple[str, ...]) -> None:
    for key in ("tags", "category", "author"):
        read, problems = article(f"{key}: {written}")
        assert ((read.tags or read.categories or read.authors), problems) == (found, ())


def test_tags_may_be_mappings_with_a_label() -> None:
    assert article("tags: [a, {label: B, permalink: /b}]\ncategories: [{name: C}]")[0].tags == ("a", "B")


@pytest.mark.parametrize(
    "key",
    ["pubDate", "publishDate", "published", "datePublished", "date_published", "PUBDATE", "published_at", "postDate"],
)
def test_the_date_of_another_tool_is_read_when_there_is_no_date(key: str) -> None:
    found, problems = article(f"title: A\n{key}: 2026-03-01\nupdatedDate: 2026-03-02")
    assert (found.date, problems) == (datetime(2026, 3, 1, tzinfo=TOKYO), ())
    assert found.lastmod == datetime(2026, 3, 2, tzinfo=TOKYO)
    assert article(f"date: 2026-02-02\n{key}: 2026-03-01")[0].date == datetime(2026, 2, 2, tzinfo=TOKYO)


def test_a_switch_called_published_is_no_date_and_a_broken_date_is_reported() -> None:
    assert article("published: true") == (Article(), ())
    assert article("published: 'yes'") == (Article(), ())
    [problem] = article("title: A\npubDate: Jan 2, 2026 10:00")[1]
    assert (problem.line, "'pubDate' 'Jan 2, 2026 10:00' is not a valid date" in problem.message) == (3, True)
    assert problem.message.endswith("write 2026-01-02.")


@pytest.mark.parametrize(
    "text",
    ["2026/1/2", "Fri Jan 02 2026 10:00:00 GMT+0000", "Jan 2, 2026 10:00", "1767312000", "1767312000000"],
)
def test_a_day_that_can_be_understood_is_in_the_advice(text: str) -> None:
    [problem] = article(f"date: {text}")[1]
    assert "; write 2026-01-02." in problem.message


@pytest.mark.parametrize(
    "text", ["Jan 2, 2026", "02 Jan, 2026", "2 January 2026", "Friday, January 2nd, 2026", "jan. 2 2026"]
)
def test_a_day_in_english_words_is_a_date(text: str) -> None:
    assert article(f"date: {text}") == (Article(date=datetime(2026, 1, 2, tzinfo=TOKYO)), ())


@pytest.mark.parametrize(
    "text", ["2 Jan 3 2026", "before Jan 2, 2026", "2 marraskuuta 2026", "Feb 30, 2026", "May 2026"]
)
def test_words_that_are_not_one_day_are_no_date(text: str) -> None:
    found, [problem] = article(f"date: {text}")
    assert (found.date, "2026-03-01" in problem.message) == (None, True)


@pytest.mark.parametrize("key", ["updated", "updated_date", "updatedAt", "last_modified"])
@pytest.mark.parametrize(
    "text", ["2026-03-02T09:00:00+00:00", "Mon, 02 Mar 2026 09:00:00 +0000", "Mon, 2 Mar 2026 09:00 GMT"]
)
def test_a_change_has_the_names_and_the_forms_of_other_tools(key: str, text: str) -> None:
    found, problems = article(f"{DATED}{key}: {text}")
    assert (found.lastmod, problems) == (datetime(2026, 3, 2, 9, tzinfo=UTC), ())


@pytest.mark.parametrize(
    "text", ["Mon, 99 Mar 2026 09:00:00 +0000", "Mon, 02 Mar 2026 09:00", "Mon, 02 Mar 2026 09:00:00 EST"]
)
def test_a_date_of_mail_that_is_none_is_reported(text: str) -> None:
    [problem] = article(f"date: {text}")[1]
    assert "is not a valid date" in problem.message


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("published: false", True),
        ("published: no", True),
        ("status: draft", True),
        ("Status: Private", True),
        ("published: true", False),
        ("status: published", False),
        ("isDraft: true", True),
        ("private: true", True),
        ("publish: false", True),
        ("visibility: private", True),
        ("post_status: pending", True),
        ("publish: true", False),
        ("visibility: public", False),
        ("draft: false\nprivate: true", False),
    ],
)
def test_drafts_have_the_words_of_other_tools(text: str, draft: bool) -> None:
    found, problems = article(f"{DATED}{text}")
    assert (found.draft, problems) == (draft, ())
    always = "published" in text or "isDraft" in text  # documents have a status, too
    assert article(text)[0].draft is (draft and always)


def test_draft_counts_before_the_switches_of_other_tools() -> None:
    found, (problem,) = article(f"{DATED}draft: false\npublished: false")
    assert not found.draft
    assert "the opposite of 'draft', which counts" in problem.message
    assert article(f"{DATED}draft: true\npublished: true")[1] == ()


@pytest.mark.parametrize("key", ["heroImage", "hero_image", "coverImage", "cover_image", "featuredImage", "image"])
def test_the_picture_of_another_tool_is_hinted_at(key: str) -> None:
    [problem] = article(f"{DATED}{key}: ./lamp.png")[1]
    assert (problem.line, "write 'cover: ./lamp.png'" in problem.message) == (3, True)
    assert article(f"{DATED}{key}: ./lamp.png", other_keys=(key,))[1] == ()
    assert article(f"{DATED}cover: lamp.png\n{key}: ./lamp.png")[1] == ()
    assert article(f"{DATED}{key}: 2")[1] == ()  # ablog counts pictures
    assert article(f"{key}: ./lamp.png")[1] == ()
    [problem] = article(f"{DATED}{key}: {{alt: Lamp, src: lamp.png}}")[1]
    assert f'\'aiarticle_key_names = {{"{key}": "cover"}}\' in conf.py' in problem.message
    [problem] = article(f"{DATED}{key}: {{src: ./lamp.png, alt: A lamp}}")[1]
    assert "write 'cover: ./lamp.png'" in problem.message


@pytest.mark.parametrize("key", ["excerpt", "custom_excerpt", "meta_description"])
def test_the_description_of_another_tool_is_read_when_there_is_none(key: str) -> None:
    found, problems = article(f"{DATED}{key}: What it is about.")
    assert (found.description, problems) == ("What it is about.", ())
    assert article(f"{DATED}description: Mine.\n{key}: Theirs.")[0].description == "Mine."
    assert article(f"{DATED}{key}: 2")[0].description == ""  # ablog counts paragraphs


@pytest.mark.parametrize(
    "name", ["{given: Aoi, family: Nakano}", "{literal: Aoi Nakano, family: Nakano}", "Aoi Nakano"]
)
def test_a_name_in_parts_is_one_name(name: str) -> None:
    assert article(f"{DATED}authors: [{{name: {name}}}]") == (
        Article(date=datetime(2026, 3, 1, tzinfo=TOKYO), authors=("Aoi Nakano",)), (),
    )  # fmt: skip


def test_what_front_matter_says_of_an_author_beyond_a_name_is_hinted_at_once() -> None:
    content = "authors:\n  - {name: Aoi, url: https://aoi.test/, image_url: a.png}\n  - {name: Ren, email: r@ren.test}"
    found, [problem] = article(DATED + content)
    assert found.authors == ("Aoi", "Ren")
    assert problem.line == 3
    assert "says more of 'Aoi' than is read here: 'url', 'image_url'; write it in aiarticle_authors" in problem.message
    assert article(DATED + content, other_keys=("authors",))[1] == ()


def test_dates_inside_a_mapping_are_read() -> None:
    found, problems = article("date: {created: 2026-03-01, updated: 2026-03-02}")
    assert (found.date, found.lastmod, problems) == (
        datetime(2026, 3, 1, tzinfo=TOKYO), datetime(2026, 3, 2, tzinfo=TOKYO), (),
    )  # fmt: skip
    found, problems = article(f"{DATED}last_update: {{date: 2026-03-05, author: Aoi}}")
    assert (found.lastmod, problems) == (datetime(2026, 3, 5, tzinfo=TOKYO), ())


@pytest.mark.parametrize("key", ["created", "dateCreated", "creation_date"])
def test_a_day_of_creation_is_hinted_at(key: str) -> None:
    [problem] = article(f"title: A\n{key}: 2026-03-01")[1]
    assert (problem.line, "write 'date: 2026-03-01'" in problem.message) == (3, True)
    assert article(f"title: A\n{key}: 2026-03-01", other_keys=(key,))[1] == ()
    assert article(f"{DATED}{key}: 2026-03-01")[1] == ()
    assert article(f"title: A\n{key}: a while ago")[1] == ()


@pytest.mark.parametrize(
    "content",
    ["cover:\nimage: a.png\nalt: A\naiarticle:\nheader: no", "cover: {image: a.png, alt: A}\naiarticle: {header: no}"],
)
def test_a_mapping_whose_author_forgot_to_indent_it_is_read(content: str) -> None:
    for date in ("", DATED):
        found, problems = article(date + content)
        assert (found.cover, found.header, problems) == (Cover(image="a.png", alt="A"), False, ())


def test_only_the_lines_directly_below_belong_to_a_mapping_that_is_not_indented() -> None:
    assert article("cover:\ntitle: A\nimage: a.png") == (Article(title="A"), ())


@pytest.mark.parametrize(
    ("lang", "hint"),
    [("jp", "did you mean 'ja'"), ("cz", "did you mean 'cs'"), ("xx", "write for example")],
)
def test_a_country_is_no_language(lang: str, hint: str) -> None:
    found, [problem] = article(f"title: A\nlang: {lang}")
    assert (found.language, problem.line, hint in problem.message) == ("", 3, True)


@pytest.mark.parametrize("lang", ["en", "ja", "zh-TW", "zh_Hant", "sr-Latn-RS", "mi", "ain", "tlh"])
def test_a_language_is_one_of_iso_639(lang: str) -> None:
    assert article(f"lang: {lang}") == (Article(language=lang.replace("_", "-")), ())


def test_a_misspelt_type_gets_a_hint() -> None:
    _, [problem] = article("aiarticle: {type: NewsArtcle}")
    assert "did you mean 'NewsArticle'" in problem.message


def test_a_mapping_among_tags_is_reported_and_the_others_stay() -> None:
    found, problems = article(f"{DATED}tags: [a, {{b: c}}, d]")
    assert (found.tags, [problem.line for problem in problems]) == (("a", "d"), [3])


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("author: Ada", ("Ada",)),
        ("author: [Ada, Grace]", ("Ada", "Grace")),
        ("author: Ada Lovelace <ada@example.org>", ("Ada Lovelace",)),
        ("authors: [Ada <a@b.org>, Ada, Grace <3]", ("Ada", "Grace <3")),
        ("author: ['Bob (bob@x.org)', 'Dan <d@x.org> Jr', Eve<eve@x.org>]", ("Bob", "Dan Jr", "Eve")),
        ("author: {name: Ada, url: 'https://example.org/'}", ("Ada",)),
        ("authors: [{name: Ada}, Grace]", ("Ada", "Grace")),
        ("author: Grace\nauthors: [Ada]", ("Ada", "Grace")),
        ("category: A", ()),
    ],
)
def test_authors_are_names_or_mappings_with_a_name(written: str, authors: tuple[str, ...]) -> None:
    found, problems = article(written)
    assert (found.authors, problems) == (authors, ())


def test_an_author_without_a_name_is_reported() -> None:
    found, problems = article(f"{DATED}authors: [{{url: x}}, Ada]")
    assert found.authors == ("Ada",)
    assert "'name'" in problems[0].message


def test_category_and_categories_are_both_read() -> None:
    assert article("category: A\ncategories: [B]")[0].categories == ("B", "A")


def test_a_cover_may_be_the_image_alone() -> None:
    assert article("cover: a.png")[0].cover == Cover(image="a.png")


def test_a_cover_without_an_image_is_reported() -> None:
    found, problems = article(f"{DATED}cover:\n  alt: b")
    assert (found.cover, [problem.line for problem in problems]) == (None, [3])
    assert "has no 'image'" in problems[0].message


@pytest.mark.parametrize("cover", ["[a]", "{image: [a]}"])
def test_a_cover_of_another_kind_is_reported(cover: str) -> None:
    found, problems = article(f"{DATED}cover: {cover}")
    assert (found.cover, len(problems)) == (None, 1)


@pytest.mark.parametrize(
    "content",
    ["cover: [a, b]", "cover: {light: a.png}", "tags: {a: b}", "authors: [{orcid: x}]", "slug: [a]", "series: {a: 1}"],
)
def test_on_a_page_that_is_no_article_these_keys_may_be_those_of_another_tool(content: str) -> None:
    assert article(content) == (Article(), ())
    for is_asked_for in (DATED, "aiarticle: {header: true}\n"):
        assert len(article(f"{is_asked_for}{content}")[1]) == 1


def test_an_empty_cover_image_is_no_problem() -> None:
    assert article("cover:\n  image: ''\n  alt: ''") == (Article(), ())


def test_a_problem_inside_the_cover_is_at_its_own_line() -> None:
    found, problems = article("cover:\n  image: a.png\n  hidden: maybe")
    assert found.cover == Cover(image="a.png")
    assert [(problem.line, "'cover.hidden' must be true or false" in problem.message) for problem in problems] == [
        (4, True)
    ]


@pytest.mark.parametrize("key", ["canonicalURL", "canonicalUrl", "canonical_url"])
@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "/relative", "example.org", "http://", "data:text/html,x", "'https://a b'", "0"],
)
def test_a_canonical_url_that_is_no_web_address_is_dropped(key: str, url: str) -> None:
    found, problems = article(f"title: A\n{key}: {url}")
    assert found.canonical_url == ""
    assert [(problem.subtype, problem.line) for problem in problems] == [(Subtype.URL, 3)]
    assert f"'{key}'" in problems[0].message


@pytest.mark.parametrize(
    ("written", "draft"), [("true", True), ("yes", True), ("'True'", True), ("no", False), ("FALSE", False)]
)
def test_booleans_may_be_words(written: str, draft: bool) -> None:
    found, problems = article(f"draft: {written}")
    assert (found.draft, problems) == (draft, ())


@pytest.mark.parametrize("written", ["maybe", "1", "[true]", "on"])
def test_anything_else_is_no_boolean(written: str) -> None:
    found, problems = article(f"draft: {written}")
    assert (found.draft, [problem.line for problem in problems]) == (False, [2])


@pytest.mark.parametrize("written", ["true", "[header]", "TechArticle"])
def test_aiarticle_must_be_a_mapping(written: str) -> None:
    _, problems = article(f"aiarticle: {written}")
    assert ["must be a mapping" in problem.message for problem in problems] == [True]


def test_messages_shorten_long_values() -> None:
    _, problems = article(f"date: {'x' * 5_000}")
    assert len(problems[0].message) < 250


@pytest.mark.parametrize(("written", "shown"), [("[1, 2]", "a list"), ("{a: b}", "a mapping")])
def test_messages_only_name_lists_and_mappings(written: str, shown: str) -> None:
    _, problems = article(f"date: {written}")
    assert problems[0].message.startswith(f"'date' {shown} is not a valid date")


@pytest.mark.parametrize("key", ["cover: a.png", "author: Aoi", "category: A", "tags: [a]"])
def test_a_page_that_is_set_up_as_an_article_says_why_it_has_no_header(key: str) -> None:
    [problem] = article(f"{key}\naiarticle: {{type: TechArticle}}")[1]
    assert (problem.line, "is not shown: a page without 'date'" in problem.message) == (2, True)
    assert article(key)[1] == ()
    assert article(f"{DATED}{key}\naiarticle: {{type: TechArticle}}")[1] == ()


@pytest.mark.parametrize("dated", [True, False])
def test_corrections_are_kept_with_each_day_that_can_be(dated: bool) -> None:
    days = ("2026-02-28", "2026-03-01", "2026-03-02", "soon", "")
    entries = "".join(f"\n- {{text: T{number}, date: {day}}}" for number, day in enumerate(days))
    found, problems = article(f"{DATED * dated}corrections:{entries}")
    assert [one.text for one in found.corrections] == ["T0", "T1", "T2", "T3", "T4"]
    assert [one.date and one.date.date().isoformat() for one in found.corrections] == [
        None if dated else "2026-02-28", "2026-03-01", "2026-03-02", None, None,
    ]  # fmt: skip
    said = [problem.message for problem in problems if "correct" in problem.message or "entry" in problem.message]
    wanted = ["entry 1 is from before", "soon", "entry 5 has no date"]
    assert len(said) == (3 if dated else 2)
    assert all(one in message for one, message in zip(wanted if dated else wanted[1:], said, strict=True))
