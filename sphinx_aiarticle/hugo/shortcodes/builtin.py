"""The shortcodes that come with Hugo and its most used theme.

https://gohugo.io/shortcodes/ and https://github.com/adityatelange/hugo-PaperMod/tree/master/layouts/_shortcodes.
What shows a page of somebody else becomes a link to it: nothing is loaded before the reader asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote

from sphinx_aiarticle.frontmatter.article import question_of
from sphinx_aiarticle.hugo.attributes import code_options, is_known, read_settings
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, around
from sphinx_aiarticle.myst import (
    directive,
    faq_rows,
    fence_around,
    inline_code,
    link,
    literal,
    one_line,
    question_rows,
    quoted,
    without_blank_lines,
)
from sphinx_aiarticle.recognise.headings import has_question_mark
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.tokens import all_questions
from sphinx_aiarticle.url import is_safe_image, is_safe_link

_FIELD: Final = re.compile(r"\{(\w+)\}")
#: What themes show by an id, the names without hyphens: whose page it is, and its address.
PAGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "asciinema": ("asciinema", "https://asciinema.org/a/{id}"),
        "bilibili": ("bilibili", "https://www.bilibili.com/video/{id}/"),
        "codepen": ("CodePen", "https://codepen.io/{user}/pen/{id}"),
        "douban": ("Douban", "https://{type}.douban.com/subject/{id}/"),
        "niconico": ("Niconico", "https://www.nicovideo.jp/watch/{id}"),
        "slideshare": ("SlideShare", "https://www.slideshare.net/slideshow/embed_code/key/{id}"),
        "speakerdeck": ("Speaker Deck", "https://speakerdeck.com/player/{id}"),
        "spotify": ("Spotify", "https://open.spotify.com/{type}/{id}"),
        "tencent": ("Tencent Video", "https://v.qq.com/x/page/{id}.html"),
        "youtubelite": ("YouTube", "https://www.youtube.com/watch?v={id}"),
    }
)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|em|rem|%|pt|cm|mm|in)?")
_ID = re.compile(r"[\w.@-]{1,80}")


def figure(call: Call) -> Rendering | None:
    """Return a picture with its caption; ``None`` when it has no file or its address is none."""
    source = call.get("src", 0).strip()
    if not source or not is_safe_image(source):
        return None
    source = _quoted(source)
    caption = _caption(call)
    alt = one_line(call.get("alt") or read_html(call.get("caption") or call.get("title")).root.text)
    link_to = call.get("link").strip()
    target = _quoted(link_to) if _is_target(link_to) else ""
    options = {
        "alt": quoted(alt) if alt else "",
        "width": _length(call.get("width")),
        "height": _length(call.get("height")),
        "target": target if _is_target(target) else "",
        "figclass": " ".join(re.findall(r"[\w-]+", call.get("class"))),
    }
    options = {key: value for key, value in options.items() if value}
    picture = f"![{literal(alt)}](<{source}>)"
    picture = f"[{picture}](<{target}>)" if "target" in options else picture
    name = "figure" if caption else "image"
    if name == "image" and "figclass" in options:
        options["class"] = options.pop("figclass")
    return Rendering(block=directive(name, source, options, caption), inline=f"{picture} {caption}".rstrip())


def _quoted(address: str) -> str:
    """Return an address without blanks, which docutils would take out after they have hidden a scheme."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~", errors="replace")


def _caption(call: Call) -> str:
    title, text, credit = (one_line(call.get(key)) for key in ("title", "caption", "attr"))
    address = call.get("attrlink").strip()
    credit = f"[{credit}](<{address}>)" if credit and is_safe_link(address) else credit
    return " ".join(filter(None, [f"**{literal(title)}**" if title else "", text, credit]))


def _length(value: str) -> str:
    match = _LENGTH.fullmatch(value.strip())
    return f"{match[1]}{match[2] or 'px'}" if match else ""


def _is_target(address: str) -> bool:
    return is_safe_link(address) or (bool(re.match(r"[/#.\w]", address)) and is_safe_image(address))


def highlight(call: Call) -> Rendering | None:
    """Return a block of code; ``None`` without a closing tag."""
    if call.inner is None:
        return None
    code = call.inner.strip("\n").rstrip(" \t\n")
    language = re.sub(r"[^\w+#.-]", "", call.get("lang", 0) or call.get("type")) or "text"
    settings = {**read_settings(call.get("options", 1)), **{key.lower(): value for key, value in call.options.items()}}
    options = code_options(settings, code.count("\n") + 1)
    shown = Rendering(
        block=directive("code-block", language if is_known(language) else "text", options, code),
        inline=inline_code(one_line(code)),
        within=f'<pre><code class="language-{language}">{without_blank_lines(escape(code, quote=False))}</code></pre>',
    )
    if options:
        return shown
    fence = fence_around(code.split("\n"), "`")
    block = f"{fence}{language}\n{code}\n{fence}"
    return replace(shown, block=block, around=around(block, code))


def details(call: Call) -> Rendering | None:
    """Return a text that opens on a click; ``None`` without a closing tag."""
    if call.inner is None:
        return None
    inner = call.inner.strip("\n")
    summary = one_line(call.get("summary", 0) or call.get("title")) or "Details"
    is_open = (call.get("open", 1) or call.get("openByDefault")).lower() in ("true", "open", "1")
    block = directive("aiarticle-details", summary, {"open": ""} if is_open else {}, inner)
    return Rendering(block=block, inline=f"{summary} {one_line(inner)}", around=around(block, inner))


