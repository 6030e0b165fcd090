"""The addresses of articles: which there are, what is refused, and which files answer them."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.paths import Rank, known_paths, page_path, path_key, redirect_file


def known(docname: str, *lines: str) -> tuple[list[str], list[str]]:
    paths, problems = known_paths(docname, read_hugo("\n".join(["---", *lines, "---", ""])))
    return [path.path for path in paths], [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("docname", "path"),
    [
        ("posts/kettle", "/posts/kettle/"),
        ("posts/kettle/index", "/posts/kettle/"),
        ("posts/_index", "/posts/"),
        ("_index", "/"),
        ("about", "/about/"),
        ("content/posts/kettle", "/posts/kettle/"),
        ("posts/Storm Warning", "/posts/storm-warning/"),
        ("posts/C++ Tips!", "/posts/c++-tips/"),
        ("posts/50% off - a%20b", "/posts/50-off---a%20b/"),
        ("posts/「題」です", "/posts/題です/"),
        ("posts/*", "/posts/*/"),
        ("content-marketing/felt", "/content-marketing/felt/"),
        ("contents/_index", "/contents/"),
    ],
)
def test_the_file_gives_the_address(docname, path):
    assert page_path(docname) == path


def test_slug_and_aliases_are_addresses_too():
    paths, problems = known("posts/kettle", "slug: kettles", "aliases: [/old/kettle/, gone.html, ../up]")
    assert paths == ["/posts/kettle/", "/posts/kettles/", "/old/kettle/", "/posts/gone.html", "/up"]
    assert problems == []


@pytest.mark.parametrize("url", ["/k/copper/", "k/copper/"])
def test_a_url_is_seen_from_the_root_and_beats_the_slug(url):
    paths, problems = known("posts/kettle", "slug: kettles", f"url: {url}", "aliases: [/old/kettle/, gone]")
    assert [path.rstrip("/") for path in paths] == ["/posts/kettle", "/k/copper", "/old/kettle", "/k/gone"]
    assert problems == []


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (
            "slug: mat\naliases: [/rug/, carpet, sub/x]",
            ["/en/2025/mat/", "/en/rug/", "/en/2025/carpet", "/en/2025/sub/x"],
        ),
        ("url: /shop/mat/\naliases: [old, /rug/]", ["/shop/mat/", "/shop/old", "/en/rug/"]),
        ("url: shop/mat/", ["/en/shop/mat"]),
    ],
)
def test_the_addresses_of_another_language_are_in_its_folder(lines, paths):
    block = read_hugo(f"---\ndate: 2025-02-03\n{lines}\n---\n")
    found, problems = known_paths("posts/a", block, {"posts": "/:year/:slug/"}, "en")
    assert ([path.path for path in found], problems) == (["/en/posts/a/", *paths], ())
    inside, _ = known_paths("posts/a", block, {"posts": "/:year/:slug/"}, "content/en")
    assert inside == found


def test_a_slug_stands_for_the_folder_of_a_bundle():
    assert known("posts/kettle/index", "slug: kettles")[0] == ["/posts/kettle/", "/posts/kettles/"]


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("Big Kettle", "/posts/big-kettle/"),
        ("x - y", "/posts/x-y/"),
        ("-x", "/posts/-x/"),
        ("a--b", "/posts/a--b/"),
        ("A?", "/posts/a/"),
    ],
)
def test_a_slug_is_written_as_hugo_writes_it(slug, path):
    assert known("posts/kettle", f"slug: '{slug}'") == (["/posts/kettle/", path], [])


def test_one_address_counts_once_and_keeps_its_best_rank():
    paths, _ = known_paths("posts/kettle", read_hugo("---\nslug: Kettle\naliases: [/posts/kettle]\n---\n"))
    assert [(path.path, path.rank) for path in paths] == [("/posts/kettle/", Rank.FILE)]


@pytest.mark.parametrize(
    "alias",
    [
        "/%2e%2e/x", "//host/x", "https://host/x", "C:\\x", "C:/x", "/a\\b",
        "\\\\host\\x",
        "/" + "x" * 300, "/" + "x/" * 2000, '"/a\\0b"', "javascript:alert(1)", "/a?b=1", "/a#b",
    ],
)  # fmt: skip
def test_what_is_no_path_on_the_site_is_refused_at_its_line(alias):
    value = alias if alias.startswith('"') else f"'{alias}'"
    _, problems = known_paths("posts/kettle", read_hugo(f"---\ntitle: x\naliases:\n  - {value}\n---\n"))
    assert [(problem.subtype, problem.line) for problem in problems] == [("url", 3)]


@pytest.mark.parametrize("slug", ["../../x", "..", "a\\b", "x" * 300])
def test_a_hostile_slug_is_refused(slug):
    paths, problems = known("posts/kettle", f"slug: '{slug}'")
    assert (paths, len(problems)) == (["/posts/kettle/"], 1)


def test_equal_addresses_have_one_key():
    assert len({path_key(p) for p in ("/a/b/", "a/B", "/a/b.html", "/a/b/index.html", "/A%2Fb/")}) == 1
    assert path_key("/posts/Storm Warning/") == path_key("/posts/storm-warning")
    assert path_key("/") == path_key("/index.html") == ""


@pytest.mark.parametrize(
    ("path", "file"),
    [("/a/b/", "a/b/index.html"), ("/a/b.html", "a/b.html"), ("/日本/", "日本/index.html"), ("/", "index.html")],
)
def test_a_file_answers_each_address(path, file):
    assert redirect_file(path) == file


@pytest.mark.parametrize(
    ("written", "path"),
    [("/../x/", "/x/"), ("../../../z", "/z"), ("/a//b/", "/a/b/"), ("/c/./d", "/c/d"), ("/e/../f/", "/f/")],
)
def test_nothing_is_above_the_site(written, path):
    assert known("posts/a", f"aliases: ['{written}']") == (["/posts/a/", path], [])
    assert known("posts/a", f"url: '{written}'") == (["/posts/a/", path], [])
