"""What data between modules are: dataclasses that share their methods, because each start of a program makes them all.

:func:`dataclasses.dataclass` writes and compiles six methods for each frozen class; here it makes ``__init__`` alone.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record:
    """A dataclass with keywords, equal to another by its values. That nobody changes it, type checkers see to.

    It has no slots: pickles of pages hold many, and Python restores slots field by field.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _compared: ClassVar[attrgetter[Any]]

    def __init_subclass__(cls) -> None:
        """Make a dataclass of the class, and note what its values are compared by."""
        super().__init_subclass__()
        dataclass(kw_only=True, eq=False, repr=False)(cls)
        cls._compared = attrgetter("__class__", *(one.name for one in fields(cls) if one.compare))

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
