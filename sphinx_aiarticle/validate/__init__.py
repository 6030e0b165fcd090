"""Structured data of finished pages, whoever made them: found, read as a graph, and checked. No Sphinx, no network."""
