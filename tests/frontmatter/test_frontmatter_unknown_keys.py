"""Unknown keys: typing errors are reported everywhere, other tools' keys nowhere."""

from __future__ import annotations

from datetime import UTC

import pytest

from sphinx_aiarticle.frontmatter import read_field_list, read_yaml, to_article


def problems(content: str, *, other_keys: tuple[str, ...] = ()) -> list[tuple[int | None, str]]:
    _, found = to_article(read_yaml(f"---\n{content}\n---\n"), timezone=UTC, other_keys=other_keys)
    return [(problem.line, problem.message) for problem in found]


@pytest.mark.parametrize("date", ["", "date: 2026-03-01"])
@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("descripton", "description"),
        ("Title", "title"),
        ("tag", "tags"),
        ("categorie", "categories"),
        ("autor", "author"),
        ("canonicalurl", "canonicalURL"),
        ("DATE", "date"),
        ("lastMod", "lastmod"),
        ("ai_article", "aiarticle"),
    ],
)
def test_a_key_that_resembles_ours_is_reported_on_every_page(key: str, meant: str, date: str) -> None:
    assert problems(f"{key}: x\n{date}") == [(2, f"unknown key {key!r}; did you mean {meant!r}?")]


def test_a_wholly_unknown_key_is_reported_on_articles_only() -> None:
    assert problems("frobnicate: 1") == []
    [(line, message)] = problems("date: 2026-03-01\nfrobnicate: 1")
    assert line == 3
    assert message.startswith("unknown key 'frobnicate'")
    assert "aiarticle_other_keys" in message


@pytest.mark.parametrize(
    "key",
    [
        "orphan",
        "tocdepth",
        "no-search",
        "myst",
        "mystnb",
        "html_meta",
        "substitutions",
        "jupytext",
        "kernelspec",
        "layout",
        "type",
        "series",
        "summary",
        "menu",
        "url",
        "linkTitle",
        "publishDate",
        "expirydate",
        "resources",
        "outputs",
        "showToc",
        "ShowReadingTime",
        "hideMeta",
        "hidemeta",
        "searchHidden",
        "blogpost",
        "sd_hide_title",
        "hide-toc",
        "html_theme.sidebar_secondary.remove",
        "some_theme.some_option",
        "og:image",
        "ogp_disable",
        "organization",
        "abstract",
    ],
)
def test_keys_of_other_tools_pass_in_silence(key: str) -> None:
    assert problems(f"date: 2026-03-01\n{key}: x") == []


def test_keys_that_the_project_declares_pass_in_silence() -> None:
    content = "date: 2026-03-01\nfrobnicate: 1\ndescripton: x\ncover: {image: a, imag: b}"
    assert problems(content, other_keys=("frobnicate", "descripton", "cover.imag")) == []


@pytest.mark.parametrize("date", ["", "date: 2026-03-01"])
def test_typing_errors_in_nested_keys_are_reported_at_their_line(date: str) -> None:
    content = f"cover:\n  image: a\n  Alt: b\naiarticle:\n  heade: no\n  zzz: 1\n{date}"
    assert sorted(problems(content)) == [
        (4, "unknown key 'Alt' in 'cover'; did you mean 'alt'?"),
        (6, "unknown key 'heade' in 'aiarticle'; did you mean 'header'?"),
        (
            7,
            "unknown key 'zzz' in 'aiarticle'; "
            "known are 'type', 'header', 'json_ld', 'stores', 'after', 'section', 'faq'.",
        ),
    ]


def test_a_wholly_unknown_key_of_the_cover_is_reported_on_articles_only() -> None:
    assert problems("cover: {image: a, zzz: 1, responsiveImages: false}") == []
    assert len(problems("date: 2026-03-01\ncover: {image: a, zzz: 1, responsiveImages: false}")) == 1


def test_a_field_list_is_judged_by_the_same_rules() -> None:
    block = read_field_list(":Organization: A\n:Author: Ada\n:descripton: x\n:orphan:\n")
    _, found = to_article(block, timezone=UTC)
    assert [(problem.line, problem.message) for problem in found] == [
        (3, "unknown key 'descripton'; did you mean 'description'?")
    ]


def test_a_key_of_absurd_length_is_shortened_in_the_message() -> None:
    [(_, message)] = problems(f"date: 2026-03-01\n{'k' * 900}: 1")
    assert len(message) < 250
