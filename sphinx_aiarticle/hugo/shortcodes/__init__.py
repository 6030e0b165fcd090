"""Hugo's shortcodes in the text of an article: calls out, Markdown in."""
