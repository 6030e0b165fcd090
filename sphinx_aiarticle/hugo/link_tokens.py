"""Links of Hugo articles that MyST-Parser reads differently: with another scheme or without one, and refused ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME

if TYPE_CHECKING:
    from markdown_it.token import Token

#: The schemes whose links MyST-Parser takes for addresses without being told.
KNOWN_SCHEMES: Final = ("http", "https", "mailto", "ftp")
#: What a text says of a link that markdown-it refused.
REFUSED: Final = "The link to {!r} is not safe and stays as text; write another address, or none."
_REFUSED = re.compile(r"\]\([ \t\n]*+<?((?:javascript|vbscript|file|data):[^\s<>()]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def settle(token: Token, targets: dict[str, None]) -> None:
    """Have a link or an image lead where it leads in Hugo.

    Args:
        token: The token, changed in place.
        targets: Where links lead, to which that of a link is added.
    """
    key = "href" if token.type == "link_open" else "src"
    address = str(token.attrs.get(key, ""))
    if address.startswith("//"):
        token.attrs[key] = with_scheme(address)
    elif key == "href" and other_scheme(address):
        token.info = "auto"  # an address, and no name of a document
    if key == "href":
        targets[str(token.attrs.get(key, ""))] = None


def with_scheme(address: str) -> str:
    """Return an address with the scheme that browsers take from the page."""
    return f"https:{address}" if address.startswith("//") else address


def other_scheme(address: str) -> str:
    """Return the scheme of an address that MyST-Parser does not take for one; empty for all others."""
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    return "" if scheme in KNOWN_SCHEMES or f"{scheme}:" == REFERENCE_SCHEME else scheme


def refused_link(text: str) -> str:
    """Return the address of the first link in plain text that markdown-it refused, as its ``validateLink`` does."""
    match = _REFUSED.search(text) if "](" in text else None
    return match[1] if match else ""
