"""HTML as Markdown: a part of an article, or a whole page, by hand or as Hugo renders a format that it alone reads.

What is simple becomes Markdown; the rest stays HTML, so that it ends nothing around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.migrate.front_matter import yaml_lines
from sphinx_aiarticle.myst import (
    fenced,
    flat,
    inline_code,
    link,
    literal,
    one_line,
    paragraph_start,
    without_blank_lines,
)
from sphinx_aiarticle.recognise.html import Element, read_html
from sphinx_aiarticle.recognise.html_tags import MAY_STAY_OPEN, VOID, split_html
from sphinx_aiarticle.stores.affiliate import is_paid

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.evaluator import HugoPage


#: Attributes that an element may have without losing anything; what a link says of its window is made anew.
_PLAIN: Final = {"a": {"href", "target", "rel"}, "img": {"src", "alt", "loading", "decoding"}}
_MADE_ANEW: Final = frozenset({"noopener", "noreferrer", "external"})
_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_INLINE: Final = frozenset({"a", "br", "code", "img", *_MARKS})
_IN_CODE: Final = frozenset({"pre", "code", "span", "br"})
_ADDRESS: Final = re.compile(r"[^\s<>\\]+")
_URL: Final = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_LINE_START: Final = re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*")
_MORE: Final = re.compile(r"[ \t]*\S")
_BLANKS: Final = re.compile(r"\s+")
_TAGS: Final = re.compile(r"</?[A-Za-z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,300}+>")
#: An attribute, and a tag with nothing but some: https://spec.commonmark.org/0.31.2/#raw-html.
_ATTRIBUTE: Final = r"\s[A-Za-z_:][\w.:-]*+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]++))?(?=[\s/>])"
_SOUND: Final = re.compile(rf"</?[A-Za-z][\w-]*+(?:\s*{_ATTRIBUTE})*+\s*/?>")
_GLUED: Final = re.compile(r"(=\s*(?:\"[^\"]*\"|'[^']*'))(?=[^\s/>])")
_HEADING: Final = re.compile(r"h[1-6]")
_ADDED: Final = ("iscjklanguage",)  # by Hugo, to the front matter
_DEEPEST: Final = 20  # sections within sections


class _NotSimpleError(Exception):
    """The HTML says more than Markdown can."""


def simple_markdown(html: str, *, inline: bool) -> str | None:
    """Return Markdown for HTML of paragraphs, links, pictures, lists, emphasis and code; ``None`` for any other."""
    found = read_html(html.strip())
    if not found.is_sound or "<!--" in html:
        return None
    try:
        if inline:
            return _inline(found.root.children, is_whole=False)
        return "\n\n".join(_blocks(found.root.children, html.strip()))
    except _NotSimpleError:
        return None


def _blocks(children: Sequence[Element | str], html: str) -> list[str]:
    """Return paragraphs and lists; text and inline elements between them are a paragraph of their own in no HTML."""
    blocks: list[str] = []
    loose = [child for child in children if isinstance(child, str) or child.tag in _INLINE]
    if any(child.strip() if isinstance(child, str) else True for child in loose):
        if len(loose) != len(children):
            raise _NotSimpleError
        return [_paragraph(children)]
    for child in children:
        if isinstance(child, str):
            continue
        if diagram := _diagram(child, html):
            blocks.append(diagram)
            continue
        _check(child)
        if child.tag == "p":
            blocks.append(_paragraph(child.children))
        elif child.tag == "hr":
            blocks.append("---")
        elif child.tag in ("ul", "ol"):
            blocks.append("\n".join(_items(child)))
        else:
            raise _NotSimpleError
    return blocks


def _diagram(element: Element, html: str) -> str:
    """Return a diagram, if it is one and nothing else; the indentation of its lines says what they belong to."""
    tag = _TAGS.match(html, element.begin)
    if not tag or element.tag not in ("div", "pre") or "mermaid" not in element.get("class").split():
        return ""
    if any(inner is not element and (inner.tag not in _INLINE or inner.attributes) for inner in element.walk()):
        return ""
    source = unescape(html[tag.end() : html.rindex("</", tag.end(), element.end)]).strip("\n").rstrip()
    anchor = escape(element.get("id"))
    return (f'<div id="{anchor}"></div>\n\n' if anchor else "") + fenced(source, "mermaid")


def _paragraph(children: Sequence[Element | str]) -> str:
    text = _inline(children).strip()
    if not text:
        raise _NotSimpleError
    return paragraph_start(text)


def _items(element: Element) -> list[str]:
    rows = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                raise _NotSimpleError
            continue
        if child.tag != "li":
            raise _NotSimpleError
        _check(child)
        rows.append(f"{'-' if element.tag == 'ul' else '1.'} {_paragraph(child.children)}")
    return rows


def _inline(children: Sequence[Element | str], inside: tuple[str, ...] = (), *, is_whole: bool = True) -> str:
    """Return Markdown for a text, which is the whole paragraph or link unless text may be next to it.

    Markdown has no link in a link, and no emphasis in the same: *inside* says what is around the text.
    """
    pieces: list[str] = []
    for at, child in enumerate(children):
        if isinstance(child, str):
            pieces.append(literal(flat(_BLANKS.sub(" ", child))))
            continue
        _check(child)
        mark = _MARKS.get(child.tag, child.tag)
        if mark in inside:
            raise _NotSimpleError
        if child.tag == "br":
            pieces.append("<br>")
        elif child.tag == "code" and not child.elements:
            pieces.append(inline_code(_BLANKS.sub(" ", child.text)))
        elif child.tag == "img" and _ADDRESS.fullmatch(child.get("src")):
            pieces.append(f"!{link(literal(flat(child.get('alt'))), child.get('src'))}")
        elif child.tag == "a" and _ADDRESS.fullmatch(child.get("href")):
            inner = next((one for one in child.walk() if one.tag == "a" and one is not child), None)
            if inner and (inner is not child.elements[0] or inner.text != child.text or "" in inside):
                raise _NotSimpleError
            if inner:  # it ends the other link before that shows anything
                pieces.append(_inline(child.children, (*inside, "")))
                continue
            pieces.append(link(_inline(child.children, (*inside, mark)).strip(), child.get("href")))
        elif (
            child.tag in _MARKS and _is_free(children, at, is_whole=is_whole) and child.text.strip() == child.text != ""
        ):
            pieces.append(f"{mark}{_inline(child.children, (*inside, mark))}{mark}")
        else:
            raise _NotSimpleError
    return "".join(pieces)


def _is_free(children: Sequence[Element | str], at: int, *, is_whole: bool) -> bool:
    """Whether emphasis has blanks, or nothing, on both sides: next to other text Markdown may not see it."""
    edge = " " if is_whole else "x"
    before = (children[at - 1] if at else "") or edge
    after = (children[at + 1] if at + 1 < len(children) else "") or edge
    return isinstance(before, str) and isinstance(after, str) and before[-1:].isspace() and after[:1].isspace()


def _check(element: Element) -> None:
    if not element.attributes.keys() <= _PLAIN.get(element.tag, set()) or meant_rel(element):
        raise _NotSimpleError


def meant_rel(link: Element) -> set[str]:
    """Return the words of the ``rel`` of a link that is not made anew."""
    paid = {"nofollow", "sponsored"} if is_paid(link.get("href")) else set[str]()
    return set(link.get("rel").lower().split()) - _MADE_ANEW - paid


def with_picture(markdown: str, html: str) -> str:
    """Return a link with the first picture in HTML as its text; nothing where there is none."""
    pictures = (element for element in read_html(html).root.walk() if element.tag == "img")
    found = next((one for one in pictures if _ADDRESS.fullmatch(one.get("src"))), None)
    if found is None:
        return ""
    return f"[!{link(literal(flat(found.get('alt'))), found.get('src'))}]({markdown.partition('](')[2]}"


BLOCKS: Final = (
    "address|article|aside|blockquote|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|iframe|li|main|menu|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_BLOCK: Final = re.compile(rf"<(?:{BLOCKS})\b", re.IGNORECASE)
_PREFORMATTED: Final = re.compile(
    r"(<(?:pre|textarea)\b.*?(?:</(?:pre|textarea)>|\Z)|"
    r"\{\{[<%]\s*+highlight\s.*?(?:\{\{[<%]\s*+/\s*+highlight\s*+[>%]\}\}|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_LINES: Final = re.compile(r"(?<!\s)\s*\n\s*")
_TEXT: Final = re.compile(r"(<[^<>]*>)")
_MARKUP: Final = re.compile(r"&(?:#\w+|\w+);|[\\`*_\[\]{}$~|^:@!#]")


def as_block(html: str) -> str:
    """Return HTML that Markdown takes for one block: no blank lines, no indented code, each tag on one line.

    What is in a ``highlight`` stays, for that becomes HTML only where it is; Hugo takes the blanks before the call from
    its lines: https://gohugo.io/methods/shortcode/innerdeindent/.
    """
    parts, indent = _PREFORMATTED.split(html.strip()), ""
    for at, part in enumerate(parts):
        if at % 2 and part.startswith("{{"):
            parts[at] = part.replace(f"\n{indent}", "\n") if indent.isspace() else part
        else:
            text = _TAGS.sub(_as_tag, part)
            parts[at] = without_blank_lines(text) if at % 2 else _LINES.sub("\n", text)
            indent = part.rpartition("\n")[2]
    return "".join(parts)


def as_part(html: str) -> str:
    """Return HTML as a part of a block of HTML, which a blank line would end; blanks at its ends stay blanks."""
    before, after = (" " if edge.isspace() else "" for edge in (html[:1], html[-1:]))
    return f"{before}{as_block(html)}{after}"


def _as_tag(tag: re.Match[str]) -> str:
    """Return a tag that Markdown takes for one, too: in one line, its attributes sound and with blanks between them."""
    text = _GLUED.sub(r"\1 ", _LINES.sub(" ", tag[0]))
    if _BLOCK.match(text) or _SOUND.fullmatch(text):
        return text
    (name,) = re.findall(r"^</?[^\s/>]+", text)
    return f"{name}{''.join(re.findall(_ATTRIBUTE, text))}{' /' if text.endswith('/>') else ''}>"


def balanced(html: str) -> str:
    """Return HTML in which every element is closed, so that it cannot end what is around it."""
    pieces, position, waiting = [], 0, []
    for _, tag in split_html(html):
        if tag is None or tag["name"] is None:
            continue
        name = tag["name"].lower()
        if not tag["close"]:
            if name not in VOID and not tag[0].endswith("/>"):
                waiting.append(name)
        elif name in waiting:
            at = len(waiting) - 1 - waiting[::-1].index(name)
            left_open = [inner for inner in waiting[at + 1 :] if inner not in MAY_STAY_OPEN]
            pieces += [html[position : tag.start()], *(f"</{inner}>" for inner in reversed(left_open)), tag[0]]
            position = tag.end()
            del waiting[at:]
        else:
            pieces.append(html[position : tag.start()])
            position = tag.end()
    pieces.append(html[position:].rstrip())
    return "".join([*pieces, *(f"</{name}>" for name in reversed(waiting) if name not in MAY_STAY_OPEN)])


def as_inline(html: str) -> str:
    """Return HTML within a line; its text means nothing to Markdown."""
    parts = _TEXT.split(" ".join(_TAGS.sub(_as_tag, html).split()))
    for at in range(0, len(parts), 2):
        parts[at] = _MARKUP.sub(lambda mark: mark[0] if len(mark[0]) > 1 else f"&#{ord(mark[0])};", parts[at])
    return "".join(parts)


def holds_block(html: str) -> bool:
    """Whether HTML holds an element that no line of text can hold."""
    return _BLOCK.search(html) is not None


def raw_block(html: str) -> str:
    """Return HTML as a block of Markdown that stays HTML."""
    return f"{{{{< rawhtml >}}}}\n{as_block(html)}\n{{{{< /rawhtml >}}}}"


def as_comment(source: str, begin: int, end: int, after: int, said: Iterable[str]) -> str:
    """Return a comment that shows the call at a place to whoever edits the page; text goes on *after* it.

    Before it stands a link to the first address in what the call has *said*.

    A line that begins with a comment is HTML to its end. Where text follows, the comment is in an element that can be
    in a paragraph.
    """
    comment = f"<!-- Hugo: {source[begin:end].strip('{}<>% ').replace('--', '- -')} -->"
    is_first = _LINE_START.fullmatch(source, source.rfind("\n", 0, begin) + 1, begin)
    comment = f"<span>{comment}</span>" if is_first and _MORE.match(source, after) else comment
    return f"<{url}>{comment}" if (url := next(filter(_URL.fullmatch, said), "")) else comment


def rendered_pages(hugo: Mapping[str, HugoPage]) -> dict[str, str]:
    """Return front matter and HTML of the pages that are neither Markdown nor HTML, by file."""
    return {
        file: "\n".join(["---", *yaml_lines(_written(page.params)), "---", page.content])
        for file, page in hugo.items()
        if page.params is not None
    }


def _written(params: Mapping[str, object]) -> dict[str, object]:
    """Return front matter without what Hugo adds: switches, and dates that follow from the date."""
    added = {"draft": False, "lastmod": params.get("date"), "publishdate": params.get("date")}
    return {key: value for key, value in params.items() if key not in _ADDED and added.get(key, "") != value}


def page_markdown(html: str) -> str:
    """Return a whole page as Markdown that says the same: headings, code, simple blocks; all else as blocks of HTML."""
    found = read_html(html)
    if found.is_sound and "<!--" not in html and found.root.outer():
        return "\n\n".join(_page_blocks(found.root, html, 0))
    text = simple_markdown(html, inline=False)
    return _raw(html) if text is None else text


def _page_blocks(parent: Element, html: str, depth: int) -> Iterator[str]:
    for element in parent.elements:
        source = html[element.begin : element.end]
        if element.tag == "div" and element.get("class").startswith("outline-") and depth < _DEEPEST:
            yield from _page_blocks(element, html, depth + 1)  # a section of Org
        elif _HEADING.fullmatch(element.tag) and not element.elements and element.text.strip():
            anchor = f" {{#{element.get('id')}}}" if element.get("id") else ""
            yield f"{'#' * int(element.tag[1])} {literal(one_line(element.text))}{anchor}"
        elif code := _code_in(element):
            language = next((word[9:] for word in code.get("class").split() if word.startswith("language-")), "")
            pieces = split_html(html[code.begin : code.end])
            text = "".join(text + "\n" * bool(tag and tag[0][:3].lower() == "<br") for text, tag in pieces)
            yield fenced(unescape(text).strip("\n"), language)
        else:
            yield simple_markdown(source, inline=False) or _raw(source)


def _code_in(element: Element) -> Element | None:
    """Return the element with the text of a block of code, if it is one and nothing else."""
    while element.tag in ("div", "pre") and len(element.elements) == 1 and element.elements[0].tag != "span":
        if any(isinstance(child, str) and child.strip() for child in element.children):
            return None
        element = element.elements[0]
    says_more = any(one.tag not in _IN_CODE for one in element.walk())
    return element if element.tag in ("pre", "code") and not says_more else None


def _raw(html: str) -> str:
    return f"<div>\n{as_block(html)}\n</div>"
