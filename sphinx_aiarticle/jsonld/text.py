"""A graph as the text of a script element."""

from __future__ import annotations

import json
from typing import Any, Final

# Inside <script> nothing may end the element or start a comment, and U+2028/9 are line ends to old JavaScript.
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_text(graph: dict[str, Any]) -> str:
    """Return *graph* as JSON that is safe inside an HTML or XHTML script element.

    Args:
        graph: A JSON-LD document.

    Raises:
        TypeError: A value is no JSON.
        ValueError: A number is not finite, or the document refers to itself.
    """
    text = _ENCODER.encode(graph)
    text = text.encode("utf-8", "replace").decode("utf-8")
    for character, escaped in _ESCAPES:  # `str.translate` takes a hundred times as long on Japanese
        text = text.replace(character, escaped)
    return text
