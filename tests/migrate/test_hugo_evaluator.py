"""What the real Hugo says of a site, and what it may not do."""

from __future__ import annotations

import datetime as dt
import os
import sys
from itertools import product
from pathlib import Path

import pytest
from conftest import png
from hugo_sites import run, tree
from real_hugo import SETTINGS, make_hugo_site, needs_hugo, page

from sphinx_aiarticle.migrate import hugo_binary
from sphinx_aiarticle.migrate.evaluator import build, evaluate
from sphinx_aiarticle.migrate.hugo_binary import Hugo, HugoError, find_hugo

pytestmark = needs_hugo
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def calls_of(evaluation, source="content/posts/a.md"):
    return evaluation.by_source()[source].calls


def evaluated(tmp_path, files, settings=SETTINGS):
    return evaluate(make_hugo_site(tmp_path, files, settings), NOW)


def test_each_page_has_its_address_dates_and_state(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("Text.", url="/soft/", lastmod="2026-04-01"),
            "content/posts/b.md": page("Text.", draft="true"),
            "content/posts/c.md": page("Text.", publishDate="2027-01-01"),
            "content/posts/d.md": page("Text.", expiryDate="2026-05-01", aliases="[/was-d/]"),
            "content/posts/e/index.md": page("Text.", slug="fünf"),
        },
    )
    pages = found.by_source()
    assert {source: (item.address, item.published) for source, item in pages.items()} == {
        "content/posts/a.md": ("/soft/", True),
        "content/posts/b.md": ("/posts/b/", False),
        "content/posts/c.md": ("/posts/c/", False),
        "content/posts/d.md": ("/posts/d/", False),
        "content/posts/e/index.md": ("/posts/fünf/", True),
    }
    assert found.aliases == {"/was-d/": "https://mats.example.org/posts/d/"}
    assert "/index.xml" in found.feeds
    assert found.version == find_hugo().version


def test_headings_have_their_ids_in_order(tmp_path):
    found = evaluated(tmp_path, {"content/posts/a.md": page("## Soft & warm\n\n#### ① Deep\n\n## Own {#mine}")})
    headings = found.by_source()["content/posts/a.md"].headings
    assert [heading.id for heading in headings] == ["soft--warm", "-deep", "mine"]


def test_what_each_call_prints_is_found_by_its_place(tmp_path):
    source = page('Über alles: {{< mat "a" >}}\n\n{{< mat b >}}\n\n{{% mat "c" %}}')
    found = evaluated(tmp_path, {"content/posts/a.md": source, "layouts/shortcodes/mat.html": "<i>{{ .Get 0 }}</i>"})
    text = source.encode()
    calls = [(text[call.offset : call.offset + 10].decode(), call.output) for call in calls_of(found)]
    assert calls == [('{{< mat "a', "<i>a</i>"), ("{{< mat b ", "<i>b</i>"), ('{{% mat "c', "<i>c</i>")]


def test_lines_that_end_as_on_windows_are_lines(tmp_path):
    source = page("{{< mat >}}\na\n\nb\n{{< /mat >}}").replace("\n", "\r\n").encode()
    template = "<pre>{{ .Inner }}</pre>{{ $.Page.RenderString .Inner }}"
    found = evaluated(tmp_path, {"content/posts/a.md": source, "layouts/shortcodes/mat.html": template})
    (call,) = calls_of(found)
    assert "a\n\nb" in call.output
    assert "\r" not in call.output + call.inner


