"""A doctree as Markdown: everything that a page says, in its order."""
