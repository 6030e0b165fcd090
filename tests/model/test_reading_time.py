"""Reading time: words where a script has spaces, characters where it has none."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.entries import reading_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("— … 、。", 0),
        ("One word.", 1),
        ("word " * 238 * 3, 3),
        ("well-known don't 3.14 " * 238, 3),
        ("文" * 2000, 4),
        ("かな、カナ。" * 500, 4),
        ("ภาษาไทย" * 500, 7),
        ("읽는 시간 " * 238, 2),
        ("文" * 1000 + " word" * 476, 4),
    ],
)
def test_the_minutes(text, minutes):
    assert reading_minutes(text) == minutes


def test_a_long_text_takes_no_long_time():
    assert reading_minutes("a." * 200_000) > 0
    assert reading_minutes("a-'" * 200_000) > 0
