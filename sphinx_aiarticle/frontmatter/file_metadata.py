"""What Sphinx keeps of front matter: texts by key, for themes and other extensions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def file_metadata(data: Mapping[str, object]) -> dict[str, str]:
    """Return front matter as MyST-Parser hands it to ``env.metadata``: lists and mappings as JSON, all else as text.

    Args:
        data: Keys and values.
    """
    return {key: _text(value) for key, value in data.items()}


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else json.dumps(value)
