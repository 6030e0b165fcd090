"""Front matter about where an article comes from: ``sponsor`` and ``ai``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.frontmatter.keys import KEY, report_unknown
from sphinx_aiarticle.model.origin import Ai, Sponsor
from sphinx_aiarticle.model.problem import Problem, Subtype, shown
from sphinx_aiarticle.url import is_web_url
from sphinx_aiarticle.values import as_text

if TYPE_CHECKING:
    from sphinx_aiarticle.values import Values


def read_sponsor(values: Values) -> Sponsor | None:
    """Return who paid for the article; where the name cannot be read, readers are told that somebody did."""
    text = as_text(values.data.get("sponsor"))
    if text in ("", "false", "no"):
        return None
    inside = values.mapping("sponsor")
    name, url = (inside.text("name"), inside.text("url")) if inside else (text or "", "")
    if inside:
        report_unknown(inside, [key.name for key in KEY["sponsor"].keys], is_foreign=lambda _: False, is_article=True)
    if not name or name in ("true", "yes"):
        values.complain("sponsor", "does not name who paid; write for example 'sponsor: Example Works'.")
        name = ""
    if url and not is_web_url(url):
        message = f"'sponsor.url' is not an absolute http or https address: {shown(url)}; write 'https://example.org/'."
        values.problems.append(Problem(subtype=Subtype.URL, message=message, line=values.line("sponsor.url")))
        url = ""
    return Sponsor(name=name, url=url)


def read_ai(values: Values) -> Ai | None:
    """Return what AI had to do with the article."""
    if as_text(values.data.get("ai")) == "":
        return None
    inside = values.mapping("ai")
    if inside is None:
        values.complain("ai", f"must be a mapping, not {shown(values.data['ai'])}; write for example {_EXAMPLE}.")
        return None
    keys = {key.name: key for key in KEY["ai"].keys}
    report_unknown(inside, tuple(keys), is_foreign=lambda _: False, is_article=True)
    given = inside.given("text", "pictures")
    found = {name: inside.choice(name, key.choices) if key.choices else inside.text(name) for name, key in keys.items()}
    if not given:
        values.complain("ai", f"does not say what AI has made; write for example {_EXAMPLE}.")
    return Ai(**found) if found["text"] or found["pictures"] else None


_EXAMPLE = "'ai: {text: generated}' or 'ai: {pictures: generated}'"
