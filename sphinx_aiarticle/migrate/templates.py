"""The templates of a site's shortcodes: what is known of them without Hugo."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.by_arguments import with_link
from sphinx_aiarticle.hugo.shortcodes.by_name import shown_by
from sphinx_aiarticle.hugo.shortcodes.call import RAW, Call, CallNode
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.html_markdown import balanced
from sphinx_aiarticle.migrate.hugo_copy import SHORTCODES, TEMPLATES
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.migrate.word_tokens import lacks_words
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.site import HugoSite

_LONGEST: Final = 100_000  # characters
_HEADING: Final = re.compile(r"<h[1-6]\b(?:[^<>]*? id=\"([\w-]+)\")?+[^<>]*+>([^<>{}\"]++)</h[1-6]>")
_COMMENT: Final = re.compile(r"(?:(?<!\s)\s*+\{\{- |\{\{)/\*(?:(?!\*/).)*+(?:\*/(?: -\}\}\s*+|\}\})?|\Z)", re.DOTALL)
_SHOP: Final = re.compile(r"//(?:www\.)?(amazon(?:\.[a-z]{2,3}){1,2})/")
_PICTURE: Final = re.compile(r"//((?=[\w.-]*?\bamazon\.[\w.-])[\w.-]++/images/[A-Z]/)\{\{[^{}]*\}\}([\w.-]+)")
_TAG: Final = re.compile(r"[\w-]+-2\d", re.ASCII)
_ACTION: Final = re.compile(r"\{\{-?([^{}]*+)\}\}")
#: What readers do not see of it; the inner text as Markdown, and what stands for it in what is printed.
_LOOK: Final = re.compile(
    r"\b(?:style|class|data-[\w-]{1,40})\s*=\s*([\"'])(?:\{\{[^{}]*+\}\}|(?!\1).)*+\1", re.IGNORECASE | re.DOTALL
)
_INNER: Final = re.compile(r"\{\{-?\s*+\.Inner\s*+(?:\|\s*+(?:markdownify|\$?+\.Page\.RenderString)\s*+)?-?\}\}")
INNER: Final = "{{ .Inner }}"
#: What prints that which is not in the template itself.
_ELSEWHERE: Final = re.compile(r"\b(?:partial\w*|template|block|\w*Highlight\w*|highlight|printf|readFile)\b")
#: What shortcodes of Hugo's own print: a template that prints none of it means something else by the name.
_PRINTED: Final = {
    "figure": re.compile(r"<img\b|!\["),
    "highlight": re.compile(r"<(?:pre|code)\b|```"),
    **dict.fromkeys(("details", "collapse"), re.compile(r"<(?:details|summary|button|input)\b|collaps|accordion")),
}
#: What leads to that which others show, in templates that may print words of their own beside it.
_LEADS: Final = {"figure": re.compile(r"<img\b")} | dict.fromkeys(
    ("gist", "instagram", "tweet", "twitter", "vimeo", "x", "youtube"), re.compile(r"<(?:a\b[^<>]*\bhref|iframe)\b")
)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")  # which ends HTML in Markdown
_PAID: Final = re.compile(r"[?&]tag=([\w-]+-2\d)\b", re.ASCII)


class Template(Record):
    """A template of a shortcode.

    Attributes:
        heading: The first one that it prints as it is, with its id; empty without one.
        printed: What it prints for every call, with `INNER` in the place of the inner text, which is Markdown; ``None``
            where there is something to evaluate.
        is_other: Whether it prints nothing of what the shortcode of Hugo's own of its name does.
        picture: Address of Amazon's pictures, with ``{}`` in the place of the ASIN; empty without one.
    """

    path: str
    heading: tuple[str, str] = ("", "")
    printed: str | None = None
    is_other: bool = False
    amazon: Store | None = None
    picture: str = ""

    def evaluated(self, node: CallNode, source: str) -> EvaluatedCall | None:
        """Return what a call prints, with `INNER` as its inner text; ``None`` if only Hugo knows, or it would go."""
        inner, printed = INNER if self.printed and INNER in self.printed else "", self.printed
        if printed is None or (node.close and not inner):
            return None
        if node.name == RAW and not node.children:
            inner, printed = "", printed.replace(INNER, _inner(node, source))
        return EvaluatedCall(name=node.name, offset=0, path=(), output=printed, inner=inner)

    def means_other(self, node: CallNode, source: str, call: EvaluatedCall | None) -> bool:
        """Whether a call, or any of unknown output, prints something else, or more, than Hugo's own of its name."""
        if node.name == RAW:
            call = call or self.evaluated(node, source)
            if call is None or call.inner == INNER:
                return False
            inner = call.inner if node.children else _inner(node, source).strip()
            ends_block = not node.children and _BLANK_LINE.search(inner) and balanced(inner) == inner
            return bool(ends_block) or lacks_words(read_rendered(call.output).text, read_rendered(inner).text)
        if call is None:
            return self.is_other
        leads = _LEADS.get(node.name)
        if leads and leads.search(call.output):
            return lacks_words(read_rendered(call.output).text, source[node.tag.begin : node.end])
        return _is_other(node.name, call.output)

    def shown(self, call: Call) -> Rendering | None:
        """Return what a call shows by its arguments, with what the template adds to them."""
        return shown_by(with_link(call, self.amazon, self.picture) if self.amazon else call)


