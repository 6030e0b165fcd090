"""Ratings as authors write them."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.model.review import Rating, read_rating


@pytest.mark.parametrize(
    ("text", "worst", "expected"),
    [
        ("4.5/5", "", Rating(value=4.5, best=5)),
        (" 8 / 10 ", "0", Rating(value=8, best=10, worst=0)),
        ("４.５／５", "", Rating(value=4.5, best=5)),
        ("0/100", "0", Rating(value=0, best=100, worst=0)),
    ],
)
def test_a_mark_and_its_scale_are_read(text: str, worst: str, expected: Rating) -> None:
    assert read_rating(text, worst) == expected


@pytest.mark.parametrize(
    ("text", "worst", "said"),
    [
        ("4", "", "write 4/5 or 4/10"),
        ("4,5", "", "write 4.5/5 or"),
        ("4,5/5", "", "write 4.5/5"),
        ("★★★☆☆", "", "write 3/5"),
        ("good", "", "such as 4.5/5 or 8/10"),
        ("90%", "", "such as 4.5/5 or 8/10"),
        ("5.1/5", "", "write at most 5/5"),
        ("0.5/5", "", "write 0 as `:worst:`"),
        ("1/5", "2", "write a higher one"),
        ("5/5", "5", "begins at 5"),
        ("3/0", "0", "write one such as 4/5"),
        ("3/5", "x", "write a number"),
        ("nan/5", "", "is not a mark"),
        ("1e9/5", "", "is not a mark"),
        ("9" * 400 + "/5", "", "is not a mark"),
    ],
)
def test_what_is_none_says_what_to_write(text: str, worst: str, said: str) -> None:
    with pytest.raises(ValueError, match="write") as error:
        read_rating(text, worst)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("value", "best", "percent"), [(4.5, 5, 90), (1, 5, 20), (8.7, 10, 85), (5, 5, 100), (0, 5, 0)]
)
def test_the_ring_is_as_full_as_the_mark_is_high(value: float, best: float, percent: int) -> None:
    assert Rating(value=value, best=best, worst=0).percent == percent
