"""Reviews: the directives ``verdict`` and ``pros-cons``, and what data and templates take from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from babel.numbers import format_decimal
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive, one_line
from sphinx_aiarticle.diagnostics import Subtype, guarded
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import captured, root_view
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.model.review import Basis, Notes, Rating, Verdict, read_rating
from sphinx_aiarticle.node_text import plain_text
from sphinx_aiarticle.nodes import Collector, SemanticNode, ancestors, first_of
from sphinx_aiarticle.recognise.outline import BlockKind


class aiarticle_verdict(SemanticNode, nodes.admonition):
    """What the author thinks of something: a title, then a container with the parts below and the author's words."""

    is_prose = False
    block_kind = BlockKind.BOX

    def part(self, kind: type[nodes.Element]) -> nodes.Element | None:
        """Return the part of *kind*, if there is one."""
        return first_of(self.body.children, kind)

    @property
    def body(self) -> nodes.Element:
        """The container of the parts."""
        return cast("nodes.Element", self.children[-1])

    @property
    def words(self) -> list[nodes.Node]:
        """What the author has written in it."""
        return [part for part in self.body.children if not isinstance(part, aiarticle_verdict_part)]

    def collect(self, content: Collector) -> None:
        """Give the verdict as the page shows it."""
        facts, name = self.facts, self.part(aiarticle_verdict_name)
        content.verdicts.append(
            Verdict(
                anchor=self["ids"][0],
                subject=name.astext() if name is not None else "",
                text=" ".join(text for part in self.words if (text := plain_text(part, content.tex))),
                rating=facts.rating,
                basis=facts.basis,
                place=f"{self.source}:{self.line}",
            )
        )


class aiarticle_verdict_part(SemanticNode, nodes.paragraph):
    """One thing that a verdict says besides the author's words."""


class aiarticle_verdict_name(aiarticle_verdict_part):
    """What is judged."""

    def prepare_for_paper(self) -> None:
        """Stand out."""
        self[:] = [nodes.strong("", "", *self.children)]


class aiarticle_verdict_mark(aiarticle_verdict_name):
    """A mark of the author's own, such as "Our pick"."""


class aiarticle_verdict_basis(aiarticle_verdict_part):
    """Says what the verdict rests on."""


class aiarticle_verdict_rating(aiarticle_verdict_part):
    """Says the rating and its scale."""


class aiarticle_pros_cons(SemanticNode, nodes.container):
    """What speaks for something and what against it, each an admonition with a title and a list."""

    is_prose = False
    block_kind = BlockKind.BOX

    def side(self, kind: type[nodes.Element]) -> nodes.Element | None:
        """Return one of the sides, if there is one."""
        return first_of(self.children, kind)

    def collect(self, content: Collector) -> None:
        """Give both sides as the page shows them."""
        pros, cons = (
            tuple(text for item in items_of(side) if (text := plain_text(item, content.tex)))
            for side in map(self.side, (aiarticle_pros, aiarticle_cons))
        )
        verdict = next((around["ids"][0] for around in ancestors(self) if isinstance(around, aiarticle_verdict)), "")
        content.notes.append(Notes(pros=pros, cons=cons, verdict=verdict))


class aiarticle_pros(SemanticNode, nodes.admonition):
    """What speaks for something: a title, and a container with a list."""


class aiarticle_cons(SemanticNode, nodes.admonition):
    """What speaks against something."""


def items_of(side: nodes.Element | None) -> list[nodes.Node]:
    """Return the points of one side, if there is one."""
    return list(cast("nodes.Element", side.children[-1].children[0]).children) if side is not None else []


def _basis_words(basis: Basis, _: Callable[[str], str]) -> str:
    return {
        Basis.BOUGHT: _("Bought and used by the author."),
        Basis.LENT: _("Lent to the author for this review, and used."),
        Basis.GIVEN: _("Given to the author free of charge for this review, and used."),
        Basis.NOT_TRIED: _("Not tried by the author: this rests on published information."),
    }[basis]


