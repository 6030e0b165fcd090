"""Templates of ours in the copy of a Hugo site: they print facts about pages and calls, or stand for missing ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from sphinx_aiarticle.hugo.shortcodes.call import all_tags

_INNER: Final = re.compile(r"\.Inner\b|\.InnerDeindent\b")
_PUBLISHED: Final = """\
(not (or .Draft (.PublishDate.After now) (and (not .ExpiryDate.IsZero) (.ExpiryDate.Before now))))"""
PAGE: Final = """\
{{- $file := "" -}}{{- $place := "" -}}{{- with .File -}}{{- $file = .Filename -}}{{- $place = .Path -}}{{- end -}}
{{- $params := false -}}{{- with .File -}}{{- if not (in (slice "md" "markdown" "mdown" "html" "htm") .Ext) -}}
{{- $params = $.Params -}}{{- end -}}{{- end -}}
{{- $headings := slice -}}{{- with .Fragments -}}{{- $headings = .Headings -}}{{- end -}}
{{- $content := .Content -}}
{{- $link := .RelPermalink -}}{{- with .OutputFormats.Get "html" -}}{{- $link = .RelPermalink -}}{{- end -}}
{{- $first := "" -}}{{- if eq .Kind "term" -}}{{- range .Pages -}}{{- if and .File PUBLISHED -}}
{{- $first = .File.Filename -}}{{- break -}}{{- end -}}{{- end -}}{{- end -}}
{{- $terms := slice -}}{{- range .Resources.ByType "page" -}}{{- $own := .Params -}}
{{- range $taxonomy, $_ := site.Taxonomies -}}{{- with index $own $taxonomy -}}{{- range slice | append . -}}
{{- with site.GetPage (printf "/%s/%v" $taxonomy .) -}}{{- $terms = $terms | append .RelPermalink -}}{{- end -}}
{{- end -}}{{- end -}}{{- end -}}{{- end -}}
{{- dict "kind" .Kind "file" $file "place" $place "language" .Language.Lang "title" .Title "link" $link
  "published" PUBLISHED "params" $params "first" $first "terms" $terms
  "headings" $headings "content" $content "toc" .TableOfContents
  "calls" (.Store.Get "aiarticle") "inner" (.Store.Get "aiarticle-inner")
  "arguments" (.Store.Get "aiarticle-arguments") | jsonify | safeHTML -}}
""".replace("PUBLISHED", _PUBLISHED)
ALIAS: Final = '{{- dict "kind" "alias" "link" .Permalink | jsonify | safeHTML -}}'
#: Code without colours: they take most of the time of Hugo, and nobody keeps them.
CODE: Final = '<pre><code{{ with .Type }} class="language-{{ . }}"{{ end }}>{{ .Inner }}</code></pre>'
FEED: Final = '{{- dict "kind" "feed" "link" .RelPermalink | jsonify | safeHTML -}}'
#: What stands for a template that is missing; it prints nothing, and notes what a call says, behind its name.
STUB: Final = (
    '{{- range $.Params -}}{{- $.Page.Store.Add "aiarticle-arguments" (printf "%s %v\\n" $.Name .) -}}{{- end -}}'
)
# The site's own template becomes a partial, so that what it prints can be noted. `key` leads from the outermost call,
# the only one whose offset Hugo knows, down to this one.
_WRAPPER: Final = """\
{{- $path := slice -}}{{- $call := . -}}{{- $root := . -}}
{{- range seq 30 -}}{{- with $call -}}
{{- $root = . -}}{{- $path = $path | append .Ordinal -}}{{- $call = .Parent -}}
{{- end -}}{{- end -}}
{{- $result := try (partial "aiarticle/PARTIAL" .) -}}{{- $output := "" -}}{{- $error := "" -}}
{{- with $result.Err -}}{{- $error = printf "%s" . -}}SAID
{{- else -}}{{- $output = $result.Value -}}{{- end -}}
{{- $key := printf "%d:%v" $root.Position.Offset $path -}}
{{- .Page.Store.SetInMap "aiarticle" $key (dict "name" .Name "offset" $root.Position.Offset "path" $path
  "output" $output "error" $error) -}}
