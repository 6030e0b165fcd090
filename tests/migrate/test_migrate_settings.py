"""Settings, sections, bundles and addresses of other people's sites."""

from __future__ import annotations

import json
import runpy

import pytest
from conftest import png, write
from hugo_sites import AMAZON, FILES, RAKUTEN, TEA, body_of, box, build_project, make_site, run

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.migrate.hugo_settings import read_settings
from sphinx_aiarticle.migrate.site import read_site
from sphinx_aiarticle.migrate.survey import find_stores, keyword_of
from sphinx_aiarticle.recognise.boxes import BoxLink, BoxProduct

SETTINGS = {
    "hugo.toml": 'baseURL = "https://k.example/"\ntitle = "K"\nlanguageCode = "de"\nparams.author.name = "Aoi"\n',
    "config.yaml": "# K\n---\n baseurl: https://k.example\n title: K\n languageCode: de-DE\n params: {author: [Aoi]}\n",
    "hugo.json": '{"baseURL": "https://k.example/", "title": "K", "languageCode": "de", "params": {"author": "Aoi"}}',
    "config/_default/hugo.toml": 'baseURL = "https://k.example/"\nlanguageCode = "de"\ntitle = "K"\n',
}


def conf_of(tmp_path, files):
    run(make_site(tmp_path, files), tmp_path / "docs")
    return runpy.run_path(str(tmp_path / "docs/conf.py"))


@pytest.mark.parametrize("name", SETTINGS)
def test_each_form_of_settings_says_the_same(tmp_path, name):
    files = {key: value for key, value in FILES.items() if key != "hugo.toml"} | {name: SETTINGS[name]}
    if name.startswith("config/"):
        files["config/_default/params.yml"] = "author: Aoi\n"
    conf = conf_of(tmp_path, files)
    assert (conf["project"], conf["language"], conf["html_baseurl"]) == ("K", "de", "https://k.example/")
    assert conf["aiarticle_authors"] == {"aoi": {"name": "Aoi"}}
    assert conf["aiarticle_default_author"] == "aoi"


@pytest.mark.parametrize(
    ("merge", "taxonomies"),
    [("'shallow'", {"series": "series", "tag": "labels"}), ("'deep'", {"series": "series", "tag": "labels"}),
     ("'none'", {"tag": "labels"})],
)  # fmt: skip
def test_a_site_says_which_settings_of_its_theme_count(tmp_path, merge, taxonomies):
    files = {
        "hugo.toml": f"theme = 'tin'\ntitle = 'Mats'\n[taxonomies]\n_merge = {merge}\ntag = 'labels'",
        "themes/tin/hugo.toml": "title = 'Tin'\n[taxonomies]\ntag = 'tags'\nseries = 'series'\n[params]\na = 1",
    }
    write(tmp_path, files)
    assert read_settings(tmp_path)[0] == {"theme": "tin", "title": "Mats", "taxonomies": taxonomies}


def test_a_file_of_settings_may_be_that_of_a_language(tmp_path):
    files = {
        "hugo.toml": "title = 'Mats'\nlanguages.fr.weight = 2",
        "config/_default/languages.fr.toml": "weight = 1\nlabel = 'FR'",
        "config/_default/menus.fr.yaml": "main: [{name: Accueil, url: /}]",
        "config/_default/Params.Fr.toml": "motto = 'Douceur'",
        "config/_default/languages.pt-br.json": '{"title": "Tapetes"}',
    }
    write(tmp_path, files)
    settings, findings = read_settings(tmp_path)
    french = {
        "weight": 1,
        "label": "FR",
        "menus": {"main": [{"name": "Accueil", "url": "/"}]},
        "params": {"motto": "Douceur"},
    }
    assert settings == {"title": "Mats", "languages": {"fr": french, "pt-br": {"title": "Tapetes"}}}
    assert not findings


