"""Articles in Sphinx: one set of nodes, rendered as HTML, JSON-LD and every other output."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension; imported lazily so that the pure modules need no Sphinx."""
    from sphinx_aiarticle.extension import setup as setup_extension

    return setup_extension(app)
