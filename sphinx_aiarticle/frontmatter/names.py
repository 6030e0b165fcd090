"""Names that are not ours: keys of the project and of other tools for pictures, and those of authors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.foreign import HINTED_PICTURES
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, closest_key
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean
from sphinx_aiarticle.values import as_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_aiarticle.frontmatter.block import Block


#: What looks like a key rather than the name of a person.
_AUTHOR_KEY: Final = re.compile(r"[a-z0-9_-]+")
_PICTURE_KEYS: Final = ("image", "path", "src", "url", "file")
_PICTURE: Final = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|$)", re.IGNORECASE)


def author_problem(name: str, known: Collection[str]) -> str:
    """Return what is wrong with an author, a full name or one of the *known* keys, if there are any; or nothing."""
    if not known or name in known:
        return ""
    guess = closest_key(name, tuple(known))
    if not guess and not _AUTHOR_KEY.fullmatch(name):
        return ""
    advice = f"did you mean {guess!r}?" if guess else "add it there, or write the full name"
    return f"the author {name!r} is not in aiarticle_authors, so there is no profile of theirs; {advice}"


def read_key_names(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read which of the keys here each key of the project's own means; *problems* takes what is left out."""
    names: dict[str, str] = {}
    for key, meant in value.items():
        if not isinstance(key, str) or not key or key in ARTICLE_KEYS:
            message = f"{key!r} is left out: it must be a key that is not read otherwise"
        elif meant not in ARTICLE_KEYS:
            message = f"{key!r} is left out: {meant!r} is no key{did_you_mean(str(meant), ARTICLE_KEYS)}"
        else:
            names[key] = str(meant)
            continue
        problems.append(Problem(subtype=Subtype.CONFIG, message=message))
    return names


def renamed(block: Block, names: Mapping[str, str]) -> Block:
    """Return *block* with the project's own keys, whose letter case counts, under the names of those that they mean.

    A key stays as it is where the one that it means is there, too.
    """
    found = {key: name for key, name in names.items() if key in block.data and name not in block.data}
    if not found:
        return block
    data = {found.get(key, key): value for key, value in block.data.items()}
    parts = {key: key.partition(".") for key in block.lines}
    lines = {found.get(head, head) + dot + rest: block.lines[key] for key, (head, dot, rest) in parts.items()}
    return replace(block, data=data, lines=lines)


def hinted_picture(data: Mapping[str, object], other_keys: Collection[str] = ()) -> tuple[str, str]:
    """Return the key of a picture that other tools have, which may stay out of sight there, and its path, if any."""
    for name in (name for name in HINTED_PICTURES if name not in other_keys):
        value = data.get(name)
        text = as_text(with_image(value).get("image") if isinstance(value, Mapping) else value) or ""
        if _PICTURE.search(text):
            return name, text
    return "", ""


def with_image(data: Mapping[str, object]) -> Mapping[str, object]:
    """Return the mapping of a picture with its path under ``image``, whatever another tool calls that."""
    name = next((name for name in _PICTURE_KEYS if name in data), "image")
    return {"image" if key == name else key: value for key, value in data.items()}