@pytest.mark.parametrize(
    ("languages", "main"),
    [
        ({}, "en"),
        ({"fr": {}}, "fr"),
        ({"nl": {"weight": 2}, "fr": {"weight": 1}, "de": {}}, "fr"),
        ({"nl": {}, "de": {}}, "de"),
        ({"fr": {"weight": 1}, "en": {"weight": 2}}, "en"),
    ],
)
def test_the_main_language_is_english_or_else_the_first_one(languages, main):
    site = read_site({"languages": languages}, fallback="x")
    assert [language.key for language in site.languages if not language.folder] == [main]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", None),
        ("Copyright © 2019&ndash;2026 <a href='/'>Aoi &amp; Co.</a>", "2019–2026 Aoi & Co."),
        ("(C) 2026 Aoi", "2026 Aoi"),
        ("CC BY 4.0", "CC BY 4.0"),
    ],
)
def test_the_copyright_is_that_of_the_old_site_or_none_is_shown(tmp_path, said, found):
    conf = conf_of(tmp_path, FILES | {"hugo.toml": f"title = 'K'\ncopyright = {said!r}\n".replace("\\'", "'")})
    assert (conf.get("copyright"), conf.get("html_show_copyright", True)) == (found, found is not None)


@pytest.mark.parametrize(("params", "found"), [("", "K"), ("params.author = 'Aoi'\n", "Aoi")])
def test_a_book_of_a_site_without_an_author_is_by_the_site(tmp_path, params, found):
    assert conf_of(tmp_path, FILES | {"hugo.toml": f"title = 'K'\n{params}"})["author"] == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("//k.example/a", "https://k.example/a/"),
        ("https://k.example/a/", "https://k.example/a/"),
        ("/", ""),
        ("/a/", ""),
    ],
)
def test_an_address_without_a_scheme_is_that_of_a_safe_site(address, found):
    assert read_site({"baseurl": address}, fallback="x").base_url == found


def test_a_language_without_a_tag_is_told_and_its_pages_say_none(tmp_path):
    settings = f"{FILES['hugo.toml']}\n[languages.en]\n[languages.toki-pona]\n"
    site = make_site(tmp_path, FILES | {"hugo.toml": settings, "content/posts/tea.toki-pona.md": TEA})
    _, shown = run(site, tmp_path / "docs")
    assert ".: language: 'toki-Pona' is not a language tag; write for example 'en' or 'zh-TW'. Its pages" in shown
    assert "lang:" not in (tmp_path / "docs/toki-pona/posts/tea.md").read_text("utf-8")


def test_conf_has_what_the_articles_say(tmp_path):
    conf = conf_of(tmp_path, FILES | {"content/posts/more.md": TEA.replace("author: Aoi", "author: 青\nshop_id: 7")})
    assert conf["aiarticle_stores"] == {
        "amazon": {"preset": "amazon.co.jp", "tag": "kettle-22"},
        "rakuten": {"preset": "rakuten", "id": "1234abcd.5678ef00.1234abce.9abcdef0"},
    }
    assert list(conf["aiarticle_stores"]) == ["amazon", "rakuten"]
    assert conf["aiarticle_timezone"] == "+09:00"
    assert conf["aiarticle_other_keys"] == ["shop_id"]
    assert {entry["name"] for entry in conf["aiarticle_authors"].values()} == {"Aoi", "青"}
    assert "aiarticle.image" not in conf["suppress_warnings"]


def test_taxonomies_of_each_language_have_lists_at_their_addresses(tmp_path):
    settings = FILES["hugo.toml"] + (
        '\n[languages.en.taxonomies]\ntag = "tags"\n[languages.ro.taxonomies]\ncategory = "categorii"\n'
    )
    page = "---\ntitle: T\ndate: 2026-03-01\ncategorii: [Rețele]\n---\nA.\n"
    site = make_site(tmp_path, FILES | {"hugo.toml": settings, "content/posts/net.ro.md": page})
    _, shown = run(site, tmp_path / "docs")
    assert "categorii" not in shown
    assert "categorii" in runpy.run_path(str(tmp_path / "docs/conf.py"))["aiarticle_taxonomies"]
    assert build_project(tmp_path / "docs").soup("ro/categorii/rețele/index.html").find("a", string="T")


def test_lists_that_the_new_site_cannot_make_by_itself_are_documents(tmp_path):
    """A taxonomy whose name means something else to us, and a language that is none."""
    settings = FILES["hugo.toml"] + (
        '\n[taxonomies]\narchive = "archive"\nstatus = "status"\ntag = "tags"\n[languages.en]\n[languages.toki-pona]\n'
    )
    page = "---\ntitle: Nets\ndate: 2026-03-01\narchive: ['2026']\nstatus: [done]\ntags: [wool]\n---\nA.\n"
    names = ("net.md", "net.toki-pona.md")
    site = make_site(tmp_path, FILES | {"hugo.toml": settings} | {f"content/posts/{name}": page for name in names})
    run(site, tmp_path / "docs")
    built = build_project(tmp_path / "docs")
    for place in ("archive/2026", "status/done", "toki-pona/archive/2026", "toki-pona/tags/wool", "tags/wool"):
        assert built.soup(f"{place}/index.html").find("a", string="Nets"), place
    assert built.soup("toki-pona/tags/index.html").find("a", string="wool")
    assert built.soup("archive/index.html")
    assert [line for line in built.warnings if "aiarticle_" in line] == []