class VerdictBox(ArticleDirective):
    """What the author thinks of something.

    The argument is the name of what is judged, taken literally; without it that is the only product box of the page.
    The content is the verdict in words. The options:

    ``rating``
        A mark of the author's own and its scale: ``4.5/5``.
    ``worst``
        Where the scale begins, if not at 1.
    ``basis``
        What the verdict rests on: ``bought``, ``lent``, ``given`` or ``not-tried``. A rating needs it.
    ``mark``
        Words that single the thing out, such as "Our pick".
    """

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        **dict.fromkeys(("rating", "worst", "basis", "mark"), one_line),
    }

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the box: what it rests on comes before the rating."""
        _, name, mark = self.language.gettext, self.argument, self.options.get("mark", "")
        self.note_literals(Subtype.REVIEW, name, mark)
        basis, rating = self._basis(), self._rating()
        parts = nodes.container(classes=["aiarticle-verdict__parts"])
        parts += self._parts(aiarticle_verdict_name, name)
        parts += self._parts(aiarticle_verdict_mark, mark)
        parts += self._parts(aiarticle_verdict_basis, _basis_words(basis, _) if basis else "", translatable=False)
        if rating:
            parts += self._rating_part(rating)
        self.body_into(parts)
        if not any(type(part) is not aiarticle_verdict_name for part in parts.children):
            self.warn(
                Subtype.REVIEW, "this verdict says nothing; write it as a sentence below, or give it a `:rating:`"
            )
        if rating and not self.options.get("basis"):  # one that is unknown is told by now
            message = "structured data have no review of the rating %r, because nothing says what it rests on; write %s"
            self.warn(Subtype.REVIEW, message, self.options["rating"], "`:basis:` bought, lent, given or not-tried")
        box = aiarticle_verdict("", nodes.title("", _("Verdict"), translatable=False), parts)
        box.facts = Verdict(rating=rating, basis=basis)
        self.finish(box, "verdict", name)
        return [box]

    def _parts(self, kind: type[nodes.paragraph], text: str, *, translatable: bool = True) -> list[nodes.Element]:
        if not text:
            return []
        part = kind(text if translatable else "", text, translatable=translatable, support_smartquotes=False)
        self.set_source_info(part)
        return [part]

    def _rating_part(self, rating: Rating) -> nodes.Element:
        locale = self.language.locale
        value, best = (format_decimal(number, locale=locale) for number in (rating.value, rating.best))
        words = self.language.gettext("Rating: {value} out of {best}").format(value=value, best=best)
        (part,) = self._parts(aiarticle_verdict_rating, words, translatable=False)
        part["value"], part["best"] = value, best
        return part

    def _basis(self) -> Basis | None:
        name = self.options.get("basis", "").lower().replace("_", "-").replace(" ", "-")
        if not name or name in (known.value for known in Basis):
            return Basis(name) if name else None
        message = "the basis %r of this verdict is not shown%s"
        self.warn(Subtype.REVIEW, message, self.options["basis"], did_you_mean(name, [known.value for known in Basis]))
        return None

    def _rating(self) -> Rating | None:
        text, worst = self.options.get("rating", ""), self.options.get("worst", "")
        if not text:
            if worst:
                self.warn(Subtype.REVIEW, "`:worst:` says where a scale begins; add a `:rating:`, or delete it")
            return None
        try:
            return read_rating(text, worst)
        except ValueError as error:
            self.warn(Subtype.REVIEW, "the rating %r is not shown: it %s", text, error)
            return None


class ProsCons(ArticleDirective):
    """What speaks for something and what against it: items of lists that begin with ``+``, and with ``-``."""

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the box: both sides, and below them what is neither."""
        _, body = self.language.gettext, self.body_into(nodes.container())
        box, rest = aiarticle_pros_cons(), list[nodes.Node]()
        sides = {"+": nodes.bullet_list(bullet="+"), "-": nodes.bullet_list(bullet="-")}
        for part in body.children:
            items = None
            if isinstance(part, nodes.bullet_list) and not any(map(_is_list_in_list, part.children)):
                items = sides.get(part.get("bullet", ""))
            if items is None:
                rest.append(part)
            else:
                items += [item for item in part.children if item.children]
        for kind, title, items in ((aiarticle_pros, _("Pros"), sides["+"]), (aiarticle_cons, _("Cons"), sides["-"])):
            if items.children:
                side = kind("", nodes.title("", title, translatable=False), nodes.container("", items))
                self.set_source_info(side)
                box += side
        if not box.children or any(isinstance(part, nodes.bullet_list) for part in rest):
            message = "pros and cons are lists: begin what speaks for it with `+`, and what speaks against it with `-`"
            self.warn(Subtype.REVIEW, message)
        box += rest
        self.finish(box, "pros-cons", "")
        return [box]


def _is_list_in_list(item: nodes.Node) -> bool:
    """Whether an item has a mark of its own behind that of the list, as in ``- + Quiet``."""
    return bool(item.children) and isinstance(item.children[0], nodes.bullet_list)


def verdict_values(translator: HTML5Translator, node: aiarticle_verdict) -> View:
    """Return the values of ``verdict.html``."""
    facts, rating = node.facts, node.part(aiarticle_verdict_rating)
    kinds = {"name": aiarticle_verdict_name, "mark": aiarticle_verdict_mark, "basis": aiarticle_verdict_basis}
    parts = {name: node.part(kind) for name, kind in kinds.items()}
    return {
        **root_view(node),
        **{name: part.astext() if part is not None else "" for name, part in parts.items()},
        "title": node.children[0].astext(),
        "is_tried": facts.basis is not Basis.NOT_TRIED,
        "rating": None
        if rating is None
        else {
            "text": rating.astext(),
            "value": rating["value"],
            "best": rating["best"],
            "percent": facts.rating.percent,
        },
        "body": captured(translator, node.words),
    }


def pros_cons_values(translator: HTML5Translator, node: aiarticle_pros_cons) -> View:
    """Return the values of ``pros-cons.html``: ``pros`` and ``cons`` with ``title`` and ``body``, and the ``rest``."""
    sides = {"pros": node.side(aiarticle_pros), "cons": node.side(aiarticle_cons)}
    rest = [part for part in node.children if part not in sides.values()]
    return {
        **root_view(node),
        **{name: _side_view(translator, side) if side is not None else None for name, side in sides.items()},
        "rest": captured(translator, rest),
    }


def _side_view(translator: HTML5Translator, side: nodes.Element) -> View:
    title, body = side.children
    return {"title": title.astext(), "body": captured(translator, body.children)}


def setup(app: Sphinx) -> None:
    """Register the components."""
    parts = aiarticle_verdict_name, aiarticle_verdict_mark, aiarticle_verdict_basis, aiarticle_verdict_rating
    add_component(app, aiarticle_verdict, *parts, template="verdict.html", values=verdict_values)
    add_component(
        app, aiarticle_pros_cons, aiarticle_pros, aiarticle_cons, template="pros-cons.html", values=pros_cons_values
    )
    add_directive(app, "verdict", VerdictBox)
    add_directive(app, "pros-cons", ProsCons)
    add_stylesheet(app, STATIC_DIR / "aiarticle-review.css", "aiarticle-verdict", "aiarticle-pros-cons")
