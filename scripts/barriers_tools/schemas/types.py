"""The types of values in records. Nothing is converted: a value of another type is refused."""

import re
from typing import Any, Callable, Iterator

from pydantic import BaseModel, Extra, conint, constr

NO_CONTROLS = r"^[^\x00-\x1f\x7f-\x9f]*\Z"
TELLS_AT_MOST = 20_000
EXACT = 2**53 - 1


def say_what_may_be_null(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Says it in a JSON Schema; pydantic does not."""
    for field in model.__fields__.values():
        if field.allow_none:
            told = schema["properties"][field.alias]
            schema["properties"][field.alias] = {"anyOf": [{"type": "null"}, told]}


class Record(BaseModel):
    """An object with these keys and no others."""

    class Config:
        extra = Extra.forbid
        schema_extra = staticmethod(say_what_may_be_null)


class _Number(float):
    """A number between two bounds, whole or not; it stays as it was written."""

    least: float
    most: float
    above: bool

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], Any]]:
        yield cls.check

    @classmethod
    def check(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"{str(value)[:40]!r} is not of type 'number'")
        if not cls.least <= value <= cls.most or (cls.above and value == cls.least):
            raise ValueError(f"{str(value)[:40]} is not {cls.bounds()}")
        return value

    @classmethod
    def bounds(cls) -> str:
        return f"{'more than' if cls.above else 'at least'} {cls.least:g} and at most {cls.most:g}"

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        low = "exclusiveMinimum" if cls.above else "minimum"
        schema.update({"type": "number", low: cls.least, "maximum": cls.most})


def number(least: float, most: float, above: bool = False) -> type[_Number]:
    """Numbers from the least (or only those above it) to the most."""
    return type("Number", (_Number,), {"least": least, "most": most, "above": above})


class Told:
    """Any JSON that a machine tells, without characters that could move a terminal's cursor."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], Any]]:
        yield cls.check

    @classmethod
    def check(cls, value: Any) -> Any:
        if isinstance(value, str) and not (
            len(value) <= TELLS_AT_MOST and re.match(NO_CONTROLS, value)
        ):
            raise ValueError("a text is too long, or holds control characters")
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str) or not re.match(r"^[a-z][a-z0-9_]{0,39}\Z", key):
                    raise ValueError(f"{str(key)[:40]!r} is no name of a fact")
        for each in (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        ):
            cls.check(each)
        return value

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        schema.update({"title": cls.__name__})


Name = constr(strict=True, regex=r"^[a-z][a-z0-9_]{0,39}\Z")
Key = constr(strict=True, regex=r"^[a-z][a-z0-9_]{0,59}\Z")
Kind = constr(strict=True, regex=r"^[a-z][a-z0-9_-]{0,39}\Z")
Text = constr(strict=True, max_length=2000, regex=r"^[^\x00-\x1f]*\Z")
Line = constr(strict=True, max_length=2000, regex=NO_CONTROLS)
Reason = constr(strict=True, min_length=1, max_length=500, regex=NO_CONTROLS)
Time = constr(strict=True, regex=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z")
Commit = constr(strict=True, regex=r"^[0-9a-f]{7,40}(-dirty)?\Z")
Digest = constr(strict=True, regex=r"^[0-9a-f]{16}\Z")
MachineName = constr(strict=True, regex=r"^[a-z0-9][a-z0-9-]{0,63}\Z")
PuList = constr(strict=True, regex=r"^\d{1,6}(,\d{1,6}){0,99}\Z")
Index = conint(strict=True, ge=0, le=2**32 - 1)
Team = conint(strict=True, ge=1, le=2**20)
Whole = conint(strict=True, ge=0, le=EXACT)
Bytes = conint(strict=True, ge=1, le=EXACT)
Khz = conint(strict=True, ge=1, le=10**8)
Pu = conint(strict=True, ge=0, le=2**20 - 1)
Amount = number(0, 1e12)
Duration = number(0, 1e12, above=True)
Load = number(0, 1e6)