def test_keys_that_begin_with_a_capital_are_the_usual_ones(tmp_path):
    page = "---\nTitle: Nets\nDate: 2026-03-01\nTags: [a]\nSlug: net\n---\n## Head\nA.\n"
    site = make_site(tmp_path, FILES | {"content/posts/other.md": page})
    run(site, tmp_path / "docs")
    (moved,) = (tmp_path / "docs/posts").rglob("net.md")
    assert moved.read_text("utf-8").startswith("---\ntitle: Nets\ndate: 2026-03-01\ntags:\n  - a\n")
    assert "\n## Head" in moved.read_text("utf-8")


def test_pictures_under_another_key_are_said_once_and_moved_where_the_project_says_so(tmp_path):
    text = "---\ndate: 2026-03-01\ntitle: T\nphoto: x\nimage: /{name}.png\n---\nA.\n"
    pages = {f"content/posts/{name}.md": text.format(name=name) for name in ("one", "two")}
    site = make_site(tmp_path, FILES | pages | {"static/one.png": png(4, 3), "static/two.png": png(4, 3)})
    _, shown = run(site, tmp_path / "docs")
    assert shown.count("picture of the front matter") == 2  # in the table and in the list
    assert "one.md:5: picture of the front matter: The picture under 'image' in the front matter of 2 articles" in shown
    text = (tmp_path / "docs/conf.py").read_text("utf-8")
    assert '# aiarticle_key_names = {"image": "cover"}  # shows the pictures of 2 articles' in text
    assert runpy.run_path(str(tmp_path / "docs/conf.py"))["aiarticle_other_keys"] == ["image", "photo"]
    write(tmp_path, {"own.py": 'aiarticle_key_names = {"image": "cover"}\n'})
    _, shown = run(site, tmp_path / "named", conf=tmp_path / "own.py")
    assert "cover: /one.png" in (tmp_path / "named/posts/one.md").read_text("utf-8")
    assert "picture of the front matter" not in shown


LONG = "We advise on felt, on wool, and on what becomes of both when they are washed."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"sections:\n  - block: text\n    content:\n      text: {LONG}\n", "sections"),
        ("sections:\n  - block: text\n    content:\n      text: 羊毛とフェルトの選び方と手入れ\n", "sections"),
        ("steps:\n  - Wash the felt in cold water\n  - Dry it in the shade for a day or two\n", "steps"),
        ("params:\n  steps:\n    - Wash the felt in cold water\n    - Dry it in the shade for a day\n", "params.steps"),
        (f"intro: |\n  {LONG}\n  It is short.\n", "intro"),
        (f"intro: {LONG}\n", ""),
        ("steps:\n  - The first of all the steps\n  - The second of all the steps, too\n", ""),
        ("maker:\n  - We take wool from sheep alone\n  - And felt of goats, now and then\n", ""),
        ("pages:\n" + "  - docs/felt/washing-it-in-cold-water\n" * 4, ""),
        (f"seo:\n  description: {LONG}\n", ""),
        (f"resources:\n  - title: {LONG}\n", ""),
        ("features:\n  - title: Soft\n", ""),
        ("steps:\n" + "  - The first of\n" * 12 + "  - Wool of a grey sheep\n", "steps"),
        (f"notes:\n  head:\n    text: |\n      {LONG}\n      It is short.\n", "notes"),
        (f"params:\n  deep:\n    steps:\n      - {LONG}\n", "params.deep"),
        ("affiliate_link: https://www.amazon.com/dp/B000000001?tag=tea-20\n", "affiliate_link"),
        ("affiliate_link: https://www.amazon.com/dp/B000000002?tag=tea-20\n", ""),
        ("project_url: https://example.org/felt\n", ""),
    ],
)
def test_text_that_only_templates_show_is_said_once(tmp_path, written, told):
    body = "The first of all the steps. The second of all the steps, too. https://www.amazon.com/dp/B000000002"
    pages = {f"content/{name}.md": f"---\ntitle: T\n{written}---\n{body}\n" for name in ("a", "b")}
    settings = {"hugo.toml": "title = 'x'\n[taxonomies]\nmaker = 'maker'\n"}
    _, shown = run(make_site(tmp_path, settings | pages), tmp_path / "docs")
    assert f"text of the front matter: The text under '{told}' in the front matter of 2 pages" in shown or not told
    assert ("text of the front matter" in shown) is bool(told)


