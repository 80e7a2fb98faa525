"""Files at the top of the repository that have to agree with each other."""

import re
from fnmatch import fnmatch

import pytest

from barriers_tools.paths import ROOT
from barriers_tools.schemas import plan, validation

RELEASED = re.compile(r"^## (\S+) \((\S+)\)$", re.MULTILINE)
SUPPRESSED = re.compile(r"NOLINT\w*\(([^)]+)\)")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_and_the_changelog_name_the_same_release():
    version, when = RELEASED.search(text("CHANGELOG.md")).groups()
    cited = dict(
        re.findall(r"^(version|date-released): (\S+)$", text("CITATION.cff"), re.MULTILINE)
    )
    assert cited == {
        "version": version,
        **({} if when == "unreleased" else {"date-released": when}),
    }
    assert f"VERSION {version}" in text("CMakeLists.txt")


def is_on(check, checks):
    """Whether clang-tidy makes a check: the last pattern that fits decides."""
    on = False
    for pattern in checks:
        if fnmatch(check, pattern.removeprefix("-")):
            on = not pattern.startswith("-")
    return on


def checks_of(configuration):
    """The value of `Checks`, a folded block of YAML."""
    block = configuration.split("Checks: >\n")[1].split("\nWarningsAsErrors")[0]
    return [each.strip() for each in block.split(",")]


@pytest.mark.parametrize(
    "check, on", [("bugprone-x", True), ("bugprone-posix-return", False), ("cert-x", False)]
)
def test_the_last_pattern_decides(check, on):
    assert is_on(check, checks_of(text(".clang-tidy"))) is on


def test_only_checks_that_are_on_are_suppressed():
    checks = checks_of(text(".clang-tidy"))
    sources = [
        path for folder in ("impls", "verify", "bench") for path in (ROOT / folder).rglob("*.?pp")
    ]
    suppressed = {
        (path.name, each.strip())
        for path in sources
        for listed in SUPPRESSED.findall(path.read_text(encoding="utf-8"))
        for each in listed.split(",")
    }
    assert sources and [each for each in suppressed if not is_on(each[1], checks)] == []


def test_the_schema_allows_the_kinds_that_there_are():
    kinds = validation.json_schema("sweep")["definitions"]["About"]["properties"]["kind"]["enum"]
    assert set(kinds) == {plan.ALGORITHM, plan.PEER, plan.LANGUAGE}
