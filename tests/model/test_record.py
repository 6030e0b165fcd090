from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy
from dataclasses import FrozenInstanceError, field, replace

import pytest

from sphinx_aiarticle.record import Record


class Kettle(Record):
    name: str
    litres: float = 1.5
    colours: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False, repr=False)


class Pot(Record):
    name: str
    litres: float = 1.5


class Rule(Record):
    applies: Callable[[str], bool] = lambda text: bool(text)


class Empty(Record):
    pass


def test_records_of_equal_values_are_equal():
    kettle = Kettle(name="A", note="once")
    assert kettle == Kettle(name="A", note="twice") == pickle.loads(pickle.dumps(kettle))
    assert kettle != Kettle(name="B")
    assert Empty() == Empty()
    assert len({Pot(name="A"), Pot(name="A"), Pot(name="B")}) == 2


def test_a_function_that_is_a_default_is_no_method():
    assert Rule().applies("text")
    assert not Rule(applies=lambda _text: False).applies("text")
    assert Rule() == Rule()


def test_records_of_two_classes_are_never_equal():
    assert Pot(name="A") != Kettle(name="A")
    assert Pot(name="A") != ("A", 1.5)


def test_a_record_shows_what_makes_it():
    assert repr(Kettle(name="A", note="x")) == "Kettle(name='A', litres=1.5, colours=[])"


def test_a_record_knows_its_names():
    assert replace(Pot(name="A"), litres=2).litres == 2
    with pytest.raises(TypeError, match="nam"):
        Pot(name="A", nam="A")
    with pytest.raises(TypeError, match="name"):
        Pot(litres=2)


def test_nobody_changes_a_record():
    pot = Pot(name="A")
    with pytest.raises(FrozenInstanceError, match=r"'litres'.+replace\(…, litres=…\)"):
        pot.litres = 2
    assert pot == copy(pot) == Pot(name="A")


def test_a_record_makes_what_is_not_given_anew():
    one, other = Kettle(name="A"), Kettle(name="A")
    one.colours.append("red")
    assert (other.colours, other.litres, other.note) == ([], 1.5, "")
    assert "__init__" not in vars(Kettle), "made for each class"