@pytest.mark.parametrize(("languages", "told"), [("", ""), ("[languages.en]\n[languages.tr]\n", "tr")])
def test_a_language_without_labels_is_a_comment_rather_than_a_warning_of_each_build(tmp_path, languages, told):
    page = "---\ntitle: T\ndate: 2026-03-01\n---\nA.\n"
    files = {"hugo.toml": f"title = 'x'\n{languages}", "content/posts/a.md": page, "content/posts/b.tr.md": page}
    run(make_site(tmp_path, files), tmp_path / "docs")
    text = (tmp_path / "docs/conf.py").read_text("utf-8")
    assert (f'"aiarticle.labels",  # "{told}" get English ones' in text) is bool(told)
    assert ("aiarticle.labels" in text) is bool(told)
    assert [line for line in build_project(tmp_path / "docs").warnings if "labels" in line] == []


def test_questions_of_the_front_matter_beside_a_faq_are_told_before_the_build_warns_of_them(tmp_path):
    told = "faq:\n  - q: Does felt shrink?\n    a: It does.\n  - q: Is it warm?\n    a: Very.\n"
    faq = "## FAQ\n\n### Is it warm?\n\nIt is.\n"
    pages = {
        f"content/{name}.md": f"---\ntitle: T {name}\n{told}---\n{body}\n" for name, body in (("a", faq), ("b", "B."))
    }
    _, shown = run(make_site(tmp_path, {"hugo.toml": "title = 'x'\n"} | pages), tmp_path / "docs")
    assert "content/a.md:3: question: 1 of 2 questions in 'faq', such as 'Does felt shrink?', are not shown" in shown
    assert "1 thing is left for you to mend: question." in shown
    assert "content/b.md" not in shown


@pytest.mark.parametrize(("setting", "numbered"), [("true", True), ("'table'", True), ("false", False)])
def test_lines_of_code_have_numbers_where_hugo_numbers_them(tmp_path, setting, numbered):
    code = "---\ntitle: Code\n---\n\n```sh\nls\n```\n\n> ```js {linenos=false}\n> 1\n> ```\n\n```\nplain\n```\n"
    settings = FILES["hugo.toml"] + f"\n[markup.highlight]\nlineNos = {setting}\n"
    conf = conf_of(tmp_path, FILES | {"hugo.toml": settings, "content/posts/code.md": code})
    assert {"js", "sh"}.issubset(conf.get("myst_number_code_blocks", ())) is numbered


def product(*urls):
    links = tuple(BoxLink(store=store, url=url) for store, url in urls)
    return BoxProduct(name="Kettle", label="", reasons=("Good.",), links=links)


def test_the_id_found_most_often_wins_and_any_id_beats_none():
    plain = product(("amazon", "https://www.amazon.co.jp/s?k=a"))
    other = product(("amazon", "https://www.amazon.co.jp/s?k=a&tag=other-22"))
    usual = product(("rakuten", RAKUTEN), ("amazon", AMAZON))
    amazon = next(setup for setup in find_stores([plain] * 5 + [other] + [usual] * 2) if setup.key == "amazon")
    assert dict(amazon.ids) == {"tag": "kettle-22"}


def test_a_search_word_is_given_only_when_all_links_follow_from_it():
    both = product(("amazon", AMAZON), ("rakuten", RAKUTEN))
    stores = {setup.key: setup.store for setup in find_stores([both])}
    assert keyword_of(both, stores) == "copper kettle"
    assert keyword_of(product(("amazon", AMAZON.replace("%20", "+"))), stores) == ""
    assert keyword_of(product(("amazon", AMAZON), ("rakuten", RAKUTEN.replace("copper", "steel"))), stores) == ""
    assert keyword_of(product(("amazon", "https://amzn.to/3xYz")), stores) == ""


