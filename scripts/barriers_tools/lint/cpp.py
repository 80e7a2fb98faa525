"""What clang reads in a C++ source: its comments, its orders, its loops, its tokens."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Iterator, Sequence

from clang.cindex import Cursor, CursorKind, Diagnostic, Index, Token, TokenKind

ARGUMENTS = ("-x", "c++", "-std=c++20", "-Wno-pragma-once-outside-header")
_STATEMENTS = {CursorKind.COMPOUND_STMT, CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT}
_LOOPS = {
    CursorKind.WHILE_STMT,
    CursorKind.DO_STMT,
    CursorKind.FOR_STMT,
    CursorKind.CXX_FOR_RANGE_STMT,
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line."""

    line: int
    text: str


class Source:
    """One file, as clang reads it. Templates are read as they stand, without their arguments."""

    def __init__(self, file: Path, include: Sequence[Path] = ()):
        folders = [f"-I{folder}" for folder in include]
        self._unit = Index.create().parse(str(file), args=[*ARGUMENTS, *folders])
        self._name = str(file)

    def errors(self) -> list[Fault]:
        """Why clang cannot read it: what it cannot read, it does not show."""
        return [
            Fault(each.location.line, f"clang cannot read it: {each.spelling}")
            for each in self._unit.diagnostics
            if each.severity >= Diagnostic.Error
        ]

    @cached_property
    def tokens(self) -> list[Token]:
        return list(self._unit.cursor.get_tokens())

    def comments(self) -> dict[int, str]:
        """The comments that are no documentation and have their line to themselves, by line."""
        code = {each.location.line for each in self.tokens if each.kind != TokenKind.COMMENT}
        return {
            each.location.line: each.spelling[2:].strip()
            for each in self.tokens
            if each.kind == TokenKind.COMMENT
            and each.spelling.startswith("//")
            and not each.spelling.startswith("///")
            and each.location.line not in code
        }

    def orders(self) -> dict[int, set[str]]:
        """The memory orders that are written out as arguments, by the line on which the statement
        begins that they belong to."""
        found: dict[int, set[str]] = defaultdict(set)
        for top in self._own():
            for line, order in _orders(top, top, in_call=False):
                found[line].add(order)
        return dict(found)

    def spins(self) -> list[int]:
        """The lines of the loads that a loop repeats on one and the same location."""
        loops = (loop for top in self._own() for loop in _within(top) if loop.kind in _LOOPS)
        return sorted({load.location.line for loop in loops for load in _spins(loop)})

    def _own(self) -> Iterator[Cursor]:
        """What stands in this file, and in none that it includes."""
        for each in self._unit.cursor.get_children():
            if each.location.file is not None and each.location.file.name == self._name:
                yield each


def _orders(at: Cursor, statement: Cursor, in_call: bool) -> Iterator[tuple[int, str]]:
    for child in at.get_children():
        # A concept asks whether something compiles, and does nothing.
        if child.kind == CursorKind.CONCEPT_DECL:
            continue
        begins = at.kind in _STATEMENTS or child.kind.is_declaration()
        inner = child if begins else statement
        order = _order(child)
        if in_call and order is not None:
            yield inner.extent.start.line, order
        # The body of a lambda is no argument, though the lambda may be.
        argument = in_call and child.kind != CursorKind.COMPOUND_STMT
        yield from _orders(child, inner, argument or child.kind == CursorKind.CALL_EXPR)


def _order(at: Cursor) -> str | None:
    """The order that is named here: relaxed, whether by std::memory_order::relaxed, by the bare
    enumerator or by std::memory_order_relaxed."""
    if at.kind != CursorKind.DECL_REF_EXPR or at.referenced is None:
        return None
    if at.referenced.kind == CursorKind.ENUM_CONSTANT_DECL:
        return at.spelling if at.referenced.semantic_parent.spelling == "memory_order" else None
    name = at.spelling.removeprefix("memory_order_")
    return name if name != at.spelling else None


def _spins(loop: Cursor) -> Iterator[Cursor]:
    """The loads of a loop, but for those that it begins with and those in its body that go to
    another location each time round: to one that is chosen by a variable of the loop's head."""
    *head, body = loop.get_children()
    if loop.kind == CursorKind.DO_STMT:
        head, body = [*head, body], loop
    chosen = [each for part in head for each in _declarations(part)]
    if loop.kind == CursorKind.FOR_STMT and head and head[0].kind == CursorKind.DECL_STMT:
        del head[0]
    yield from (load for part in head for load in _loads(part))
    for load in _loads(body):
        location = next(load.get_children())
        if not any(variable in _references(location) for variable in chosen):
            yield load


def _references(part: Cursor) -> list[Cursor]:
    return [each.referenced for each in _within(part) if each.referenced is not None]


def _declarations(part: Cursor) -> list[Cursor]:
    return [each for each in _within(part) if each.kind == CursorKind.VAR_DECL]


def _loads(part: Cursor) -> Iterator[Cursor]:
    for each in _within(part):
        if each.kind == CursorKind.CALL_EXPR and _callee(each) == "load":
            yield each


def _callee(call: Cursor) -> str:
    """The last name of what is called; in a template clang does not know it by another name."""
    called = next(call.get_children(), None)
    names = [] if called is None else [token.spelling for token in called.get_tokens()]
    return names[-1] if names else call.spelling


def _within(top: Cursor) -> Iterator[Cursor]:
    return top.walk_preorder()
