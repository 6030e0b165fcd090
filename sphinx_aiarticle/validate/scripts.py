"""The text of a JSON-LD script: parsed strictly, put into the plain form, and searched for the place of a value."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import urljoin

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.validate.graph import NeedsProcessorError, Reading, is_plain, read_script
from sphinx_aiarticle.validate.rules import DataFinding, Path, Rule

_PLAIN: Final = {"@vocab": "http://schema.org/"}
#: What the context at https://schema.org says, as far as names go; the published one also says which texts are URLs.
_PUBLISHED: Final = {
    **_PLAIN,
    "id": "@id",
    "type": "@type",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_WHITE: Final = re.compile(r"[ \t\n\r]*")
_SIMILAR: Final = 0.8


class Script(Record):
    """A script element.

    Attributes:
        kind: Its ``type``, in lower case.
        line: Line of its text in the page, from 1.
        column: Column of its text, from 1.
    """

    text: str
    kind: str
    line: int
    column: int

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column in the page of a position in the text."""
        before = self.text[:offset]
        lines = before.count("\n")
        if not lines:
            return self.line, self.column + offset
        return self.line + lines, offset - before.rfind("\n")


def read_json_ld(script: Script, number: int, base: str) -> tuple[Reading, int]:
    """Read a script, and say at which offset it stops being JSON."""
    findings: list[DataFinding] = []
    try:
        document = _parsed(script.text, number, findings)
    except json.JSONDecodeError as error:
        return _failed(Rule.JSON_SYNTAX, _advice(script.text, error), number), error.pos
    except (ValueError, RecursionError) as error:
        return _failed(Rule.JSON_SYNTAX, f"this is not JSON: {error}", number), 0
    try:
        reading = read_script(document, number, base)
    except NeedsProcessorError:
        reading = _processed(document, number, base)
    return replace(reading, findings=[*findings, *reading.findings]), 0


def _failed(rule: Rule, message: str, number: int) -> Reading:
    return Reading(findings=[DataFinding(rule=rule, message=message, path=(number,))])


def _parsed(text: str, number: int, findings: list[DataFinding]) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = Counter(key for key, _value in pairs).most_common(1)[0][0]
            message = f"the key {twice!r} is there twice in one object; the last value wins"
            findings.append(DataFinding(rule=Rule.JSON_DUPLICATE_KEY, message=message, path=(number,)))
        return found

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is a number of JavaScript only")

    return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)


def _advice(text: str, error: json.JSONDecodeError) -> str:
    if not text.strip():
        return "the script is empty"
    why = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    start = text.strip()[:30]
    if "&quot;" in text or "&#34;" in text:
        return f"{why}; scripts are not HTML, so write quotation marks as they are instead of &quot;"
    if start.startswith(("<!--", "//", "/*")):
        return f"{why}; leave out the comment at its beginning"
    if "control character" in error.msg:
        return f"{why}; write a line break in a text as \\n"
    if "property name" in error.msg or text[error.pos : error.pos + 1] in ("]", "}"):
        return f"{why}; look for a comma before it that nothing follows, or for single quotation marks"
    if text.count("{") > text.count("}"):
        return f"{why}; if a text holds </script>, write <\\/script>"
    return why


def _processed(document: Any, number: int, base: str) -> Reading:
    """Put a document into the plain form with a JSON-LD processor, and read that."""
    from pyld import jsonld

    options = {"documentLoader": _load, "base": base, "processingMode": "json-ld-1.1"}
    try:
        expanded = jsonld.expand(document, options)  # which makes all ids absolute; compacting must leave them so
        plain = jsonld.compact(expanded, _PLAIN, {"skipExpansion": True, "base": ""})
        try:
            reading = read_script(plain, number, base)
        except NeedsProcessorError:  # what compacting keeps: @reverse, @included, named graphs
            text = json.dumps(jsonld.flatten(expanded, _PLAIN, {"base": ""})).replace('"_:b', f'"_:s{number}b')
            reading = read_script(json.loads(text), number, base)
    except Exception as error:
        return _refused(document, number, error)
    if any(node.properties or not all(":" in name for name in node.types) for node in reading.nodes):
        return reading
    own = urljoin(base, ".")  # where a processor looks for types that no context gives a meaning
    if plain.keys() - {"@context", "@id", "@type", "@graph"} or any(
        not name.startswith(own) for node in reading.nodes for name in node.types
    ):
        return _failed(Rule.CONTEXT_FOREIGN, "the script is of another vocabulary than schema.org", number)
    return _failed(Rule.CONTEXT_MISSING, "the @context gives none of these words a meaning", number)


def _load(url: str, _options: Any) -> dict[str, Any]:
    from pyld import jsonld

    if is_plain(url):
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": _PUBLISHED},
        }
    raise jsonld.JsonLdError("no network", "jsonld.LoadDocumentError", {"url": url}, code="loading document failed")


def _refused(document: Any, number: int, error: Exception) -> Reading:
    for address in _contexts(document):
        if is_plain(address):
            continue
        if _looks_like_schema(address):
            message = f'the context {address!r} does not exist; write "@context": "https://schema.org"'
            return _failed(Rule.CONTEXT_UNKNOWN, message, number)
        message = f"the context {address!r} is not loaded, so this script was not checked"
        return _failed(Rule.CONTEXT_FOREIGN, message, number)
    reason: Any = error
    while cause := getattr(reason, "cause", None) or reason.__cause__:
        reason = cause
    text = str(reason.args[0] if reason.args else reason).removesuffix(".")
    return _failed(Rule.JSON_LD_SYNTAX, f"a JSON-LD processor refuses this script: {text}", number)


def _contexts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _contexts(entry)
    elif isinstance(value, dict):
        context = value.get("@context")
        yield from (entry for entry in (context if isinstance(context, list) else [context]) if isinstance(entry, str))
        for key, entry in value.items():
            if key != "@context":
                yield from _contexts(entry)


def _looks_like_schema(address: str) -> bool:
    host = address.lower().partition("//")[2].partition("/")[0] or address.lower()
    return SequenceMatcher(None, host.removeprefix("www."), "schema.org").ratio() > _SIMILAR


def offset_of(text: str, path: Path) -> int:
    """Return where in a script the value at a path begins, or its key; as far as the path can be followed."""
    decoder = json.JSONDecoder(strict=False)
    offset = found = _after_white(text, 0)
    for step in path:
        following = _member(text, offset, step, decoder)
        if following is None:
            break
        found, offset = following
    return found


def _member(text: str, offset: int, step: str | int, decoder: json.JSONDecoder) -> tuple[int, int] | None:
    """Return where a member of an object or list begins, and where its value does."""
    opening = text[offset : offset + 1]
    if opening != ("[" if isinstance(step, int) else "{"):
        # A list of one is often written without brackets.
        return (offset, offset) if step == 0 and opening == "{" else None
    offset = _after_white(text, offset + 1)
    index = 0
    while offset < len(text) and text[offset] not in "]}":
        start, key = offset, ""
        if opening == "{":
            key, offset = decoder.raw_decode(text, offset)
            offset = _after_white(text, _after_white(text, offset) + 1)
        if step == (index if opening == "[" else key):
            return start, offset
        _value, offset = decoder.raw_decode(text, offset)
        offset = _after_white(text, offset)
        if text[offset : offset + 1] == ",":
            offset = _after_white(text, offset + 1)
        index += 1
    return None


def _after_white(text: str, offset: int) -> int:
    found = _WHITE.match(text, offset)
    return found.end() if found else offset