def test_a_box_with_links_of_its_own_keeps_them(tmp_path):
    text = TEA + "\n" + box(("楽天", RAKUTEN), ("Amazon", "https://amzn.to/3xYz")) + "\n"
    run(make_site(tmp_path, FILES | {"content/posts/own.md": text}), tmp_path / "docs")
    page = (tmp_path / "docs/posts/own.md").read_text(encoding="utf-8")
    assert f":stores: rakuten, amazon\n:rakuten: {RAKUTEN}\n:amazon: https://amzn.to/3xYz\n" in page
    assert ":search:" not in page


def test_folders_hand_down_to_pages_of_their_language_by_the_paths_of_hugo(tmp_path):
    entries = "- {target: {path: /posts/*}, description: Xen}\n- {target: {kind: section}, description: Yve}\n"
    files = {
        "hugo.toml": 'title = "K"\ndefaultContentLanguage = "en"\nlanguages = {en = {weight = 1}, de = {weight = 2}}\n',
        "content/_index.md": f"---\ntitle: H\ncascade:\n{entries}---\n",
        "content/posts/_index.md": "---\ntitle: P\n---\n",
        "content/posts/deep/tea.md": TEA,
        "content/posts/pot/index.md": TEA,
        "content/posts/pot/index.de.md": TEA,
    }
    run(make_site(tmp_path, files), tmp_path / "docs")
    texts = {path.relative_to(tmp_path / "docs").as_posix(): path.read_text() for path in tmp_path.glob("docs/**/*.md")}
    found = {name: word for name, text in texts.items() for word in ("Xen", "Yve") if word in text}
    assert found == {"index.md": "Yve", "posts/pot/index.md": "Xen", "posts/index.md": "Yve"}  # the first names it
    assert {"de/posts/pot/index.md", "posts/deep/tea.md"} < texts.keys()


def test_sections_bundles_and_folder_defaults(tmp_path):
    files = FILES | {
        "content/_index.md": "---\ntitle: Welcome\n---\n\nHello.\n",
        "content/posts/_index.md": "---\ntitle: Articles\ncascade:\n  author: Aoi\n---\n\nAll we wrote.\n",
        "content/contact/index.md": "---\ntitle: Contact\n---\n\n![Us](us.png) Write to us.\n",
        "content/contact/us.png": png(2, 2),
        "content/posts/pots/notes.md": "Notes.\n",
        "content/tips/steam.md": TEA + '\n<img src="/tips/drawn/steam.png" alt="Steam">\n',
        "content/tips/drawn/steam.png": png(4, 4),
        "assets/images/asset.png": png(5, 5),
        "content/posts/asset.md": TEA + "\n![A](/images/asset.png) and [all](/posts/) or [home](/).\n",
    }
    status, said = run(make_site(tmp_path, files), tmp_path / "docs")
    assert status == 0
    assert "content/posts/pots/notes.md: page resource" in said
    site = build_project(tmp_path / "docs")
    assert site.warnings == []
    assert site.soup("index.html").h1.get_text().startswith("Welcome")
    assert site.soup("posts/index.html").h1.get_text().startswith("Articles")
    assert site.app.env.toctree_includes["index"] == ["about", "contact/index"]
    assert "author: Aoi" in (tmp_path / "docs/posts/pots/index.md").read_text()
    links = [link["href"] for link in body_of(site, "posts/asset/index.html").select("a.internal")]
    assert links[-2:] == ["../", "../../"]
    assert (site.outdir / "_images/asset.png").is_file()
    assert (site.outdir / "tips/drawn/steam.png").is_file()


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ("", "posts/choose-a-kettle/index.html"),
        ('[permalinks]\nposts = "/:year/:month/:slug/"\n', "2026/03/choose-a-kettle/index.html"),
        ('[permalinks.page]\nposts = "/k/:contentbasename"\n', "k/kettle/index.html"),
    ],
)
def test_the_old_address_of_an_article_answers(tmp_path, settings, path):
    toml = f'baseURL = "https://k.example/"\ntitle = "K"\n{settings}'
    run(make_site(tmp_path, FILES | {"hugo.toml": toml}), tmp_path / "docs")
    site = build_project(tmp_path / "docs")
    assert (
        site.soup(path).select_one('link[rel="canonical"]')["href"]
        == f"https://k.example/{path.removesuffix('index.html')}"
    )


