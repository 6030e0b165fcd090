"""The questions of a page (schema.org ``Question``; Google reads them on a ``FAQPage``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Question

Node = dict[str, Any]


def question_node(page_url: str, language: str, question: Question) -> Node:
    """Describe one question with its answer."""
    anchor = f"{page_url}#{question.anchor}"
    return {
        "@type": "Question",
        "@id": anchor,
        "url": anchor,
        "name": question.name,
        "answerCount": 1,
        "acceptedAnswer": {"@type": "Answer", "text": question.answer, "inLanguage": language},
        "inLanguage": language,
    }
