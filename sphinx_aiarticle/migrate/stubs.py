"""Templates in the place of those that a site asks for and does not have, as those of a theme that is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_TAG: Final = re.compile(r"\{\{[<%]\s*(?P<closing>/?)\s*(?P<name>\w[\w./-]*)(?P<rest>[^}]{0,4000}?)[>%]\}\}", re.DOTALL)
#: What stands for a template that is missing; it prints nothing, and notes what a call says.
STUB: Final = '{{- range .Params -}}{{- $.Page.Store.Add "aiarticle-arguments" (printf "%v\\n" .) -}}{{- end -}}'
#: The same, printing the inner text as it is.
STUB_WITH_INNER: Final = STUB + "{{ .Inner }}"
# Themes take inner text for Markdown, unless calls in it have made HTML of it, or it is a drawing or a formula. What
# looks like a tag in code is none, nor is a comment.
_WITH_MARKDOWN: Final = (
    STUB
    + """\
{{- $display := cond (strings.Contains .Inner "\\n") "block" "inline" -}}
{{- $plain := replaceRE "(?s)```.*?```|`[^`]*`" "" .Inner -}}
{{- if findRE "<[A-Za-z/]" $plain 1 -}}{{- .Inner -}}
{{- else -}}{{- .Page.RenderString (dict "display" $display) .InnerDeindent -}}{{- end -}}
"""
)
#: Hugo's own template, but for what themes of the same shortcode read as its summary: a title, and what has no name.
DETAILS: Final = """\
{{- $summary := "" -}}{{- $open := false -}}
{{- if .IsNamedParams -}}
{{- $summary = or (.Get "summary") (.Get "title") -}}{{- $open = in (slice "true" true 1) (.Get "open") -}}
{{- else -}}{{- $summary = .Get 0 -}}{{- $open = eq (.Get 1) "open" -}}{{- end -}}
<details{{ if $open }} open{{ end }}>
  <summary>{{ or $summary "Details" | .Page.RenderString }}</summary>
  {{ .Inner | .Page.RenderString (dict "display" "block") -}}
</details>
"""
_NO_MARKDOWN: Final = frozenset(
    {"chart", "code", "katex", "latex", "math", "mermaid", "plantuml", "raw", "rawhtml", "tex"}
)


def missing_templates(texts: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Return a template for each shortcode that texts call and that has none; by name.

    Args:
        texts: The pages of the site.
        known: Names of the shortcodes that have a template.
    """
    opened: dict[str, None] = {}
    closed: set[str] = set()
    sources = set(_NO_MARKDOWN)  # names whose inner text is not to be read as Markdown here
    for text in texts:
        for tag in _TAG.finditer(text):
            name = tag["name"]
            if name in known or name.endswith(".inline"):
                continue
            if tag["closing"]:
                closed.add(name)
            else:
                opened[name] = None
            if text[tag.start() + 2] == "%":
                sources.add(name)
    with_inner = {name: STUB_WITH_INNER if name in sources else _WITH_MARKDOWN for name in closed}
    return {name: with_inner.get(name, STUB) for name in opened}
