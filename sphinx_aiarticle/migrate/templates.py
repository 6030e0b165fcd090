"""The templates of a site's shortcodes: what can be known of them without Hugo, which alone evaluates them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.hugo_copy import SHORTCODES, TEMPLATES
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.site import HugoSite

_LONGEST: Final = 100_000  # characters
_HEADING: Final = re.compile(r"<h[1-6]\b(?:[^<>]*? id=\"([\w-]+)\")?[^<>]*>([^<>{}\"]+)</h[1-6]>")
_COMMENT: Final = re.compile(r"(?:\s*\{\{- |\{\{)/\*.*?\*/(?: -\}\}\s*|\}\})", re.DOTALL)
_SHOP: Final = re.compile(r"//(?:www\.)?(amazon(?:\.[a-z]{2,3}){1,2})/")
_PICTURE: Final = re.compile(r"//([\w.-]*\bamazon\.[\w.-]+/images/[A-Z]/)\{\{[^{}]*\}\}([\w.-]+)")
_TAG: Final = re.compile(r"[\w-]+-2\d", re.ASCII)
_PAID: Final = re.compile(r"[?&]tag=([\w-]+-2\d)\b", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template of a shortcode.

    Attributes:
        printed: The first heading that it prints as it is, with its id; empty without one.
        fixed: All that it prints, where that is the same for every call; ``None`` where Hugo has to evaluate it.
        picture: Address of Amazon's pictures, with ``{}`` in the place of the ASIN; empty without one.
    """

    path: str
    printed: tuple[str, str] = ("", "")
    fixed: str | None = None
    amazon: Store | None = None
    picture: str = ""

    def evaluated(self, name: str) -> EvaluatedCall | None:
        """Return what a call of the shortcode prints, where that is known."""
        return None if self.fixed is None else EvaluatedCall(name=name, offset=0, path=(), output=self.fixed)


def find_templates(root: Path, site: HugoSite) -> dict[str, Template]:
    """Return the template of each shortcode by its name; the site's own come before those of its themes."""
    found: dict[str, Template] = {}
    tag = next((value for value in site.params.values() if isinstance(value, str) and _TAG.fullmatch(value)), "")
    for folder in (f"{layouts}/{name}" for layouts in site.layouts for name in SHORTCODES):
        for path in sorted(path for path in (root / folder).rglob("*") if path.suffix in TEMPLATES):
            name = path.relative_to(root / folder).as_posix().partition(".")[0]
            if name not in found:
                found[name] = _read(path, path.relative_to(root).as_posix(), tag)
    return found


def _read(path: Path, relative: str, tag: str) -> Template:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return Template(path=relative)
    heading = _HEADING.search(text[:_LONGEST])
    printed = (" ".join(heading[2].split()), heading[1] or "") if heading else ("", "")
    picture = _PICTURE.search(text[:_LONGEST])
    fixed = _COMMENT.sub("", text).removesuffix("\n") if len(text) <= _LONGEST else "{{"
    return Template(
        path=relative,
        printed=printed,
        fixed=None if "{{" in fixed else fixed,
        amazon=_amazon(text[:_LONGEST], tag),
        picture=f"https://{picture[1]}{{}}{picture[2]}" if picture else "",
    )


def _amazon(text: str, tag: str) -> Store | None:
    """Return the shop that a template names, paid by the tag in it, or else by that of the site."""
    shop, own = _SHOP.search(text), _PAID.search(text)
    preset = PRESETS.get(shop[1]) if shop else None
    return preset.store("amazon", {"tag": own[1] if own else tag}) if preset else None