def _inner(node: CallNode, source: str) -> str:
    return source[node.tag.end : node.close.begin] if node.close else ""


def _is_other(name: str, printed: str) -> bool:
    """Whether a template of a shortcode that is named like one of Hugo's own prints nothing of what that does."""
    pattern = _PRINTED.get(name)
    return bool(pattern and printed.strip() and not pattern.search(printed))


def find_templates(root: Path, site: HugoSite) -> dict[str, Template]:
    """Return the template of each shortcode by its name; the site's own come before those of its themes."""
    found, root = dict[str, Template](), root.resolve()
    tag = next((value for value in site.params.values() if isinstance(value, str) and _TAG.fullmatch(value)), "")
    for folder in (f"{layouts}/{name}" for layouts in site.layouts for name in SHORTCODES):
        files = filter(Path.is_file, (root / folder).rglob("*"))  # symbolic links may lead out of the site
        paths = [path for path in files if path.suffix in TEMPLATES and path.resolve() == path]
        for path in sorted(paths, key=lambda path: (path.name.count("."), path)):
            name, _, ending = path.relative_to(root / folder).as_posix().partition(".")
            is_new = name not in found
            if is_new:
                found[name] = _read(name, path, root, tag)
            if "." in ending and (is_new or any(one.key in ending.lower().split(".") for one in site.languages)):
                found[name] = replace(found[name], printed=None)  # each of them prints its own
    return found


def _read(name: str, path: Path, root: Path, tag: str) -> Template:
    relative = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return Template(path=relative)
    printed = _printed(text) if len(text) <= _LONGEST else None
    text = text[:_LONGEST]
    heading, picture, fixed = _HEADING.search(text), _PICTURE.search(text), _COMMENT.sub("", text)
    return Template(
        path=relative,
        printed=printed if path.suffix == ".html" else None,
        heading=(" ".join(heading[2].split()), heading[1] or "") if heading else ("", ""),
        is_other=_is_other(name, fixed) and not any(map(_ELSEWHERE.search, _ACTION.findall(fixed))),
        amazon=_amazon(text, tag),
        picture=f"https://{picture[1]}{{}}{picture[2]}" if picture else "",
    )


def _printed(text: str) -> str | None:
    """Return what a template prints in which nothing is evaluated but its inner text and how that looks."""
    fixed = _COMMENT.sub("", text).removesuffix("\n")
    if "{{" not in fixed:
        return fixed
    frame = _INNER.sub(INNER, _LOOK.sub(lambda found: _ACTION.sub("", found[0]), fixed))
    return frame if frame.count("{{") == frame.count(INNER) == 1 else None


def _amazon(text: str, tag: str) -> Store | None:
    """Return the shop that a template names, paid by the tag in it, or else by that of the site."""
    shop, own = _SHOP.search(text), _PAID.search(text)
    preset = PRESETS.get(shop[1]) if shop else None
    return preset.store("amazon", {"tag": own[1] if own else tag}) if preset else None
