"""Component templates: who overrides whom, autoescape, and what a mistake in one does."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from pathlib import Path

import pytest
from conftest import run_build, write
from jinja2 import Environment, pass_context

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

    def run(project="", child="", parent="", more=(), **options):
        files = dict(FILES) | dict(more) | {"_themes/p/theme.conf": theme(), "_themes/c/theme.conf": theme("p")}
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
    ("header.html", "headings", "deck meta byline dates reading_time taxonomy cover"),
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


ITSELF = f'it extends or includes itself; write "!!{BOX}"'
MISTAKES = {
    "syntax": ("line one\n{% if %}\n", 2, "Expected an expression"),
    "name": ("one\ntwo {{ nmae }}\n", 2, "UndefinedError: 'nmae' is undefined; did you mean 'name'?"),
    "key": ("{{ notice.lable }}", 1, "has no attribute 'lable'; did you mean 'label'?"),
    "value": ("one\n\n{{ 1 / 0 }}", 3, "ZeroDivisionError"),
    "block": (f'{{% extends "!!{BOX}" %}}\n{{% block name %}}\n{{{{ nmae }}}}{{% endblock %}}', 3, "'nmae' is"),
    "parent": ('{% extends "!aiarticle/prodct-box.html" %}', 1, "there is no template '!aiarticle/prodct-box.html'"),
    "part": ('{% include "aiarticle/brand.html" %}', 1, "there is no template 'aiarticle/brand.html'"),
    "own parent": (f'{{% extends "{BOX}" %}}', 1, ITSELF),
    "own part": (f'\n{{% include "{BOX}" %}}', 2, ITSELF),
    "machine": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1, "SecurityError"),
}


def is_replaced(warning, place, words):
    """Whether a warning says at *place* that the package's own template is used, and why."""
    start = f"{place}: WARNING: the template 'aiarticle/"
    return warning.startswith(start) and "is replaced by that of sphinx-aiarticle" in warning and words in warning