def test_a_link_by_any_address_leads_to_the_document(tmp_path):
    text = TEA + "\n[a](/posts/choose-a-kettle/) [b](/old/) [c](/posts/kettle.html) [d](../kettle/) [e](pots/index.md)"
    files = FILES | {"content/posts/tea.md": text}
    files["content/posts/kettle.md"] = str(FILES["content/posts/kettle.md"]).replace("slug:", "aliases: [/old/]\nslug:")
    run(make_site(tmp_path, files), tmp_path / "docs")
    page = (tmp_path / "docs/posts/tea.md").read_text(encoding="utf-8")
    assert page.count("](/posts/choose-a-kettle.md)") == 5
    assert "[e](/posts/pots/index.md)" in page


@pytest.mark.parametrize(
    ("page", "folder", "is_found"),
    [
        ("tea", "tea", True),
        ("tea-cup", "2026/tea", True),
        ("tea2", "tea", True),
        ("tea12", "tea1", False),
        ("teapot", "tea", False),
        ("2026-tea", "2026", False),
        ("tea", "pots", False),
        ("tea", "", False),
    ],
)
def test_a_name_alone_is_a_picture_in_a_folder_that_is_called_like_the_page(tmp_path, page, folder, is_found):
    files = {f"static/images/{folder}/pot.png": png(2, 2), f"content/posts/{page}.md": TEA + "\n![x](pot.png)\n"}
    said = run(make_site(tmp_path, FILES | files), tmp_path / "docs")[1]
    assert (f"content/posts/{page}.md:9: missing image" not in said) is is_found
    text = (tmp_path / f"docs/posts/{page}.md").read_text(encoding="utf-8")
    assert (f"](/static/images/{folder}/pot.png)" in text) is is_found


def test_a_missing_image_needs_a_human_and_a_missing_cover_does_not(tmp_path):
    text = TEA.replace("author: Aoi", "cover: {image: /images/none.png}") + "\n![x](/images/none.png)\n"
    status, said = run(make_site(tmp_path, FILES | {"content/posts/tea.md": text}), tmp_path / "docs")
    assert status == 1
    assert "content/posts/tea.md:9: missing image" in said
    assert "content/posts/tea.md:4: missing cover" in said
    assert '"aiarticle.image"' in (tmp_path / "docs/conf.py").read_text()


def test_emoji_codes_become_characters_where_the_site_has_them(tmp_path):
    files = {
        "hugo.toml": "enableEmoji = true\n",
        "content/posts/a.md": "---\ntitle: A\n---\n\nGo :rocket: `:rocket:`\n",
    }
    run(make_site(tmp_path, files), tmp_path / "docs")
    assert "Go 🚀 `:rocket:`" in (tmp_path / "docs/posts/a.md").read_text(encoding="utf-8")


def test_the_network_that_pays_for_a_store_is_written_where_it_is_not_the_usual_one(tmp_path):
    target = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fdesk%2520lamp%2F"
    moshimo = f"https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url={target}"
    box = f'<div>\n<p><strong>Desk lamp</strong></p>\n<p>It is bright.</p>\n<a href="{moshimo}">Rakuten</a>\n</div>\n'
    write(tmp_path / "hugo", {
        "hugo.toml": 'title = "x"\n',
        "content/posts/a.md": f"---\ntitle: Lamps\ndate: 2026-01-02\n---\n\n{box}",
    })  # fmt: skip
    assert main(["migrate", str(tmp_path / "hugo"), str(tmp_path / "new")]) == 0
    conf = (tmp_path / "new/conf.py").read_text(encoding="utf-8")
    assert '"rakuten": {"preset": "rakuten", "network": "moshimo", "a_id": "1", "p_id": "2"' in conf
    assert ":search: desk lamp\n" in (tmp_path / "new/posts/a.md").read_text(encoding="utf-8")


def test_a_key_of_many_pages_is_the_authors_own_though_it_resembles_another(tmp_path):
    text = "---\ntitle: T\ndate: 2026-01-01\ncategoryIcon: tea\n{}---\n\nText.\n"
    pages = {f"content/posts/{name}.md": text.format("descripton: D\n" * (name == "a")) for name in "abc"}
    write(tmp_path / "hugo", {"hugo.toml": 'baseURL = "https://tea.example.org/"\n', **pages})
    _, said = run(tmp_path / "hugo", tmp_path / "docs")
    assert runpy.run_path(str(tmp_path / "docs/conf.py"))["aiarticle_other_keys"] == ["categoryIcon"]
    assert said.count("3 pages have the key 'categoryIcon'") == 1
    assert said.count("did you mean") == 1


