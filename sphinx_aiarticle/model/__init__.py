"""Records that say what an article is; nothing here knows Sphinx, docutils or HTML."""