def test_calls_in_calls_are_told_apart(tmp_path):
    source = page("{{< box >}}\n{{< mat 1 >}} {{< box >}}{{< mat 2 >}}{{< /box >}}\n{{< /box >}}\n{{< mat 3 >}}")
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": source,
            "layouts/shortcodes/mat.html": "<i>{{ .Get 0 }}</i>",
            "layouts/_shortcodes/box.html": "<div>{{ .Inner | markdownify }}</div>",
        },
    )
    calls = [(call.name, call.path, call.output) for call in calls_of(found)]
    assert calls == [
        ("box", (0,), "<div><i>1</i> <div><i>2</i></div></div>"),
        ("mat", (0, 0), "<i>1</i>"),
        ("box", (0, 1), "<div><i>2</i></div>"),
        ("mat", (0, 1, 0), "<i>2</i>"),
        ("mat", (1,), "<i>3</i>"),
    ]
    assert calls_of(found)[0].inner.strip() == "<p><i>1</i> <div><i>2</i></div></p>"


def test_a_template_sees_parameters_data_partials_and_files_of_its_page(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a/index.md": page("{{< mat >}}", maker="Aoi"),
            "content/posts/a/mat.png": png(3, 2),
            "data/mats.toml": 'soft = "felt"',
            "layouts/partials/shown.html": "[{{ . }}]",
            "layouts/partials/never.html": '{{ template "_internal/no_such_thing.html" . }}',
            "layouts/shortcodes/mat.html": (
                "{{ .Page.Params.maker }} {{ site.Params.shop }} {{ site.Data.mats.soft }} "
                '{{ partial "shown.html" 1 }} {{ (.Page.Resources.Get "mat.png").Width }}'
            ),
        },
        SETTINGS + '[params]\nshop = "A shop"\n',
    )
    assert calls_of(found, "content/posts/a/index.md")[0].output == "Aoi A shop felt [1] 3"


def test_a_table_of_contents_in_a_shortcode_is_filled_in(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("{{< toc >}}\n\n## Soft & warm"),
            "layouts/shortcodes/toc.html": "<div>{{ .Page.TableOfContents }}</div>",
        },
    )
    (call,) = calls_of(found)
    assert call.output.startswith("<div><nav")
    assert '<a href="#soft--warm">Soft &amp; warm</a>' in call.output


def test_a_theme_that_is_not_there_and_one_that_does_not_fit_do_no_harm(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("{{< near >}} {{< gone a=1 >}} {{< far >}}in{{< /far >}}"),
            "themes/house/layouts/shortcodes/near.html": "near",
            "themes/house/layouts/_default/baseof.html": "{{ .Site.NoSuchThing.Ever }}",
            "themes/house/theme.toml": 'name = "house"',
        },
        'theme = ["house", "not-here"]\n' + SETTINGS + '[module]\n[[module.imports]]\npath = "example.org/x/y"\n',
    )
    assert [call.output for call in calls_of(found)] == ["near"]
    assert "in" in found.by_source()["content/posts/a.md"].content


def test_one_faulty_call_is_told_and_the_others_are_evaluated(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("{{< mat good >}}\n\n{{< mat bad >}}"),
            "layouts/shortcodes/mat.html": '{{ if eq (.Get 0) "bad" }}{{ index 5 "x" }}{{ end }}soft',
        },
    )
    good, bad = calls_of(found)
    assert (good.output, good.error) == ("soft", "")
    assert bad.output == ""
    assert "error calling" in bad.error


def test_pages_that_hugo_cannot_read_are_dropped_and_told(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("Text."),
            "content/posts/b.md": "---\ntitle: [\n---\nText.\n",
            "content/posts/c.md": page("{{< open"),
        },
    )
    assert set(found.by_source()) == {"content/posts/a.md"}
    assert {item.source for item in found.dropped} == {"content/posts/b.md", "content/posts/c.md"}


def test_old_names_and_removed_shortcodes_do_not_stop_it(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page('{{< gist "jmooring" "abc" >}}'),
            "content/posts/hidden.md": "---\ntitle: x\n_build:\n  render: never\n---\nText.\n",
        },
    )
    assert set(found.by_source()) == {"content/posts/a.md"}


