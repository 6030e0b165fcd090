"""An error of ours costs a part of one page, and one warning that says where: never the build, never text."""

from __future__ import annotations

import pytest
from conftest import run_build, write
from hugo_sites import run

from sphinx_aiarticle.components import article, faq, summary
from sphinx_aiarticle.components.products import box
from sphinx_aiarticle.hugo import blocks, conversion, convert, inline, printer, rules
from sphinx_aiarticle.migrate.page import PageWriter
from sphinx_aiarticle.page import context
from sphinx_aiarticle.reading import checks, parser, source
from sphinx_aiarticle.site import bundles, pages

HUGO = "---\ntitle: Copper pans\ndate: 2026-02-01\n---\n\nFirst words.\n\n## Where to begin\n\nLast words.\n"
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nposts/one\nposts/two\nown\n```\n",
    "posts/one.md": HUGO,
    "posts/two.md": HUGO.replace("Copper pans", "Iron pans"),
    "own.md": (
        "---\ntitle: Own\ndate: 2026-02-01\n---\n\n:::{summary-box}\n- A point.\n:::\n\n"
        ":::{product-box} Pan\n:search: pan\n\nIt is flat.\n:::\n\n:::{question} Is it?\nIt is so.\n:::\n"
    ),
}
CONF = {"aiarticle_hugo": ["posts/*"]}


def planted(*_args, **_kwargs):
    raise IndexError("planted")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (rules._Rules, "blocks"),
        (rules._Rules, "texts"),
        (inline, "escaped_inline"),
        (blocks, "fix_levels"),
        (parser, "check_hugo"),
        (source, "known_paths"),
        (source, "window_of"),
        (source.frontmatter, "read_hugo"),
        (source.frontmatter, "to_article"),
        (checks, "lint_front_matter"),
        (article, "header_values"),
        (summary, "summary_values"),
        (faq.QuestionDirective, "title_of"),
        (box, "find_links"),
        (context, "page_view"),
        (bundles, "wanted_files"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_an_error_of_ours_ends_no_build_and_loses_no_text(build, monkeypatch, place, name):
    monkeypatch.setattr(place, name, planted)
    site = build(PAGES, conf=CONF | {"aiarticle_lint": True})
    found = [line for line in site.warnings if "[aiarticle.internal]" in line]
    for line in found:
        assert "IndexError" in line
        assert "planted" in line
    assert {line.partition(":")[0] for line in found} <= {
        "posts/one.md",
        "posts/two.md",
        "own.md",
        "index.md",
        "WARNING",
    }
    for page in ("one", "two"):
        text = site.soup(f"posts/{page}.html").get_text()
        assert "First words." in text
        assert "Last words." in text
        assert "Where to begin" in text
    own = site.soup("own.html").get_text()
    for words in ("A point.", "It is flat.", "It is so.", "Is it?"):
        assert words in own


@pytest.mark.parametrize(("name", "lost"), [("_shown", 1), ("taken_files", 3)])
def test_an_error_in_a_list_ends_no_build(build, monkeypatch, name, lost):
    real = getattr(pages, name)

    def fails_once(*args):
        monkeypatch.setattr(pages, name, real)
        raise IndexError("planted")

    monkeypatch.setattr(pages, name, fails_once)
    site = build(PAGES, conf=CONF | {"aiarticle_pages": {"archive": {"per_page": 1}}})
    (warning,) = site.warnings
    assert "[aiarticle.internal]" in warning
    assert len(list(site.outdir.glob("archive/**/*.html"))) == 3 - lost


def test_an_error_in_one_page_is_one_warning_with_its_line_and_others_are_as_ever(build, monkeypatch):
    fresh = build(PAGES, conf=CONF, out="before").text("posts/two.html")
    escaped = inline.escaped_inline

    def fails(content, notes):
        if content == "Last words." and fails.due:
            fails.due = False
            raise ValueError("planted")
        return escaped(content, notes)

    fails.due = True
    monkeypatch.setattr(inline, "escaped_inline", fails)
    site = run_build(build.srcdir, conf=CONF, out="after")
    (warning,) = site.warnings
    assert warning.startswith("posts/one.md:10: WARNING: ")
    assert "ValueError" in warning
    assert site.soup("posts/one.html").h1.get_text().startswith("Copper pans")
    assert site.text("posts/two.html") == fresh


@pytest.mark.parametrize("place", [(blocks, "fix_levels"), (conversion, "read_hugo"), (printer, "escaped_line")])
def test_what_cannot_be_converted_is_kept_as_it_was(monkeypatch, place):
    monkeypatch.setattr(*place, planted)
    found = convert(HUGO)
    assert "First words." in found.text
    assert "## Where to begin" in found.text
    (problem,) = found.problems
    assert problem.subtype == "internal"
    assert problem.line


def test_a_migration_goes_on_after_a_page_that_fails(tmp_path, monkeypatch):

    write(tmp_path / "site", {"hugo.toml": "title = 'x'\n", "content/one.md": HUGO, "content/two.md": HUGO})
    original = PageWriter.text

    def fails(writer, markdown):
        return planted() if writer.links.page.docname == "one" else original(writer, markdown)

    monkeypatch.setattr(PageWriter, "text", fails)
    status, said = run(tmp_path / "site", tmp_path / "docs")
    assert status == 1
    assert said.count("IndexError") == 1
    assert "content/one.md:" in said
    assert (tmp_path / "docs" / "one.md").read_text(encoding="utf-8") == HUGO
    assert "Last words." in (tmp_path / "docs" / "two.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", ["```{note}\n", "> ", "- ", "<div>", "{{< details >}}\n", "[", "::::{faq}\n"])
def test_thousands_of_levels_end_no_build(build, unit):
    pages = PAGES | {"posts/one.md": HUGO + unit * 1200 + "\nDeep words.\n"}
    site = build(pages, conf=CONF | {"suppress_warnings": ["myst", "docutils", "toc"]})
    assert "Last words." in site.soup("posts/one.html").get_text()
    assert "Last words." in site.soup("posts/two.html").get_text()
