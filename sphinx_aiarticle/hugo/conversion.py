"""Read a Hugo article in place: its source in, MyST Markdown with our directives out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.frontmatter import Block as FrontMatterBlock
from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.constructs import FrontMatter
from sphinx_aiarticle.hugo.language import read_language
from sphinx_aiarticle.hugo.markdown import literal, one_line
from sphinx_aiarticle.hugo.native import Printer, refill
from sphinx_aiarticle.hugo.publication import with_defaults
from sphinx_aiarticle.hugo.recognise import Rules, recognise
from sphinx_aiarticle.hugo.site_context import Surroundings
from sphinx_aiarticle.hugo.wording import FAQ_HEADINGS, SUMMARY_HEADINGS, heading_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx_aiarticle.hugo.blocks import Block
    from sphinx_aiarticle.model.problem import Problem

_MIN_BLOCK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A Hugo article read in place.

    Attributes:
        text: MyST Markdown with exactly as many lines as the source; every kept line is on its own number.
        front_matter: The front matter with the defaults; its own problems are not repeated in ``problems``.
        problems: What was not recognised and stays as the author wrote it.
        constructs: What was recognised, with the lines on which it stands in the text as in the source.
        colon_fences: Whether the directives in the text have colon fences; they have tildes where the author's own
            text has lines of colons.
        anchors: The ids that the author gave to headings, by 0-based line.
    """

    text: str
    front_matter: FrontMatterBlock
    problems: tuple[Problem, ...]
    constructs: tuple[Block, ...]
    colon_fences: bool
    anchors: Mapping[int, str] = field(default_factory=dict)


def convert(
    source: str,
    *,
    extensions: Collection[str] = (),
    summary_headings: Collection[str] = SUMMARY_HEADINGS,
    faq_headings: Collection[str] = FAQ_HEADINGS,
    defaults: Iterable[Mapping[str, object]] = (),
    site: Surroundings | None = None,
) -> Conversion:
    """Return a Hugo article as MyST Markdown, line for line.

    The page gets its title from the front matter, its summary, product boxes and questions become directives, and
    hand-made JSON-LD is dropped. Whatever is not recognised with certainty stays as it is, with a problem that says
    so. Never raises.

    Args:
        source: Text of the whole file. A byte order mark is dropped; line ends stay as they are.
        extensions: The extensions of MyST-Parser that the project enables, because settings in a file replace those
            of the project. ``dollarmath`` and ``amsmath`` are left out: in articles a dollar sign is a price.
        summary_headings: Headings of a summary; case, width, emoji and colons around the words do not matter.
        faq_headings: Headings of a FAQ.
        defaults: Front matter that folders hand down, the nearest folder first.
        site: The site's own parameters and shortcodes.
    """
    lines, ends = _split(source.removeprefix("\ufeff"))
    block = with_defaults(read_hugo("\n".join(lines)), defaults)
    front_matter = _front_matter(block)
    body = read_language(lines, block.length, replace(site or Surroundings(), page=block.data))
    rules = Rules(
        summary_headings=heading_keys(summary_headings),
        faq_headings=heading_keys(faq_headings),
        lower_headings=bool(title_of(block)),
        colon_fences="colon_fence" in extensions,
    )
    reading = recognise(body.lines, block.length, rules)
    own_fences = "colon_fence" in extensions
    colons = own_fences or (front_matter is not None and not reading.colon_lines)
    output = list(body.lines)
    for number, text in reading.edited.items():
        output[number] = text
    if front_matter:
        output[: front_matter.end] = refill(front_matter, extensions, colon_fence=colons)
    elif title := title_of(block):
        output[: block.length] = [f"# {literal(title)}", *[""] * (block.length - 1)]
    printer = Printer(output, ":" if colons else "~")
    problems = [*body.problems, *reading.problems, *printer.write(reading.constructs)]
    problems.sort(key=lambda problem: problem.line or 0)
    return Conversion(
        text=_join(output, ends),
        front_matter=block,
        problems=tuple(problems),
        constructs=reading.constructs,
        colon_fences=colons,
        anchors=body.anchors,
    )


def _front_matter(block: FrontMatterBlock) -> FrontMatter | None:
    """Return the lines of the block, or ``None`` when there are too few to hold anything."""
    if block.length < _MIN_BLOCK:
        return None
    return FrontMatter(start=0, end=block.length, title=title_of(block), title_line=block.lines.get("title", 1) - 1)


def title_of(block: FrontMatterBlock) -> str:
    value = block.data.get("title")
    return one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _split(source: str) -> tuple[list[str], list[str] | None]:
    """Return the lines of *source* and, unless all end in a bare line feed, what stands before each line feed."""
    lines = source.split("\n")
    if "\r\n" not in source:
        return lines, None
    ends = ["\r" if line.endswith("\r") else "" for line in lines]
    return [line.removesuffix("\r") for line in lines], ends


def _join(lines: Sequence[str], ends: Sequence[str] | None) -> str:
    if ends is None:
        return "\n".join(lines)
    return "\n".join(line + end for line, end in zip(lines, ends, strict=True))
