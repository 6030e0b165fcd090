"""The ``faq`` and ``question`` directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.nodes import clean_astext

from sphinx_aiarticle.components.directive import ArticleDirective
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.nodes import faq, question, walk, without_sections

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


def questions_in(root: nodes.Element) -> list[question]:
    """Return the questions in *root*, at any depth."""
    return [node for node in walk(root) if isinstance(node, question)]


class Question(ArticleDirective):
    """One question and its answer. A leading ``Q1:`` is shown, but is no part of the question's name in the data."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the question as a section, so that the table of contents lists it."""
        text = " ".join(self.arguments[0].split())
        title = self.title_of(text)
        node = question("", title, style="")
        self.finish(node, "faq", text)
        self.note_heading(node)
        content = self.body_into(nodes.Element())
        node += without_sections(content, self.state.document)  # headings in a section would end the answer
        if not clean_astext(title).strip():
            self.warn(Subtype.FAQ, "the question %r has no words, which structured data needs; write it as text", text)
        elif len(node) == 1:
            self.warn(Subtype.FAQ, "the question %r has no answer; write the answer below it", text)
        return [node]


class Faq(ArticleDirective):
    """A group of questions.

    With a title it is a section of its own; without one its questions join the section it stands in. The content
    holds ``question`` directives, or a definition list of questions and answers.
    """

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        "style": lambda value: directives.choice(value, ("headings", "accordion")),
    }

    def run(self) -> list[nodes.Node]:
        """Build the section, or only its questions."""
        content = self.body_into(nodes.Element())
        children = [part for child in content.children for part in self._questions_in(child)]
        questions = [node for child in children if isinstance(child, nodes.Element) for node in questions_in(child)]
        for node in questions:
            node["style"] = self.options.get("style", "")
        if not questions:
            self._warn_of_nothing(content)
        if not self.arguments:
            return self._named(children)
        text = self.arguments[0]
        section = faq("", self.title_of(text), *children)
        self.finish(section, "faq", text)
        self.note_heading(section)
        return [section]

    def _named(self, children: list[nodes.Node]) -> list[nodes.Node]:
        """Let ``:name:`` and ``:class:`` of a FAQ without a section of its own reach its questions."""
        for node in children:
            if isinstance(node, question):
                node["classes"] += self.options.get("class", [])
        if "name" not in self.options:
            return children
        target = nodes.target()
        self.set_source_info(target)
        self.add_name(target)
        return [target, *children]

    def _questions_in(self, node: nodes.Node) -> list[nodes.Node]:
        if not isinstance(node, nodes.definition_list):
            return [node]
        return [self._from_item(item) for item in node.children if isinstance(item, nodes.definition_list_item)]

    def _from_item(self, item: nodes.definition_list_item) -> question:
        """Turn a term and its definition into a question and its answer."""
        title = nodes.title()
        answer: list[nodes.Node] = []
        for part in item.children:
            if isinstance(part, nodes.definition):
                answer += part.children
            elif isinstance(part, nodes.term | nodes.classifier):
                if title.children:  # reStructuredText splits a term at " : "; its first part has the whole source
                    title += nodes.Text(" : ")
                title += part.children
                title.rawsource = title.rawsource or part.rawsource or part.astext()
                title.source, title.line = title.source or part.source or item.source, title.line or part.line
        node = question("", title, *answer, style="")
        node.source, node.line = title.source, title.line
        self.note_anchor(node, self.anchor("faq", title.rawsource))
        if not answer:
            message = "the question %r has no answer; write the answer below it"
            warn(Subtype.FAQ, message, title.astext(), location=node)
        return node

    def _warn_of_nothing(self, content: nodes.Element) -> None:
        hint = "write `question` directives or a definition list into it"
        if any(re.search(r"^:\s", paragraph.rawsource, re.MULTILINE) for paragraph in content.findall(nodes.paragraph)):
            hint = 'add "deflist" to myst_enable_extensions in conf.py, so that the definition list is read as one'
        self.warn(Subtype.FAQ, "this FAQ holds no question; %s", hint)
