"""Tables of articles stand in a frame that scrolls, unless the theme has put one around them."""

from __future__ import annotations

import pytest

TABLE = "| a | b |\n|---|---|\n| 1 | <2> |\n"
ARTICLE = f"---\ntitle: Desk\ndate: 2026-03-01\n---\nText.\n\n## Compared & found\n\n{TABLE}"


def frames(site, page="index.html"):
    return site.soup(page).select(".aiarticle-table")


def test_a_table_of_an_article_stands_in_a_frame_with_a_name(build):
    site = build({"index.md": ARTICLE})
    assert site.warnings == []
    (frame,) = frames(site)
    assert (frame["role"], frame["tabindex"], frame["aria-label"]) == ("group", "0", "Compared & found")
    assert [cell.get_text() for cell in frame.table.select("td")] == ["1", "<2>"]


def test_a_caption_names_it_better(build):
    text = "Desk\n====\n\n.. table:: Two desks\n\n   == ==\n   a  b\n   == ==\n"
    site = build({"index.rst": f":date: 2026-03-01\n\n{text}"})
    assert frames(site)[0]["aria-label"] == "Two desks"
    assert frames(site)[0].caption.get_text().startswith("Two desks")


def test_other_pages_keep_their_tables(build):
    site = build({"index.md": f"# Plain\n\n{TABLE}"})
    assert frames(site) == []
    assert site.soup("index.html").table


@pytest.mark.parametrize(("corner", "header"), [("", "th"), ("kind", "td")])
def test_the_first_column_has_row_headers_where_its_corner_is_empty(build, corner, header):
    site = build({"index.md": ARTICLE.replace("| a | b |", f"| {corner} | b |")})
    assert [cell.name for cell in frames(site)[0].select("tbody tr > *")] == [header, "td"]


def test_plain_pages_keep_their_cells(build):
    site = build({"index.md": f"# Plain\n\n{TABLE.replace('| a | b |', '|  | b |')}"})
    assert site.soup("index.html").select("tbody th") == []


def test_a_frame_of_the_theme_is_enough(build):
    pytest.importorskip("furo")
    site = build({"index.md": ARTICLE}, conf={"html_theme": "furo"})
    assert frames(site) == []
    assert site.soup("index.html").select_one(".table-wrapper > table")


def test_a_frame_of_the_themes_translator_is_enough(build):
    def frame(app):
        builder = app.builder
        base = builder.default_translator_class

        class Framing(base):
            def visit_table(self, node):
                self.body.append('<div class="their-frame">')
                super().visit_table(node)

            def depart_table(self, node):
                super().depart_table(node)
                self.body.append("</div>")

        app.set_translator("html", Framing, override=True)

    site = build({"index.md": ARTICLE}, setup=frame)
    assert frames(site) == []
    assert len(site.soup("index.html").select(".their-frame > table td")) == 2


@pytest.mark.parametrize(
    ("builder", "name", "framed"),
    [("dirhtml", "index.html", 1), ("epub", "index.xhtml", 1), ("json", "index.fjson", 1), ("text", "index.txt", 0)],
)
def test_other_builders_show_the_table(build, builder, name, framed):
    text = build({"index.md": ARTICLE}, builder=builder).text(name)
    assert text.count("aiarticle-table") == framed
    assert "2" in text.partition("1")[2]


def test_names_are_escaped_and_frames_close_behind_their_table(build):
    article = ARTICLE.replace("Compared & found", 'A `"quoted" <b>`') + f"\nBetween.\n\n{TABLE}\nAfter.\n"
    first, second = frames(build({"index.md": article}))
    assert first["aria-label"] == second["aria-label"] == 'A "quoted" <b>'
    assert [frame.find_next_sibling("p").get_text() for frame in (first, second)] == ["Between.", "After."]
    assert first.get_text().split() == second.get_text().split() == ["a", "b", "1", "<2>"]