_LISTS: Final = tuple(
    f"{name}{mark}{end}"
    for name in ("faq", "faqs")
    for mark, end in (("", ""), *((mark, end) for mark in ("", "-", "_") for end in ("list", "section")))
)
_QUESTION_NAMES: Final = ("faq-item", "faqitem", "question", "qa")
_ASKS: Final = re.compile(rf"\{{\{{[<%]\s*(?:{'|'.join(_QUESTION_NAMES)})\s|^~+\{{question\}}", re.MULTILINE)


def asks(markdown: str) -> bool:
    """Whether Markdown that a call has become holds a question as a directive or as a call."""
    return _ASKS.search(markdown) is not None


def faq(call: Call) -> Rendering | None:
    """Return a question with its answer, the questions in it, or those of the front matter; ``None`` without any."""
    question = literal(one_line(call.get("q", 0) or call.get("question") or call.get("title")))
    inner = (call.inner or call.get("a") or call.get("answer")).strip("\n")
    if not inner.strip():
        pairs = listed_questions(call.page)
        if not pairs or call.inner is not None:
            return None
        block = "\n".join(faq_rows(question or "FAQ", pairs)).rstrip()
        return Rendering(block=block, inline=" ".join(one_line(text) for pair in pairs for text in pair))
    may_be_group = call.name in _LISTS and not (call.get("q") or call.get("question") or has_question_mark(question))
    found = all_questions(inner) if may_be_group or not question else []
    asked = "\n".join(question_rows((one_line(asks), answer.strip("\n")) for asks, answer in found)) or inner
    if question and may_be_group and (found or asks(inner)):
        block = f"**{question}**\n\n{asked}"
    else:
        block = directive("question", question, {}, inner) if question else asked
    return Rendering(block=block, inline=f"{question} {one_line(inner)}".strip())


def names_list(call: Call) -> bool:
    """Whether a call shows the questions of the front matter, and says nothing itself."""
    return call.name in _LISTS and not (call.arguments or call.options or (call.inner or "").strip())


def listed_questions(page: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the questions with their answers in the front matter of a page."""
    entries = page.get("faq")
    pairs = [question_of(entry) for entry in entries] if isinstance(entries, list) else []
    return [pair for pair in pairs if all(pair)]


def youtube(call: Call) -> Rendering | None:
    """Return a link to a video."""
    name, _, query = call.get("id", 0).partition("?")
    start = call.get("start") or dict(parse_qsl(query)).get("start", "")
    more = f"&t={start}" if start.isdecimal() else ""
    return _link_by_ids(call, "YouTube", f"https://www.youtube.com/watch?v={{}}{more}", name)


def gist(call: Call) -> Rendering | None:
    """Return a link to a gist, and to the file in it that the author names."""
    file = re.sub(r"[^a-z0-9]+", "-", call.get("file", 2).lower()).strip("-")
    return _link_by_ids(
        call, "Gist", "https://gist.github.com/{}/{}" + (f"#file-{file}" if file else ""), *call.arguments[:2]
    )


def _link_by_ids(call: Call, name: str, address: str, *parts: str) -> Rendering | None:
    """Return a link with the author's title, or else *name* and the ids; ``None`` without all of these."""
    parts = tuple(part.strip("/ ") for part in parts)
    if len(parts) != address.count("{}") or not all(_ID.fullmatch(part) for part in parts):
        return None
    title = one_line(call.get("title")) or f"{name}: {'/'.join(parts)}"
    markdown = link(literal(title), address.format(*parts))
    return Rendering(block=markdown, inline=markdown)


def linked_page(call: Call, name: str) -> Rendering | None:
    """Return a link to what a theme shows in a frame."""
    label, address = PAGES.get(name, ("", ""))
    values = [call.get(field, 0 if field == "id" else -1) for field in _FIELD.findall(address)]
    return _link_by_ids(call, label, _FIELD.sub("{}", address), *values) if label else None


def _linked(name: str, address: str, *keys: str) -> Callable[[Call], Rendering | None]:
    """Return what makes a link of a call whose values with these names are parts of an address."""
    return lambda call: _link_by_ids(call, name, address, *(call.get(key, place) for place, key in enumerate(keys)))


vimeo = _linked("Vimeo", "https://vimeo.com/{}", "id")
_by_user = _linked("X", "https://x.com/{}/status/{}", "user", "id")


def _post_on_x(call: Call) -> Rendering | None:
    """Return a link to a post, of which older releases of Hugo wanted only the number."""
    number = call.get("id", 0)
    if number.isdecimal() and not call.get("user") and len(call.arguments) < len(("user", "id")):
        return _link_by_ids(call, "X", "https://x.com/i/status/{}", number)
    return _by_user(call)


BUILT_IN: Final[Mapping[str, Callable[[Call], Rendering | None]]] = {
    "figure": figure,
    "highlight": highlight,
    "details": details,
    "collapse": details,
    **dict.fromkeys((*_LISTS, *_QUESTION_NAMES), faq),
    "youtube": youtube,
    "vimeo": vimeo,
    "instagram": _linked("Instagram", "https://www.instagram.com/p/{}/", "id"),
    **dict.fromkeys(("tweet", "twitter", "x"), _post_on_x),
    "gist": gist,
}