INNER
{{- $output -}}
""".replace("SAID", STUB)
# What its inner text looks like by itself, to find it again in what the template prints; to name it here makes Hugo
# ask for a closing tag, as the site's own template does.
_USES_INNER: Final = """\
{{- $inner := try (.Page.RenderString (dict "display" "block") .Inner) -}}
{{- if not $inner.Err -}}{{- .Page.Store.SetInMap "aiarticle-inner" $key $inner.Value -}}{{- end -}}
"""
#: Hugo's own template, but for what themes of the same shortcode read as its summary: a title, and what has no name.
_DETAILS: Final = """\
{{- $summary := "" -}}{{- $open := false -}}
{{- if .IsNamedParams -}}
{{- $summary = or (.Get "summary") (.Get "title") -}}{{- $open = in (slice "true" true 1) (.Get "open") -}}
{{- else -}}{{- $summary = .Get 0 -}}{{- $open = eq (.Get 1) "open" -}}{{- end -}}
<details{{ if $open }} open{{ end }}>
  <summary>{{ or $summary "Details" | .Page.RenderString }}</summary>
  {{ .Inner | .Page.RenderString (dict "display" "block") -}}
</details>
"""
#: Shortcodes of Hugo's own: https://github.com/gohugoio/hugo/tree/master/tpl/tplimpl/embedded/templates/_shortcodes
OF_HUGO: Final = {
    "details": _DETAILS,
    "param": "{{- .Page.Param (.Get 0) -}}",
    "ref": "{{- ref . .Params -}}",
    "relref": "{{- relref . .Params -}}",
}
#: The same, printing the inner text as it is.
_STUB_WITH_INNER: Final = STUB + "{{ .Inner }}"
# Themes take inner text for Markdown, unless calls in it have made HTML of it, or it is a drawing or a formula. What
# looks like a tag in code is none, nor is a comment. Where Hugo keeps the HTML of authors, only blocks are what calls
# have made: tags within a line are Markdown, too.
_WITH_MARKDOWN: Final = (
    STUB
    + """\
{{- $display := cond (strings.Contains .Inner "\\n") "block" "inline" -}}
{{- $plain := replaceRE "(?s)```.*?```|`[^`]*`" "" .Inner -}}
{{- if findRE "(?i)TAG" $plain 1 -}}{{- .Inner -}}
{{- else -}}{{- .Page.RenderString (dict "display" $display) .InnerDeindent -}}{{- end -}}
"""
)
_ANY_TAG: Final = "<[a-z/]"
_BLOCK_TAG: Final = (
    "<(?:article|aside|blockquote|details|div|dl|fieldset|figure|form|h[1-6]|hr|iframe|nav|ol|p|pre|script|section|"
    r"style|svg|table|ul|video)\\b"
)
_NO_MARKDOWN: Final = frozenset(
    {"chart", "code", "katex", "latex", "math", "mermaid", "plantuml", "raw", "rawhtml", "tex"}
)


def wrapper(partial: str, text: str) -> str:
    """Return the template that notes what a template of the site prints, which has become a *partial*."""
    return _WRAPPER.replace("PARTIAL", partial).replace("INNER\n", _USES_INNER if _INNER.search(text) else "")


def stub_for(text: str) -> str:
    """Return what stands for a template with this text."""
    return _STUB_WITH_INNER if _INNER.search(text) else STUB


def missing_templates(texts: Iterable[str], known: Collection[str], *, keeps_html: bool) -> dict[str, str]:
    """Return a template for each shortcode that texts call and that is not among the *known* ones; by name."""
    opened: dict[str, None] = {}
    closed: set[str] = set()
    sources = set(_NO_MARKDOWN)  # names whose inner text is not to be read as Markdown here
    for text in texts:
        for tag in all_tags(text):
            name = tag.call.name if tag.call else ""
            if not name or name in known or name.endswith(".inline"):
                continue
            if tag.closing:
                closed.add(name)
            else:
                opened[name] = None
            if text[tag.begin + 2] == "%":
                sources.add(name)
    with_markdown = _WITH_MARKDOWN.replace("TAG", _BLOCK_TAG if keeps_html else _ANY_TAG)
    with_inner = {name: _STUB_WITH_INNER if name in sources else with_markdown for name in closed}
    return {name: with_inner.get(name, STUB) for name in opened}
