"""Front matter as data → ``Article``, as :data:`~sphinx_aiarticle.frontmatter.keys.KEYS` has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.frontmatter.foreign import FOREIGN_COVER_KEYS, HINTED_DATES, hinted_picture, with_image
from sphinx_aiarticle.frontmatter.keys import (
    AIARTICLE_KEYS,
    ARTICLE_KEYS,
    COVER,
    COVER_KEYS,
    KEY,
    KEYS,
    SETTINGS,
    Key,
    Kind,
    is_foreign,
    report_unknown,
)
from sphinx_aiarticle.frontmatter.mappings import read_ai, read_corrections, read_sponsor, read_tutorial, read_video
from sphinx_aiarticle.frontmatter.publication import contradiction, is_draft, is_hidden
from sphinx_aiarticle.model.article import ARTICLE_TYPES, ENDINGS, Article, Cover, ending_problem, type_problem
from sphinx_aiarticle.model.problem import Problem, Subtype, listed, shown
from sphinx_aiarticle.url import language_problem, language_tag
from sphinx_aiarticle.values import EXAMPLE, FLAGS, Values, advice, as_text, meant_day, parse_date, read_name

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter.block import Block


_NO_ARTICLE: Final = " Without a valid date the page is not an article."
#: What only articles show, beside the cover; on any other page the key may be that of another tool.
_OF_ARTICLES: Final = frozenset({"slug", "author", "categories", "tags", "keywords", "series"})
_LIKE_A_DATE: Final = r"\D*\d[\d\W年月]{6}|[A-Za-z]{3,9}\.? \d"


def to_article(
    block: Block, *, timezone: tzinfo, other_keys: Collection[str] = (), taxonomies: Collection[str] = ()
) -> tuple[Article, tuple[Problem, ...]]:
    """Read the article that *block* describes; never raises, whatever the block holds.

    A value of the wrong kind is left out with a problem at its key's line, an empty one in silence. Numbers where text
    is expected are text. Texts come on one line, without control characters.

    Args:
        block: The front matter. Its own problems are not repeated.
        timezone: Zone of dates without one; a date without a time is midnight there.
        other_keys: Keys that other tools read, beside those that this package knows of.
        taxonomies: Further keys whose values are terms.

    Returns:
        The article and the problems. It is not an article in the strict sense without a ``date``.
    """
    problems: list[Problem] = []
    values = Values(data=block.data, lines=block.lines, problems=problems)
    date = _date(values, timezone, other_keys)
    settings, cover = _inner(values, KEY["aiarticle"]), _inner(values, KEY["cover"])
    _report_settings(values, settings)
    own = settings or replace(values, data={})
    is_plain = date is None and {"date", "aiarticle"}.isdisjoint(values.data)
    shown_values = replace(values, problems=[]) if is_plain else values
    article = Article(
        **_fields(values, own, shown_values, other_keys),
        date=date,
        lastmod=_lastmod(values, date, timezone),
        expires=values.date(*KEY["expiryDate"].names, timezone=timezone, consequence=" The page stays."),
        cover=_cover(shown_values, cover, other_keys, is_article=date is not None),
        stores=_stores(own),
        after=_after(own),
        sponsor=read_sponsor(values),
        ai=read_ai(values),
        tutorial=read_tutorial(values),
        weight=_weight(values) if date else 0,
        video=None if "video" in other_keys else read_video(values, is_article=date is not None),
        corrections=read_corrections(values, date, timezone),
        taxonomies=tuple(_taxonomies(values, taxonomies)),
    )
    if article.is_article:
        if not article.cover:
            _report_picture(values, other_keys)
        _report_authors(values, other_keys)
    unindented = {name for inner in (settings, cover) if inner and not inner.prefix for name in inner.data}
    others = {*other_keys, *unindented, *(key for key in values.data if key.lower() in taxonomies)}
    report_unknown(
        values, ARTICLE_KEYS, is_foreign=lambda key: key in others or is_foreign(key), is_article=article.is_article
    )
    if "date" not in values.data:
        _report_unshown(values, article)
    return article, tuple(problems)


def _report_settings(values: Values, settings: Values | None) -> None:
    if settings:
        report_unknown(settings, AIARTICLE_KEYS, is_foreign=lambda _: False, is_article=True)
    elif as_text(values.data.get("aiarticle")) != "":
        known = ", ".join(f"'{name}'" for name in SETTINGS)
        values.complain("aiarticle", f"must be a mapping with {known}, not {shown(values.data['aiarticle'])}.")


def _fields(values: Values, own: Values, shown_values: Values, other_keys: Collection[str]) -> dict[str, Any]:
    """Return the fields of an article that the table of keys reads by itself, and what other tools call some of them.

    *own* are the settings of the page, and *shown_values* read what only an article shows.
    """
    chosen = ("stores", "after")  # an empty list is a choice, too
    fields = {
        key.field or key.name: _READERS[key.kind](shown_values if key.name in _OF_ARTICLES else whose, key)
        for whose, keys in ((values, KEYS), (own, SETTINGS.values()))
        for key in keys
        if key.kind in _READERS and not (whose is own and key.name in chosen)
    }
    fields["authors"] = tuple(dict.fromkeys(map(read_name, fields["authors"])))
    fields["draft"] = is_draft(values.data)
    fields["noindex"] = bool(fields["noindex"]) or is_hidden(values.data)
    if (other := contradiction(values.data)) and other not in other_keys:
        values.complain(other, "says the opposite of 'draft', which counts, so the page is shown; delete one of them.")
    fields["description"] = fields["description"] or _other_text(values, KEY["description"])
    return fields


def _weight(values: Values) -> int:
    text = as_text(values.data.get("weight"))
    if text == "":
        return 0
    if text and re.fullmatch(r"[+-]?\d{1,18}(?:\.0+)?", text, re.ASCII):
        return int(text.partition(".")[0])
    given = shown(values.data["weight"])
    values.complain(
        "weight",
        f"must be a whole number such as 1, not {given}; lists have the article by its date.",
    )
    return 0


def _taxonomies(values: Values, keys: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = {name.lower(): name for name in values.data} if keys else {}
    for key in keys:
        if key in names and (terms := values.texts(names[key], inner=KEY["tags"].inner)):
            yield key, terms


def _report_unshown(values: Values, article: Article) -> None:
    """Note the first key that only the header of an article shows, on a page whose author sets it up as one."""
    if article.is_article or not (article.article_type in ARTICLE_TYPES or article.header):
        return
    for key in map(KEY.__getitem__, ("cover", "author", "categories", "tags")):
        if getattr(article, key.field or key.name):
            name = next(name for name in key.names if name in values.data)
            values.complain(name, "is not shown: a page without 'date' has no article header; add the date.")
            return


def _report_picture(values: Values, other_keys: Collection[str]) -> None:
    name, text = hinted_picture(values.data, other_keys)
    if name:
        values.complain(
            name,
            f"is not shown; write 'cover: {text}' to have it at the head of the article, or 'aiarticle_key_names = "
            f'{{"{name}": "cover"}}\' in conf.py for all articles; if it shall stay out of sight, list \'{name}\' in '
            "aiarticle_other_keys.",
        )


def _report_authors(values: Values, other_keys: Collection[str]) -> None:
    """Note the first author of whom front matter says more than is read: profiles are in ``conf.py``."""
    key = KEY["author"]
    for name in (name for name in key.names if name not in other_keys):
        entries = values.data.get(name)
        for entry in entries if isinstance(entries, list) else [entries]:
            given = entry if isinstance(entry, Mapping) else {}
            more = [inner for inner in given if inner not in key.inner]
            if more and (who := next((given[inner] for inner in key.inner if inner in given), "")):
                message = f"says more of {shown(who)} than is read here: {listed(more)}; write it in aiarticle_authors"
                values.complain(name, f"{message}, or list '{name}' in aiarticle_other_keys.")
                return


def _other_text(values: Values, key: Key) -> str:
    """Return the text under a name that another tool has for *key*; a number counts paragraphs there."""
    texts = {name: text for name, text in values.data.items() if isinstance(text, str)}
    return replace(values, data=texts).text(*key.others)


def _date(values: Values, timezone: tzinfo, other_keys: Collection[str]) -> datetime | None:
    inside = values.mapping("date")  # as Material for MkDocs has it
    if inside and "created" in inside.data:
        return inside.date("created", timezone=timezone, consequence=_NO_ARTICLE)
    other = _other_date(values, KEY["date"], timezone)
    if as_text(values.data.get("date")) != "":
        return values.date("date", timezone=timezone, consequence=_NO_ARTICLE)
    if other:
        return other
    for name in HINTED_DATES:
        text = as_text(values.data.get(name))
        if text and name not in other_keys and re.match(_LIKE_A_DATE, text):
            day = parse_date(text, timezone)
            instead = day.date() if day else meant_day(text) or EXAMPLE.partition(" ")[0]
            values.complain(
                name,
                f"does not make the page an article; write 'date: {instead}' if it was published then, or list "
                f"'{name}' in aiarticle_other_keys.",
            )
    return None


def _other_date(values: Values, key: Key, timezone: tzinfo) -> datetime | None:
    """Return the date under a name that another tool has for *key*; what is not a date at all may be a switch."""
    folded = {name.lower(): name for name in values.data}
    for name in filter(None, (folded.get(other.lower()) for other in key.others)):
        value = values.data[name]
        text = as_text(value) if isinstance(value, str) else ""
        if date := parse_date(text or "", timezone):
            return date
        if text and re.match(_LIKE_A_DATE, text):
            values.complain(name, f"{shown(text)} is not a valid date: {advice(text)}.")
    return None


def _lastmod(values: Values, date: datetime | None, timezone: tzinfo) -> datetime | None:
    key = KEY["lastmod"]
    lastmod = values.date(*key.names, timezone=timezone) or _other_date(values, key, timezone)
    for outer, inner in (("date", "updated"), ("last_update", "date")):
        inside = values.mapping(outer)
        lastmod = lastmod or (inside.date(inner, timezone=timezone) if inside else None)
    if lastmod is None or date is None or lastmod >= date:
        return lastmod
    if lastmod.astimezone(date.tzinfo).date() == date.date():  # a day without a time begins at midnight
        return date
    name = values.given(*key.names)
    written = shown(values.data[name]) if name else lastmod.date().isoformat()
    values.complain(
        name or key.name, f"{written} is before 'date' and is left out; write the day of the last change, or delete it."
    )
    return None


def _inner(values: Values, key: Key) -> Values | None:
    """Return the values of the mapping under *key*, also where the author forgot to indent it."""
    if as_text(values.data.get(key.name)) or key.name not in values.lines:
        return values.mapping(key.name)
    known = {inner.name for inner in key.keys}
    names = {line: name for name, line in values.lines.items() if name in known}
    found: dict[str, object] = {}
    line = values.lines[key.name]
    while (name := names.get(line := line + 1)) and name in values.data:
        found[name] = values.data[name]
    return replace(values, data=found) if found else values.mapping(key.name)


def _cover(values: Values, cover: Values | None, other_keys: Collection[str], *, is_article: bool) -> Cover | None:
    if cover is None:
        image = values.text("cover")
        return Cover(image=image) if image else None
    cover = replace(cover, data=with_image(cover.data))
    complaints = len(values.problems)
    if cover.prefix:
        report_unknown(
            cover,
            COVER_KEYS,
            is_foreign=lambda key: f"cover.{key}" in other_keys or key.lower() in FOREIGN_COVER_KEYS,
            is_article=is_article,
        )
    if cover.data and "image" not in cover.data:
        if len(values.problems) > complaints:  # the key of the picture has another name
            return None
        values.complain("cover", "has no 'image' and is left out; add a line 'image: …' to it.")
        return None
    fields = {key.name: _READERS[key.kind](cover, key) for key in COVER.values()}
    if not fields["image"]:
        return None
    return Cover(**fields | {"relative": bool(fields["relative"]), "hidden": bool(fields["hidden"])})


def _language(values: Values, key: Key) -> str:
    tag = language_tag(values.text(key.name))
    problem = language_problem(tag) if tag else ""
    if problem:
        values.complain(key.name, problem)
    return "" if problem else tag


def _type(values: Values, key: Key) -> str:
    name = values.text(key.name)
    problem = type_problem(name) if name else ""
    if problem:
        values.complain(key.name, f"{shown(name)} {problem}")
    return "" if problem else name


def _stores(settings: Values) -> tuple[str, ...] | None:
    """Return the stores of the page in button order; an empty list is a choice too."""
    if settings.data.get("stores") is None:
        return None
    return tuple(key for text in settings.texts("stores") for key in text.split())


def _after(settings: Values) -> tuple[str, ...] | None:
    """Return what the article ends with; an empty list is a choice too."""
    if settings.data.get("after") is None:
        return None
    names = settings.texts("after")
    for name in names:
        if problem := ending_problem(name):
            settings.complain("after", f"{shown(name)} {problem}")
    return tuple(name for name in names if name in ENDINGS)


_ASKED: Final = ("q", "question", "name", "title")
_ANSWERED: Final = ("a", "answer", "text", "content")


def question_of(entry: object) -> tuple[str, str]:
    """Return the question, in one line, and the answer of an entry of ``faq``; what it lacks is empty."""
    data = {str(name).lower(): value for name, value in entry.items()} if isinstance(entry, dict) else {}
    question, answer = (
        next((text for name in names if (text := str(data.get(name) or "").strip())), "")
        for names in (_ASKED, _ANSWERED)
    )
    return " ".join(question.split()), answer


def _questions(values: Values, key: Key) -> tuple[tuple[str, str], ...]:
    """Return the questions with their answers; a switch of this name belongs to some theme."""
    entries = values.data.get(key.name)
    if not isinstance(entries, list) and (as_text(entries) or "x").lower() not in FLAGS and entries not in (None, ""):
        values.complain(key.name, "must be a list of questions; write '- q: …' and 'a: …' below it.")
    found = [question_of(entry) for entry in entries] if isinstance(entries, list) else []
    whole = tuple((question, answer) for question, answer in found if question and answer)
    if len(whole) < len(found):
        lacking = ", ".join(str(number) for number, pair in enumerate(found, 1) if not all(pair))
        message = f"leaves out what has no question or no answer (number {lacking}); in each entry write 'q' and 'a'."
        values.complain(key.name, message)
    return whole


_READERS: Final[Mapping[Kind, Callable[[Values, Key], Any]]] = {
    Kind.TEXT: lambda values, key: values.text(*key.names),
    Kind.TEXTS: lambda values, key: values.texts(*key.names, inner=key.inner),
    Kind.FLAG: lambda values, key: values.flag(key.name),
    Kind.ADDRESS: lambda values, key: replace(values, subtype=Subtype.URL).web_url(*key.names),
    Kind.LANGUAGE: _language,
    Kind.TYPE: _type,
    Kind.QUESTIONS: _questions,
}
