"""JSON-LD in the plain context of schema.org → RDF as lines of N-Quads (https://www.w3.org/TR/n-quads/).

A JSON-LD processor would say the same, in twenty times the time and with the context of schema.org at hand. Nodes
without an ``@id`` are named after what is in them, so that a change in one of them changes no other line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, Final

from sphinx_aiarticle.url import is_web_url

_SCHEMA: Final = "http://schema.org/"  # what the context at https://schema.org maps names to
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NAME: Final = re.compile(r"[A-Za-z]\w*", re.ASCII)
_NOT_IN_ADDRESS: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})


def quads(document: dict[str, Any], is_address: Callable[[str], bool]) -> set[str]:
    """Return the statements of a document in the default graph, one a line.

    Args:
        document: JSON-LD with the context ``https://schema.org`` and one ``@graph``.
        is_address: Whether a property of this name holds addresses and no text.

    Raises:
        ValueError: The document uses more of JSON-LD.
    """
    if document.get("@context") != "https://schema.org" or document.keys() - {"@context", "@graph"}:
        raise ValueError("it has a context of its own")
    lines: set[str] = set()
    for node in document["@graph"]:
        _subject(node, is_address, lines)
    return lines


def _subject(node: Any, is_address: Callable[[str], bool], lines: set[str]) -> str:
    """Add what *node* says to *lines*, and return its name."""
    if not isinstance(node, dict):
        raise ValueError(f"{node!r} is no object")
    subject = _identifier(node)
    for key, value in node.items():
        if key == "@id":
            continue
        predicate = _TYPE if key == "@type" else f"<{_SCHEMA}{_checked(key)}>"
        for entry in value if isinstance(value, list) else [value]:
            if key == "@type":
                lines.add(f"{subject} {predicate} <{_SCHEMA}{_checked(entry)}> .")
            elif isinstance(entry, dict):
                lines.add(f"{subject} {predicate} {_subject(entry, is_address, lines)} .")
            elif entry is not None:
                lines.add(f"{subject} {predicate} {_object(entry, as_address=is_address(key))} .")
    return subject


def _identifier(node: dict[str, Any]) -> str:
    if "@id" in node:
        return _address(str(node["@id"]))
    content = json.dumps(node, sort_keys=True, ensure_ascii=False)
    return f"_:b{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:24]}"


def _checked(name: object) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of schema.org")
    return name


def _object(value: object, *, as_address: bool) -> str:
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{_XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{_XSD}integer>'
    if isinstance(value, float):
        # JSON-LD 1.1, 8.2.2: a number without a fraction is an integer, any other in the form of %1.15E
        if value.is_integer() and abs(value) < 1e21:
            return f'"{int(value)}"^^<{_XSD}integer>'
        return f'"{_double(value)}"^^<{_XSD}double>'
    text = str(value)
    return _address(text) if as_address and is_web_url(text) else f'"{text.translate(_ESCAPES)}"'


def _double(value: float) -> str:
    digits, _, exponent = f"{value:.15E}".partition("E")
    return f"{re.sub(r'(?<=[0-9])0+$', '', digits)}E{int(exponent)}"


def _address(address: str) -> str:
    return f"<{_NOT_IN_ADDRESS.sub(lambda found: f'%{ord(found[0]):02X}', address)}>"
