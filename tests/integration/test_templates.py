"""Component templates: who overrides whom, autoescape, and what a broken one says."""

from __future__ import annotations

import pytest
from conftest import run_build, write
from sphinx.errors import ExtensionError

PAGE = ":::{product-box} HHKB <Pro> & co\nQuiet & *soft*.\n:::\n"
FILES = {
    "index.md": f"# T\n\n{PAGE}\n:::{{summary-box}} In *short*\n- One.\n:::\n\n"
    ":::{question} Why \\<x>?\nBecause.\n:::\n"
}
BOX = "aiarticle/product-box.html"


def theme(parent="basic"):
    return f"[theme]\ninherit = {parent}\n"


def own(mark, extends="", block="label"):
    """Return an override that leaves *mark* on the page."""
    if extends:
        return f'{{% extends "{extends}" %}}\n{{% block {block} %}}<i>{mark}</i>{{{{ super() }}}}{{% endblock %}}\n'
    return f"<i>{mark}</i><div class='plain'>{{{{ name }}}}|{{{{ body }}}}</div>\n"


def marks(site, page="index.html"):
    return [tag.get_text() for tag in site.soup(page).select("i")]


@pytest.fixture
def layered(build):
    """Build with a project template folder, a theme and its parent, of which only the given files exist."""

    def run(project="", child="", parent="", **options):
        files = dict(FILES) | {"_themes/p/theme.conf": theme(), "_themes/c/theme.conf": theme("p")}
        for folder, text in (("_templates", project), ("_themes/c", child), ("_themes/p", parent)):
            if text:
                files[f"{folder}/{BOX}"] = text
        conf = {"templates_path": ["_templates"], "html_theme_path": ["_themes"], "html_theme": "c"}
        return build(files, conf=conf | options.pop("conf", {}), **options)

    return run


def test_the_package_is_the_last_resort(layered):
    site = layered()
    assert marks(site) == []
    assert site.soup("index.html").select_one(".aiarticle-product__name")


def test_the_project_goes_before_the_theme_and_the_theme_before_its_parent(layered):
    assert marks(layered(own("project"), own("child"), own("parent"))) == ["project"]


def test_the_theme_goes_before_its_parent(layered):
    assert marks(layered("", own("child"), own("parent"))) == ["child"]


def test_a_child_theme_inherits_its_parents_template(layered):
    site = layered("", "", own("parent"))
    assert marks(site) == ["parent"]
    assert "HHKB <Pro>" in site.soup("index.html").select_one(".plain").get_text()


def test_one_mark_reaches_the_theme_and_two_the_package(layered):
    assert marks(layered(own("project", f"!{BOX}"), own("child", f"!!{BOX}"))) == ["project", "child"]


def test_two_marks_pass_the_theme_by(layered):
    site = layered(own("project", f"!!{BOX}"), own("child"))
    assert marks(site) == ["project"]
    assert site.soup("index.html").select_one(".aiarticle-product__store")


def test_one_mark_reaches_the_package_where_no_theme_has_one(layered):
    assert marks(layered(own("project", f"!{BOX}"))) == ["project"]


BLOCKS = [
    ("product-box.html", "headings", "notice image label name facts state body stores statement"),
    ("product-list.html", "headings", "notice list statement"),
    ("summary-box.html", "headings", "title body"),
    ("question.html", "headings", "heading answer"),
    ("question.html", "accordion", "summary permalink answer"),
    ("faq.html", "headings", "title questions"),
    ("header.html", "headings", "cover meta dates byline taxonomy"),
]


@pytest.mark.parametrize(("name", "style", "blocks"), BLOCKS)
def test_every_block_can_be_changed_alone(build, name, style, blocks):
    own_blocks = "".join(
        f"{{% block {block} %}}<i>{block}</i>{{{{ super() }}}}{{% endblock %}}\n" for block in blocks.split()
    )
    page = FILES["index.md"].partition("# T\n")[2]
    if name == "faq.html":
        page = "::::{faq} Questions\n:::{question} Why?\nBecause.\n:::\n::::\n"
    if name == "product-list.html":
        page = ":::{product-list}\n:ids: mat\n:::\n"
    files = {
        "products.toml": '[mat]\nname = "Mat"\n',
        f"_templates/aiarticle/{name}": f'{{% extends "!aiarticle/{name}" %}}\n{own_blocks}',
        "index.md": "---\ntitle: T\ndate: 2026-03-01\n---\n" + page,
    }
    conf = {"aiarticle_faq_style": style, "aiarticle_catalog": "products.toml"}
    site = build(files, conf=conf | {"templates_path": ["_templates"]}, out="with")
    plain = build(files, conf=conf | {"templates_path": []}, out="without")
    assert marks(site) == blocks.split()
    soup = site.soup("index.html")
    for tag in soup.select("i"):
        tag.decompose()
    assert soup.body.get_text() == plain.soup("index.html").body.get_text()


