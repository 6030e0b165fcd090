"""Questions and answers: the directives ``faq`` and ``question``, and what data and templates take from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.nodes import clean_astext
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import NO_MARKUP, captured, rendered, root_beside
from sphinx_aiarticle.model.page import Question
from sphinx_aiarticle.node_text import answer_html, heading_text, only_paragraph
from sphinx_aiarticle.nodes import Collector, SemanticNode, find_elements
from sphinx_aiarticle.reading.anchors import note_heading
from sphinx_aiarticle.recognise.outline import BlockKind


class aiarticle_faq(SemanticNode, nodes.section):
    """A titled FAQ: a section of question sections."""

    tagname = "section"  # the standard domain gives labels to elements of this name only


class aiarticle_question(SemanticNode, nodes.section):
    """One question: a section, so that the table of contents lists it.

    The attribute ``style`` is empty, or what its FAQ asks.
    """

    tagname = "section"
    is_answer = True
    block_kind = BlockKind.QUESTION

    def collect(self, content: Collector) -> None:
        """Give the question and its answer, if the page has both and asks it for the first time."""
        from sphinx_aiarticle.recognise.headings import has_number, without_number

        name = heading_text(cast("nodes.Element", self.children[0]), content.tex)
        answer = answer_html(only_paragraph(self.children[1:]), content.page_url, content.tex)
        if has_number(name):
            from sphinx_aiarticle.recognise.leads import without_answer_mark

            name, answer = without_number(name), without_answer_mark(answer)
        found = Question(anchor=next(iter(self["ids"]), ""), name=name, answer=answer)
        if not (found.name and found.answer and found.anchor):
            if found.name and not found.answer and len(self) > 1:
                message = "the answer to %r has no words, which structured data needs; write a sentence into it"
                warn(Subtype.FAQ, message, found.name, location=self)
            return
        if any(found.name == other.name for other in content.questions):
            message = "the question %r is on this page twice; structured data has its first answer alone: word it anew"
            warn(Subtype.FAQ, message, found.name, location=self)
            return
        content.questions.append(found)


class QuestionDirective(ArticleDirective):
    """One question and its answer. A leading ``Q1:`` is shown, but is not part of the question's name in the data."""

    optional_arguments = 1

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the question as a section, so that the table of contents lists it."""
        text = self.argument
        if not text:
            return self.without_argument(Subtype.FAQ, "the question behind it")
        title = self.title_of(text)
        node = aiarticle_question("", title, style="")
        self.finish(node, "faq", text)
        note_heading(self.env, node)
        self.body_into(node)
        if not clean_astext(title).strip():
            self.warn(Subtype.FAQ, "the question %r has no words, which structured data needs; write it as text", text)
        elif len(node) == 1:
            indented = ", indented" if self.is_rst else ""
            self.warn(Subtype.FAQ, "the question %r has no answer; write the answer below it%s", text, indented)
        elif self._is_cut_off():
            message = "the question %r is outside the FAQ above: its fence ended that of the FAQ; %s"
            self.warn(Subtype.FAQ, message, text, "write one more colon (or backtick) in both lines around the FAQ")
        return [node]

    def _is_cut_off(self) -> bool:
        """Whether the fence that ends the question above has ended its FAQ, too, as Markdown reads equal fences."""
        parent = None if self.is_rst else self.state_machine.node
        above = next(reversed(parent.children), None) if parent is not None else None
        return isinstance(above, aiarticle_faq) and above.get("ends_within", False)


class Faq(ArticleDirective):
    """A group of questions.

    With a title it is a section of its own; without one its questions join the section it is in. The content
    holds ``question`` directives, or a definition list of questions and answers.
    """

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        "style": lambda value: directives.choice(value, ("headings", "accordion")),
    }

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the section, or only its questions."""
        content = self._content()
        children = [part for child in content.children for part in self._questions_in(child)]
        elements = (child for child in children if isinstance(child, nodes.Element))
        questions = [node for element in elements for node in find_elements(element, aiarticle_question)]
        for node in questions:
            node["style"] = self.options.get("style", "")
        if not questions:
            self._warn_of_nothing(content)
        if not self.arguments:
            return self._named(children)
        text = self.arguments[0]
        section = aiarticle_faq("", self.title_of(text), *children)
        self.finish(section, "faq", text)
        note_heading(self.env, section)
        text = "\n".join(self.content).rstrip()
        if "{question}" in text and not text.endswith((":::", "```", "~~~")):  # within a question, which has no end
            section["ends_within"] = True
        return [section]

    def _content(self) -> nodes.Element:
        """Parse the content, in which ``question`` is ours, whoever has the bare name elsewhere."""
        theirs, _messages = directives.directive("question", self.state.memo.language, self.state.document)
        directives.register_directive("question", QuestionDirective)
        try:
            return self.body_into(nodes.Element())
        finally:
            directives.register_directive("question", theirs or QuestionDirective)

    def _named(self, children: list[nodes.Node]) -> list[nodes.Node]:
        """Let ``:name:`` and ``:class:`` of a FAQ without a section of its own reach its questions."""
        for node in children:
            if isinstance(node, aiarticle_question):
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

    def _from_item(self, item: nodes.definition_list_item) -> aiarticle_question:
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
        node = aiarticle_question("", title, *answer, style="")
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
            if "deflist" in self.config.myst_enable_extensions:
                hint = "write each question in one line, and its answer right below it, behind a colon"
        self.warn(Subtype.FAQ, "this FAQ holds no question; %s", hint)


