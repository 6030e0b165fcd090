"""What calls of shortcodes mean that themes name alike, for where nobody can ask their templates.

One row of :data:`MEANINGS` says it for all; a template may print more. The names are those in the documentations of
https://blowfish.page, https://docs.hugoblox.com, https://gethugothemes.com, https://hugo-book-demo.netlify.app,
https://hugoloveit.com, https://imfing.github.io/hextra, https://jpanther.github.io/congo, https://mcshelby.github.io
(Relearn) and https://www.docsy.dev.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from types import MappingProxyType
from typing import Final

from sphinx_aiarticle.hugo.shortcodes.builtin import details, highlight, linked_page
from sphinx_aiarticle.hugo.shortcodes.by_arguments import (
    ADDRESSES,
    NAMES,
    first_of,
    folded,
    is_address,
    is_plain,
    options_of,
    product_of,
    said_by,
    texts_of,
)
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, around
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.myst import directive, inline_code, link, literal, one_line, paragraph_start
from sphinx_aiarticle.stores.template import Store
from sphinx_aiarticle.url import is_safe_image, is_safe_link

_ADMONITIONS: Final = {
    **{one: one for one in ("note", "tip", "important", "warning", "caution", "attention", "danger", "error", "hint")},
    **dict.fromkeys(("info", "question", "abstract", "summary", "example", "quote", "primary", "secondary"), "note"),
    **dict.fromkeys(("success", "check"), "tip"),
    **{"alert": "warning", "failure": "error", "bug": "error"},
}
#: What admonitions say above a text of theirs that has no title, where it is another word than that of docutils.
_TITLED: Final = frozenset(_ADMONITIONS) - set(_ADMONITIONS.values())
_LABELS: Final = ("title", "label", "name", "tabname", "header", "heading", "summary", "text", "0")
_TITLES: Final = ("title", "header", "heading", "label", "items", "tabs")
_TEXTS: Final = ("content", "text", "label", "title", "name", "0")
_BELOW: Final = ("subtitle", "subheader", "description", "desc", "content", "text", "badge", "tag")
_WORDS_OF_LINKS: Final = ("content", "text", "1", "name", "label", "title")
_AUTHORS: Final = ("author", "by", "cite", "source")
_FOR_READERS: Final = frozenset({*_TITLES, *_BELOW, *_AUTHORS, *NAMES["name"], *NAMES["button"], *NAMES["caption"]})
_KINDS: Final = ("0", "type", "kind", "level", "context", "variant", "color", "style")
_LANGUAGES: Final = ("lang", "language", "codelang")
_WANTED: Final = "this-will-duplicate-information-and-it-is-still-useful-here"  # Furo shows an error without it
_WORDS: Final = re.compile(r"[A-Z]?[a-z\d]+|[A-Z]+")
_FENCE: Final = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_PROSE: Final = re.compile(rf"{_FENCE.pattern}|\]\((?:https?:|[/#.])", re.MULTILINE)
_BLOCK: Final = re.compile(r"^[ \t]*+(?:$|[>|]|[`~:]{3}|(?:[-+*]|#{1,6}|\d{1,9}[.)])[ \t])", re.MULTILINE)


def shown_by(call: Call, amazon: Store | None = None) -> Rendering | None:
    """Return the product box, note, picture, link or the like that a call says it is; ``None`` for any other.

    Of one that may be anything, what its arguments say stands above its inner text.
    """
    shown = product_of(call, amazon) or _named(call) or said_by(call)
    return shown or (_container(call) if _inner(call).strip() and _texts(options_of(call)) else None)


def _named(call: Call) -> Rendering | None:
    """Return what a call shows by what it is named after; ``None`` where it lacks something, or its name says nothing.

    Of a name of several words, the last one may say what it is.
    """
    read = _reader(call)
    return read(call) if read else linked_page(call, folded(call.name))


def is_known(call: Call) -> bool:
    """Whether the name of a call says what it shows."""
    return _reader(call) is not None


def _reader(call: Call) -> Callable[[Call], Rendering | None] | None:
    return MEANINGS.get(folded(call.name)) or _OF_LAST_WORDS.get(_last_word(call))


def _last_word(call: Call) -> str:
    words: list[str] = _WORDS.findall(call.name.rpartition("/")[2])
    return words[-1].lower() if words else ""


def _inner(call: Call) -> str:
    return (call.inner or "").strip("\n")


def _texts(options: Mapping[str, str], *used: str) -> list[str]:
    """Return what readers see of the arguments besides what is *used*, as Markdown."""
    shown = texts_of(options)
    return [
        literal(text)
        for key, text in options.items()
        if text in shown and text not in used
        if key.isdigit() or key in _FOR_READERS or not is_plain(text)
    ]


def _target(options: Mapping[str, str]) -> str:
    """Return where a link leads, whatever its form, for its name says that it is an address."""
    key = next((name for name in ADDRESSES if name in options), "")
    target = options.get(key, "").replace(" ", "%20")
    if key in ("relref", "ref"):
        return f"{REFERENCE_SCHEME}{target}"
    return target if is_safe_link(target) or is_safe_image(target) or target.startswith(("#", "?")) else ""


def _below(parts: Sequence[str], call: Call, words: Sequence[str] | None = None) -> Rendering:
    """Return the inner text of a call below *parts*, which are other *words* within a line; its blocks stay blocks."""
    inner, above = _inner(call), "\n\n".join(map(paragraph_start, parts))
    text = (call.inner or "") if _BLOCK.search(inner.strip()) else one_line(inner)
    return Rendering(
        block="\n\n".join(filter(str.strip, [above, inner])),
        inline=" ".join(filter(None, [*(parts if words is None else words), text])),
        around=(f"{above}\n" if above else "", "") if inner.strip() else None,
    )


def titled(call: Call, title: str, *, folds: bool) -> Rendering | None:
    """Return a call that surely is a note or folded, below what a template prints as title; ``None`` for any other.

    A note that its template *folds* is folded.
    """
    read = _OF_LAST_WORDS.get(folded(call.name)) or _OF_LAST_WORDS.get(_last_word(call))
    if title and (read is _folded or (read is _note and folds)):
        return _folded(replace(call, arguments=(), options={"title": title, "open": "" if folds else "true"}))
    return _note(call, title) if read is _note and not folds else None


def _note(call: Call, printed: str | None = None) -> Rendering | None:
    if call.inner is None:
        return None
    options = options_of(call)
    kinds = [key for key in (*_KINDS, folded(call.name)) if options.get(key, "").lower() in _ADMONITIONS]
    words = (*(options[key].lower() for key in kinds), folded(call.name), _last_word(call))
    word = next((word for word in words if word in _ADMONITIONS), "note")
    named, emoji = options.get("title") or (options.get("1", "") if "0" in kinds else ""), options.get("emoji", "")
    texts = _texts({key: text for key, text in options.items() if key not in kinds}, named, emoji)
    title, *more = [*([literal(named)] if named else []), *texts] or [""]
    if not title and word in _TITLED and folded(call.name) == "admonition":
        title = word.capitalize()
    if printed is not None:
        title, emoji, more = (literal(printed), "", []) if any(map(str.isalnum, printed)) else ("", printed, [])
    parts = [*([literal(emoji)] if emoji else []), *more]
    body = _below(parts, call, [title, *parts])
    kind, options = ("admonition", {"class": _ADMONITIONS[word]}) if title else (_ADMONITIONS[word], {})
    block = directive(kind, title, options, body.block)
    return Rendering(block=block, inline=body.inline, around=around(block, _inner(call)))


def _container(call: Call) -> Rendering | None:
    """Return the inner text, below the title that a call may give it, or the labels of the parts in it."""
    if call.inner is None:
        return None
    options = options_of(call)
    named = first_of(options, _TITLES)
    title = literal(", ".join(part.strip() for part in named.split(",")))
    return _below([*([title] if title else []), *_texts(options, named)], call)


def _labelled(call: Call) -> Rendering | None:
    """Return a text below the label of a tab or the like; it is code where a call says its language."""
    options, inner = options_of(call), _inner(call)
    label, language = first_of(options, _LABELS), first_of(options, _LANGUAGES)
    if not inner.strip() or not label:
        return None
    words = [literal(label), *_texts(options, label, language)]
    parts = [directive("rubric", words[0], {"class": "aiarticle-label"}, ""), *words[1:]]
    if not language or _FENCE.search(inner):
        return _below(parts, call, words)
    return _coded(call, language, parts, words)


def _coded(call: Call, language: str, parts: Sequence[str], words: Sequence[str]) -> Rendering | None:
    """Return the inner text as code, below *parts* as :func:`_below` has them."""
    code = highlight(replace(call, arguments=(language,), options={}))
    if code is None or not parts:
        return code
    block = _below(parts, replace(call, inner=code.block)).block
    return replace(code, block=block, inline=" ".join([*words, code.inline]), around=None)


def _folded(call: Call) -> Rendering | None:
    options = options_of(call)
    label, opens = first_of(options, _LABELS), call.get("open") or call.get("state")
    title, texts = literal(label), _texts(options, label)
    given = {"summary": title, "open": "true" if opens == "open" else opens}
    body = _below(texts, call, [title, *texts])
    shown = details(replace(call, arguments=(), options=given, inner=None if call.inner is None else body.block))
    return shown and replace(shown, inline=body.inline, around=around(shown.block, _inner(call)))


def _points(call: Call) -> Rendering | None:
    """Return what speaks for something or against it, where a call has nothing else."""
    if call.inner is not None or not call.arguments or call.options:
        return _labelled(call)
    points = [literal(one_line(text)) for text in call.arguments]
    return Rendering(block="\n".join(f"- {point}" for point in points), inline=", ".join(points))


def _card(call: Call) -> Rendering | None:
    """Return the title of a card, which leads where it does, with its picture, and the text below."""
    options, inner = options_of(call), _inner(call)
    title, target = first_of(options, _LABELS[:-1]), _target(options)
    picture = first_of(options, (*NAMES["image"], "src"))
    if not title or not (target or inner.strip() or picture or first_of(options, _BELOW) not in ("", title)):
        return None
    words, button = f"**{literal(title)}**", first_of(options, NAMES["button"][1:])
    said = dict.fromkeys([*(options[key] for key in _BELOW if key in options), *texts_of(options)])
    below = [literal(text) for text in said if text not in (title, button, picture)]
    parts = [f"!{link('', picture.replace(' ', '%20'))}"] if picture and is_safe_image(picture) else []
    parts += [link(words, target) if target and not button else words, *below]
    parts += [link(literal(button), target)] if target and button else []
    return _below(parts, call)


def _button(call: Call) -> Rendering | None:
    """Return a link with the words of a call, or these alone."""
    options, inner = options_of(call), one_line(call.inner or "")
    target, words = _target(options), first_of(options, _TEXTS)
    if (not inner and (not words or is_address(words))) or "\n\n" in _inner(call).strip():
        return None
    shown = link(inner or literal(words), target) if target else paragraph_start(inner or literal(words))
    shown = " ".join([shown, *_texts(options, words, options.get("title", ""))])
    return Rendering(block=shown, inline=shown)


def _link(call: Call) -> Rendering | None:
    """Return a link with its words; what it calls its title is a hint, where it has others."""
    options = options_of(call)
    target = _target(options) or (options["0"] if is_address(options.get("0", "")) else "")
    words = one_line(call.inner or "") or literal(first_of(options, _WORDS_OF_LINKS))
    if not target or not words or "\n\n" in _inner(call).strip():
        return None
    shown = link(words, target)
    return Rendering(block=shown, inline=shown)


def _quote(call: Call) -> Rendering | None:
    """Return a quotation, with whom and what it is from."""
    said = "" if _inner(call).strip() else one_line(call.get("text", 0))
    inner, options = literal(said) or _inner(call), options_of(call)
    if not inner.strip():
        return None
    named = [options[key] for key in _AUTHORS if key in options]
    parts = [*map(literal, named), *_texts(options, said, *named)]
    if parts and (target := _target(options)):
        parts[-1] = link(parts[-1], target)
    rows = [*inner.split("\n"), *(["", f"— {', '.join(parts)}"] if parts else [])]
    return Rendering(block="\n".join(f"> {row}".rstrip() for row in rows), inline=" ".join([one_line(inner), *parts]))


def _contents(call: Call) -> Rendering | None:
    """Return the table of contents of the page."""
    if call.inner is not None:
        return None
    title = " ".join(map(literal, texts_of(options_of(call))))
    return Rendering(block=directive("contents", title, {"class": _WANTED, "depth": "3"}, ""), inline=title)


def _program(call: Call) -> Rendering | None:
    """Return what programs read, such as that of a drawing, as code; a command stands behind its prompt."""
    options = options_of(call)
    given = [options[key] for key in ("prompt", "cmd", "command") if key in options]
    if call.inner is None and not given:
        return None
    words, texts = " ".join(given), _texts(options, *given)
    if _PROSE.search(_inner(call)):
        return _below([*texts, *([inline_code(words)] if words else [])], call)
    inner = "\n".join(filter(None, [words, _inner(call)]))
    code = _coded(replace(call, inner=inner), "mermaid" if call.name == "mermaid" else "text", texts, texts)
    return code and (replace(code, around=None) if given else code)


def _formula(call: Call) -> Rendering | None:
    tex = (call.inner or call.get("text", 0)).strip()
    if not tex:
        return _nothing(call)
    if tex.startswith(("$", "\\(", "\\[")):
        return Rendering(block=tex, inline=one_line(tex))
    return Rendering(block=directive("math", "", {}, tex), inline=inline_code(one_line(tex)))


def _nothing(call: Call) -> Rendering | None:
    """Return what a call shows that only loads a script, or draws a sign."""
    is_for_readers = call.inner is not None or not all(map(is_plain, texts_of(options_of(call))))
    return None if is_for_readers else Rendering(block="", inline="")


def _comment(call: Call) -> Rendering | None:
    """Return the inner text where readers do not see it; with an author or the like it is one that they do."""
    if call.inner is None or call.arguments or call.options:
        return None
    text = f"<!-- {re.sub('-(?=-)', '- ', _inner(call))} -->"
    return Rendering(block=text, inline=one_line(text))


def _element(call: Call) -> Rendering | None:
    """Return a part of a text in the element that the call is named after, with its reading or meaning."""
    options, name = options_of(call), folded(call.name)
    beside = options.pop({"ruby": "rt", "abbr": "title"}.get(name, ""), "")
    texts = [*([one_line(call.inner)] if call.inner else []), *map(literal, options.values())]
    if name in ("ruby", "abbr") and len(texts) + bool(beside) == 2:
        beside = beside or list(options.values())[-1]
        form = '<abbr title="{1}">{0}</abbr>' if name == "abbr" else "<ruby>{0}<rt>{2}</rt></ruby>"
        inline = form.format(texts[0], escape(beside), literal(beside))
    elif name != "ruby" and len(texts) == 1:
        inline = f"<{name}>{texts[0]}</{name}>"
    else:
        return None
    return Rendering(block=inline, inline=inline)


#: What reads a call, the names of such calls, and names that say it only alone, as longer ones may mean anything.
_ROWS: Final[tuple[tuple[Callable[[Call], Rendering | None], str, str], ...]] = (
    (_note, " ".join(_ADMONITIONS) + " callout notice admonition infobox panel", "box message"),
    (_container, "tabs tabpane codetabs tabset cards cardpane cardgrid grid columns column col row steps step container"
     " pageinfo timeline gallery carousel accordions accordiongroup", "section center left right lead block div"
     " markdownify markdown md typeit ltr rtl table headline subtitle cover banner hero wrapper group"),
    (_labelled, "tab accordionitem accordion item folder", ""),
    (_folded, "expand expander expandable spoiler toggle collapsible dropdown fold folded", ""),
    (_points, "pros cons", ""),
    (_card, "card feature", ""),
    (_button, "button btn badge", "pill chip tag term"),
    (_link, "link extlink externallink", "a"),
    (_quote, "quote blockquote pullquote", ""),
    (_contents, "toc tableofcontents", ""),
    (_program, "mermaid chart echarts plantuml graphviz", "script css terminal console shell cmd"),
    (_formula, "katex latex math mathjax", "tex"),
    (_nothing, "icon faicon", "fa clear clearfix"),
    (_comment, "", "comment"),
    (_element, "", "abbr b del em i ins kbd mark s small strong sub sup u ruby"),
)  # fmt: skip
_OF_LAST_WORDS: Final = {name: read for read, names, _alone in _ROWS for name in names.split()}
#: What a call shows, by its name without hyphens and capitals.
MEANINGS: Final[Mapping[str, Callable[[Call], Rendering | None]]] = MappingProxyType(
    _OF_LAST_WORDS | {name: read for read, _names, alone in _ROWS for name in alone.split()}
)
