"""The section of REPORT.md on the verification: what was searched, what was not, and what has to be
detected."""

from collections import Counter
from typing import Any, Iterable, Sequence

from barriers_tools.console.markdown import listing, plain, table
from barriers_tools.console.tables import Columns, lines_of
from barriers_tools.report.checker_limits import LIMITS, SEARCHES
from barriers_tools.verify.runner import CheckerRecord
from barriers_tools.verify.verification import engines, group
from barriers_tools.verify.verify_console import extent


def section(document: dict[str, Any]) -> str:
    return (
        "\n## Verification\n\n"
        + _provenance(document)
        + "\n### What was explored\n\n"
        + SEARCHES
        + "\n"
        + _searches(document["runs"])
        + _failures(document)
        + _gaps(document)
        + f"\n{LIMITS}"
        + _litmus(document["litmus"])
        + _mutants(document["mutants"])
        + _wrong(document["wrong"])
    )


def _provenance(document: dict[str, Any]) -> str:
    environment = document["environment"]
    names = ("time", "commit", "relacy", "compiler", "flags", "cpu", "kernel", "pus")
    facts = [
        ("file", "`results/verification.json`"),
        *((name, _fact(environment, name)) for name in names),
        ("extent", "full" if document["full"] else "usual"),
        ("ended", document["ended"]),
    ]
    return table(("", ""), facts)


def _fact(environment: dict[str, Any], name: str) -> str:
    if environment[name] is None:
        return f"unknown: {plain(environment['unavailable'].get(name, 'not recorded'))}"
    return plain(str(environment[name]))


SEARCH_COLUMNS: Columns = {
    "barrier": lambda runs: runs[0]["barrier"],
    "engine": lambda runs: runs[0]["engine"],
    "search": lambda runs: runs[0]["search"],
    "team": lambda runs: str(runs[0]["team"]),
    "phases": lambda runs: str(runs[0]["phases"]),
    "scenarios": lambda runs: str(len({run["scenario"] for run in runs})),
    "executions": lambda runs: f"{sum(run['executions'] for run in runs):,}",
    "extent": lambda runs: extent(runs),
    "s": lambda runs: f"{sum(run['seconds'] for run in runs):.1f}",
}


def _searches(runs: Sequence[CheckerRecord]) -> str:
    """A table of the searches, with the barriers in the order of the record."""
    places = {run["barrier"]: number for number, run in reversed(list(enumerate(runs)))}
    groups = group(runs, "barrier", "engine", "search", "team", "phases")
    ordered = sorted(groups.items(), key=lambda each: (places[each[0][0]], *each[0][1:]))
    return table(tuple(SEARCH_COLUMNS), lines_of(SEARCH_COLUMNS, (of_one for _, of_one in ordered)))


def _failures(document: dict[str, Any]) -> str:
    failed = [run for run in document["runs"] if run["verdict"] != "passed"]
    said = [
        *(
            f"{run['barrier']}, {run['scenario']}, team {run['team']}: {run['verdict']}"
            for run in failed
        ),
        *(complaint.splitlines()[0] for complaint in document["complaints"]),
    ]
    said += [
        f"{row['wrong']} random programs were explored wrongly"
        for row in document["litmus"]
        if row["wrong"]
    ]
    if not said and document["runs"]:
        return "\nEvery search that was begun passed.\n"
    return "\n**Faults:**\n\n" + _points(plain(each) for each in said)


def _gaps(document: dict[str, Any]) -> str:
    runs = document["runs"]
    cut = [run for run in runs if run["search"] != "random" and not run["complete"]]
    bounded = sum(run["search"] != "random" for run in runs)
    largest = max((run["team"] for run in runs), default=0)
    points = [
        f"Teams of more than {largest}, and executions of more phases than the table names.",
        f"The rest of {len(cut)} of the {bounded} bounded and full searches, whose budget of "
        "executions was spent before they ended."
        if cut
        else "Nothing within the bounds: each of the bounded and full searches ran to its end.",
        "The policy yield: to both engines it is spin.",
        *(f"Not begun, or cut off: `{each}`." for each in document["unexplored"]),
    ]
    return "\n### What was not explored\n\n" + _points(points)


def _points(points: Iterable[str]) -> str:
    return "".join(f"- {point}\n" for point in points)


