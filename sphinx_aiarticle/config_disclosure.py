"""Turn ``aiarticle_disclosure`` into what boxes and pages say of advertising."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.config_values import check_keys
from sphinx_aiarticle.model.language import is_language_tag

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of the project's own, the same in all languages or one for each.

    Attributes:
        by_language: Texts by BCP 47 tag in small letters; by ``""`` for every other language.
    """

    by_language: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, tag: str) -> str:
        """Return the text for a language, else for the language without its region; empty where there is none."""
        folded = tag.lower()
        keys = (folded, folded.partition("-")[0], "")
        return next((self.by_language[key] for key in keys if key in self.by_language), "")


_NO_WORDS: Final = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """The notice at the head of a product box.

    Attributes:
        enabled: Whether boxes carry a notice.
        label: The short word in front; empty for the translated default.
        text: The sentence; empty for the translated default.
        amazon_name: Who takes part in Amazon's programme; empty for the publisher.
        at_top: Whether pages with affiliate links say so at their head, and not above the first link alone.
    """

    enabled: bool = True
    label: Words = _NO_WORDS
    text: Words = _NO_WORDS
    amazon_name: Words = _NO_WORDS
    at_top: bool = False


def read_disclosure(value: bool | str | Mapping[str, Any]) -> Disclosure:
    """Read the notice: on, off, a sentence, or a mapping."""
    if isinstance(value, bool):
        return Disclosure(enabled=value)
    if isinstance(value, str):
        return Disclosure(text=_words(value, "text"))
    check_keys(value, ("label", "text", "amazon_name", "place"), "aiarticle_disclosure")
    if value.get("place", "link") not in ("link", "top"):
        raise ValueError(f"'place' must be 'link' or 'top', not {value['place']!r}")
    return Disclosure(
        label=_words(value.get("label", ""), "label"),
        text=_words(value.get("text", ""), "text"),
        amazon_name=_words(value.get("amazon_name", ""), "amazon_name"),
        at_top=value.get("place") == "top",
    )


def _words(value: object, key: str) -> Words:
    """Read a text, or a mapping from languages to texts."""
    if not isinstance(value, dict):
        return Words(by_language={"": str(value)} if value else {})
    texts = {str(language).replace("_", "-"): str(text) for language, text in value.items()}
    for tag in texts:
        if not is_language_tag(tag):
            raise ValueError(f"{tag!r} in {key!r} is no language; write a tag such as 'ja' or 'zh-CN'")
    return Words(by_language={tag.lower(): text for tag, text in texts.items()})
