"""The software that a site documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """Software as its own project describes it; empty is what the project does not say.

    Attributes:
        name: Its name.
        version: The version that is described.
        description: One or two sentences.
        url: Its home page.
        licence: Address of the licence, or an SPDX expression of several.
        repository: Where its source code is.
        authors: Who made it; agents without a key are known to this software alone.
        languages: Programming languages that it is written in.
        platform: What it needs to run, such as ``Python >=3.11``.
        keywords: What it is found by.
        same_as: The same software elsewhere, such as the address of its DOI.
    """

    name: str
    version: str = ""
    description: str = ""
    url: str = ""
    licence: str = ""
    repository: str = ""
    authors: tuple[Agent, ...] = ()
    languages: tuple[str, ...] = ()
    platform: str = ""
    keywords: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