def test_an_override_is_escaped_too(layered):
    site = layered("<b title='{{ name }}'>{{ name }}</b>{{ body }}{% for s in stores %}{{ s.url }}{% endfor %}")
    text = site.text("index.html")
    assert "<b title='HHKB &lt;Pro&gt; &amp; co'>HHKB &lt;Pro&gt;" in text
    assert "<Pro>" not in text.partition("ld+json")[0]
    assert "<em>soft</em>" in text  # prose is markup already
    assert "&amp;tag=example-22" in text


def test_a_broken_template_stops_the_build_with_its_name_and_line(layered):
    with pytest.raises(ExtensionError) as caught:
        layered("line one\n{% if %}\n")
    assert f"{BOX}:2: TemplateSyntaxError" in str(caught.value)
    assert "_templates" in str(caught.value)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("one\ntwo {{ nmae }}\n", [f"{BOX}:2", "UndefinedError", "'nmae' is undefined"]),
        ("{{ notice.lable }}", [f"{BOX}:1", "has no attribute 'lable'"]),
        ("one\n\n{{ 1 / 0 }}", [f"{BOX}:3", "ZeroDivisionError"]),
        (f'{{% extends "!{BOX}" %}}\n{{% block name %}}\n{{{{ nmae }}}}{{% endblock %}}', [f"{BOX}:3", "'nmae'"]),
    ],
)
def test_a_mistake_in_a_template_names_template_line_and_page(layered, template, words):
    with pytest.raises(ExtensionError) as caught:
        layered(template)
    for word in [*words, "while drawing index:3"]:
        assert word in str(caught.value)


def test_a_template_that_extends_none_says_so(layered):
    with pytest.raises(ExtensionError) as caught:
        layered('{% extends "!aiarticle/prodct-box.html" %}')
    assert "prodct-box.html" in str(caught.value)


def test_a_template_cannot_reach_the_machine(layered):
    with pytest.raises(ExtensionError, match="SecurityError"):
        layered("{{ ''.__class__.__mro__[1].__subclasses__() }}")


def test_overrides_speak_the_language_of_the_site(build):
    files = FILES | {f"_templates/{BOX}": "<i>{{ _('Summary') }}</i>"}
    site = build(files, conf={"templates_path": ["_templates"], "language": "ja"})
    assert marks(site) == ["この記事の要点"]


def test_the_templates_path_starts_at_the_configuration(tmp_path):
    conf = (
        "extensions = ['sphinx_aiarticle']\ntemplates_path = ['tpl']\nhtml_theme = 'basic'\naiarticle_json_ld = False\n"
        "myst_enable_extensions = ['colon_fence']\n"
    )
    write(tmp_path, {"conf/conf.py": conf, f"conf/tpl/{BOX}": own("conf"), "src/index.md": FILES["index.md"]})
    assert marks(run_build(tmp_path / "src", confdir=tmp_path / "conf")) == ["conf"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "json"])
def test_other_builders_of_html_use_the_same_templates(build, builder):
    files = FILES | {f"_templates/{BOX}": own("project")}
    site = build(files, builder=builder, conf={"templates_path": ["_templates"]})
    name = {"epub": "index.xhtml", "json": "index.fjson"}.get(builder, "index.html")
    assert "<i>project</i>" in site.text(name)


def test_the_projects_stylesheet_of_the_same_name_wins(build):
    files = FILES | {"_static/aiarticle.css": "/* mine */"}
    site = build(files, conf={"html_static_path": ["_static"]}, out="mine")
    assert site.text("_static/aiarticle.css") == "/* mine */"
    assert len(site.soup("index.html").select("link[href*='aiarticle.css']")) == 1
    site = build(files, conf={"html_static_path": []}, out="ours")
    assert "--aiarticle-" in site.text("_static/aiarticle.css")


def test_the_stylesheet_comes_after_the_themes_and_before_the_projects(build):
    files = FILES | {"_static/mine.css": ""}
    conf = {"html_theme": "alabaster", "html_static_path": ["_static"], "html_css_files": ["mine.css"]}
    links = [
        link["href"].partition("?")[0]
        for link in build(files, conf=conf).soup("index.html").select("link[rel=stylesheet]")
    ]
    order = [
        next(n for n, link in enumerate(links) if link.endswith(name))
        for name in ("alabaster.css", "aiarticle.css", "mine.css")
    ]
    assert order == sorted(order)
