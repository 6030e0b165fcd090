"""Front matter: from source text to a typed article, without Sphinx or docutils."""

from __future__ import annotations

from sphinx_aiarticle.frontmatter.article import to_article
from sphinx_aiarticle.frontmatter.block import MAX_CHARACTERS, Block, renamed
from sphinx_aiarticle.frontmatter.field_list import read_field_list
from sphinx_aiarticle.frontmatter.hugo_block import read_hugo, whole_terms
from sphinx_aiarticle.frontmatter.keys import read_key_names
from sphinx_aiarticle.frontmatter.yaml import notebook_without_block, read_notebook, read_yaml

__all__ = [
    "MAX_CHARACTERS",
    "Block",
    "notebook_without_block",
    "read_field_list",
    "read_hugo",
    "read_key_names",
    "read_notebook",
    "read_yaml",
    "renamed",
    "to_article",
    "whole_terms",
]