@pytest.mark.parametrize(
    "template",
    [
        '{{ (resources.GetRemote "https://example.org/").Content }}',
        '{{ getenv "HUGO_SECRET" }}',
        '{{ os.Getenv "HOME" }}',
    ],
)
def test_a_template_reaches_neither_network_nor_environment(tmp_path, monkeypatch, template):
    monkeypatch.setenv("HUGO_SECRET", "open sesame")
    found = evaluated(
        tmp_path, {"content/posts/a.md": page("{{< spy >}}"), "layouts/shortcodes/spy.html": f"<b>{template}</b>"}
    )
    (call,) = calls_of(found)
    assert "access denied" in call.error
    assert call.output == ""


def test_no_setting_of_the_environment_or_site_opens_it_again(tmp_path, monkeypatch):
    monkeypatch.setenv("HUGO_SECURITY_FUNCS_GETENV", ".*")
    monkeypatch.setenv("HUGO_TITLE", "other")
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("{{< spy >}}"),
            "layouts/shortcodes/spy.html": '{{ os.Getenv "PATH" }}',
            "config/production/security.toml": '[funcs]\ngetenv = [".*"]',
        },
        SETTINGS + '[security.funcs]\ngetenv = [".*"]\n',
    )
    assert "access denied" in calls_of(found)[0].error


def test_the_site_is_never_written_and_links_out_of_it_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(page("Secret."), encoding="utf-8")
    root = make_hugo_site(tmp_path, {"content/posts/a.md": page("Text."), "static/x.txt": "x"})
    (root / "content" / "out").symlink_to(outside)
    before = tree(root)
    found = evaluate(root, NOW)
    assert tree(root) == before
    assert set(found.by_source()) == {"content/posts/a.md"}


def test_a_build_publishes_what_is_published_with_its_files(tmp_path):
    root = make_hugo_site(
        tmp_path,
        {
            "content/posts/a/index.md": page("![mat](mat.png)"),
            "content/posts/a/mat.png": png(3, 2),
            "content/posts/b.md": page("Text.", draft="true"),
            "static/robots.txt": "all",
        },
    )
    found = build(root, tmp_path / "out", NOW)
    assert set(found.by_source()) == {"content/posts/a/index.md"}
    assert (tmp_path / "out/posts/a/mat.png").read_bytes() == png(3, 2)
    assert (tmp_path / "out/robots.txt").read_text() == "all"


def test_a_site_that_takes_too_long_is_ended(tmp_path):
    root = make_hugo_site(tmp_path, {"content/posts/a.md": page("Text.")})
    slow = tmp_path / "hugo"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    slow.chmod(0o755)
    with pytest.raises(HugoError, match="took longer than 1 seconds"):
        evaluate(root, NOW, hugo=Hugo(path=slow, version="0.999.0"), timeout=0.5)


def test_a_site_that_hugo_cannot_build_says_why(tmp_path):
    root = make_hugo_site(tmp_path, {"content/posts/a.md": page("Text.")}, 'defaultContentLanguage = "xx"\n' + SETTINGS)
    (root / "hugo.toml").write_text('defaultContentLanguage = "xx"\n[languages.en]\n[languages.de]\n')
    with pytest.raises(HugoError, match=r"Hugo cannot build the site: .*xx"):
        evaluate(root, NOW)


@pytest.mark.parametrize(
    ("says", "message"), [("hugo v0.120.4-abc linux", "too old, 0.141 is needed"), ("what?", "cannot be run as Hugo")]
)
def test_a_hugo_that_cannot_be_used_is_told(tmp_path, monkeypatch, says, message):
    program = tmp_path / "hugo"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(hugo_binary, "_packaged", lambda: None)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(HugoError, match=message):
        find_hugo()


