"""Write the ``conf.py`` of a migrated site."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, StrictUndefined

from sphinx_aiarticle.config_values import has_labels
from sphinx_aiarticle.hugo.autolinks import KNOWN_SCHEMES
from sphinx_aiarticle.hugo.headings import SLUGS
from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.hugo.site_context import MERMAID
from sphinx_aiarticle.migrate.lists import list_settings
from sphinx_aiarticle.migrate.project import FOLDER
from sphinx_aiarticle.url import language_tag

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.site import HugoSite
    from sphinx_aiarticle.migrate.survey import Survey


_TEMPLATE: Final = Path(__file__).with_name("conf.py.jinja")
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_GLOB: Final = re.compile(r"[*?\[\]]")


def conf_py(
    site: HugoSite, found: Survey, pages: Mapping[str, Page], *, static: Sequence[str], bundles: Sequence[str] = ()
) -> str:
    """Return the text of ``conf.py``; files in *static* stay as they are, those in *bundles* are beside their page."""
    has_diagrams = "mermaid" in found.code  # which Hugo's themes draw
    environment = Environment(
        autoescape=False,  # noqa: S701 - it is Python
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"text": _text, "code": _code, "pattern": _pattern}
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        site=site,
        found=found,
        static=static,
        bundles=bundles,
        has_diagrams=has_diagrams,
        mermaid=MERMAID,
        extensions=["sphinx_aiarticle", *([MERMAID] if has_diagrams and _is_there(MERMAID) else [])],
        myst_extensions=["colon_fence", *site.goldmark.extensions],
        schemes=[*KNOWN_SCHEMES, *found.schemes],
        slug_func=SLUGS[site.goldmark.heading_ids].__name__,
        excluded=["_build", FOLDER, *static],
        lists=list(list_settings(site, pages)),
        authors=_authors(site, found),
        stores={setup.key: {"preset": setup.preset, **dict(setup.ids)} for setup in found.stores},
        timezone=site.timezone or found.timezone,
        key_names=dict.fromkeys(found.pictures, "cover"),
        unlabelled=[one.tag for one in site.languages if not has_labels(language_tag(one.tag))],
    )


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


def _authors(site: HugoSite, found: Survey) -> Mapping[str, Mapping[str, str]]:
    """Return name and address of each author by a key, those of the settings first."""
    known = {**site.authors, **{name: "" for name in found.authors if name not in site.authors}}
    keys = _keys(tuple(known), as_terms=not {"authors", "author"}.isdisjoint(site.taxonomies))
    return {keys[name]: {"name": name, **({"url": url} if url else {})} for name, url in known.items()}


def _keys(names: Sequence[str], *, as_terms: bool) -> Mapping[str, str]:
    """Return a short key for each name, no two alike; *as_terms* what Hugo makes of it in the address of its page."""
    keys: dict[str, str] = {}
    taken, last = set[str](), Counter[str]()
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = term_path(name) if as_terms else re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "author"
        key = base
        while key in taken:
            last[base] += 1
            key = f"{base}-{last[base] + 1}"
        taken.add(key)
        keys[name] = key
    return keys


def _text(value: str) -> str:
    """Return *value* as a Python literal, in double quotes where nothing in it needs a backslash."""
    value = _LONE_SURROGATE.sub("\ufffd", value)
    return f'"{value}"' if value.isprintable() and not set('"\\') & set(value) else repr(value)


def _code(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_code(key)}: {_code(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_code, value))}]"
    return _text(value) if isinstance(value, str) else repr(value)


def _pattern(path: str) -> str:
    """Return the pattern in ``exclude_patterns`` that fits a path alone."""
    return _GLOB.sub(r"[\g<0>]", path)
