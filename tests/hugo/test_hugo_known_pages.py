"""Which page of a Hugo site a link means, for native reading and for migration alike."""

import pytest

from sphinx_aiarticle.hugo.paths import KnownPages, bare_reference, best_pages, only_names

PAGES = KnownPages(
    base_url="https://mats.example.org/blog/",
    by_key={"posts/felt-mat": "a", "ja/posts/felt-mat": "b", "": "home"},
    by_name={("", "felt-mat"): "a", ("ja", "felt-mat"): "b", ("", ""): "home"},
)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/posts/felt-mat/", "a"),
        ("/blog/Posts/Felt-Mat.html", "a"),
        ("/posts/felt-mat.md", "a"),
        ("/posts/felt-mat/_index", "a"),
        ("/", "home"),
        ("/felt-mat/", ""),
    ],
)
def test_a_page_is_found_by_its_address_in_any_form(path, page):
    assert PAGES.document(path) == page


@pytest.mark.parametrize(
    ("path", "folder", "language", "page"),
    [
        ("felt-mat", "posts", "", "a"),
        ("../posts/felt-mat", "notes", "", "a"),
        ("/posts/felt-mat", "notes", "ja", "b"),
        ("posts/felt-mat", "ja/posts", "ja", "b"),
        ("felt-mat", "notes", "", ""),
    ],
)
def test_a_path_is_seen_from_the_folder_the_language_and_the_top(path, folder, language, page):
    assert PAGES.by_path(path, folder, language) == page


def test_a_name_is_looked_for_in_the_first_language_with_any_ending():
    names = ("felt-mat", "x/felt-mat", "Felt-Mat.org", "x/felt-mat.org")
    assert [PAGES.called(name, ("ja", "")) for name in names] == ["b", "b", "b", ""]
    assert PAGES.called("missing", ("",)) == ""


def test_endings_of_files_and_keys_of_languages_are_no_part_of_a_reference():
    paths = (
        "mat.md",
        "mat.ja.md",
        "posts/_index.md",
        "posts/mat/index.md",
        "posts/mat/",
        "/",
        "a_index.md",
        "_index.md",
        "/index.md",
        "/_index.md",
    )
    assert [bare_reference(path, ("ja", "")) for path in paths] == [
        "mat",
        "mat",
        "posts/",
        "posts/mat",
        "posts/mat",
        "/",
        "a_index",
        "",
        "/",
        "/",
    ]


def test_of_several_pages_the_best_wins_and_a_name_of_several_is_none():
    assert best_pages([("k", 1, "a"), ("k", 0, "c"), ("k", 0, "b")]) == {"k": "b"}
    assert only_names({"a": ("", "x"), "b": ("", "x"), "c": ("ja", "x")}) == {("ja", "x"): "c"}