def test_authors_whose_names_say_the_same_in_latin_letters_have_keys_of_their_own(tmp_path):
    names = ["日", "本", "Author 2", "語", "Tea-Pot", "Tea Pot", "é", "e"]
    conf = conf_of(
        tmp_path, FILES | {f"content/posts/{n}.md": TEA.replace("Aoi", name) for n, name in enumerate(names)}
    )
    keys = {author["name"]: key for key, author in conf["aiarticle_authors"].items()}
    assert [keys[name] for name in names] == [
        "author", "author-2", "author-2-2", "author-3", "tea-pot", "tea-pot-2", "e", "e-2",
    ]  # fmt: skip


def test_settings_say_what_hugo_is_told_and_what_pages_need(tmp_path):
    schema = {"sameAs": ["https://social.example/k", "mailto:k@k.example"]}
    goldmark = {"extensions": {"typographer": {"disable": True}}}
    settings = {
        "baseURL": "https://k.example/", "title": 'K\ud800 "x"', "uglyURLs": True, "markup": {"goldmark": goldmark},
        "params": {"author": "Aoi", "description": "All of\nkettles", "schema": schema},
    }  # fmt: skip
    head = "---\ntitle: T\ndate: 2026-01-01\n{}\n---\n\n{}\n"
    conf = conf_of(
        tmp_path,
        {
            "hugo.json": json.dumps(settings),
            "content/a.md": head.format('categories: ["T\u2028ea"]\ncover: {image: /gone.png}', "[Ask](ymsgr:a)"),
            "content/d[1].md": head.format("draft: true\nurl: /a*b/", "```mermaid\ngraph\n```"),
        },
    )
    assert conf["project"] == conf["aiarticle_publisher"]["name"] == 'K\ufffd "x"'
    assert conf["author"] == "Aoi"
    assert conf["aiarticle_publisher"]["description"] == "All of kettles"
    assert conf["aiarticle_publisher"]["same_as"] == ["https://social.example/k"]
    assert "ymsgr" in conf["myst_url_schemes"]
    assert (conf["smartquotes"], conf["aiarticle_redirects"], conf["aiarticle_sitemap"]) == (False, "files", True)
    assert conf["exclude_patterns"][2:] == ["d[[]1[]].md"]
    assert "aiarticle.image" in conf["suppress_warnings"]
    text = (tmp_path / "docs/conf.py").read_text("utf-8")
    assert "# To draw the diagrams" in text or conf["myst_fence_as_directive"] == ["mermaid"]
    assert '"NewsArticle"}' in text.partition("# aiarticle_article_types")[2].splitlines()[0]


def test_settings_of_a_site_that_says_nothing_leave_out_what_needs_an_address(tmp_path):
    text = "---\ntitle: T\ndate: 2026-01-01\n---\n\nText.\n"
    conf = conf_of(tmp_path, {"hugo.toml": "title = 'K'\nmarkup.highlight.lineNos = true\n", "content/a.md": text})
    unset = {
        "myst_number_code_blocks",
        "html_baseurl",
        "aiarticle_sitemap",
        "smartquotes",
        "myst_url_schemes",
        "aiarticle_authors",
        "copyright",
    }
    assert unset.isdisjoint(conf)
    assert (conf["author"], conf["aiarticle_redirects"]) == ("K", "folders")
    assert conf["aiarticle_publisher"] == {"name": "K"}
    assert '{"News": "NewsArticle"}' in (tmp_path / "docs/conf.py").read_text("utf-8")


def test_files_that_hugo_makes_besides_pages_and_feeds_are_said(tmp_path):
    settings = (
        'title = "K"\nenableRobotsTXT = true\n[outputs]\nhome = ["HTML", "RSS", "JSON"]\npage = ["html", "AMP"]\n'
    )
    for made in ("", settings):
        _, said = run(make_site(tmp_path, {"hugo.toml": made or 'title = "K"\n'}), tmp_path / "docs")
        assert ("as JSON, too" in said, "'robots.txt'" in said) == (bool(made), bool(made))
        assert "AMP" not in said


def test_a_robots_txt_of_the_site_is_none_that_is_missing(tmp_path):
    settings = 'title = "K"\nenableRobotsTXT = true\n'
    files = {"hugo.toml": settings, "static/robots.txt": "User-agent: *\n"}
    assert "no counterpart" not in run(make_site(tmp_path, files), tmp_path / "docs")[1]
