"""Templates of shortcodes that only fill in values print without Hugo what they print with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from hugo_sites import make_site
from real_hugo import needs_hugo

from sphinx_aiarticle.migrate.evaluator import evaluate
from sphinx_aiarticle.migrate.filled_calls import SiteFields, filled_calls
from sphinx_aiarticle.migrate.hugo_settings import read_settings
from sphinx_aiarticle.migrate.site import read_site
from sphinx_aiarticle.migrate.templates import find_templates

FILE = "content/posts/2026_02_01-a.md"
PAGE = "---\ntitle: Pots & pans\ndate: 2026-02-01\npot: Clay\nprice: 1.10\npots: [{price: 4.50}]\n---\n\n"
FILES = {
    "hugo.toml": 'baseURL = "https://e.org/"\n[params]\nshopTag = "mine-22"\n[params.nest]\nKey = "v"\n',
    "data/pots.json": '{"all": [{"id": "a", "name": "A pot of clay"}, {"id": "b", "name": "B"}], "many": 2097152}',
    "content/posts/other.md": "---\ntitle: Other\nslug: more\n---\n",
    "layouts/partials/stars.html": "{{ range seq (int .n) }}*{{ end }}{{ if ne (sub .n (int .n)) 0 }}half{{ end }}",
}
LIST = "{{< box c >}}\n- one\n- two & three\n{{< /box >}}"
FILLED = [
    ('<p>{{ .Get "a" }} {{ .Get 0 }}{{ .Get "none" }}</p>', "{{< box a=\"<b> & 'x'\" >}}"),
    ("{{ range $i, $x := .Params }}{{ $i }}={{ $x }};{{ else }}none{{ end }}", "{{< box x 2 4.50 true >}}{{< box >}}"),
    (
        '{{- $t := .Get "t" | default "tip" -}}\n{{ if eq $t "a" "b" }}A{{ else if $t }}B{{ else }}C{{ end }}',
        "{{< box >}}",
    ),
    ('{{ if eq (.Get 0) 5 }}five{{ end }}{{ if eq (.Get 0) "5" }}text{{ end }}', '{{< box 5 >}}{{< box "5" >}}'),
    ('<a href="{{ .Get 0 }}" title="{{ .Get 0 }}">x</a>', "{{< box \"/a b/é?x=1&y='2'\" >}}"),
    ('<a href="/s?q={{ .Get 0 }}&t={{ site.Params.shoptag }}">x</a>', '{{< box "a b/é&c" >}}'),
    ("<!-- {{ .Get 0 }} --><b>{{ .Page.Title }} {{ .Page.Params.POT }}</b>", "{{< box 1 >}}"),
    ('<p>{{ range split (.Inner | plainify) "\\n" }}{{ with trim . " -" }}<b>{{ . }}</b>{{ end }}{{ end }}</p>', LIST),
    (
        "<div>{{ with .Inner }}{{ . | markdownify }}{{ end }}</div>",
        "{{< box >}}One *two* **3** & [b](https://e.org/)!{{< /box >}}",
    ),
    ("<div>{{ .Inner }}</div>", "{{< box >}}\na {{< box >}}*b*{{< /box >}} c\n{{< /box >}}"),
    ('{{ $x := "a" }}{{ if .Params }}{{ $x = printf "%s-%d/%v" $x 3 4.5 }}{{ end }}{{ $x }}', "{{< box 1 >}}"),
    (
        "{{ with .Parent }}{{ .Get 0 }}:{{ end }}{{ .Ordinal }}{{ .Inner }}",
        "{{< box p >}}{{< box c >}}{{< /box >}}{{< /box >}}",
    ),
    (
        '{{ .Page.Store.Get "k" }}{{ .Page.Store.Set "k" (.Get 0) }}{{ .Page.Store.Get "k" }}',
        "{{< box x >}}{{< box y >}}",
    ),
    (
        '{{ printf "/%d/%s" .Page.PublishDate.Year (index (findRE `\\d+_\\d+` .Page.File.BaseFileName) 0) }}',
        "{{< box >}}",
    ),
    ('<pre>{{ replaceRE "^(\\\\s)+" "" .Inner }}</pre>', '{{< box >}}\n  a "b" <c>\n\n d\n{{< /box >}}'),
    ('{{ .Get 0 | replaceRE `a\\d+` "-" | replaceRE " " "&nbsp;" }}', '{{< box "xa12 a1a3 b" >}}'),
    ('{{ partial "stars" (dict "n" (.Get 0)) }}|{{ partial "stars.html" (dict "n" 4.0) }}', "{{< box 3 >}}"),
    (
        '{{ with site.GetPage (.Get 0) }}<a href="/{{ .Params.slug }}">{{ .Title }}</a>{{ end }}',
        '{{< box "/posts/other.md" >}}',
    ),
    ('{{ (index hugo.Data.pots.all 0).name | truncate 9 "…" }}', "{{< box >}}"),
    ('{{ range where site.Data.pots.all "id" (.Get 0) }}{{ .name }}{{ end }}', "{{< box b >}}"),
    ('{{ "a/b.css" | relURL }} {{ relURL "/x/" }} {{ relURL "https://e.org/y" }}', "{{< box >}}"),
    (
        '{{ len (slice 1 2) }}{{ in "abc" "b" }}{{ not "" }}{{ and 1 0 2 }}{{ or "" "x" }}{{ cond true 1 2 }}',
        "{{< box >}}",
    ),
    (
        '{{ eq 1.0 1 }}{{ eq nil "" }}{{ eq true 1 }}{{ len "日本" }}{{ add 1 0.5 }}{{ "a+b" | urlquery }}',
        "{{< box >}}",
    ),
    (
        '<a href="https://e.org/s?k={{ .Get 0 | urlquery }}&q={{ urlquery (.Get 0) }}">{{ .Get 0 | urlquery }}</a>',
        '{{< box "a b&ü" >}}',
    ),
    ("{{ range $k, $v := .Site.Params.nest }}{{ $k }}={{ $v }}{{ end }}{{ len site.Params.nest }}", "{{< box >}}"),
    ("{{ range $k, $v := hugo.Data }}{{ $k }}{{ end }}{{ if site.Params.nest }}1{{ end }}", "{{< box >}}"),
    ('{{ $q := .Get 0 | urlquery }}<a href="/s?k={{ $q }}">x</a>', '{{< box "a b" >}}'),
    ('<script type="application/ld+json">{"a": "{{ .Get 0 }}"}</script><p>{{ .Get 0 }}</p>', "{{< box 1 >}}"),
]


def printed(site):
    """What the calls of the page print, or what keeps them from it."""
    settings, _ = read_settings(site)
    found = read_site(settings, fallback="")
    text = (site / FILE).read_text(encoding="utf-8")
    return [
        call.error or call.output
        for call in filled_calls(text, find_templates(site, found), SiteFields(site, found, settings), FILE)
    ]


def normal(outputs):
    texts = (re.sub("<script.*?</script>|<!--.*?-->", "", unescape(one)) for one in outputs)
    return [" ".join(text.split()) for text in texts]


@needs_hugo
def test_what_is_filled_in_is_what_hugo_prints(tmp_path):
    templates = {f"layouts/shortcodes/box{number}.html": text for number, (text, _) in enumerate(FILLED)}
    calls = [call.replace("box", f"box{number}") for number, (_, call) in enumerate(FILLED)]
    site = make_site(tmp_path, FILES | templates | {FILE: PAGE + "\n\n".join(calls)})
    found = evaluate(site, datetime(2026, 3, 1, tzinfo=UTC))
    assert not found.dropped
    page = found.by_source()[FILE]
    order = sorted(page.calls, key=lambda call: (call.offset, [-len(call.path), call.path]))
    assert normal(printed(site)) == normal(call.output for call in order)


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ now.Year }}", "now.Year"),
        ('{{ template "x" }}', "template"),
        ("{{ if .Get 0 }}", "a block without an end"),
        ("{{ .Get 0 ", "an action without an end"),
        ("<script>x({{ .Get 0 }})</script>", "a value in <script>"),
        ('<b onclick="{{ .Get 0 }}">', "a value in onclick"),
        ("<b {{ .Get 0 }}>", "a value between attributes"),
        ("<a href={{ .Get 0 }}>", "a value between attributes"),
        ('<a href="{{ .Get 0 }}', "a tag without an end"),
        ('<a href="{{ .Get 0 }}">', "an address of another kind"),
        ("{{ .Params }}", "a list or a table as text"),
        ("{{ .Page.Permalink }}", ".Permalink"),
        ("{{ .Get 0 | plainify }}{{ .Get 0 | markdownify }}", "markdownify"),
        ("<p>{{ .Get 0 | .Page.RenderString }}</p>", ".Page.RenderString"),
        ('{{ partial "../../../hugo.toml" . }}', "partial"),
        ('{{ partial "loop" . }}', "a block or a partial within itself"),
        ('{{ (site.GetPage "/../../hugo.toml").Title }}', ".GetPage"),
        ('{{ replaceRE "(a+)+b" "" (.Get 0) }}', "replaceRE"),
        ('{{ replaceRE "(a)" "$1" (.Get 0) }}', "replaceRE"),
        ("{{ range seq 999 }}{{ range seq 999 }}x{{ end }}{{ end }}", "too many steps"),
        ("{{ $x := .Get 0 }}" + '{{ $x = replace $x "a" "aaaaaaaaaa" }}' * 9 + "{{ $x }}", "replace"),
        ("{{ " + "(" * 900 + " }}", "a block or a partial within itself"),
        ("{{ site.Data.none.name }}", "none"),
        ("{{ if 1 }}" * 900, "if"),
        ('{{ $x := split "aaaa" "" }}{{ range seq 40 }}{{ $x = add $x $x }}{{ end }}{{ len $x }}', "add"),
        ('{{ .Scratch.Set "a" (seq 9) }}{{ range seq 40 }}{{ $.Scratch.Add "a" (seq 9) }}{{ end }}', "$.Scratch.Add"),
        ("{{ $x := 1 }}{{ range seq 40 }}{{ $x = slice $x $x }}{{ end }}{{ eq $x (slice 1) }}", "eq"),
        ("{{ $x := seq 999 }}{{ range seq 99 }}{{ if in $x 0 }}x{{ end }}{{ end }}", "too many steps"),
        ("{{ .Page.Params.price }}", "1.10"),
        ('{{ range where .Page.Params.pots "price" 1.1 }}x{{ end }}', "4.50"),
        ("{{ .Site.Data.pots.many }}", "2097152"),
        ('{{ relURL "mailto:x@y.z" }}', "relURL"),
        ('{{ printf "%v" nil }}', "printf"),
        ('{{ markdownify "~x~" }}', "markdownify"),
        ('<a href="&Tab;{{ .Get 0 }}">x</a>', "an address of another kind"),
    ],
)
def test_what_only_hugo_can_evaluate_is_named(tmp_path, template, error):
    files = FILES | {"layouts/shortcodes/box.html": template, "layouts/partials/loop.html": '{{ partial "loop" . }}'}
    assert error in printed(make_site(tmp_path, files | {FILE: PAGE + '{{< box "javascript:a[^1]" >}}'}))[0]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ with .Site.Params.greeting }}{{ . }}{{ else }}none{{ end }}", "greeting"),
        ("{{ with .Page.Params.author }}{{ . }}{{ else }}none{{ end }}", "author"),
        ("{{ range .Site.Data.m }}{{ . }}{{ end }}", "a table that others may add to"),
        ("{{ len .Site.Data.fold }}", "a table that others may add to"),
        ("{{ .Site.Data.m.b }}", "b"),
        ("{{ .Site.Data.both.a }}", "both"),
        ("{{ .Page.Params.lastmod }}", ".lastmod"),
        ("{{ .Page.Params.pot }}", ".pot"),
        ("{{ .Page.Params.inner }} {{ index .Page.Params `nest` `Key` }} {{ .Site.Params.shoptag }}", "I v mine-22"),
        ("{{ with .Site.Data.m }}{{ .a }}{{ end }}", "own"),
    ],
)
def test_what_themes_and_folders_may_add_is_unknown(tmp_path, template, expected):
    front = PAGE.replace("pot: Clay\n", "pot: Clay\nparams:\n  inner: I\n  pot: Iron\nnest:\n  Key: v\n")
    files = FILES | {
        "hugo.toml": 'theme = "th"\n' + FILES["hugo.toml"],
        "content/posts/_index.md": "---\ncascade:\n  params:\n    author: Greta\n---\n",
        "data/m.yaml": "a: own\n",
        "data/fold/x.yaml": "a: X\n",
        "data/fold/y.xml": "<a>Y</a>",
        "data/both.json": '{"a": 1}',
        "data/both/x.yaml": "a: 2\n",
        "layouts/shortcodes/box.html": template,
        FILE: front + "{{< box >}}",
    }
    assert printed(make_site(tmp_path, files)) == [expected]


def test_an_error_counts_only_where_readers_would_see_it(tmp_path):
    template = '{{ $y := now.Year }}<b class="{{ $y }}" data-y="{{ if $y }}1{{ end }}"><!-- {{ $y }} -->x</b>'
    site = make_site(tmp_path, FILES | {"layouts/shortcodes/box.html": template, FILE: PAGE + "{{< box >}}"})
    assert printed(site) == ['<b class="" data-y="">x</b>']


def test_what_an_unknown_call_may_have_stored_is_not_known(tmp_path):
    files = {
        "layouts/shortcodes/set.html": '{{ .Page.Store.Set "k" now }}',
        "layouts/shortcodes/get.html": '{{ .Page.Store.Get "k" }}',
    }
    site = make_site(tmp_path, FILES | files | {FILE: PAGE + "{{< get >}}{{< set >}}{{< get >}}"})
    assert printed(site) == ["", "now", ".Store"]


def test_quotation_marks_of_one_argument_say_nothing_of_another(tmp_path):
    files = {"layouts/shortcodes/box.html": '{{ eq (.Get "a") 5 }}'}
    site = make_site(tmp_path, FILES | files | {FILE: PAGE + '{{< box a=5 b="5" >}}{{< box a="5" >}}{{< box a=5 >}}'})
    assert printed(site) == ["5", "false", "true"]


def test_a_page_has_a_bound_for_all_its_calls(tmp_path):
    files = {"layouts/shortcodes/box.html": "{{ range seq 900 }}{{ end }}"}
    outputs = printed(make_site(tmp_path, FILES | files | {FILE: PAGE + "{{< box >}}" * 300}))
    assert outputs[0] == ""
    assert outputs[-1] == "too many steps"


def test_what_a_call_stores_is_stored_once(tmp_path):
    """Also where its inner text is not read at a second try."""
    files = {
        "layouts/shortcodes/tab.html": '{{ .Parent.Scratch.Add "t" (.Get 0) }}{{ .Inner | markdownify }}',
        "layouts/shortcodes/tabs.html": '{{ .Scratch.Add "t" "!" }}{{ .Scratch.Get "t" }}{{ .Inner | markdownify }}',
    }
    calls = "{{< tabs >}}{{< tab a >}}<b>{{< /tab >}}{{< tab b >}}<b>{{< /tab >}}{{< /tabs >}}"
    site = make_site(tmp_path, FILES | files | {FILE: PAGE + calls})
    assert printed(site) == ["{{ .Inner }}", "{{ .Inner }}", "ab!{{ .Inner }}"]


def test_what_an_unknown_call_may_have_stored_in_those_around_it_is_not_known(tmp_path):
    files = {
        "layouts/shortcodes/tab.html": '{{ .Parent.Scratch.Add "t" now }}',
        "layouts/shortcodes/tabs.html": '{{ .Inner | markdownify }}{{ .Scratch.Get "t" }}',
    }
    site = make_site(tmp_path, FILES | files | {FILE: PAGE + "{{< tabs >}}{{< tab />}}{{< /tabs >}}"})
    assert printed(site) == ["now", ".Store"]


def test_templates_of_other_formats_and_languages_are_left_to_hugo(tmp_path):
    files = {
        "hugo.toml": 'defaultContentLanguage = "en"\n[languages.en]\n[languages.de]\n',
        "layouts/shortcodes/form.html": "html",
        "layouts/shortcodes/form.amp.html": "amp",
        "layouts/shortcodes/words.html": "words",
        "layouts/shortcodes/words.de.html": "Wörter",
        "layouts/shortcodes/only.amp.html": "amp",
        "layouts/shortcodes/part.html": '{{ partial "part" . }}',
        "layouts/partials/part.html": "part",
        "layouts/partials/part.de.html": "Teil",
    }
    site = make_site(tmp_path, files | {FILE: PAGE + "{{< form >}}{{< words >}}{{< only >}}{{< part >}}"})
    refused = "templates by language or format"
    assert printed(site) == ["html", refused, refused, refused]


def test_lines_that_end_as_on_windows_are_lines(tmp_path):
    site = make_site(tmp_path, FILES | {"layouts/shortcodes/box.html": "<pre>{{ .Inner }}</pre>"})
    found = read_site(read_settings(site)[0], fallback="")
    text = f"{PAGE}{{{{< box >}}}}a\n\nb{{{{< /box >}}}}\n".replace("\n", "\r\n")
    (call,) = filled_calls(text, find_templates(site, found), SiteFields(site, found, {}), FILE)
    assert call.output == "<pre>a\n\nb</pre>"
