"""When articles are part of the site, and the values that Hugo articles take from their folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.keys import KEY
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.values import FLAGS, as_text, parse_date

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter import Block


_TARGETS = ("target", "_target")
_CHOICE = re.compile(r"(?<!\\)([{},])")
_SIGN = re.compile(r"\[!?\]?[^\]]{0,99}\]|\*+|\\?.", re.DOTALL)
_INDEXES = ("index", "_index")


def cascade_of(data: Mapping[str, object], name: str) -> dict[str, object]:
    """Return the values that the front matter of a folder hands down to the file with a name such as ``posts/kettles``.

    https://gohugo.io/configuration/cascade/: one mapping or a list of them, each with an optional ``target``; of two
    that match the first one counts.
    """
    value, page = data.get("cascade"), _page_of(name)
    values: dict[str, object] = {}
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping) and _matches(entry, *page):
            for key, item in entry.items():
                if key == "params" and isinstance(item, Mapping):
                    values = {**item, **values}
                elif key not in _TARGETS:
                    values.setdefault(key, item)
    return values


def folders_above(docname: str) -> Iterator[str]:
    """Yield the folders whose front matter holds for an article too, the nearest first; the top is ``""``."""
    folder, _, name = docname.rpartition("/")
    if name != "_index":
        yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def with_defaults(block: Block, cascades: Iterable[Mapping[str, object]]) -> Block:
    """Return *block* with what it does not say itself from *cascades*, the nearest folder first."""
    defaults: dict[str, object] = {}
    for values in cascades:
        defaults = {**values, **defaults}
    defaults = {key: value for key, value in defaults.items() if key not in block.data}
    return replace(block, data={**block.data, **defaults}) if defaults else block


def _page_of(name: str) -> tuple[str, str]:
    """Return the path and the kind that a file has in Hugo: https://gohugo.io/methods/page/path/."""
    folder, _, last = name.rpartition("/")
    kind = "page" if last != "_index" else "section" if folder else "home"
    return f"/{folder if last in _INDEXES else name}".replace(" ", "-"), kind


def _matches(entry: Mapping[str, object], path: str, kind: str) -> bool:
    for name in _TARGETS:
        target = entry.get(name)
        if isinstance(target, Mapping):
            meant = ("path", path), ("kind", kind), ("environment", "production")
            return all(_globs(str(target.get(key) or "**"), value) for key, value in meant)
    return True


def _globs(pattern: str, value: str) -> bool:
    """Whether a pattern means a value, in any letter case; only ``**`` stands for slashes."""
    value, ends = value.lower(), {0}
    choices: list[tuple[set[int], set[int]]] = []  # where each begins, and where those of its words end that are read
    for part in _CHOICE.split(pattern.lower()):
        if part == "{":
            choices.append((ends, set()))
        elif choices and part == ",":
            choices[-1][1].update(ends)
            ends = choices[-1][0]
        elif choices and part == "}":
            ends = ends | choices.pop()[1]
        else:
            for sign in _SIGN.findall(part.strip() if choices else part):
                ends = _behind(sign, value, ends)
    return not choices and len(value) in ends


def _behind(sign: str, value: str, ends: set[int]) -> set[int]:
    """Return where a sign of a pattern may end in a value, of the places where it may begin."""
    found, reached = set(), False
    for place, before in enumerate(("", *value)):
        if sign[0] == "*":
            reached = place in ends or (reached and (before != "/" or len(sign) > 1))
        elif sign[0] == "[" and len(sign) > 1:
            reached = place - 1 in ends and fnmatchcase(before, sign)
        else:
            reached = place - 1 in ends and (before == sign[-1] or (sign == "?" and before != "/"))
        if reached:
            found.add(place)
    return found


#: What Pelican and exports of WordPress and Ghost write for a page that is not published.
UNPUBLISHED: Final = frozenset({"draft", "pending", "private", "skip", "trash"})
#: What switches of other tools say of such a page, and what further ones say of a page with a date.
_SWITCHES: Final = {"isdraft": True, "is_draft": True, "published": False}
_DATED_SWITCHES: Final = {"private": True, "ignorepublish": True, "publish": False}
#: Names of the date in lower case, of whichever tool.
_DATE_NAMES: Final = frozenset(name.lower() for name in (*KEY["date"].names, *KEY["date"].others))


