"""A migrated page lives where readers know it, in every language of the site."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from conftest import png
from hugo_sites import build_project, run
from real_hugo import SETTINGS, make_hugo_site, needs_hugo, page

LANGUAGES = """\
baseURL = "https://mats.example.org/"
title = "Mats"
defaultContentLanguage = "fr"
[languages.fr]
weight = 1
{fr}
[languages.en]
weight = 2
languageCode = "en-gb"
{en}
"""


def migrated(folder, files, settings=SETTINGS, builder="dirhtml", **options):
    root = make_hugo_site(folder, files, settings)
    _, said = run(root, folder / "docs", **options)
    return said, build_project(folder / "docs", builder=builder)


def words(site, name):
    return site.soup(name).select_one("div.body").get_text(" ", strip=True)


@pytest.mark.parametrize("key", ["aliases", "Alias"])
def test_former_addresses_are_in_the_folder_of_their_language(tmp_path, key):
    files = {
        "content/posts/mat.md": page("Doux.", **{key: "[/tapis/]"}),
        "content/posts/mat.en.md": page("Soft. [Old](/rug/)", **{key: "[/rug/, carpet]"}),
    }
    _, site = migrated(tmp_path, files, LANGUAGES.format(fr="", en=""))
    assert site.warnings == []
    for name in ("tapis", "en/rug", "en/posts/carpet"):
        assert (site.outdir / name / "index.html").is_file(), name
    assert not (site.outdir / "rug").exists()


@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("settings", "keys", "file"),
    [
        ("", "slug: soft-mat", "posts/soft-mat/index.html"),
        ("", "url: /shop/mat/", "shop/mat/index.html"),
        ('[permalinks]\nposts = "/:year/:slug/"', "slug: felt", "2026/felt/index.html"),
        ('[permalinks]\nposts = "/:title/"', "weight: 1", "wool--felt/index.html"),
    ],
)
def test_a_page_lives_at_its_old_address_with_its_files(tmp_path, settings, keys, file, hugo):
    key, _, value = keys.partition(": ")
    text = page("Soft. ![Mat](felt%20mat.png) [List](list.csv)", title='"Wool + Felt"', **{key: value})
    files = {
        "content/posts/mat/index.md": text,
        "content/posts/mat/felt mat.png": png(3, 2),
        "content/posts/mat/list.csv": "a,b\n",
    }
    _, site = migrated(tmp_path, files, f"{settings}\n{SETTINGS}" if not settings else SETTINGS + settings, hugo=hugo)
    assert site.warnings == []
    assert "Soft." in words(site, file)
    folder = (site.outdir / file).parent
    assert (folder / "list.csv").is_file()
    assert (folder / site.soup(file).select_one("div.body p img")["src"].replace("%20", " ")).is_file()


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
@pytest.mark.parametrize(
    ("path", "keys", "address"),
    [
        ("Événements/où.md", {}, "evenements/ou"),
        ("posts/a.md", {"slug": "Été à Zürich"}, "posts/ete-a-zurich"),
        ("posts/a.md", {"slug": "ガ й ø ß"}, "posts/カ-и-ø-ß"),
        ("posts/a.md", {"url": "/été/"}, "été"),
        ("titles/a.md", {"title": "Tapis d’été"}, "titles/tapis-dete"),
        ("names/Ünï/index.md", {}, "names/uni/2026"),
    ],
)
def test_addresses_lose_their_accents_where_the_site_says_so(tmp_path, path, keys, address, hugo):
    files = {f"content/{path}": page("Soft.", **{"title": "Mat", **keys}), "content/b.md": page(f"[A](/{address}/)")}
    patterns = '[permalinks]\ntitles = "/:section/:title/"\nnames = "/:section/:filename/:year/"\n'
    said, site = migrated(tmp_path, files, f"removePathAccents = true\n{SETTINGS}{patterns}", hugo=hugo)
    assert site.warnings == []
    assert "The new site has nothing" not in said
    assert "Soft." in words(site, f"{address}/index.html")


@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize("name", ["What now?", "C# mats", "mats: all", "Ma Ts"])
def test_names_that_no_address_has_become_the_address_that_hugo_makes(tmp_path, name, hugo):
    files = {f"content/posts/{name}.md": page("Soft."), "content/posts/a.md": page("A.")}
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert site.warnings == []
    assert "needs a human; see" not in said
    assert [found for found in site.files() if found.startswith("posts/") and "Soft." in site.text(found)]


def test_pages_with_one_address_are_both_kept(tmp_path):
    """Hugo writes one over the other, mostly the last one."""
    files = {f"content/posts/{name}.md": page(f"Text {name}.", slug="one") for name in "ab"}
    said, site = migrated(tmp_path, files, hugo=False)
    assert "content/posts/a.md: same address" in said
    assert "1 thing needs a human" in said
    assert "Text b." in words(site, "posts/one/index.html")
    assert "Text a." in words(site, "posts/a/index.html")


@pytest.mark.parametrize("hugo", [True, False])
def test_a_draft_does_not_take_the_address_of_a_published_page(tmp_path, hugo):
    files = {f"content/{name}.md": page(f"Text {name}.", url="/one/", draft=name == "a") for name in "ab"}
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert "Text b." in words(site, "one/index.html")
    assert "Nothing needs a human" in said


@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize("folder", ["assets", "static", "_build"])
def test_files_of_pages_may_lie_in_a_folder_that_the_project_has_too(tmp_path, folder, hugo):
    files = {
        "content/a.md": page(f"![pot](../{folder}/pots/pot.png)"),
        f"content/{folder}/pots/pot.png": png(2, 2),
        "assets/pots/pot.png": png(4, 4),
    }
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert "reserved name" not in said
    assert site.warnings == []
    pot = site.soup("a/index.html").select_one("div.body img")["src"]
    assert (site.outdir / "a" / pot).read_bytes() == (site.outdir / folder / "pots/pot.png").read_bytes() == png(2, 2)


def test_one_page_of_a_folder_site_may_be_a_file(tmp_path):
    _, site = migrated(tmp_path, {"content/posts/a.md": page("Text.", url="/old/a.html")}, hugo=False)
    assert "../" in site.soup("old/a.html").select_one("meta[http-equiv]")["content"]
    assert "Text." in words(site, "old/a/index.html")


def test_a_site_of_files_is_built_as_files(tmp_path):
    files = {"content/posts/a.md": page("See [b](/b.html)."), "content/posts/b.md": page("B.")}
    settings = "uglyURLs = true\n" + SETTINGS + '[permalinks]\nposts = "/:contentbasename"\n'
    _, site = migrated(tmp_path, files, settings, builder="html", hugo=False)
    assert site.soup("a.html").select_one("div.body p a")["href"] == "b.html"


BY_NAME = {
    "content/posts/desk.fr.md": page("Une table.", title="Table"),
    "content/posts/desk.en.md": page("A desk; see [the mat](/posts/mat/).", title="Desk"),
    "content/posts/mat/index.fr.md": page("Un tapis. ![x](m.png)", title="Tapis"),
    "content/posts/mat/index.en.md": page("A mat. ![x](m.png)", title="Mat"),
    "content/posts/mat/m.png": png(3, 2),
}
BY_FOLDER = {
    name.replace("content/", f"content/{key}/").replace(f".{key}.", "."): text
    for key in ("fr", "en")
    for name, text in BY_NAME.items()
    if f".{key}." in name or name.endswith(".png")
}
NESTED = {name.replace("content/fr/", "content/"): text for name, text in BY_FOLDER.items()}


@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("files", "fr", "en"),
    [
        (BY_NAME, "", ""),
        (BY_FOLDER, 'contentDir = "content/fr"', 'contentDir = "content/en"'),
        (NESTED, "", 'contentDir = "content/en"'),
    ],
    ids=["by-name", "by-folder", "nested"],
)
def test_every_language_keeps_its_addresses(tmp_path, files, fr, en, hugo):
    _, site = migrated(tmp_path, files, LANGUAGES.format(fr=fr, en=en), hugo=hugo)
    assert site.warnings == []
    assert "Une table." in words(site, "posts/desk/index.html")
    assert "A desk" in words(site, "en/posts/desk/index.html")
    assert site.node("en/posts/mat/index.html", "BlogPosting")["inLanguage"] == "en-GB"
    assert site.soup("en/posts/desk/index.html").find("a", string="the mat")["href"] == "../mat/"
    assert site.soup("en/posts/mat/index.html").select_one("div.body p img")
    assert site.soup("fr/index.html").select_one("meta[http-equiv]")


@pytest.mark.parametrize("hugo", [True, False])
def test_links_and_files_of_several_languages_are_found_as_hugo_finds_them(tmp_path, hugo):
    text = (
        "[a](./desk) [b](desk.md) [c](../mats/felt/index.md) [d](felt) ![x](x.png) [t](/tags/wool/) "
        "[s](//s.example/x) [of a file](/mats/Felt/index.md)"
    )
    files = {
        "content/posts/mat.fr.md": page("Un tapis."),
        "content/posts/desk.fr.md": page("Une table."),
        "content/posts/mat.en.md": page(text.replace("![x](x.png)", ""), tags="[wool]"),
        "content/posts/desk.en.md": page("A desk."),
        "content/mats/wool/index.en.md": page("[e](felt/index.md) [f](felt)  ![x](x.png) ![y](y.png)"),
        "content/mats/wool/index.fr.md": page("Laine. ![y](y.png)"),
        "content/mats/wool/y.en.png": png(2, 3),  # which Hugo shows in both languages
        "content/mats/wool/x.png": png(3, 2),
        "content/mats/felt/index.en.md": page("Felt."),
    }
    _, site = migrated(tmp_path, files, LANGUAGES.format(fr="", en=""), hugo=hugo)
    links = {a.get_text(): a["href"] for a in site.soup("en/posts/mat/index.html").select("div.body p a[href]")}
    assert links["a"] == links["b"] == "../desk/"
    assert links["c"] == links["of a file"] == "../../mats/felt/"
    assert links["t"] == "https://mats.example.org/en/tags/wool/"
    assert links["s"] == "https://s.example/x"
    mats = site.soup("en/mats/wool/index.html")
    assert {a["href"] for a in mats.select("div.body p a[href]")} == {"../felt/"}
    assert mats.select_one("div.body p img")["src"].endswith("x.png")
    for folder in ("en/", ""):
        pictures = site.soup(f"{folder}mats/wool/index.html").select("div.body p img")
        assert pictures[-1]["src"].endswith("y.en.png")


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
def test_a_file_of_another_language_is_in_the_folder_of_its_language(tmp_path, hugo):
    files = {
        "content/mats/index.fr.md": page('{{< rawhtml >}}\n<img src="/mats/z.fr.png">\n{{< /rawhtml >}}\n'),
        "content/mats/index.en.md": page('{{< rawhtml >}}\n<img src="/en/mats/z.en.png">\n{{< /rawhtml >}}\n'),
        "content/mats/z.fr.png": png(4, 3),
        "content/mats/z.en.png": png(3, 4),
        "content/mats/x.min.png": png(3, 5),
    }
    migrated(tmp_path, files, LANGUAGES.format(fr="", en=""), hugo=hugo)
    for name in ("mats/z.fr.png", "en/mats/z.en.png", "mats/x.min.png"):
        assert (tmp_path / "docs" / name).is_file()


def test_a_picture_whose_name_differs_in_case_is_found_and_one_elsewhere_is_asked_for_safely(tmp_path):
    files = {
        "content/posts/a/index.md": page("![x](felt.png) ![y](//pictures.example/y.png)"),
        "content/posts/a/Felt.PNG": png(3, 2),
    }
    _, site = migrated(tmp_path, files, hugo=False)
    sources = [img["src"] for img in site.soup("posts/a/index.html").select("div.body p img")]
    assert sources[0].lower().endswith("felt.png")
    assert sources[1] == "https://pictures.example/y.png"


def test_a_picture_below_a_folder_that_a_template_adds_is_found_where_only_one_is_meant(tmp_path):
    files = {
        "content/posts/a.md": page('{{< image path="wool/felt.png" >}} ![x](wool/two.png) ![x](felt.png)'),
        "layouts/shortcodes/image.html": '<img src="/assets/{{ .Get "path" }}">',
        "static/assets/wool/felt.png": png(3, 2),
        "static/a/wool/two.png": png(3, 2),
        "static/b/wool/two.png": png(3, 3),
    }
    _, site = migrated(tmp_path, files, hugo=False)
    sources = [img["src"] for img in site.soup("posts/a/index.html").select("div.body p img")]
    assert [source.startswith("../../_images/") for source in sources] == [True, False, False]
    assert [source.rpartition("/")[2] for source in sources] == ["felt.png", "two.png", "felt.png"]


def test_the_picture_of_a_product_is_found_as_hugo_finds_it(tmp_path):
    link = '<a href="https://www.amazon.co.jp/dp/B000000001?tag=tea-22">Buy</a>'
    card = f'<div><img src="/pictures/felt.png"><h3>Felt mat</h3><p>Soft.</p>{link}</div>'
    files = {"content/posts/a.md": page(card), "static/pictures/felt.png": png(3, 2)}
    _, site = migrated(tmp_path, files, hugo=False)
    assert site.warnings == []
    assert site.soup("posts/a/index.html").select_one(".aiarticle-product__image img")["src"].endswith("felt.png")


@pytest.mark.parametrize("before", ["", '<?xml version="1.0" encoding="utf-8"?>\n', "<!-- kept -->\n"])
def test_a_whole_page_in_html_answers_where_it_is_and_where_hugo_has_it(tmp_path, before):
    text = f"{before}<!DOCTYPE html>\n<html><body>Felt</body></html>"
    _, site = migrated(tmp_path, {"content/posts/felt.html": text, "content/posts/a.md": page("A.")}, hugo=False)
    for name in ("posts/felt.html", "posts/felt/index.html"):
        assert (site.outdir / name).read_text(encoding="utf-8") == text


def test_files_beside_the_start_page_answer_at_their_names(tmp_path):
    whole = "<!DOCTYPE html>\n<html><body>Felt</body></html>"
    home = page('<img src="mat.png" alt="">\n\n![Rug](rug.png)', title="Mats")
    files = {"content/_index.md": home, "content/mat.png": png(3, 2), "content/rug.png": png(2, 3)}
    files |= {"content/felt.html": whole, "content/_content.gotmpl": "{{/* no pages */}}", "content/a.md": page("A.")}
    said, site = migrated(tmp_path, files, hugo=False)
    assert site.warnings == []
    assert "content/_content.gotmpl: content adapter" in said
    assert (site.outdir / "mat.png").read_bytes() == png(3, 2)
    assert (site.outdir / "felt.html").read_text() == (site.outdir / "felt/index.html").read_text() == whole
    assert not list((tmp_path / "docs").rglob("*.gotmpl"))


def test_the_language_in_the_folder_of_all_addresses(tmp_path):
    settings = "defaultContentLanguageInSubdir = true\n" + LANGUAGES.format(fr="", en="")
    _, site = migrated(tmp_path, BY_NAME, settings, hugo=False)
    assert "Une table." in words(site, "fr/posts/desk/index.html")


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
@pytest.mark.parametrize("languages", ["", "[languages.en]\nweight = 1\n"])
def test_the_only_language_may_be_in_a_folder_with_the_files_beside_its_pages(tmp_path, languages, hugo):
    files = {"content/posts/a.md": page("![Mat](../images/mat.png)"), "content/posts/images/mat.png": png(3, 2)}
    _, site = migrated(tmp_path, files, f"defaultContentLanguageInSubdir = true\n{SETTINGS}{languages}", hugo=hugo)
    assert site.warnings == []
    assert site.soup("en/posts/a/index.html").select_one("div.body img")["src"].endswith("mat.png")


def test_the_text_of_a_picture_keeps_the_words_of_its_code(tmp_path):
    text = "![Set `a*b*` and `` `x` `` *so*](mat.png)"
    _, site = migrated(tmp_path, {"content/posts/a.md": page(text), "content/posts/mat.png": png(3, 2)}, hugo=False)
    assert site.soup("posts/a/index.html").select_one("div.body img")["alt"] == "Set a*b* and `x` so"


def test_a_page_without_title_and_headings_is_called_like_its_file(tmp_path):
    """No tree of Sphinx can hold one without a title."""
    files = {"content/posts/soft-mat.md": "Felt.", "content/posts/rug/index.md": "Wool.", "content/posts/b.md": "## B"}
    _, site = migrated(tmp_path, files)
    assert site.warnings == []
    assert [site.soup(f"posts/{name}/index.html").h1.contents[0] for name in ("soft-mat", "rug")] == ["Soft mat", "Rug"]
    assert (tmp_path / "docs/posts/b.md").read_text() == "# B\n"


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
def test_headings_of_a_section_without_a_title_are_below_its_name(tmp_path, hugo):
    files = {"content/about/_index.md": "---\ntitle: ''\n---\n## A\n\n### B\n\n## C", "content/about/x.md": page("X.")}
    said, site = migrated(tmp_path, files, verify=hugo)
    assert site.warnings == []
    body = site.soup("about/index.html").select_one("div.body")
    assert [heading.name + heading.contents[0] for heading in body.select("h1, h2, h3")] == [
        "h1About",
        "h2A",
        "h3B",
        "h2C",
    ]
    assert "outline" not in said


@needs_hugo
def test_ids_of_headings_are_those_of_hugo(tmp_path):
    heads = [
        "① Mats",
        "✅ Done",
        "3.2 Setup",
        "**I'm here**",
        "[Link](https://a.example/)",
        "Wide（x）",
        "m³ of felt",
        "Felt -- or wool",
        "Own {#own-é}",
    ]
    text = "\n\n".join(f"## {head}\n\nText." for head in heads)
    files = {"content/posts/a.md": page(text), "content/posts/b.md": page(text)}
    said, _ = migrated(tmp_path, files, verify=True)
    assert "heading id" not in said
    assert "nothing lost" in said


@needs_hugo
def test_what_the_new_site_has_not_is_said(tmp_path):
    settings = SETTINGS + '[taxonomies]\ntag = "tags"\nship = "ships"\n'
    files = {"content/posts/a.md": page("Text.", tags="[felt]", ships="[tug]")}
    for name in ("baseURL", "someURL"):
        assert "no counterpart" not in migrated(tmp_path / name, files, settings.replace("baseURL", name))[0]


@pytest.mark.parametrize(
    "body", ["<p>Own <b>text</b>.</p>", '<section class="x">\n\n    <p>Own text.</p>\n\n</section>']
)
def test_a_page_in_html_is_a_page(tmp_path, body):
    _, site = migrated(tmp_path, {"content/posts/a.html": page(body), "content/posts/b.md": page("[a](/posts/a/)")})
    assert site.warnings == []
    assert "Own text" in words(site, "posts/a/index.html").replace(" .", ".")
    assert not site.soup("posts/a/index.html").select("div.body pre")


@pytest.mark.parametrize("before", ["\n\n", "\ufeff", "\ufeff\n", " \n"])
def test_blanks_before_the_front_matter_do_not_matter(tmp_path, before):
    toml = '+++\ntitle = "T"\ndate = 2026-03-01\nodd = \n+++\n\nText.\n'
    files = {"content/posts/a.md": before + page("Text.", title="Felt"), "content/posts/b.md": before + toml}
    said, site = migrated(tmp_path, files, hugo=False)
    assert site.soup("posts/a/index.html").h1.get_text().startswith("Felt")
    assert f"content/posts/b.md:{4 + before.count(chr(10))}: front matter" in said


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
def test_front_matter_that_hugo_does_not_read_gives_no_address(tmp_path, hugo):
    files = {"content/posts/a.md": "\ufeff\ufeff" + page("Text.", slug="other"), "content/b.md": page("B.")}
    _, site = migrated(tmp_path, files, hugo=hugo)
    assert "Text." in words(site, "posts/a/index.html")


@pytest.mark.parametrize(
    ("permalinks", "folders"),
    [
        ('[permalinks]\ntags = "/tag/:slug/"', ("tags", "tag/café-noir")),
        ('[permalinks.term]\ntags = "/t/:title/"', ("tags", "t/café-noir")),
        ('[permalinks.taxonomy]\ntags = "/topics/"', ("topics", "tags/café-noir")),
        ('[permalinks.term]\ntags = "/:section/:slug"', ("tags", "tags/cafe-noir")),
        ("", ("tags", "tags/cafe-noir")),
    ],
)
@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
def test_permalinks_of_terms_and_of_their_lists_are_kept(tmp_path, permalinks, folders, hugo):
    top = "" if "é" in folders[1] else "removePathAccents = true\n"
    files = {
        "content/posts/a.md": page(f"[Coffee](/{folders[1]}/)", tags="[Café noir]"),
        "content/docs/b.md": "---\ntitle: B\ntags: [Undated]\n---\n\nText.\n",
    }
    said, site = migrated(tmp_path, files, f"{top}{SETTINGS}{permalinks}\n", hugo=hugo)
    assert site.warnings == []
    assert "no counterpart" not in said
    terms = folders[1].rpartition("/")[0]
    for folder in (*folders, f"{terms}/undated"):
        assert (site.outdir / folder / "index.html").is_file()
        assert (site.outdir / folder / "index.xml").is_file()


@pytest.mark.parametrize("other", ["", "publishDate: 2017-01-01\n"])
def test_terms_of_pages_whose_date_is_invalid_are_listed(tmp_path, other):
    files = {"content/posts/a.md": f'---\ntitle: A\ndate: "2019-09-13:00:00Z"\n{other}tags: [Felt]\n---\n\nText.\n'}
    said, site = migrated(tmp_path, files, SETTINGS, hugo=False)
    assert "is not a valid date" in said
    assert "A" in words(site, "tags/felt/index.html").split()


def test_lists_of_terms_and_the_feed_answer_where_hugo_has_them(tmp_path):
    settings = SETTINGS + '[taxonomies]\ntag = "tags"\nseries = "series"\nship = "ships"\n'
    files = {
        "content/posts/mat.md": page(
            "[Felt](/tags/felt-mats/), [ships](/ships/tug/).", tags='["Felt mats"]', series='["Home"]', ships='["Tug"]'
        )
    }
    said, site = migrated(tmp_path, files, settings, hugo=False)
    assert site.warnings == []
    lists = ("", "posts/", "tags/", "tags/felt-mats/", "series/", "series/home/", "ships/", "ships/tug/")
    for folder in lists:
        assert (site.outdir / folder / "index.html").is_file()
        assert (site.outdir / folder / "index.xml").is_file()
    assert "/tags/felt-mats/" not in said
    assert "/ships/tug/" not in said


@needs_hugo
def test_a_section_of_which_all_pages_are_in_sections_has_its_list_and_feed(tmp_path):
    files = {"content/news/2024/_index.md": "---\ntitle: Then\n---\n", "content/news/2024/b.md": page("Text.")}
    said, site = migrated(tmp_path, files)
    assert "no counterpart" not in said
    assert (site.outdir / "news/index.html").is_file()
    assert (site.outdir / "news/index.xml").is_file()


@pytest.mark.parametrize("hugo", [True, False])
def test_terms_of_pages_without_a_date_have_a_page_that_lists_them(tmp_path, hugo):
    files = {
        "content/docs/a.md": "---\ntitle: Looms & more\ntags: [felt]\n---\n\nText.\n",
        "content/posts/b.md": page("Text.", tags="[wool]"),
    }
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert site.warnings == []
    assert "no counterpart" not in said
    links = [link["href"] for link in site.soup("tags/felt/index.html").select("div.body a.internal")]
    assert links == ["../../docs/a/"]
    assert (site.outdir / "tags/felt/index.xml").is_file()
    assert [link["href"] for link in site.soup("tags/index.html").select(".aiarticle-terms a")] == ["felt/", "wool/"]


@pytest.mark.parametrize("hugo", [True, False])
def test_a_section_without_published_pages_has_an_empty_list_and_feed(tmp_path, hugo):
    files = {
        "content/posts/a.md": page("Text."),
        "content/drafts/a.md": page("Text.", draft="true"),
        "content/quotes/one/index.md": page("Text.", draft="true"),
        "content/later/deep/a.md": "---\ndate: 2999-01-01\n---\n",
        "content/leaf/index.md": page("Text.", draft="true"),
        "content/closed/_index.md": page("Text.", draft="true"),
        "content/closed/a.md": page("Text.", draft="true"),
    }
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert site.warnings == []
    assert "no counterpart" not in said
    written = {name for name in site.files() if name.endswith(("index.html", "index.xml"))}
    for folder in ("drafts", "quotes", "later"):
        assert {f"{folder}/index.html", f"{folder}/index.xml"} <= written
    assert not [name for name in written if name.startswith(("leaf/", "closed/", "later/deep/"))]
    assert [link.get_text() for link in site.soup("index.html").select("div.body li a.internal")] == ["Posts"]


@pytest.mark.parametrize("hugo", [True, False])
def test_pages_with_a_feed_of_their_own_keep_an_empty_one(tmp_path, hugo):
    files = {
        "content/posts/a.md": page("Text.", "Mats & <more>"),
        "content/posts/b.md": page("Text.", outputs="[html]"),
        "content/posts/_index.md": page("Text."),
        "content/about/index.md": "---\ntitle: Us\n---\n",
        "content/c.md": page("Text.", url="/odd/x.html"),
        "content/d.md": page("Text.", draft="true"),
    }
    said, site = migrated(tmp_path, files, f'{SETTINGS}[outputs]\npage = ["HTML", "RSS"]\n', hugo=hugo)
    assert site.warnings == []
    assert "no counterpart" not in said
    feeds = {name for name in site.files() if name.endswith("index.xml")}
    assert {"posts/a/index.xml", "about/index.xml", "odd/x/index.xml"} <= feeds
    assert feeds.isdisjoint(["posts/b/index.xml", "d/index.xml"])
    assert "<title>Mats &amp; &lt;more&gt;</title>" in site.text("posts/a/index.xml")
    assert 'href="https://mats.example.org/posts/a/"' in site.text("posts/a/index.xml")
    assert site.text("posts/index.xml").count("<entry>") == 2


def test_a_page_may_ask_for_its_feed_in_a_language(tmp_path):
    files = {"content/news.en.md": page("Soft.", outputs="RSS"), "content/news.md": page("Doux.")}
    _, site = migrated(tmp_path, files, LANGUAGES.format(fr="", en=""))
    assert 'xml:lang="en-GB"' in site.text("en/news/index.xml")
    assert not (site.outdir / "news/index.xml").exists()


def test_each_language_has_its_lists_and_feeds_and_pages_name_their_translations(tmp_path):
    settings = LANGUAGES.format(fr="", en="")
    files = {
        "content/posts/mat.md": page("Doux.", tags='["felt"]'),
        "content/posts/mat.en.md": page("Soft.", tags='["felt"]'),
        "content/posts/only.en.md": page("Soft.", tags='["wool"]'),
    }
    said, site = migrated(tmp_path, files, settings)
    assert site.warnings == []
    assert "no counterpart" not in said
    for folder in ("", "posts/", "tags/", "tags/felt/"):
        for language, place in (("fr", folder), ("en-GB", f"en/{folder}")):
            soup = site.soup(f"{place}index.html")
            assert soup.html["lang"] == language
            named = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
            base = named["fr"].removesuffix(folder)
            assert named == {"fr": f"{base}{folder}", "en-GB": f"{base}en/{folder}"}
            assert (site.outdir / place / "index.xml").is_file()
    assert {link["hreflang"] for link in site.soup("en/posts/mat/index.html").select("link[hreflang]")} == {
        "fr",
        "en-GB",
    }
    assert not site.soup("en/posts/only/index.html").select("link[hreflang]")
    assert not (site.outdir / "tags/wool").exists()


def test_pages_that_a_pattern_moves_are_in_the_list_of_their_section(tmp_path):
    settings = f'{SETTINGS}[permalinks]\nposts = "/:slug/"\n'
    files = {"content/posts/mat.md": page("Soft.", slug="m"), "content/posts/rug.md": page("Soft.", slug="r")}
    _, site = migrated(tmp_path, files, settings)
    assert site.warnings == []
    links = [link["href"] for link in site.soup("posts/index.html").select(".aiarticle-articles__title a")]
    assert sorted(links) == ["../m/", "../r/"]
    assert (site.outdir / "posts/index.xml").read_text(encoding="utf-8").count("<entry>") == 2


def test_a_folder_that_is_ordered_by_hand_lists_its_articles_once_and_in_that_order(tmp_path):
    weights = {"a": 2, "b": 0, "c": 1}
    files = {f"content/posts/{name}.md": page("Text.", name.upper(), weight=n) for name, n in weights.items()}
    _, site = migrated(tmp_path, files, SETTINGS)
    assert site.warnings == []
    shown = site.soup("posts/index.html").select_one("[role=main], body").select("a[href]")
    assert [link.get_text() for link in shown if link.get_text() in "ABC"] == ["C", "A", "B"]
    assert site.app.env.toctree_includes["posts/index"] == ["posts/c", "posts/a", "posts/b"]


def test_the_main_menu_is_the_tree_of_the_start_page(tmp_path):
    entries = (
        ("Tags", 'pageRef = "/tags"', 2), ("Who", 'url = "/about/"', 1), ("Shop", 'url = "https://shop.example/"', 3),
    )  # fmt: skip
    menu = "".join(f'[[menus.main]]\nname = "{name}"\n{url}\nweight = {n}\n' for name, url, n in entries)
    files = {"content/about.md": page("Us."), "content/help.md": page("Ask."), "content/posts/a.md": page("Text.")}
    _, site = migrated(tmp_path, files, SETTINGS + menu)
    assert site.warnings == []
    (tree,) = re.findall(r"```\{toctree\}\n(?::.*\n)+\n((?:.+\n)+)```", (tmp_path / "docs/index.md").read_text())
    rows = tree.splitlines()
    assert rows == ["Who </about>", "Tags <https://mats.example.org/tags/>", "Shop <https://shop.example/>", "*"]
    assert site.app.env.toctree_includes["index"] == ["about", "help"]


@pytest.mark.parametrize(
    ("base", "hugo"), [("", True), ("", False), ("blog/", True)], ids=["hugo", "no hugo", "below a path"]
)
def test_the_main_menu_leads_to_what_permalinks_move(tmp_path, base, hugo):
    names = ("wool", "docs", "about", "tags", "tags/Soft Wool")
    settings = SETTINGS.replace("example.org/", f"example.org/{base}")
    settings += (
        '[permalinks.section]\nwool = "/journal/"\ndocs = "/:title/"\n[permalinks.taxonomy]\ntags = "/topics/"\n'
    )
    settings += '[permalinks.term]\ntags = "/t/:slug/"\n'
    settings += "".join(f'[[menus.main]]\nname = "{name}"\npageRef = "/{name}"\n' for name in names)
    files = {
        "content/wool/a.md": page("Soft.", tags="[Soft Wool]"),
        "content/docs/_index.md": page("All."),
        "content/docs/b.md": page("Text."),
        "content/about.md": page("Us.", url="/us/"),
    }
    _, site = migrated(tmp_path, files, settings, hugo=hugo)
    text = (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert "- [" not in text
    assert "\nabout </us>\n" in text
    paths = re.findall(rf"<https://mats.example.org/{base}(.*)/>", text)
    assert [path for path in paths if not (site.outdir / path / "index.html").is_file()] == []
    assert "journal" in paths
    assert len(paths) == 4


def test_the_start_page_names_the_sections_that_its_main_menu_does_not_lead_to(tmp_path):
    menu = "".join(f'[[menus.main]]\nname = "{name}"\nurl = "/{name}/"\n' for name in ("news", "about"))
    files = {f"content/{folder}/a.md": page("Text.") for folder in ("news", "notes", "legal")}
    migrated(tmp_path, files | {"content/about.md": page("Us.")}, SETTINGS + menu)
    text = (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \[(.*)\]", text, re.MULTILINE) == ["Legal", "Notes"]


def test_pages_enter_the_main_menu_by_their_front_matter_too(tmp_path):
    menu = '[[menus.main]]\nname = "Shop"\nurl = "https://shop.example/"\nweight = 2\n'
    entries = {
        "page/about": "title: Who\nmenu:\n  main:\n    weight: -6\n",
        "help": "title: Help\nlinkTitle: Aid\nweight: 3\nmenus: [main, footer]\n",
        "page/last": "title: Last\nmenus:\n  main:\n",
        "foot": "title: Foot\nmenu: footer\n",
        "reindex": "title: Again\nmenu:\n  Main:\n    Name: Anew\n    Weight: 4\n",
        "c#": "title: C\nmenus: main\nweight: 5\n",
    }
    files = {f"content/{name}.md": f"---\n{keys}---\n\nText.\n" for name, keys in entries.items()}
    _, site = migrated(tmp_path, files | {"content/posts/a.md": page("Text.")}, SETTINGS + menu)
    assert site.warnings == []
    (tree,) = re.findall(r"```\{toctree\}\n(?::.*\n)+\n((?:.+\n)+)```", (tmp_path / "docs/index.md").read_text())
    assert tree.splitlines() == [
        "Who </page/about>",
        "Shop <https://shop.example/>",
        "Aid </help>",
        "Anew </reindex>",
        "C </c#>",
        "Last </page/last>",
        "*",
    ]


def test_a_page_that_the_settings_and_its_front_matter_have_in_the_menu_is_in_its_tree_once(tmp_path):
    menu = '[[menus.main]]\nname = "Us"\npageRef = "/about"\n[[menus.main]]\nname = "Who"\nurl = "/about/"\n'
    files = {"content/about.md": "---\ntitle: Us\nmenus: main\n---\nText.\n", "content/posts/a.md": page("Text.")}
    _, site = migrated(tmp_path, files, SETTINGS + menu)
    assert site.warnings == []
    text = (tmp_path / "docs/index.md").read_text()
    assert "Us </about>\nWho <https://mats.example.org/about/>\n" in text
    assert text.count("/about>") == 1


def test_entries_of_the_main_menu_that_lead_nowhere_are_named(tmp_path):
    addresses = {
        "Home": "/",
        "Us": "/about/",
        "Gone": "/gone/",
        "Feed": "/index.xml",
        "Below": "/#below",
        "News": "/posts/",
    }
    menu = "".join(f'[[menus.main]]\nname = "{name}"\nurl = "{url}"\n' for name, url in addresses.items())
    files = {"content/about.md": page("Us."), "content/posts/a.md": page("Text.")}
    said, _ = migrated(tmp_path, files, SETTINGS + menu)
    text = (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert "Below <https://mats.example.org/#below>\n" in text
    assert re.findall(r"menu entry '(\w+)' leads to '(\S+)'", said) == [("Gone", "/gone/")]


def test_entries_of_the_main_menu_keep_queries_and_other_schemes_are_in_no_tree(tmp_path):
    addresses = (
        "/posts/?x=1&y=2#top",
        "/about/?q=ü",
        "/My%20file.pdf",
        "/?x=1",
        "mailto:me@example.org",
        "//shop.example.org/a/",
    )
    menu = "".join(f'[[menus.main]]\nname = "E{n}"\nurl = "{url}"\n' for n, url in enumerate(addresses))
    files = {"content/about.md": page("Us."), "content/posts/a.md": page("Text."), "static/My file.pdf": "x"}
    said, _ = migrated(tmp_path, files, SETTINGS + menu)
    text = (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert re.findall(r"^E\d <https://mats.example.org(/.*)>$", text, re.MULTILINE) == [
        "/posts/?x=1&y=2#top",
        "/about/?q=%C3%BC",
        "/My%20file.pdf",
        "/?x=1",
    ]
    assert "\nE5 <https://shop.example.org/a/>\n" in text
    assert re.findall(r"menu entry '(E\d)'", said) == ["E4"]


def test_entries_of_places_on_pages_keep_them_and_are_named_where_no_tree_can_have_them(tmp_path):
    addresses = {"Us": "/about/", "Me": "/about/#me", "Work": "#work", "More": ""}
    menu = "".join(f'[[menus.main]]\nname = "{name}"\nurl = "{url}"\n' for name, url in addresses.items())
    files = {"content/about.md": page("## Me"), "content/posts/a.md": page("Text.")}
    said, _ = migrated(tmp_path / "whole", files, SETTINGS + menu)
    text = (tmp_path / "whole/docs/index.md").read_text(encoding="utf-8")
    rows = "Me <https://mats.example.org/about/#me>\nUs </about>\nWork <https://mats.example.org/#work>\n"
    assert rows in text
    assert re.findall(r"menu entry '(\w+)'", said) == ["More"]
    said, _ = migrated(tmp_path / "bare", files, menu)
    assert "\nUs </about>\n" in (tmp_path / "bare/docs/index.md").read_text(encoding="utf-8")
    assert re.findall(r"menu entry '(\w+)' \(\S+\) is in no tree, as", said) == ["Me", "Work"]
    assert "lost menu entry" not in said


@pytest.mark.parametrize("settings", [SETTINGS, ""])
def test_of_two_entries_with_one_name_the_dead_one_is_named(tmp_path, settings):
    menu = "".join(f'[[menus.main]]\nname = "Us"\nurl = "/{name}/"\n' for name in ("about", "gone", "posts"))
    files = {"content/about.md": page("Us."), "content/posts/a.md": page("Text.")}
    said, _ = migrated(tmp_path, files, settings + menu)
    assert re.findall(r"menu entry 'Us' leads to '(\S+)', where", said) == ["/gone/" if settings else "/gone"]


def test_entries_that_need_the_address_of_the_site_are_named_as_lost(tmp_path):
    menu = "".join(f'[[menus.main]]\nname = "{name}"\nurl = "/{name}/"\n' for name in ("posts", "tags"))
    said, _ = migrated(tmp_path, {"content/posts/a.md": page("Text.", tags="[soft]")}, menu)
    assert re.findall(r"The menu entry '(\w+)' \(\S+\) is in no tree", said) == ["tags"]  # a list links to the other


def test_entries_that_led_nowhere_before_are_not_lost_nor_those_with_the_name_of_the_file(tmp_path):
    menu = "".join(f'[[menus.main]]\nname = "{name}"\nurl = "/{name}"\n' for name in ("gone", "About/index.html"))
    said, _ = migrated(tmp_path, {"content/about/index.md": page("Us.")}, menu)
    assert "About/index.html </about/index>\n" in (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert re.findall(r"[Tt]he menu entry '(\S+)' (leads|\(\S+\))", said) == [("gone", "leads")]


def test_entries_of_the_menu_of_a_language_are_in_its_folder(tmp_path):
    addresses = {"Start": "/de/", "Us": "/de//about/", "Feed": "index.xml", "News": "posts/"}
    settings = "[languages.en]\n[languages.de]\n"
    settings += "".join(
        f'[[languages.de.menus.main]]\nname = "{name}"\nurl = "{url}"\n' for name, url in addresses.items()
    )
    files = {f"content/{name}.{key}.md": page("Text.") for name in ("about", "posts/a") for key in ("en", "de")}
    settings += '[[languages.de.menus.footer]]\nname = "Law"\nurl = "/law/"\n'
    said, _ = migrated(tmp_path, files, SETTINGS + settings)
    assert "menu entry" not in said
    assert "only 'main' moves, not 'footer';" in said
    text = (tmp_path / "docs/de/index.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^(\w+ <.*)>$", text, re.MULTILINE)) == [
        "Feed <https://mats.example.org/de/index.xml",
        "News <https://mats.example.org/de/posts/",
        "Us </de/about",
    ]


@pytest.mark.parametrize("dated", ["", "date: 2026-02-01\n"])
def test_sections_of_sections_have_feeds(tmp_path, dated):
    files = {
        "content/docs/_index.md": page("All."),
        "content/docs/deep/_index.md": f"---\ntitle: Deep\n{dated}---\n\nMore.\n",
        "content/docs/deep/a.md": page("Text."),
        "content/links/_index.md": f"---\ntitle: Links\n{dated}---\n\nLinks.\n",
    }
    said, site = migrated(tmp_path, files)
    assert site.warnings == []
    assert "no counterpart" not in said
    assert [name for name in ("docs", "docs/deep", "links") if not (site.outdir / name / "index.xml").is_file()] == []
    assert len(site.soup("docs/deep/index.html").select(".aiarticle-articles__title")) == 1


def test_sections_and_pages_of_a_language_in_a_folder_need_no_table_of_contents(tmp_path):
    settings = f"defaultContentLanguageInSubdir = true\n{LANGUAGES.format(fr='', en='')}"
    names = [f"{name}{end}" for name in ("posts/_index", "posts/a", "_index") for end in ("", ".en")]
    files = {f"content/{name}.md": page("Text.") for name in names}
    files |= {"content/where.md": page("Here.", url="/elsewhere/"), "content/where.en.md": page("Here.")}
    _, site = migrated(tmp_path, files, settings)
    assert site.warnings == []
    assert (site.outdir / "fr/posts/a/index.html").is_file()


def test_authors_have_their_lists_at_the_addresses_of_their_names(tmp_path):
    settings = SETTINGS + '[taxonomies]\nauthor = "authors"\n'
    files = {"content/posts/a.md": page("Text.", authors='["中川 翼", "Aoi Sato"]')}
    said, site = migrated(tmp_path, files, settings)
    assert site.warnings == []
    assert "no counterpart" not in said
    assert {path.name for path in (site.outdir / "authors").iterdir() if path.is_dir()} == {
        "中川-翼",
        "aoi-sato",
        "page",
    }


@needs_hugo
def test_capitals_become_the_small_letters_that_hugo_takes(tmp_path):
    said, site = migrated(tmp_path, {"content/posts/İÇ ΟΔΟΣ.md": page("Text.", tags="[İzmir, ΛΟΓΟΣ, STRAẞE]")})
    assert "no counterpart" not in said
    for folder in ("posts/iç-οδοσ", "tags/izmir", "tags/λογοσ", "tags/straße"):
        assert (site.outdir / folder / "index.html").is_file()


@needs_hugo
@pytest.mark.parametrize("theme", ["", "themes/felt/config.toml"])
def test_feeds_are_called_as_the_output_format_says(tmp_path, theme):
    format_ = 'outputFormats.RSS = {mediaType = "application/rss+xml", baseName = "feed"}\n'
    files = {"content/posts/a.md": page("Text.", tags="[Felt]"), **({theme: format_} if theme else {})}
    said, site = migrated(tmp_path, files, ('theme = "felt"\n' if theme else format_) + SETTINGS)
    assert "no counterpart" not in said
    assert [name for name in site.files() if name.endswith("/index.xml")] == []
    for folder in ("", "posts/", "tags/felt/"):
        assert (site.outdir / f"{folder}feed.xml").is_file()


@pytest.mark.parametrize("place", ["layouts/404.html", "themes/felt/layouts/404.html"])
def test_the_page_at_addresses_that_are_none_has_a_counterpart(tmp_path, place):
    files = {"content/posts/mat.md": page("Soft."), place: "<h1>Nothing here</h1>"}
    _, site = migrated(tmp_path, files, f'theme = "felt"\n{SETTINGS}')
    assert site.warnings == []
    soup = site.soup("404.html")
    assert soup.select_one("head base")["href"] == "/404/index.html"
    assert soup.select_one("div.body").find("a", string="Mats")["href"] == "../"


@pytest.mark.parametrize("files", [{}, {"layouts/404.html": "x", "content/404.md": page("Own.", "Gone")}])
def test_it_is_made_only_where_the_old_site_has_one_and_no_page_of_the_author(tmp_path, files):
    _, site = migrated(tmp_path, {"content/posts/mat.md": page("Soft."), **files})
    assert ("404.html" in site.files()) == bool(files)
    assert not files or site.soup("404.html").select_one("div.body h1").get_text().startswith("Gone")


_AT_THE_TOP = "[permalinks.term]\ntags = '/:slug/'\n"


@needs_hugo
@pytest.mark.parametrize(
    ("settings", "files", "old"),
    [
        ("", {"a.md": page("Text.", tags='["Felt "]')}, "/tags/felt-/"),
        (_AT_THE_TOP, {"a.md": page("Text.", tags="[Felt]")}, "/felt/"),
        (
            _AT_THE_TOP,
            {"a.md": page("Text.", tags="[Felt]"), "b.md": page("Old.", tags="[Felt]", draft="true", weight=1)},
            "/felt/",
        ),
        ("", {"a/index.md": page("Text."), "a/index.xx.md": page("Text.", tags="[Felt, 'C d']")}, "/tags/c-d/"),
        ("", {"a/index.md": page("Text.", tags="Mat"), "a/notes.md": page("Text.", tags="Felt")}, "/tags/felt/"),
    ],
    ids=["blank", "own folder", "draft", "no language", "page resource"],
)
def test_a_list_of_a_term_that_is_elsewhere_leads_to_its_first_article(tmp_path, settings, files, old):
    files = {f"content/posts/{name}": text for name, text in files.items()}
    said, site = migrated(tmp_path, files, SETTINGS + settings, verify=True)
    assert "lists of terms" not in said
    assert site.soup(f"{old.strip('/')}/index.html").find("a")["href"].endswith("posts/a/")


@pytest.mark.parametrize(("base", "top"), [("", "/"), ("https://mats.example.org/", "https://mats.example.org/")])
def test_links_that_lead_to_no_page_keep_their_address(tmp_path, base, top):
    text = '[PDF](/x%20y.pdf), [*Tags*](/tags/) [b](/posts/b.md) [gone]({{< ref "/gone" >}}) [c][c]\n\n[c]: /posts/b/'
    files = {"content/posts/a.md": page(text, tags="[felt]"), "content/posts/b.md": page("B.")}
    settings = SETTINGS.replace("https://mats.example.org/", base)
    said, site = migrated(tmp_path, files, settings, hugo=False)
    assert [warning for warning in site.warnings if "html_baseurl" not in warning] == []
    links = {link.get_text(): link["href"] for link in site.soup("posts/a/index.html").select("div.body p a")}
    assert links == {"PDF": f"{top}x%20y.pdf", "Tags": links["Tags"], "b": "../b/", "gone": f"{top}gone", "c": "../b/"}
    assert links["Tags"] in ("/tags/", f"{base}tags/", "../../tags/")
    assert "hugo-ref" not in (tmp_path / "docs/posts/a.md").read_text()
    assert said.count("link to nowhere: ") == 2
    assert "link to nowhere: No page is called '/gone'" in said


def test_references_lead_to_the_page_of_the_same_language_or_else_of_the_main_one(tmp_path):
    settings = 'defaultContentLanguage = "en"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n'
    text = page(
        '[By name]({{< ref "Wash" >}}) [with an ending]({{< ref "wash.pdf" >}})\n\n'
        '[Path]({{< relref "/care/Wash" >}}) [beside]({{< ref "care/Wash.md#x" >}})\n\n'
        '[By file]({{< ref "care/Wash.de.md" >}}) [of the other]({{< ref "care/wash.en.md" >}})\n\n'
        '[English]({{< ref "Dry" >}})'
    )
    names = ("a.md", "a.de.md", "care/Wash.md", "care/Wash.de.md", "care/Dry.md")
    files = {f"content/{name}": text if name[0] == "a" else page("Cold.") for name in names}
    root = make_hugo_site(tmp_path, files, f'baseURL = "https://mats.example.org/"\n{settings}')
    assert run(root, tmp_path / "docs")[0] == 0
    for folder in ("", "de/"):
        found = (tmp_path / f"docs/{folder}a.md").read_text("utf-8")
        assert found.count(f"](/{folder}care/wash.md") == 6
        assert "[English](/care/dry.md)" in found


@needs_hugo
def test_references_of_a_page_bundle_are_seen_from_the_folder_around_it(tmp_path):
    names = {"_index.md": "Home", "care/_index.md": "Care", "care/wash/_index.md": "Wash", "wash/_index.md": "Other"}
    files = {f"content/{name}": page("Cold.", title) for name, title in names.items()}
    files["content/care/dry/index.md"] = page('[up]({{< relref ".." >}}) [wash]({{< relref "wash" >}})')
    files["content/care/cold/_index.md"] = page('[up]({{< relref ".." >}})')
    status, said = run(make_hugo_site(tmp_path, files), tmp_path / "docs", verify=True)
    assert status == 0, said
    assert "[up](/index.md) [wash](/care/wash/index.md)" in (tmp_path / "docs/care/dry/index.md").read_text("utf-8")
    assert "[up](/care/index.md)" in (tmp_path / "docs/care/cold/index.md").read_text("utf-8")


@pytest.mark.parametrize("hugo", [True, False])
def test_terms_of_a_language_within_another_have_lists_in_both(tmp_path, hugo):
    languages = '[languages.fr]\ncontentDir = "content"\n[languages.en]\nweight = 2\ncontentDir = "content/en"\n'
    files = {
        "content/posts/a.md": page("A.", tags="[feutre]"),
        "content/en/posts/a.md": page("A.", tags="[felt]"),
    }
    said, site = migrated(tmp_path, files, f'defaultContentLanguage = "fr"\n{SETTINGS}{languages}', hugo=hugo)
    assert "The old list '/tags/felt/' leads to this article" in said
    assert site.soup("tags/felt/index.html").find("a")["href"] == "../../en/posts/a/"
    assert (site.outdir / "tags/felt/index.xml").is_file()
    assert site.soup("en/tags/felt/index.html").select(".aiarticle-articles__title")


@pytest.mark.parametrize("hugo", [True, False])
def test_the_list_and_the_feed_of_a_term_answer_whatever_its_name_holds(tmp_path, hugo):
    settings = f'{SETTINGS}[taxonomies]\ntag = "tags"\ncategory = "categories"\ncraft = "crafts"\n'
    files = {
        "content/a.md": page("A.", tags="[C#]", categories='"Felt, wool"', crafts='"Knit, purl; cast"'),
        "content/b.md": page("B.", tags="[C#]", categories='["Felt, wool", Felt]'),
    }
    said, site = migrated(tmp_path, files, settings, hugo=hugo)
    assert site.warnings == []
    assert "no counterpart" not in said
    goal = site.soup("tags/c#/index.html").select_one("meta[http-equiv]")["content"].partition("url=../../")[2]
    for folder in (goal.rstrip("/"), "categories/felt-wool"):
        assert len(site.soup(f"{folder}/index.html").select(".aiarticle-articles__title")) == 2
    for folder in ("tags/c#", "categories/felt-wool", "categories/felt", "crafts/knit-purl-cast"):
        assert (site.outdir / folder / "index.xml").is_file()
    assert not (site.outdir / "categories/wool").exists()


@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("keys", "old"),
    [
        ({"tags": '["Felt "]'}, "tags/felt-"),
        ({"tags": '[" Felt"]'}, "tags/-felt"),
        ({"categories": '"Felt "'}, "categories/felt-"),
        ({"tags": '["felt  mat"]'}, "tags/felt--mat"),
        ({"tags": "[felt]", "robots": '"noindex, nofollow"'}, "tags/felt"),
        ({"tags": "[felt]", "robotsNoIndex": "true"}, "tags/felt"),
    ],
)
def test_the_list_of_a_term_that_is_gone_leads_on_and_its_feed_answers(tmp_path, keys, old, hugo):
    files = {"content/posts/a.md": page("Text.", **keys), "content/posts/b.md": page("Text.", tags="[wool]")}
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert site.warnings == []
    assert f"content/posts/a.md: list that leads on: The old list '/{old}/' leads to this article" in said
    assert site.soup(f"{old}/index.html").find("a")["href"] == "../../posts/a/"
    assert "<title>A page</title>" in site.text(f"{old}/index.xml")


@needs_hugo
@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("patterns", "own", "old"),
    [
        ('section = {posts = "/blog/"}\npage = {posts = "/blog/:slug/"}', {}, "blog"),
        ('section = {posts = "/blog/"}', {}, "blog"),
        ('section = {posts = "/Old Blog/"}', {}, "old-blog"),
        ('section = {posts = "/all/:sections/"}\nposts = "/:slug/"', {}, "all/posts"),
        (
            'section = {posts = "/all/:slug/"}',
            {"content/posts/_index.md": page("All.", title="Our mats")},
            "all/our-mats",
        ),
        ('section = {posts = "/all/:contentbasename/"}', {"content/posts/_index.md": page("All.")}, "all/posts"),
        ('section = {posts = "/all/:sections[1:]/"}', {"content/posts/_index.md": "---\n---\n"}, "all"),
    ],
)
def test_the_list_of_a_section_and_its_feed_stay_at_the_address_that_permalinks_give(
    tmp_path, patterns, own, old, hugo
):
    files = {
        "content/posts/a.md": page('[All]({{< ref "/posts" >}})'),
        "content/posts/b.md": page("B.", title="B"),
        **own,
    }
    said, site = migrated(tmp_path, files, f"{SETTINGS}[permalinks]\n{patterns}\n", hugo=hugo, verify=True)
    assert site.warnings == []
    assert "old addresses: all answer" in said
    assert "leads on" not in said
    assert len(site.soup(f"{old}/index.html").select(".aiarticle-articles__title")) == 2
    assert site.text(f"{old}/index.xml").count("<entry>") == 2
    assert not (site.outdir / "posts" / "index.html").exists()


@needs_hugo
@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("form", "settings", "old"),
    [
        ("letter", '[outputFormats.letter]\nmediaType = "text/html"\nbaseName = "letter"\n', "posts/a/letter.html"),
        ("amp", "", "amp/posts/a/index.html"),
    ],
)
def test_a_page_in_another_form_of_html_leads_to_the_page_and_is_no_other(tmp_path, form, settings, old, hugo):
    files = {"content/posts/a.md": page("Text.", outputs=f"[html, {form}]"), "content/posts/b.md": page("Text.")}
    said, site = migrated(tmp_path, files, SETTINGS + settings, hugo=hugo, verify=True)
    assert re.search(r"exact +2 of 2 ", said), said
    assert "old addresses: all answer" in said
    assert "http-equiv" in site.text(old)


@pytest.mark.parametrize("base", ["", "/"])
def test_feeds_of_a_site_without_a_host_answer(tmp_path, base):
    files = {"content/posts/a.md": page("A.", tags="[felt]"), "content/posts/a.de.md": page("A.", tags="[filz]")}
    languages = "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n"
    settings = SETTINGS.replace("https://mats.example.org/", base) + languages
    said, site = migrated(tmp_path, files, settings)
    assert "no counterpart" not in said
    for name in ("index.xml", "posts/index.xml", "tags/felt/index.xml", "de/index.xml", "de/tags/filz/index.xml"):
        assert 'href="/' in site.text(name)


@pytest.mark.parametrize("hugo", [True, False])
def test_a_reference_to_a_list_does_not_lead_to_a_page_with_the_name_of_its_term(tmp_path, hugo):
    """Hugo looks for names alone only where no path is given."""
    text = page('[a]({{< ref "tags/Wool" >}}) [b]({{< ref "tags" >}}) [c]({{< ref "/tags/wool" >}})', tags="[Wool]")
    files = {
        "content/posts/a.md": text,
        "content/care/wool.md": page("Warm."),
        "content/care/tags/index.md": page("Labels."),
    }
    _, site = migrated(tmp_path, files, hugo=hugo)
    links = {link.text: link["href"] for link in site.soup("posts/a/index.html").select("div.body p a")}
    assert {links[name].removeprefix("https://mats.example.org") for name in "ac"} == {"/tags/wool/"}
    assert links["b"].removeprefix("https://mats.example.org") == "/tags/"


def test_a_link_to_a_page_that_is_not_published_keeps_its_address(tmp_path):
    """As a name of a document, Sphinx would warn of it at each build."""
    files = {"content/a.md": page('[Soon](/b/#x) [too]({{< ref "b" >}}).'), "content/b.md": page("B.", draft="true")}
    said, site = migrated(tmp_path, files, 'baseURL = "https://mats.example.org/"\n')
    links = [link["href"] for link in site.soup("a/index.html").select("div.body p a")]
    assert links[:2] == ["https://mats.example.org/b/"] * 2
    assert site.warnings == []
    assert "link to nowhere" in said


def test_an_address_from_the_root_is_that_of_the_main_language(tmp_path):
    settings = 'defaultContentLanguage = "en"\nlanguages = {en = {weight = 1}, de = {weight = 2}}\n'
    text = page("[Address](/dry-it/) [file](/care/dry) [term](/tags/felt/)", tags="[Felt]")
    files = {
        "a.md": text,
        "a.de.md": text,
        **dict.fromkeys(("care/dry.md", "care/dry.de.md"), page("Warm.", slug="dry-it")),
    }
    permalinks = "permalinks = {care = '/:slug/'}\n"
    files = {f"content/{name}": text for name, text in files.items()}
    _, site = migrated(tmp_path, files, f'baseURL = "https://mats.example.org/"\n{settings}{permalinks}')
    links = [link["href"] for link in site.soup("de/a/index.html").select("div.body p a")]
    assert links[:3] == ["../../dry-it/", "../dry-it/", "https://mats.example.org/de/tags/felt/"]


def test_links_in_terms_of_definitions_lead_to_pages(tmp_path):
    text = page('[Wash]({{< ref "wash" >}}) and [dry](/dry/)\n: Cold, ![pot](/pot.png).\n\n![Pot](/pot.png)\n: A pot.')
    files = {"content/a.md": text, "content/wash.md": page("Cold."), "content/dry.md": page("Warm.")}
    root = make_hugo_site(tmp_path, files | {"static/pot.png": png(3, 2)})
    assert run(root, tmp_path / "docs")[0] == 0
    found = (tmp_path / "docs/a.md").read_text("utf-8")
    assert "[Wash](/wash.md) and [dry](/dry.md)\n: Cold, ![pot](/static/pot.png)" in found
    assert "![Pot](/static/pot.png)\n: A pot." in found


@needs_hugo
@pytest.mark.parametrize("base", ["https://mats.example.org/shop/", "/"])
def test_references_lead_where_hugo_alone_knows(tmp_path, base):
    settings = 'defaultContentLanguage = "en"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n'
    text = page(
        '[English]({{< relref path="/care/wash.md" lang="en" >}}) [too]({{< ref path="/care/wash" lang="en" >}})\n'
        '[part]({{< relref "/care" >}}wash/) [open]({{< relref "/care/wash" >}} and on.\n\n'
        '<a href="{{< relref "wash" >}}">tag</a> [titled]({{< relref "/care/wash" >}} "Wash")\n'
    )
    files = {"content/a.de.md": text, "content/care/_index.md": page("Cold."), "content/care/_index.de.md": page("x.")}
    files |= {"content/care/wash.md": page("Cold."), "content/care/wash.de.md": page("Kalt.")}
    settings = f'baseURL = "{base}"\n{settings}[markup.goldmark.renderer]\nunsafe = true\n'
    said, site = migrated(tmp_path, files, settings, verify=True)
    found = {link.get_text(): link["href"] for link in site.soup("de/a/index.html").find(class_="body").find_all("a")}
    assert (found["English"], found["too"]) == ("../../care/wash/", "../../care/wash/")
    assert (found["part"], found["titled"]) == ("../care/wash/", "../care/wash/")
    assert found["tag"].endswith("/de/care/wash/")
    assert re.search(r"exact +5 of 5 ", said), said


@needs_hugo
@pytest.mark.parametrize("hugo", [True, False])
def test_a_reference_before_the_name_of_a_file_leads_to_that(tmp_path, monkeypatch, hugo):
    if not hugo:
        monkeypatch.setattr("sphinx_aiarticle.migrate.plan.find_hugo", lambda: None)
    links = (
        '![Pot]({{< relref "/care/Wash" >}}/images/pot.png) ![too]({{< ref "wash" >}}/images/pot.png)\n'
        '[list]({{< relref "/care/Wash" >}}/felt.pdf) [gone]({{< relref "/care/Wash" >}}/gone.pdf)\n'
    )
    files = {"content/a.md": page(links), "content/care/Wash/index.md": page("Cold. ![Pot](images/pot.png)")}
    files |= {"content/care/Wash/images/pot.png": png(3, 2), "content/care/Wash/felt.pdf": "%PDF"}
    said, site = migrated(tmp_path, files, 'baseURL = "https://mats.example.org/shop/"\n', verify=True)
    body = site.soup("a/index.html").find(class_="body")
    assert [picture["src"] for picture in body.find_all("img")] == ["../_images/pot.png"] * 2
    assert body.find("a", string="list")["href"].endswith("/care/wash/felt.pdf")
    assert "felt.pdf" not in said
    assert re.search(r"lost +2 of 2 |exact +\d of 2 ", said), said


def test_the_archive_of_a_section_keeps_its_feed(tmp_path):
    archive = "---\ntitle: All\nlayout: archives\n---\n"
    files = {"content/archives/_index.md": archive, "content/posts/b.md": page("Text.")}
    _, site = migrated(tmp_path, files, SETTINGS)
    assert "<entry>" in site.text("archives/index.xml")
    assert site.soup("archives/index.html").select_one("a[href='../posts/b/']")


@needs_hugo
def test_lists_of_a_taxonomy_called_like_other_lists_are_documents(tmp_path):
    files = {"content/archive/felt/a.md": page("Text.", archive="felt"), "content/posts/b.md": page("Text.")}
    said, site = migrated(tmp_path, files, f'{SETTINGS}[taxonomies]\narchive = "archive"\n', verify=True)
    assert site.soup("archive/felt/index.html").select_one("li > p > a")["href"] == "a/"
    assert "lists of terms" not in said


@pytest.mark.parametrize("hugo", [True, False])
def test_a_language_has_addresses_of_its_own(tmp_path, monkeypatch, hugo):
    if not hugo:
        monkeypatch.setattr("sphinx_aiarticle.migrate.plan.find_hugo", lambda: None)
    settings = LANGUAGES.format(fr="", en='[languages.en.permalinks]\nposts = "/:year/:slug/"\n')
    settings += '[permalinks]\nposts = "/p/:slug/"\nnews = "/n/:slug/"\n'
    names = ("posts/mat.md", "posts/mat.en.md", "news/felt.md", "news/felt.en.md")
    files = {f"content/{name}": page("Soft.", slug="soft") for name in names}
    _, site = migrated(tmp_path, files, settings)
    for name in ("p/soft", "n/soft", "en/2026/soft", "en/news/soft"):
        assert (site.outdir / name / "index.html").is_file(), name


@pytest.mark.parametrize("hugo", [True, False])
def test_aliases_that_the_report_leaves_out_are_not_written(tmp_path, hugo):
    files = {
        "content/a.md": page("Soft.", aliases=["https://wool.example/a/", "/old/a/", "/b#c/"]),
        "content/b.md": page("Grey.", aliases=["//wool.example/b/"]),
    }
    said, site = migrated(tmp_path, files, hugo=hugo)
    assert said.count("it is left out") == 3
    assert site.warnings == []
    assert "Soft." in words(site, "a/index.html")
    assert "a/" in site.text("old/a/index.html")


def test_addresses_with_capitals_need_a_human(tmp_path):
    root = make_hugo_site(tmp_path, {"content/Mats/Soft.md": page("Soft.")}, f"disablePathToLower = true\n{SETTINGS}")
    assert ".: capitals: With disablePathToLower" in run(root, None, check=True, hugo=False)[1]


def test_the_list_of_a_term_with_a_slash_is_its_own(tmp_path):
    _, site = migrated(tmp_path, {"content/posts/a.md": page("Text.", tags='["felt/wool"]')})
    assert site.warnings == []
    assert "aliases" not in (tmp_path / "docs/posts/a.md").read_text(encoding="utf-8")
    assert "A page" in site.text("tags/felt/wool/index.html")


@needs_hugo
@pytest.mark.parametrize(
    ("before", "after", "name", "builder", "old"),
    [
        (
            "",
            "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n",
            "a.de.md",
            "dirhtml",
            "de/amp/posts/a/index.html",
        ),
        ("uglyURLs = true\n", "", "a.md", "html", "amp/posts/a.html"),
    ],
)
def test_the_folder_of_a_language_comes_before_that_of_a_form(tmp_path, before, after, name, builder, old):
    files = {f"content/posts/{name}": page("Text.", outputs="[html, amp]"), "content/posts/b.md": page("Text.")}
    said, site = migrated(tmp_path, files, before + SETTINGS + after, builder, verify=True)
    assert "old addresses: all answer" in said
    assert "http-equiv" in site.text(old)


@pytest.mark.parametrize("hugo", [True, False])
def test_neither_drafts_nor_empty_names_make_a_list(tmp_path, hugo):
    hidden, draft = page("Text.", tags="[felt]", robots="noindex"), page("Text.", tags="[felt]", draft="true")
    files = {
        "content/posts/a.md": hidden,
        "content/posts/b.md": draft,
        "content/posts/c.md": page("Text.", tags='["", " "]'),
    }
    _, site = migrated(tmp_path, files, hugo=hugo)
    assert site.soup("tags/felt/index.html").find("a")["href"] == "../../posts/a/"
    assert {path.name for path in (site.outdir / "tags").iterdir() if path.is_dir()} == {"felt", "-", "page"}


@pytest.mark.parametrize("hugo", [pytest.param(True, marks=needs_hugo), False])
def test_the_slug_of_a_section_is_in_the_addresses_of_all_below_it(tmp_path, hugo):
    files = {
        "content/notes/_index.md": page("![Mat](mat.png) [Next](b/)", slug="Mes Notes"),
        "content/notes/_index.en.md": page("Notes.", slug="my-notes"),
        "content/notes/b.en.md": page("Soft."),
        "content/notes/b.md": page("Doux."),
        "content/notes/c.md": page("Doux.", slug="see"),
        "content/notes/u.md": page("Doux.", url="/u/"),
        "content/notes/bundle/index.md": page("Doux."),
        "content/notes/bundle/felt.png": png(3, 2),
        "content/notes/mat.png": png(4, 2),
        "content/notes/deep/more/_index.md": page("Doux.", slug="2024"),
        "content/notes/deep/more/d.md": page("Doux."),
        "content/moved/_index.md": page("Doux.", url="/elsewhere/"),
        "content/moved/e.md": page("Doux."),
        "content/fixed/_index.md": page("Doux.", slug="unseen"),
        "content/fixed/f.md": page("Doux."),
    }
    settings = LANGUAGES.format(fr="", en="") + '[permalinks]\nfixed = "/:sections/:slug/"\n'
    _, site = migrated(tmp_path, files, settings, hugo=hugo)
    assert site.warnings == []
    pages = {file.parent.relative_to(site.outdir).as_posix() for file in site.outdir.rglob("index.html")}
    assert {
        "mes-notes", "en/my-notes", "en/my-notes/b", "mes-notes/b", "mes-notes/see", "u", "mes-notes/bundle",
        "mes-notes/deep/2024", "mes-notes/deep/2024/d", "elsewhere", "moved/e",
        "unseen", "fixed/a-page",
    } <= pages  # fmt: skip
    assert not {name for name in pages if name.startswith("notes")}
    assert site.soup("mes-notes/index.html").select_one("div.body img")["alt"] == "Mat"
    assert (tmp_path / "docs/mes-notes/mat.png").is_file()


#: What a ``relref``, and with several languages a link, means from a leaf bundle, a page and a section for Hugo.
SEEN = [
    ("notes/4/index", "../5/index.md", "notes/5/index.md"),  # a file above
    ("notes/4/index", "../_index.md", "notes/index.md"),
    ("notes/4/index", "../sub/_index.md", "notes/sub/index.md"),
    ("notes/4/index", "../..", "index.md"),
    ("notes/4/index", "..", "index.md"),  # what is around the bundle
    ("notes/4/index", "../", "index.md"),
    ("notes/4/index", "5/index.md", "notes/5/index.md"),
    ("notes/4/index", "5", "notes/5/index.md"),
    ("notes/4/index", "sub/_index.md", "notes/sub/index.md"),
    ("notes/4/index", "one.md", "notes/one.md"),
    ("notes/one", "5/index.md", "notes/5/index.md"),
    ("notes/one", "../other/5/index.md", "other/5/index.md"),
    ("notes/_index", "4/index.md", "notes/4/index.md"),
    ("notes/_index", "sub", "notes/sub/index.md"),
    ("ノート/四/index", "../五.md", "ノート/五.md"),
    ("ノート/四/index", "../_index.md", "ノート/index.md"),
]
OF_NAMES = ("notes/one", "One Two", "mixed-case/one-two.md")  # for a ``relref`` alone


@needs_hugo
@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize("key", ["", ".en"])
def test_references_and_links_between_bundles_lead_where_hugo_says(tmp_path, key, hugo):
    seen = SEEN if key else [*SEEN, OF_NAMES]
    names = {place for place, _, _ in seen} | {"notes/5/index", "other/5/index", "notes/sub/_index", "_index"}
    names |= {"Mixed Case/One Two", "ノート/五", "ノート/_index"}
    files = {f"content/{name}{key}.md": "## Why\n" for name in names}
    for place, target, _ in seen:
        target = f"{target.removesuffix('.md')}{key}.md" if target.endswith(".md") else target
        text = f'\n[x]({{{{< relref "{target}#why" >}}}})\n' + f"\n[y](<{target}#why>)\n" * bool(key)
        files[f"content/{place}{key}.md"] += text
    languages = '\ndefaultContentLanguage = "en"\n[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n'
    settings = f'baseURL = "https://mats.example.org/"\ndisableKinds = ["taxonomy", "term"]{languages * bool(key)}'
    files = {name: page(text) for name, text in files.items()}
    if key:
        files |= {"content/notes/4/index.ja.md": page("## Why"), "content/notes/5/index.ja.md": page("## Why")}
    root = make_hugo_site(tmp_path, files, settings)
    run(root, tmp_path / "docs", hugo=hugo)
    found = {}
    for place in {place for place, _, _ in seen}:
        path = tmp_path / "docs" / f"{place.replace('_index', 'index')}.md"
        texts = iter(re.findall(r"\[[xy]\]\((.*?)\)\n", path.read_text(encoding="utf-8")))
        for target in (target for one, target, _ in seen if one == place):
            found[place, target] = [next(texts).strip("<>") for _ in range(2 if key else 1)]
    wanted = {(place, target): [f"/{meant}#why"] * (2 if key else 1) for place, target, meant in seen}
    assert {
        one: unquoted for one, links in found.items() if (unquoted := list(map(unquote, links))) != wanted[one]
    } == {}
