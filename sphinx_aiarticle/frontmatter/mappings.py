"""The mappings of the front matter beside ``cover``: ``sponsor``, ``ai``, ``tutorial``, ``video``, ``corrections``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from sphinx_aiarticle.frontmatter.keys import KEY, report_unknown
from sphinx_aiarticle.model.article import Ai, Correction, Sponsor, Tutorial, read_minutes
from sphinx_aiarticle.model.problem import Subtype, shown
from sphinx_aiarticle.model.video import VideoText
from sphinx_aiarticle.values import Values, as_text, read_name


def read_sponsor(values: Values) -> Sponsor | None:
    """Return who paid for the article; where the name cannot be read, readers are told that somebody did."""
    text = as_text(values.data.get("sponsor"))
    if text in ("", "false", "no"):
        return None
    inside, complaints = values.mapping("sponsor"), len(values.problems)
    name = inside.text("name") if inside else text or ""
    if inside:
        report_unknown(inside, [key.name for key in KEY["sponsor"].keys], is_foreign=lambda _: False, is_article=True)
    if name in ("true", "yes") or (not name and len(values.problems) == complaints):
        values.complain("sponsor", "does not name who paid; write for example 'sponsor: Example Works'.")
    name = "" if name in ("true", "yes") else name
    return Sponsor(name=name, url=replace(inside, subtype=Subtype.URL).web_url("url") if inside else "")


def read_ai(values: Values) -> Ai | None:
    """Return what AI had to do with the article."""
    inside = _mapping(values, "ai", _EXAMPLE)
    if inside is None:
        return None
    keys, complaints = KEY["ai"].keys, len(values.problems)
    given = inside.given("text", "pictures")
    found = {key.name: inside.choice(key.name, key.choices) if key.choices else inside.text(key.name) for key in keys}
    if not given and len(values.problems) == complaints:
        values.complain("ai", f"does not say what AI has made; write for example {_EXAMPLE}.")
    found |= {who: read_name(found[who]) for who in ("reviewer", "responsible")}
    return Ai(**found) if found["text"] or found["pictures"] else None


_EXAMPLE = "'ai: {text: generated}' or 'ai: {pictures: generated}'"


def read_tutorial(values: Values) -> Tutorial | None:
    """Return what a tutorial asks of its readers."""
    inside = _mapping(values, "tutorial", "'tutorial: {time: 40 min, level: beginner}'")
    if inside is None:
        return None
    time = inside.text("time")
    minutes = read_minutes(time)
    if time and not minutes:
        advice = f"write '{time} min'" if time.isdecimal() else "write one such as '40 min' or '1 h 30 min'"
        inside.complain("time", f"states no time: {shown(time)}; {advice}.")
    level = next(key for key in KEY["tutorial"].keys if key.name == "level")
    tutorial = Tutorial(
        minutes=minutes,
        level=inside.choice("level", level.choices),
        tools=inside.texts("tools"),
        prerequisites=inside.texts("prerequisites"),
    )
    return tutorial if tutorial != Tutorial() else None


def read_video(values: Values, *, is_article: bool) -> VideoText | None:
    """Return the video, which nothing but its name is needed to show; the text of a plain page is for other tools."""
    if not is_article and not values.mapping("video"):
        return None
    inside = _mapping(values, "video", "'video: {name: …, url: …, image: …, date: 2026-03-01}'")
    if inside is None:
        return None
    complaints, keys = len(values.problems), [key.name for key in KEY["video"].keys]
    video = VideoText(**{name: inside.text(name) for name in keys})
    if not video.name and len(values.problems) == complaints:
        values.complain("video", "has no 'name' and is left out; add a line 'name: …' to it.")
    return video if video.name else None


def _mapping(values: Values, key: str, example: str) -> Values | None:
    if as_text(values.data.get(key)) == "":
        return None
    inside = values.mapping(key)
    if inside is None:
        values.complain(key, f"must be a mapping, not {shown(values.data[key])}; write for example {example}.")
    else:
        report_unknown(inside, [known.name for known in KEY[key].keys], is_foreign=lambda _: False, is_article=True)
    return inside


def read_corrections(values: Values, published: datetime | None, timezone: tzinfo) -> tuple[Correction, ...]:
    """Return what was corrected; what has no date that can be is shown without one."""
    entries, found = values.data.get("corrections"), list[Correction]()
    if not isinstance(entries, list):
        if as_text(entries) != "":
            values.complain("corrections", "must be a list; write '- date: 2026-03-01' and 'text: …' below it.")
        return ()
    for number, entry in enumerate(entries, 1):
        data = entry if isinstance(entry, Mapping) else {}
        inside = replace(values, data=data, prefix="corrections.")
        complaints, text, date = len(values.problems), inside.text("text"), inside.date("date", timezone=timezone)
        if not text:
            if len(values.problems) == complaints:
                message = f"entry {number} does not say what was corrected and is left out; write 'text'."
                values.complain("corrections", message)
            continue
        if not inside.given("date"):
            values.complain("corrections", f"entry {number} has no date; write the day as 'date'.")
        elif date and published and date.date() < published.date():
            values.complain("corrections", f"entry {number} is from before 'date', so its date is left out.")
            date = None
        found.append(Correction(text=text, date=date))
    return tuple(found)