def faq_values(translator: HTML5Translator, node: aiarticle_faq) -> View:
    """Return the values of ``faq.html``."""
    translator.section_level += 1
    title = captured(translator, node.children[:1])
    view = {**root_beside(title, node), "title": title, "body": captured(translator, node.children[1:])}
    translator.section_level -= 1
    return view


def question_values(translator: HTML5Translator, node: aiarticle_question) -> View:
    """Return the values of ``question.html``: ``heading`` for the style ``headings``, ``text`` for ``accordion``."""
    title = cast("nodes.title", node.children[0])
    accordion = (node.get("style") or settings(translator.config).faq_style) == "accordion"
    translator.section_level += 1
    heading = NO_MARKUP if accordion else captured(translator, [title])
    view = {
        **root_beside(heading, node),
        "style": "accordion" if accordion else "headings",
        "heading": heading,
        "text": _summary(translator, title) if accordion else "",
        "body": _answer(translator, node),
        "permalink": _permalink(translator) if accordion else "",
    }
    translator.section_level -= 1
    return view


def _summary(translator: HTML5Translator, title: nodes.title) -> Markup:
    """Return what shows of a closed question: its words behind the number of its section."""
    number = translator.get_secnumber(title)
    if next(iter(title.findall(nodes.reference)), None) is not None:  # a link in <summary> cannot be reached
        title = title.deepcopy()
        for link in list(title.findall(nodes.reference)):
            link.parent.replace(link, link.children)
    words = captured(translator, title.children)
    if not number:
        return words
    text = ".".join(map(str, number)) + translator.secnumber_suffix
    return Markup('<span class="section-number">{}</span>{}').format(text, words)


def _answer(translator: HTML5Translator, node: nodes.Element) -> Markup:
    """Return an answer without permalinks at its captions and terms: their signs are no text of the answer."""
    builder = translator.builder
    saved, builder.add_permalinks = builder.add_permalinks, False
    try:
        return captured(translator, node.children[1:])
    finally:
        builder.add_permalinks = saved


def _permalink(translator: HTML5Translator) -> str:
    """Return the sign of a permalink, or nothing where Sphinx writes none."""
    wanted = translator.config.html_permalinks and translator.builder.add_permalinks
    return translator.config.html_permalinks_icon if wanted else ""


def _visit_question(translator: HTML5Translator, node: aiarticle_question) -> None:
    """Render a question; the first of neighbours without a FAQ around them renders them all, in one element."""
    if isinstance(node.parent, aiarticle_faq):
        translator.body.append(_rendered(translator, node))
        raise nodes.SkipNode
    siblings: Sequence[nodes.Node] = node.parent.children
    start = node.parent.index(node)
    if not start or not isinstance(siblings[start - 1], aiarticle_question):
        body = NO_MARKUP
        for sibling in siblings[start:]:
            if not isinstance(sibling, aiarticle_question):
                break
            body += _rendered(translator, sibling)
        untitled = {"id": "", "anchors": NO_MARKUP, "classes": "", "title": NO_MARKUP, "body": body}
        translator.body.append(rendered(translator, node, "faq.html", untitled))
    raise nodes.SkipNode


def _rendered(translator: HTML5Translator, node: aiarticle_question) -> Markup:
    return rendered(translator, node, "question.html", question_values(translator, node))


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_faq, template="faq.html", values=faq_values)
    add_component(app, aiarticle_question, html=(_visit_question, None))
    add_directive(app, "faq", Faq)
    add_directive(app, "question", QuestionDirective)
