"""Make nodes of the summary and the questions that an author wrote as ordinary sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.components.faq import aiarticle_question
from sphinx_aiarticle.components.summary import aiarticle_summary_box
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, report, transform
from sphinx_aiarticle.nodes import rubric_of
from sphinx_aiarticle.reading.anchors import note_heading, stable_anchor
from sphinx_aiarticle.reading.source import has_faq, source_of

if TYPE_CHECKING:
    from sphinx_aiarticle.recognise.sections import Section, Sections


_NUMBERED = re.compile(r"id(\d+)")  # what docutils calls a heading whose words give no id


@transform(priority=8)  # before the header of the article (10) and the translations (20)
def find_written_sections(app: Sphinx, document: nodes.document) -> None:
    """Find the summary of a Hugo article, and the questions of every page whose FAQ is asked for."""
    env, conf = app.env, settings(app.config)
    source = source_of(env)
    is_hugo = source is not None and source.is_hugo
    reads_faq = has_faq(env)
    if not (is_hugo or reads_faq):
        return
    from sphinx_aiarticle.reading.doctree_outline import outline_of, unfold_questions
    from sphinx_aiarticle.recognise.headings import SUMMARY_HEADINGS, faq_keys, heading_keys
    from sphinx_aiarticle.recognise.sections import find_sections

    summaries = heading_keys((*SUMMARY_HEADINGS, *conf.summary_headings)) if is_hugo else frozenset()
    questions = faq_keys(conf.faq_headings) if reads_faq else frozenset()
    top = 2 if source and source.title[0] else 1
    if questions:
        unfold_questions(document, questions)
    blocks, found = outline_of(document)
    sections = find_sections(blocks, summaries, questions, top=top)
    subtype = Subtype.HUGO if is_hugo else Subtype.FAQ
    report((replace(problem, subtype=subtype) for problem in sections.problems), env.docname)
    _Sections(env, document).replace(sections, found)


class _Sections:
    """Puts a summary box and questions in the place of their sections."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self.env, self.document = env, document
        self._released: list[int] = []

    def replace(self, sections: Sections, found: Sequence[nodes.Element]) -> None:
        """Put them there, and number the other headings."""
        for part in sections.questions:
            self._question(part, found)
        if sections.summary:
            self._summary(sections.summary, found)
        if self._released:
            self._renumber()

    def _question(self, part: Section, found: Sequence[nodes.Element]) -> None:
        from sphinx_aiarticle.reading.doctree_outline import details_title, split_lead
        from sphinx_aiarticle.recognise.leads import details_in

        section = found[part.start]
        inside = found[part.start + 1 : part.end]
        if part.is_details:
            self._place_question(section, details_title(section), inside)
            closing = found[part.end]
            if not details_in(closing.astext()).question:  # the next one begins in it
                closing.parent.remove(closing)
            return
        if part.is_lead:
            title, behind = split_lead(cast("nodes.paragraph", section))
            self._place_question(section, title, [*([behind] if behind else []), *inside])
            return
        title, body, rest = self._split(section, inside)
        node = aiarticle_question("", title, *body, style="")
        self._take_place(node, section, "faq")
        if part.faq < 0:
            self._replace(section, [node, *rest])
        else:
            section.parent.remove(section)
            found[part.faq] += [node, *rest]

    def _place_question(self, place: nodes.Element, title: nodes.title, answer: Sequence[nodes.Element]) -> None:
        """Put a question with its answer in the place of something that is not a heading."""
        node = aiarticle_question("", title, style="")
        self._take_place(node, place, "faq")
        note_heading(self.env, node)
        self._replace(place, [node])
        for part in answer:
            if part.parent is not None:
                part.parent.remove(part)
            node += part

    def _summary(self, part: Section, found: Sequence[nodes.Element]) -> None:
        section = found[part.start]
        title, body, rest = self._split(section, found[part.start + 1 : part.end])
        box = aiarticle_summary_box("", title, nodes.container("", *body, classes=["aiarticle-summary__body"]))
        self._take_place(box, section, "summary")
        self._replace(section, [box, *rest])

    @staticmethod
    def _replace(section: nodes.Element, parts: list[nodes.Node]) -> None:
        parent = section.parent
        place = parent.index(section)
        parent[place : place + 1] = parts  # replace_self() would hand on the ids

    def _split(
        self, section: nodes.Element, inside: Sequence[nodes.Element]
    ) -> tuple[nodes.title, list[nodes.Node], list[nodes.Node]]:
        """Return the title of a section, what belongs to it, and the rest; headings inside become rubrics."""
        own, body, rest = {id(node) for node in inside}, list[nodes.Node](), list[nodes.Node]()
        waiting = list(reversed(section.children))
        title = waiting.pop()
        while waiting:
            node = waiting.pop()
            is_own = id(node) in own or (not rest and isinstance(node, nodes.Invisible | nodes.target))
            if is_own and isinstance(node, nodes.section) and not isinstance(node, aiarticle_question):
                body.append(rubric_of(node, self.document))
                waiting += reversed(node.children[1:])
            else:
                (body if is_own else rest).append(node)
        return title, body, rest  # type: ignore[return-value]

    def _take_place(self, node: nodes.Element, section: nodes.Element, prefix: str) -> None:
        """Give *node* the place of a section, with a stable anchor in place of its ids."""
        node.source, node.line = section.source, section.line
        node["classes"] += section["classes"]
        title = cast("nodes.title", node[0])
        text = " ".join(title.rawsource.split()) or title.astext()
        anchor = stable_anchor(self.document, self.env.docname, prefix, text)
        former = set(section["ids"])
        for old in former:
            del self.document.ids[old]
            if match := _NUMBERED.fullmatch(old):
                self._released.append(int(match[1]))
        for name, id_ in list(self.document.nameids.items()):
            if id_ in former:
                self.document.nameids[name] = anchor
        node["ids"] = [anchor]
        self.document.ids[anchor] = node
        if "slug" in section:
            node["slug"] = section["slug"]
            slugs = self.env.metadata[self.env.docname].get("myst_slugs", {})
            line, _, words = slugs.get(section["slug"], (None, "", title.astext()))
            slugs[section["slug"]] = (line, anchor, words)

    def _renumber(self) -> None:
        """Number the other headings as if those that are none any more had never been headings.

        So headings whose words give no id, as in Japanese, have the ids that they have beside directives.
        """
        released = sorted(self._released)
        renamed: dict[str, str] = {}
        for id_, node in list(self.document.ids.items()):
            match = _NUMBERED.fullmatch(id_)
            if match and (shift := bisect_left(released, int(match[1]))):
                renamed[id_] = new = f"id{int(match[1]) - shift}"
                node["ids"] = [new if one == id_ else one for one in node["ids"]]
                del self.document.ids[id_]
                self.document.ids[new] = node
        for name, id_ in list(self.document.nameids.items()):
            if id_ in renamed:
                self.document.nameids[name] = renamed[id_]
        slugs = self.env.metadata[self.env.docname].get("myst_slugs", {})
        for slug, (line, id_, words) in list(slugs.items()):
            if id_ in renamed:
                slugs[slug] = (line, renamed[id_], words)
        self.document.id_counter["id"] -= len(released)
