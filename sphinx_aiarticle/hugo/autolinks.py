"""Links as Goldmark finds them: addresses in text, schemes that MyST-Parser does not take for any, refused ones.

https://github.com/yuin/goldmark/blob/master/extension/linkify.go: an address is looked for at the beginning of a line,
behind a blank or one of ``* _ ~ (``, and behind other inline markup. It is ASCII, so the next CJK character ends it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.myst import literal
from sphinx_aiarticle.recognise.prose import code_spans

if TYPE_CHECKING:
    from markdown_it.token import Token


_HOST: Final = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+"
_REST: Final = r"""[-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]`]*+"""
_LABEL: Final = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
# RFC 5321 allows 64 characters in front of the @; a bound keeps the time linear.
_EMAIL: Final = rf"[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{0,63}}+@{_LABEL}(?:\.{_LABEL})+(?![-_a-zA-Z0-9])"
_ATTRIBUTE: Final = r"""\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
_TAG: Final = rf"/?[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?"  # https://spec.commonmark.org/0.31.2/#raw-html
_TEXT: Final = (
    r"(?P<text>\\.)"
    rf"|(?P<markup>\{{\{{[<%][^{{}}]*\}}\}}|<(?:{_TAG}|[!?][^<>]*|[A-Za-z0-9.+-]+[:@][^\s<>]*)>|(?<=\])\("
    r"[ \t\n]*+(?:<[^<>\n]*>|(?!<)[^\s()]*+(?:\([^\s()]*\)[^\s()]*+)*)"
    r"(?:[ \t\n]++(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t\n]*+\))"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<url>(?:https?|ftp)://|www\.)"
)
_MARK: Final = re.compile(rf"{_TEXT}|(?P<email>(?!))", re.ASCII)
_MARK_OR_EMAIL: Final = re.compile(rf"{_TEXT}|(?<![a-zA-Z0-9.!#$%&'+/=?^`{{|}}-])(?P<email>{_EMAIL})", re.ASCII)
_PLAIN_LINK: Final = re.compile(r"\[(?<!\\\[)[^\[\]\\`<>{}]*\]\([^\s()<>\\`]*\)")
_URL: Final = re.compile(rf"(?:www\.{_HOST}|[a-z]+://{_HOST}(?::\d+)?)(?:[/#?]{_REST})?", re.ASCII)
_BEFORE: Final = frozenset(" \t\n\v\f\r*_~(")
_QUOTES: Final = frozenset("\"'")
_ENTITY: Final = re.compile(r"&[a-zA-Z0-9]+;\Z")
_AUTOLINK: Final = re.compile(r"<(https?://[^\s<>]+)>")
#: What markdown-it decodes in what it shows, or cannot have, and quotation marks, behind which a "<" could begin a tag.
_AWKWARD: Final = re.compile(r"[%<>\\\"']|xn--")


def with_autolinks(text: str, protocol: str, *, typographer: bool) -> str:
    """Return a paragraph in which addresses in the text are links of CommonMark, ``www.`` ones with *protocol*."""
    rest = _PLAIN_LINK.sub("", text) if "](" in text else text  # addresses are mostly in links already
    if "://" not in rest and "www." not in rest and "@" not in rest:
        return text
    pieces, position, behind, unopened, depth, in_link = list[str](), 0, 0, -1, 0, False
    before = _BEFORE | _QUOTES if typographer else _BEFORE
    marks = _MARK_OR_EMAIL if "@" in text else _MARK
    for begin, end in (*code_spans(text), (len(text), len(text))):
        place = position
        while (match := marks.search(text, place, begin)) is not None:
            place = match.end()
            if match["markup"] and match.start() == unopened:
                place = behind = unopened + 1
            elif match["markup"]:
                behind = place
                if (shown := _AUTOLINK.fullmatch(match[0])) and _AWKWARD.search(shown[1]):
                    pieces += [text[position : match.start()], _link(shown[1], protocol, is_email=False)]
                    position = place
                tag = match[0].lower()
                in_link = not tag.startswith("</a") and (in_link or tag.startswith(("<a ", "<a>")))
            elif match["bracket"]:
                unopened = place if match[0] == "]" and not depth else -1
                depth = depth + 1 if match[0] == "[" else max(depth - 1, 0)
                behind = place
            elif not match["text"]:
                start = match.start()
                is_behind = not start or start == behind or text[start - 1] in before
                if depth or in_link or not is_behind:
                    place = start + 1
                elif found := match if match["email"] else _URL.match(text, start, begin):
                    address = _trimmed(found[0])
                    pieces += [text[position:start], _link(address, protocol, is_email=bool(match["email"]))]
                    position = place = behind = start + len(address)
        pieces += [text[position:begin], text[begin:end]]
        position = behind = end
    return "".join(pieces)


def _trimmed(address: str) -> str:
    """Return an address without what ends the sentence around it."""
    address = address[0] + address[1:].rstrip("?!.,:*_~")
    if address.endswith(")"):
        extra = address.count(")") - address.count("(")
        return address[: len(address) - extra] if extra > 0 else address
    entity = _ENTITY.search(address)
    return address[: entity.start()] if entity else address


def _link(address: str, protocol: str, *, is_email: bool) -> str:
    before = "mailto:" if is_email else f"{protocol}://" if address.startswith("www.") else ""
    if _AWKWARD.search(address) or (before and not is_email):
        return f"[{literal(address)}](<{before}{_quoted(address)}>)"
    return f"<{address}>"


def _quoted(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


#: The schemes whose links MyST-Parser takes for addresses without being told.
KNOWN_SCHEMES: Final = ("http", "https", "mailto", "ftp")
#: What a text says of a link that markdown-it refused.
REFUSED: Final = "The link to {!r} is not safe and stays as text; write another address, or none."
_REFUSED = re.compile(r"\]\([ \t\n]*+<?((?:javascript|vbscript|file|data):[^\s<>()]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def settle(token: Token, targets: dict[str, None]) -> None:
    """Have the token of a link or an image lead where it leads in Hugo, and add where a link leads to *targets*."""
    key = "href" if token.type == "link_open" else "src"
    address = str(token.attrs.get(key, ""))
    token.attrs[key] = with_scheme(address)
    if key == "href":
        token.info = "auto" if other_scheme(address) else token.info  # an address, and no name of a document
        targets[str(token.attrs[key])] = None


def with_scheme(address: str) -> str:
    """Return an address with the scheme that browsers take from the page, or with its own in small letters."""
    end = match.end() if (match := _SCHEME.match(address)) else 0
    return f"https:{address}" if address.startswith("//") else f"{address[:end].lower()}{address[end:]}"


def other_scheme(address: str) -> str:
    """Return the scheme of an address that MyST-Parser does not take for one; empty for all others."""
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    return "" if scheme in KNOWN_SCHEMES or f"{scheme}:" == REFERENCE_SCHEME else scheme


def refused_link(text: str) -> str:
    """Return the address of the first link in plain text that markdown-it refused, as its ``validateLink`` does."""
    match = _REFUSED.search(text)
    return match[1] if match else ""