def _litmus(rows: Sequence[CheckerRecord]) -> str:
    return "".join(
        f"\nOn {row['programs']:,} random programs {row['engine']} was compared with an enumeration\n"
        f"of all candidate graphs by brute force (seeds {row['first']} to {row['last']}, less those of\n"
        "programs that have too many candidates for that):\n"
        f"{row['executions']:,} executions and {row['hangs']:,} hangs; in {row['wrong']:,} programs "
        "it did not find exactly these, each once.\n"
        for row in rows
    )


def _mutants(mutants: Sequence[CheckerRecord]) -> str:
    if not mutants:
        return "\n### Mutants\n\nNone were tried.\n"
    return (
        "\n### Mutants\n\n"
        "Each operation of each barrier is made wrong, one at a time and at run time, at its place\n"
        "in the text. A mutant is **killed** when a scenario fails; one that is **equivalent**\n"
        "cannot fail, and its row says why; one that **survived** is a gap; one that is\n"
        "**not applicable** is beyond the engine, and its row says why.\n\n"
        + _kill_matrix(mutants)
        + _count_sentences("The smallest team that kills", mutants, "team", "in a team of ")
        + _count_sentences("The scenario that kills first", mutants, "by", "by ")
        + _survivors(mutants)
    )


def _kill_matrix(mutants: Sequence[CheckerRecord]) -> str:
    """The kill matrix in short: a row for each mutation, a column for each engine."""
    names = sorted(engines(mutants), reverse=True)
    lines = [
        (plain(mutation), *_by_verdict(rows, names))
        for (mutation,), rows in sorted(group(mutants, "mutation").items())
    ]
    return listing(("mutation", *names), [*lines, ("all", *_by_verdict(mutants, names))])


def _by_verdict(rows: Sequence[CheckerRecord], names: Sequence[str]) -> list[str]:
    counts = [Counter(row["verdict"] for row in rows if row["engine"] == name) for name in names]
    return [
        ", ".join(f"{count} {verdict}" for verdict, count in sorted(of_one.items())) or "-"
        for of_one in counts
    ]


def _count_sentences(what: str, mutants: Sequence[CheckerRecord], key: str, prefix: str) -> str:
    """A sentence for each engine."""
    sentences = []
    killed = [row for row in mutants if row["verdict"] == "killed"]
    for (engine,), rows in group(killed, "engine").items():
        counts = sorted(Counter(row[key] for row in rows).items())
        counted = ", ".join(f"{count} {prefix}{value}" for value, count in counts)
        sentences.append(f"\n{what}, {engine}: {counted}.\n")
    return "".join(sentences)


def _survivors(mutants: Sequence[CheckerRecord]) -> str:
    left = [
        {**row, "why": row.get("proof") or row.get("why", "-")}
        for row in mutants
        if row["verdict"] != "killed"
    ]
    if not left:
        return "\nNone is equivalent, and none survived.\n"
    lines = (
        (engine, plain(mutation), verdict, plain(why), ", ".join(_places(rows)))
        for (engine, mutation, verdict, why), rows in group(
            left, "engine", "mutation", "verdict", "why"
        ).items()
    )
    return "\n" + listing(("engine", "mutation", "verdict", "why", "places"), lines)


def _places(rows: Iterable[CheckerRecord]) -> list[str]:
    return list(dict.fromkeys(plain(row["place"].rpartition("/")[2]) for row in rows))


WRONG_COLUMNS: Columns = {
    "barrier": lambda row: row["barrier"],
    "fault": lambda row: plain(row["fault"]),
    "reference": lambda row: plain(row["reference"]),
    "engine": lambda row: row["engine"],
    "verdict": lambda row: row["verdict"],
    "by": lambda row: row["by"] or "-",
    "team": lambda row: str(row["team"] or "-"),
    "executions": lambda row: f"{row['executions']:,}",
    "why": lambda row: plain(row.get("why", "-")),
}


def _wrong(rows: Sequence[CheckerRecord]) -> str:
    if not rows:
        return "\n### Wrong barriers\n\nNone were tried.\n"
    return (
        "\n### Wrong barriers\n\n"
        "Barriers that are wrong, each after a known fault. A **detected** one fails in the named\n"
        "scenario; one that an engine **missed** passes there, for the reason in its row.\n\n"
        + listing(tuple(WRONG_COLUMNS), lines_of(WRONG_COLUMNS, rows))
    )
