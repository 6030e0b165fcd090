"""Files that the extension puts beside the pages: what earlier builds wrote, and how it is deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_listing(path: Path) -> dict[str, object]:
    """Return the files that earlier builds wrote, each with what tells whether it is still right."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) else {}


def delete(outdir: Path, name: str) -> None:
    """Delete the file *name* and the folders that are empty without it; what cannot be deleted stays."""
    path = outdir / name
    try:
        path.unlink()
        for folder in path.relative_to(outdir).parents:
            (outdir / folder).rmdir()  # ends at the first that is not empty
    except OSError:
        return
