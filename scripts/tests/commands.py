"""`scripts/barriers ARGUMENTS` on fakes of the executables, in a tree of its own."""

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from unittest import mock

from barriers_tools import paths
from barriers_tools.cli.main import main
from barriers_tools.host import check
from barriers_tools.measure import build

HERE = Path(__file__).resolve().parent
BENCH, CHECKER = HERE / "fake_bench", HERE / "fake_checker"
CODE = compile(BENCH.read_text(encoding="utf-8"), BENCH, "exec")
CHECKERS = ("check_relacy", "check_rc11", "litmus_random")
WITHIN_S = 60

_run = subprocess.run
_fork = multiprocessing.get_context("fork")


def use(tree: Path) -> None:
    """Makes this process take the fakes for what was built, and `tree` for the repository."""
    check.INTERVAL_S = 0.1
    build.bench = build.all_of_bench = build.calibration = lambda: [BENCH]
    build.promises = lambda: None
    build.conformance = lambda: []
    build.checkers = lambda targets: {name: tree / "checkers" / name for name in targets}
    paths.PROMISES = tree / "promises.json"
    paths.LANGUAGES = tree / "languages"
    paths.ROOT = tree
    paths.RESULTS = tree / "results"
    paths.MEASURED = tree / "measured"
    paths.VERIFICATION = paths.RESULTS / "verification.json"
    paths.CONFORMANCE = paths.RESULTS / "conformance.json"
    paths.REPORT = tree / "REPORT.md"


class Commands:
    """Runs the commands in a tree."""

    def __init__(self, tree: Path):
        self.tree = tree
        (tree / "checkers").mkdir()
        for name in CHECKERS:
            (tree / "checkers" / name).symlink_to(CHECKER)

    def start(self, *arguments: str, stdout: Any = subprocess.PIPE, **fake: Any) -> Any:
        """A process of its own, as scripts/barriers starts it."""
        return subprocess.Popen(
            ["/usr/bin/python3", "-s", Path(__file__), self.tree, *arguments],
            cwd=self.tree,
            env={**os.environ, "PYTHONPATH": str(HERE.parent), "FAKE": json.dumps(fake)},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __call__(self, *arguments: str, **fake: Any) -> "subprocess.CompletedProcess[str]":
        """The same in a fork of this process, which has imported everything already."""
        with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
            process = _fork.Process(target=self._in_fork, args=(arguments, fake, out, err))
            process.start()
            process.join(WITHIN_S)
            assert process.exitcode is not None, f"{arguments} takes more than {WITHIN_S} s"
            said = [(file.seek(0), file.read())[1] for file in (out, err)]
        return subprocess.CompletedProcess(arguments, process.exitcode, *said)

    def _in_fork(
        self, arguments: tuple[str, ...], fake: dict[str, Any], out: Any, err: Any
    ) -> None:
        os.setsid()
        with open(os.devnull) as nothing:
            for place, file in enumerate((nothing, out, err)):
                os.dup2(file.fileno(), place)
        sys.stdout, sys.stderr = (open(place, "w", closefd=False) for place in (1, 2))
        os.chdir(self.tree)
        os.environ["FAKE"] = json.dumps(fake)
        if not fake.get("sleep_s"):
            subprocess.run = run
        use(self.tree)
        sys.argv[1:] = arguments
        main()

    def json(self, *arguments: str, **fake: Any) -> Any:
        done = self(*arguments, "--json", **fake)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def run(command: Any, **options: Any) -> "subprocess.CompletedProcess[str]":
    """subprocess.run, but for the fake, which answers within this process."""
    if command[0] != str(BENCH):
        return _run(command, **options)
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        with mock.patch.object(sys, "argv", command):
            try:
                exec(CODE, {"__name__": "__main__"})
                code = 0
            except SystemExit as end:
                code = end.code or 0
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


if __name__ == "__main__":
    # A background job does not have it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    use(Path(sys.argv.pop(1)))
    main()
