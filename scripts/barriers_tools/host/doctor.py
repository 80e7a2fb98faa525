"""How fit the machine is for measuring: what was found, what that does, what fixes it."""

from typing import Any, Sequence

import click

from barriers_tools.console.tables import show as table
from barriers_tools.errors import MachineUnfit
from barriers_tools.host.checks import CHECKS
from barriers_tools.host.check import Machine
from barriers_tools.schemas.doctor import Finding, Grade


def examine(machine: Machine) -> list[Finding]:
    """Makes every check. Takes as long as the machine lets time pass."""
    return [check.examine(machine) for check in CHECKS]


def worst(findings: Sequence[Finding]) -> Grade:
    return max((finding.grade for finding in findings), key=lambda grade: grade.severity)


def document(findings: Sequence[Finding]) -> dict[str, Any]:
    """What schemas.doctor describes."""
    return {
        "schema": 2,
        "grade": worst(findings).value,
        "checks": [finding.dict() for finding in findings],
    }


def require(findings: Sequence[Finding], level: str) -> None:
    """Fails where a check finds worse than the level; the message says which do."""
    unmet = [each for each in findings if each.grade.severity > Grade(level).severity]
    if unmet:
        named = ", ".join(f"{each.check} is {each.grade.value}" for each in unmet)
        raise MachineUnfit(f"the machine is not as --require={level} wants it: {named}")


def show(findings: Sequence[Finding]) -> None:
    """A table of what was found, and below it what to know and to do about what is not good."""
    table("How fit this machine is for measuring", ("check", "grade", "found"), map(_row, findings))
    for finding in sorted(findings, key=lambda each: -each.grade.severity):
        if finding.grade is not Grade.GOOD:
            _advise(finding)
    click.echo(_summary(findings))


def _row(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.grade.value, finding.found or f"cannot be read: {finding.reason}"


def _advise(finding: Finding) -> None:
    click.secho(f"{finding.check} ({finding.grade.value})", bold=True)
    click.echo(click.wrap_text(finding.effect, 80, "  ", "  "))
    click.echo(f"  fix: {finding.fix or 'unknown, as long as it cannot be read'}\n")


def _summary(findings: Sequence[Finding]) -> str:
    counts = ((grade, sum(each.grade is grade for each in findings)) for grade in Grade)
    return "; ".join(f"{count} {grade.value}" for grade, count in counts if count) + "."