def test_without_hugo_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(hugo_binary, "_packaged", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_hugo() is None
    with pytest.raises(HugoError, match="not installed"):
        evaluate(Path("/"), NOW)


RESIZED = (
    "{{ $it := or (.Page.Resources.Get (.Get 0)) (resources.Get (.Get 0)) }}"
    '{{ with $it }}{{ $small := .Resize "2x jpg" }}'
    '<picture><source srcset="{{ $small.RelPermalink }} 2w" type="image/jpeg">'
    '<img src="{{ $small.RelPermalink }}" srcset="{{ $small.RelPermalink }} 2w" alt="A"></picture>{{ end }}'
)


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/sub/"])
def test_a_smaller_copy_of_a_picture_gives_way_to_the_picture(tmp_path, base):
    found = evaluated(
        tmp_path,
        {
            "layouts/shortcodes/small.html": RESIZED,
            "assets/images/b.png": png(4, 4),
            "content/posts/a/index.md": page('{{< small "a.png" >}}\n\n{{< small "images/b.png" >}}', slug="other"),
            "content/posts/a/a.png": png(4, 4),
        },
        SETTINGS.replace("https://example.org/", base),
    )
    own, asset = (call.output for call in calls_of(found, "content/posts/a/index.md"))
    assert own == '<picture><img src="a.png" alt="A"></picture>'
    assert asset.endswith('/images/b.png" alt="A"></picture>')
    assert "_hu" not in found.by_source()["content/posts/a/index.md"].content


def test_a_picture_named_by_its_hash_is_that_of_the_theme_and_moves(tmp_path):
    template = '{{ $it := resources.Get "signs/info.svg" | fingerprint }}<img src="{{ $it.RelPermalink }}" alt="">'
    files = {
        "themes/felt/layouts/shortcodes/info.html": template,
        "themes/felt/assets/signs/info.svg": "<svg/>",
        "themes/felt/static/unused.svg": "<svg/>",
        "themes/felt/static/logo.svg": "<svg></svg>",
        "content/posts/a.md": page("{{< info >}}\n\n![Felt](/logo.svg)"),
    }
    root = make_hugo_site(tmp_path, files, f"theme = 'felt'\n{SETTINGS}")
    _, said = run(root, tmp_path / "docs", verify=True)
    assert "exact                1 of 1" in said
    moved = {path.relative_to(tmp_path / "docs").as_posix() for path in (tmp_path / "docs").rglob("*.svg")}
    assert moved == {"assets/signs/info.svg", "static/logo.svg"}


def test_templates_of_shortcodes_may_be_plain_text(tmp_path):
    found = evaluated(
        tmp_path,
        {
            "content/posts/a.md": page("{{% mats/list %}}", mats='["*a* & b"]'),
            "layouts/shortcodes/mats/list.md": "{{ range .Page.Params.mats }}\n- {{ . }}\n{{ end }}\n",
        },
    )
    assert [call.output.split("\n")[1] for call in calls_of(found)] == ["- *a* & b"]
    assert "<li><em>a</em> &amp; b</li>" in found.by_source()["content/posts/a.md"].content


@pytest.mark.parametrize(
    ("source", "content"),
    [
        (
            "{{< note >}}\n  **soft**\n\n  - m\n{{< /note >}}",
            "<p><strong>soft</strong></p>\n<ul>\n<li>m</li>\n</ul>",
        ),
        ("A {{< note >}}*soft*{{< /note >}} mat.", "<p>A <em>soft</em> mat.</p>"),
        ("{{% note %}}\n**soft**\n{{% /note %}}", "<p><strong>soft</strong></p>"),
        ("{{< tabs >}}{{< tab >}}**soft**{{< /tab >}}{{< /tabs >}}", "<strong>soft</strong>"),
        ("{{< note >}}**soft** `<b>`{{< /note >}}", "<strong>soft</strong> <code>&lt;b&gt;</code>"),
        (
            "{{< note >}}\n**soft**\n\n```\n<b>\n```\n{{< /note >}}",
            "<p><strong>soft</strong></p>\n<pre><code>&lt;b&gt;</code></pre>",
        ),
        (
            "{{< note >}}\n**soft**\n\n<--->\n\nmat\n{{< /note >}}",
            "<p><strong>soft</strong></p>\n<p>&lt;&mdash;&gt;</p>\n<p>mat</p>",
        ),
        ("{{< mermaid >}}\nA[**soft**]\n{{< /mermaid >}}", "\nA[**soft**]\n"),
        ("{{< note >}}**soft**<br>[mat](/m/){{< /note >}}", '<strong>soft</strong><br><a href="/m/">mat</a>'),
        ("{{< note >}}\n<b>Felt</b> _soft_\n{{< /note >}}", "<p><b>Felt</b> <em>soft</em></p>"),
        (
            "{{< note >}}\n*a* <a href='{{< relref `a` >}}'>b</a>\n{{< /note >}}",
            "<p><em>a</em> <a href='/posts/a/'>b</a></p>",
        ),
        ("{{< note >}}<div>\n\n*a*\n\n</div>{{< /note >}}", "<div>\n\n*a*\n\n</div>"),
    ],
)
def test_inner_text_is_markdown_where_the_theme_is_missing(tmp_path, source, content):
    found = evaluated(tmp_path, {"content/posts/a.md": page(source)})
    assert found.by_source()["content/posts/a.md"].content.strip() == content.strip()


def test_code_has_no_colours_and_drawings_are_drawn(tmp_path):
    fences = "```python {linenos=table}\na = '<b>'\n```\n\n```goat\n.-.\n'-'\n```\n\n```\nplain\n```"
    content = evaluated(tmp_path, {"content/posts/a.md": page(fences)}).by_source()["content/posts/a.md"].content
    assert '<pre><code class="language-python">a = &#39;&lt;b&gt;&#39;</code></pre>' in content
    assert "<pre><code>plain</code></pre>" in content
    assert "<svg" in content


def test_inner_text_with_tags_stays_as_it_is_where_hugo_would_leave_them_out(tmp_path):
    files = {"content/posts/a.md": page("{{< note >}}*a* <b>soft</b>{{< /note >}}")}
    found = evaluated(tmp_path, files, SETTINGS.partition("[")[0])
    assert "*a* <b>soft</b>" in found.by_source()["content/posts/a.md"].content


@pytest.mark.parametrize(
    ("call", "content"),
    [
        ('{{< details summary="Felt" title="not read" open=true >}}', "<details open>\n  <summary>Felt</summary>"),
        ('{{% details title="*Felt*" closed="true" %}}', "<details>\n  <summary><em>Felt</em></summary>"),
        ('{{< details "Felt" open >}}', "<details open>\n  <summary>Felt</summary>"),
        ('{{< details "Felt" >}}', "<details>\n  <summary>Felt</summary>"),
        ("{{< details >}}", "<details>\n  <summary>Details</summary>"),
    ],
)
def test_details_have_the_summary_that_themes_read(tmp_path, call, content):
    closing = call[:2] + call[2] + " /details " + ("%" if call[2] == "%" else ">") + "}}"
    found = evaluated(tmp_path, {"content/posts/a.md": page(f"{call}\nsoft\n{closing}\n")})
    assert found.by_source()["content/posts/a.md"].content.startswith(content)


def test_a_site_has_its_own_details(tmp_path):
    files = {
        "content/posts/a.md": page('{{< details title="Felt" >}}soft{{< /details >}}'),
        "layouts/shortcodes/details.html": "<p>{{ .Get `title` }}: {{ .Inner }}</p>",
    }
    assert evaluated(tmp_path, files).by_source()["content/posts/a.md"].content.strip() == "<p>Felt: soft</p>"


def test_what_calls_without_a_template_say_is_noted(tmp_path):
    files = {"content/posts/a.md": page('{{< newtab href="/a" title="Felt" >}} {{< badge "Soft" >}} {{< toc >}}')}
    found = evaluated(tmp_path, files).by_source()["content/posts/a.md"]
    assert sorted(found.arguments.split()) == ["/a", "Felt", "Soft", "badge", "newtab", "newtab"]


def test_what_calls_say_whose_template_fails_is_noted(tmp_path):
    files = {
        "content/posts/a.md": page('{{< card "https://mats.example/a" >}} {{< whole "Felt" >}}'),
        "layouts/shortcodes/card.html": "{{ (resources.GetRemote (.Get 0)).Content }}",
        "layouts/shortcodes/whole.html": "<b>{{ .Get 0 }}</b>",
    }
    found = evaluated(tmp_path, files).by_source()["content/posts/a.md"]
    assert found.arguments.split() == ["card", "https://mats.example/a"]


def test_what_another_page_says_comes_without_the_marks_of_hugo(tmp_path):
    files = {
        "content/posts/a.md": '---\ndate: 2026-01-01\n---\n\n{{% take "/posts/b" %}}\n',
        "content/posts/b.md": "---\ndate: 2026-01-01\n---\n\nTaken *there*.\n",
        "layouts/shortcodes/take.html": "{{ with site.GetPage (.Get 0) }}{{ .RenderShortcodes }}{{ end }}",
    }
    (call,) = calls_of(evaluated(tmp_path, files))
    assert call.output.strip() == "Taken *there*."


@pytest.mark.parametrize(("merge", "shown"), [("", "wool, felt"), ('_merge = "none"\n', "wool,")])
def test_a_site_may_refuse_what_its_theme_says(tmp_path, merge, shown):
    files = {
        "content/posts/a.md": page("{{< take >}}"),
        "layouts/shortcodes/take.html": "{{ site.Params.mat }}, {{ site.Params.other }}",
        "themes/mats/hugo.toml": '[params]\nother = "felt"\n',
    }
    settings = f'theme = "mats"\n{SETTINGS}[params]\n{merge}mat = "wool"\n'
    (call,) = calls_of(evaluated(tmp_path, files, settings))
    assert call.output.strip() == shown


def test_html_in_the_lines_of_a_paragraph_is_no_code(tmp_path):
    rows = ('  {{< pic "/felt.png" >}}', "  Grey felt", '    {{< pic "/felt.png" >}}')
    template = '<figure id="p{{ .Ordinal }}"><img src="{{ .Get 0 }}"></figure>'
    files = {"layouts/shortcodes/pic.html": template, "static/felt.png": png(2, 2)}
    files |= {
        "layouts/shortcodes/two.html": "<p>{{ .Get 0 }}</p><p>Wool</p>",
        "layouts/shortcodes/box.html": '<div class="b"><img src="/felt.png">{{ .Inner }}</div>',
        "layouts/shortcodes/none.html": "{{ $x := .Get 0 }}",
    }
    calls = (
        "{{< two a >}}\nIN{{< two b >}}",
        "{{< box >}}soft{{< /box >}}",
        "{{< box >}}\nINsoft\nIN{{< /box >}}",
        "{{< none >}}",
    )
    forms = (
        ("- Use\n\n  It\n", "      "),
        ("Use it\n", "    "),
        ("> Use it\n", ">     "),
        ("# Pots\n> Use it\n", ">     "),
    )
    for number, (call, (above, lead)) in enumerate(product(calls, forms), 4):
        rows = f"{above}{lead}{call}\n{lead}more *grey* text\n{lead}and felt\n"
        files[f"content/p{number}.md"] = page(rows.replace("IN", lead))
    files["content/p20.md"] = page("<div>\n    {{< none >}}\n    more <b>grey</b> text\n</div>\n")
    for number, lead in enumerate(("- ", "1. ", "> - ", "")):
        quote = ">" * lead.startswith(">")
        files[f"content/p{number}.md"] = page("\n".join([f"{lead}Look:", *(f"{quote}{row}" for row in rows)]))
    _, said = run(make_hugo_site(tmp_path, files), tmp_path / "docs", verify=True)
    assert "exact               21 of 21" in said, said
