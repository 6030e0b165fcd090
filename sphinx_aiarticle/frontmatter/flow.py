"""Data as one line that any YAML parser reads back."""

from __future__ import annotations

import json
import re

# JSON leaves these bare, and YAML allows them only escaped (YAML 1.2, production c-printable).
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def flow_line(data: object) -> str:
    r"""Return *data* on one line: JSON that is valid YAML too, such as a flow mapping.

    Other characters stay bare, because YAML does not join the pair of escapes (``\ud83d\ude00``) that JSON writes for
    an emoji.
    """
    text = _LONE_SURROGATE.sub("\ufffd", json.dumps(data, ensure_ascii=False, default=str))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
