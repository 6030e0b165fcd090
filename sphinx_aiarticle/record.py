"""What data between modules are: dataclasses that share their methods, because each start of a program makes them all.

:func:`dataclasses.dataclass` writes and compiles seven methods for each frozen class; here it makes none.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import partial
from operator import attrgetter
from types import FunctionType
from typing import Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record:
    """A dataclass with keywords, equal to another by its values, that nobody changes.

    It has no slots: pickles of pages hold many, and Python restores slots field by field.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _accepted: ClassVar[Set[str]]
    _required: ClassVar[Set[str]]
    _factories: ClassVar[tuple[tuple[str, Callable[[], object]], ...]]
    _compared: ClassVar[attrgetter[Any]]

    def __init_subclass__(cls) -> None:
        """Make a dataclass of the class, and note which values it takes, and what these are compared by."""
        super().__init_subclass__()
        found = fields(dataclass(init=False, kw_only=True, eq=False, repr=False, match_args=False)(cls))
        made = {one.name: one.default_factory for one in found if one.default_factory is not MISSING}
        functions = {one.name: one.default for one in found if isinstance(one.default, FunctionType)}
        made |= {name: partial(lambda made: made, function) for name, function in functions.items()}  # else methods
        cls._accepted, cls._factories = {one.name for one in found}, tuple(made.items())
        cls._required = {one.name for one in found if one.default is MISSING} - made.keys()
        cls._compared = attrgetter("__class__", *(one.name for one in found if one.compare))

    def __init__(self, **values: Any) -> None:
        """Take the values; those that are not given are those of the class, or are made."""
        if not self._required <= values.keys() <= self._accepted:
            wrong = sorted((self._required - values.keys()) | (values.keys() - self._accepted))
            raise TypeError(f"{type(self).__qualname__}() lacks, or has no place for, {', '.join(wrong)}")
        for name, make in self._factories:
            if name not in values:
                values[name] = make()
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: others may have the same record."""
        raise FrozenInstanceError(f"cannot assign to {name!r}; write dataclasses.replace(…, {name}=…) instead")

    def __eq__(self, other: object) -> bool:
        """Whether *other* is of the same class, and has the same values."""
        is_alike = type(self) is type(other)
        return self._compared(self) == self._compared(other) if is_alike else NotImplemented

    def __hash__(self) -> int:
        """Return a number for sets and mappings."""
        return hash(self._compared(self))

    def __repr__(self) -> str:
        """Return what makes the same record again."""
        values = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(values)})"
