"""The claims on memory orders: each order says what it is for, and its partner answers.

Directly above a statement with an order stands `// label -> label: why` where it releases,
`// label <- label` where it acquires, `// label <-> label: why` where it does both, and
`// relaxed: why` where it does neither. Several partners have commas between them, and several
claims a line each. Partners live in the same file. An order that is passed on in a variable was
claimed where it came from.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Mapping, Sequence

from barriers_tools import paths
from barriers_tools.lint import bypass
from barriers_tools.lint.cpp import Fault, Source

GIVES, TAKES, BOTH, RELAXED = "->", "<-", "<->", "relaxed"
# consume is no order here: compilers take it for acquire.
ARROWS = {
    "relaxed": RELAXED,
    "acquire": TAKES,
    "release": GIVES,
    "acq_rel": BOTH,
    "seq_cst": BOTH,
}
NEEDS = {
    RELAXED: "`// relaxed: why`",
    TAKES: "`// label <- label`",
    GIVES: "`// label -> label: why`",
    BOTH: "`// label <-> label: why`",
}

_CLAIM = re.compile(r"(\w+) (<->|<-|->) (\w+(?:, \w+)*)(: \S.*)?")
_LOOKS_LIKE_ONE = re.compile(r"\w+\s*(<->|<-|->|=>|<=>)|relaxed\b\s*:")


@dataclass(frozen=True)
class Claim:
    """What one comment says of the order below it."""

    line: int
    arrow: str
    label: str = ""
    partners: tuple[str, ...] = ()

    @property
    def gives(self) -> bool:
        return self.arrow in (GIVES, BOTH)

    @property
    def takes(self) -> bool:
        return self.arrow in (TAKES, BOTH)


def faults(source: Source) -> list[Fault]:
    comments = source.comments()
    claims = {line: claim for line, text in comments.items() if (claim := _claim(line, text))}
    found = list(_unreadable(comments, claims))
    idle = set(claims)
    for line, orders in source.orders().items():
        above = [claims[at] for at in _lines_above(line, comments) if at in claims]
        idle -= {claim.line for claim in above}
        found += _of_statement(line, orders, above)
    found += [Fault(line, "a claim above no order") for line in idle]
    return sorted(found + list(_label_faults(claims.values())), key=lambda fault: fault.line)


def _claim(line: int, text: str) -> Claim | None:
    if re.match(r"relaxed: \S", text):
        return Claim(line, RELAXED)
    if not (found := _CLAIM.fullmatch(text)):
        return None
    label, arrow, partners, why = found.groups()
    # The reason of an acquire is that of its partner.
    if arrow != TAKES and not why:
        return None
    return Claim(line, arrow, label, tuple(partners.split(", ")))


def _unreadable(comments: Mapping[int, str], claims: Mapping[int, Claim]) -> Iterator[Fault]:
    for line, text in comments.items():
        if line not in claims and _LOOKS_LIKE_ONE.match(text):
            yield Fault(line, f"no claim reads so: `// {text}`; one is {', '.join(NEEDS.values())}")


def _lines_above(line: int, comments: Mapping[int, str]) -> Iterator[int]:
    at = line - 1
    while at in comments:
        yield at
        at -= 1


def _of_statement(line: int, orders: Iterable[str], above: Sequence[Claim]) -> Iterator[Fault]:
    """The orders of one statement and the claims above it, each against the others."""
    needed = {order: ARROWS.get(order) for order in sorted(orders)}
    for order, arrow in needed.items():
        if arrow is None:
            yield Fault(line, f"{order} is no order that is used here")
        elif arrow not in {claim.arrow for claim in above}:
            yield Fault(line, f"{order} without {NEEDS[arrow]} directly above it")
    for claim in above:
        if claim.arrow not in needed.values():
            yield Fault(claim.line, f"{NEEDS[claim.arrow]} above {', '.join(needed)}")


def _label_faults(claims: Iterable[Claim]) -> Iterator[Fault]:
    """Labels that two places bear, and claims whose partners do not answer them."""
    labelled: dict[str, Claim] = {}
    for claim in claims:
        if claim.arrow == RELAXED:
            continue
        if claim.label in labelled:
            yield Fault(claim.line, f"the label {claim.label} stands in another place already")
        labelled[claim.label] = claim
    for claim in labelled.values():
        yield from _answers(claim, labelled)


def _answers(claim: Claim, labelled: Mapping[str, Claim]) -> Iterator[Fault]:
    partners = [labelled[name] for name in claim.partners if name in labelled]
    for name in claim.partners:
        if name not in labelled:
            yield Fault(claim.line, f"{claim.label} names {name}, which is nowhere in this file")
    for partner in partners:
        if claim.label not in partner.partners:
            yield Fault(claim.line, f"{claim.label} names {partner.label}, which does not name it")
        elif not (claim.gives and partner.takes or claim.takes and partner.gives):
            yield Fault(claim.line, f"{claim.label} and {partner.label} point the same way")
    if len(partners) == len(claim.partners):
        if claim.gives and not any(partner.takes for partner in partners):
            yield Fault(claim.line, f"no partner of {claim.label} acquires")
        if claim.takes and not any(partner.gives for partner in partners):
            yield Fault(claim.line, f"no partner of {claim.label} releases")


def check(impls: Path, include: Sequence[Path] = ()) -> list[str]:
    """The faults of every header below `impls`, each with its place. `include` are the folders of
    headers that are generated."""
    found = []
    for file in sorted(impls.rglob("*.hpp")):
        source = Source(file, include=[impls, *include])
        environment = file.parent.name == "env"
        for fault in [
            *source.errors(),
            *faults(source),
            *([] if environment else bypass.faults(source)),
        ]:
            found.append(f"{file.relative_to(impls.parent)}:{fault.line}: {fault.text}")
    return found


def main(*include: str) -> int:
    found = check(paths.ROOT / "impls", [Path(folder) for folder in include])
    print(*found, f"{len(found)} faults in the claims of impls/", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