@pytest.mark.parametrize(("template", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_a_warning_at_its_line_and_the_page_is_as_without_it(layered, template, line, words):
    site = layered(template, out="broken")
    (warning,) = site.warnings
    assert is_replaced(warning, f"_templates/{BOX}:{line}", words)
    assert warning.endswith("[aiarticle.template]")
    plain = layered()
    assert site.soup("index.html").select_one("div.body") == plain.soup("index.html").select_one("div.body")


@pytest.mark.parametrize("template", ["{{ nmae }}", f'{{% extends "!{BOX}" %}}'])
def test_a_mistake_of_a_theme_is_a_warning_too(layered, template):
    (warning,) = layered("", template).warnings
    assert is_replaced(warning, f"_themes/c/{BOX}:1", ITSELF if "extends" in template else "'nmae' is undefined")


def test_a_mistake_in_a_part_of_a_template_reaches_all_that_include_it(build):
    files = {
        "products.toml": '[mat]\nname = "Mat"\n',
        "_templates/aiarticle/product-field.html": "{{ cel }}",
        "index.md": "# T\n\n:::{product-list}\n:ids: mat\n:::\n",
    }
    site = build(files, conf={"aiarticle_catalog": "products.toml", "templates_path": ["_templates"]})
    (warning,) = site.warnings
    assert is_replaced(warning, "_templates/aiarticle/product-field.html:1", "'cel' is undefined")
    assert site.soup("index.html").select(".aiarticle-product__store")


def test_many_pages_with_a_mistake_give_one_warning(layered):
    pages = {f"p{number}.md": FILES["index.md"] for number in range(8)}
    site = layered("{{ nmae }}", parallel=2, more=pages)
    assert len(site.warnings) == 1


@pytest.mark.parametrize(("block", "hint"), [("lable", "; did you mean 'label'?"), ("whatever", "notice")])
def test_a_block_that_nothing_shows_is_a_warning(layered, block, hint):
    site = layered(own("mine", f"!{BOX}", block).replace("{{ super() }}", ""))
    (warning,) = site.warnings
    assert warning.startswith(f"_templates/{BOX}:2: WARNING: the block '{block}' is not shown: '!{BOX}' has no")
    assert hint in warning
    assert site.soup("index.html").select_one(".aiarticle-product__store")


def test_a_block_within_a_block_of_the_authors_own_is_none(layered):
    nested = f'{{% extends "!{BOX}" %}}{{% block name %}}{{% block mine %}}<i>x</i>{{% endblock %}}{{% endblock %}}'
    site = layered(nested)
    assert (site.warnings, marks(site)) == ([], ["x"])


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


def test_a_second_build_compiles_no_template_again(tmp_path, monkeypatch):
    """Jinja takes longer for the templates of a theme than for a page; a changed one is compiled."""
    compiled = []
    real = Environment.compile

    def compile_template(environment, source, name=None, filename=None, *args, **options):
        compiled.extend([name] if name else [])  # without a name are texts such as those of style sheets
        return real(environment, source, name, filename, *args, **options)

    monkeypatch.setattr(Environment, "compile", compile_template)
    layout = '{% extends "!layout.html" %}{% block extrahead %}<i>one</i>{% endblock %}'
    conf = {"templates_path": ["_templates"]}
    write(tmp_path / "docs", FILES | {"_templates/layout.html": layout})
    run_build(tmp_path / "docs", conf=conf)
    assert "page.html" in compiled

    compiled.clear()
    write(tmp_path / "docs", {"index.md": FILES["index.md"] + "\nMore.\n"})
    assert "More." in run_build(tmp_path / "docs", conf=conf).text("index.html")
    assert compiled == []

    write(tmp_path / "docs", {"_templates/layout.html": layout.replace("one", "another")})
    assert marks(run_build(tmp_path / "docs", conf=conf)) == ["another"]
    assert compiled == ["layout.html"]


def _called_otherwise(environment):
    environment.filters["shout"] = pass_context(lambda context, text: f"{text}!!{context['release']}")


def _another_filter(environment):
    environment.filters["shout"] = lambda text: f"{text}!"


def _not_made_by_def(environment):
    """Methods of Python's own classes know no module."""
    environment.filters["shout"] = str.upper
    environment.filters |= {
        "count_of": len,
        "first_of": itemgetter(0),
        "hex": partial(int, base=16),
        "bang": "{}!".format,
    }


def _another_name(environment):
    environment.filters["shout"] = environment.filters["upper"]


def _trimmed(environment):
    environment.policies["ext.i18n.trimmed"] = True


def _finalized(environment):
    environment.finalize = lambda value: "F" if value == 12 else value


@pytest.mark.parametrize(
    "change", [_called_otherwise, _another_filter, _not_made_by_def, _another_name, _trimmed, _finalized]
)
@pytest.mark.parametrize("is_late", [False, True])
def test_what_is_kept_of_templates_is_what_a_fresh_build_would_compile(tmp_path, change, is_late):
    """How a filter is called, and what it makes of a constant, is compiled into them."""
    layout = "<i>{% trans %} a\n  b {% endtrans %}</i><i>{{ 12 }}</i><i>{{ 'x' | shout }}</i><i>{{ title | shout }}</i>"

    def built(folder, change, release):
        def prepare(app, *_):
            app.builder.templates.environment.filters["shout"] = app.builder.templates.environment.filters["lower"]
            change(app.builder.templates.environment)

        write(tmp_path / folder, FILES | {"_templates/layout.html": layout})
        conf = {"templates_path": ["_templates"], "release": release}
        setup = (lambda app: app.connect("html-page-context", prepare)) if is_late else prepare
        return marks(run_build(tmp_path / folder, conf=conf, setup=setup))

    before = built("docs", lambda environment: None, "1")
    assert before != built("docs", change, "2") == built("fresh", change, "2")


def test_what_is_kept_of_templates_does_not_grow(tmp_path):
    def kept(folder, release, policy, said):
        write(tmp_path / folder, FILES)
        change = lambda app: app.builder.templates.environment.policies.update({policy: said})  # noqa: E731
        app = run_build(tmp_path / folder, conf={"release": release}, setup=change).app
        return {path.name for path in Path(app.doctreedir, "aiarticle-templates").iterdir()}

    before = kept("a/docs", "1", "ext.i18n.trimmed", False)
    assert kept("a/docs", "2", "ext.i18n.trimmed", True) == before
    assert kept("a/docs", "3", "json.dumps_function", lambda value: "") == before
    assert kept("b/docs", "1", "json.dumps_function", lambda value: "") < before, "one that will never be found"
