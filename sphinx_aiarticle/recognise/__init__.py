"""Meaning found in an article: summaries, questions, product boxes, links."""