def is_draft(data: Mapping[str, object]) -> bool:
    """Whether front matter calls its page unfinished, in the words of whichever tool, in any letter case.

    ``draft`` counts before all others: switches such as ``published: false`` of Jekyll, Hexo and Hugo or ``isDraft`` of
    Astro's themes, and ``status: draft`` of Pelican and WordPress. The latter counts on pages with a date only, because
    documents have a ``status``, too, and so do ``private`` of Qiita and ``publish`` of Obsidian.
    """
    words = _words(data)
    if words.get("draft") in FLAGS:
        return FLAGS[words["draft"]]
    is_dated = not _DATE_NAMES.isdisjoint(words)
    switches = {**_SWITCHES, **(_DATED_SWITCHES if is_dated else {})}
    if any(FLAGS.get(words.get(name, "")) is meant for name, meant in switches.items()):
        return True
    return is_dated and any(words.get(name) in UNPUBLISHED for name in ("status", "post_status", "visibility"))


#: Switches of PaperMod and Docusaurus by which a page asks search engines to stay away.
_HIDING: Final = frozenset({"robotsnoindex", "unlisted"})


def is_hidden(data: Mapping[str, object]) -> bool:
    """Whether front matter hides its page from search engines by a switch of another tool, in any letter case."""
    return any(FLAGS.get((as_text(value) or "").lower()) for key, value in data.items() if key.lower() in _HIDING)


def contradiction(data: Mapping[str, object]) -> str:
    """Return the key by which front matter calls its page unfinished where ``draft`` says the opposite, or nothing."""
    words = _words(data)
    if FLAGS.get(words.get("draft", "")) is not False:
        return ""
    found = (key for key in data if FLAGS.get(words[key.lower()]) is _SWITCHES.get(key.lower(), ""))
    return next(found, "")


def _words(data: Mapping[str, object]) -> dict[str, str]:
    return {key.lower(): (as_text(value) or "").lower() for key, value in data.items()}


# https://gohugo.io/configuration/front-matter/#dates
_START = ("publishdate", "pubdate", "published", "date", *(name.lower() for name in KEY["date"].others))
_END = ("expirydate", "unpublishdate")


class Window(Record):
    """What decides whether an article is shown.

    Attributes:
        draft: Whether it is unfinished.
        start: When it appears; ``None`` for always.
        end: When it disappears again; ``None`` for never.
        rendered: ``False`` for a page that Hugo keeps for its resources only.
    """

    draft: bool = False
    start: datetime | None = None
    end: datetime | None = None
    rendered: bool = True


class Publishing(Record):
    """What a build shows besides published articles; Hugo's ``buildDrafts``, ``buildFuture`` and ``buildExpired``."""

    drafts: bool = False
    future: bool = False
    expired: bool = False


def window_of(data: Mapping[str, object], timezone: tzinfo, *, is_hugo: bool = True) -> Window:
    """Return what front matter says about publication; what cannot be read counts as not given."""
    folded = {key.lower(): value for key, value in data.items()}
    return Window(
        draft=is_draft(data),
        start=_first_date(folded, _START, timezone),
        end=_first_date(folded, _END, timezone),
        rendered=not is_hugo
        or (
            not FLAGS.get(_words(data).get("headless", "")) and _is_rendered(folded.get("build", folded.get("_build")))
        ),
    )


def why_left_out(window: Window, publishing: Publishing, now: datetime) -> str:
    """Return why an article is not part of the site, such as ``it is a draft``; empty when it is."""
    if window.draft and not publishing.drafts:
        return "it is a draft"
    if window.start and window.start > now and not publishing.future:
        return f"it appears on {window.start.isoformat()}"
    if window.end and window.end <= now and not publishing.expired:
        return f"it expired on {window.end.isoformat()}"
    return "" if window.rendered else "its front matter asks for no page"


def _is_rendered(build: object) -> bool:
    render = build.get("render", True) if isinstance(build, Mapping) else True
    return render is not False and str(render).lower() not in ("never", "false", "link")


def _first_date(data: Mapping[str, object], keys: tuple[str, ...], timezone: tzinfo) -> datetime | None:
    for key in keys:
        value = data.get(key)
        if isinstance(value, Mapping):  # as Material for MkDocs has it
            value = value.get("created")
        date = parse_date(value.strip(), timezone) if isinstance(value, str) else None
        if date is not None:
            return date
    return None
