"""The list of packages, and what the shell scripts say."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from barriers_tools.measure import build

SCRIPTS = Path(__file__).resolve().parents[1]
LINES = (SCRIPTS / "packages.txt").read_text(encoding="utf-8").splitlines()
NAMES = [line.split()[0] for line in LINES if line and not line.startswith("#")]
COMMANDS = ("list", "topology", "run", "recommend", "sweep", "verify", "conformance")


def run(command, **options):
    streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "timeout": 60}
    return subprocess.run(command, **streams, **options)


def by_purpose():
    """The packages of each purpose."""
    packages, current = {}, []
    for line in LINES:
        if line.startswith("# for:"):
            current = line.split()[2:]
        elif line and not line.startswith("#"):
            for purpose in current:
                packages.setdefault(purpose, set()).add(line.split()[0])
    return packages


PURPOSES = by_purpose()


def test_a_clone_may_lie_below_a_folder_with_a_colon(tmp_path):
    shutil.copytree(SCRIPTS, tmp_path / "a:b" / "scripts", ignore=shutil.ignore_patterns("tests"))
    done = run([tmp_path / "a:b" / "scripts" / "barriers", "--help"])
    assert done.returncode == 0 and "Usage: scripts/barriers" in done.stdout, done.stderr


def test_each_package_is_listed_once_with_its_use():
    assert NAMES and len(set(NAMES)) == len(NAMES)
    assert all(" # " in line for line in LINES if line and not line.startswith("#"))


def test_measuring_needs_no_peer():
    assert not PURPOSES["measure"] & PURPOSES["peers"]
    assert {"libck-dev", "clang-19"} <= PURPOSES["peers"] and "clang-19" in PURPOSES["test"]


class Machine:
    """A PATH with the few tools that scripts/setup cannot do without, and those of a test."""

    TOOLS = "sh awk dirname readlink sed tail mktemp rm env printf"

    def __init__(self, folder):
        self.folder = folder
        for name in self.TOOLS.split():
            (folder / name).symlink_to(shutil.which(name))

    def add(self, name, script):
        (self.folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.folder / name).chmod(0o755)

    def install(self, packages):
        self.add("dpkg-query", "\n".join(f"echo 'ii  {name}'" for name in packages))

    def setup(self, *arguments, user=1000):
        self.add("id", f"echo {user}")
        return run([SCRIPTS / "setup", *arguments], env={"PATH": str(self.folder)})


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_with_all_packages_installed_it_is_silent(machine):
    machine.install(NAMES)
    done = machine.setup()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_purpose_misses_its_own_packages_and_no_others(machine, purpose):
    own = PURPOSES[purpose]
    machine.install(own)
    assert machine.setup(purpose).returncode == 0
    machine.install(set(NAMES) - own)
    done = machine.setup(purpose)
    missing = done.stderr.splitlines()[0].removeprefix("setup: missing: ").split()
    assert done.returncode == 3 and set(missing) == own


def test_to_check_installs_nothing_and_names_the_command_that_does(machine):
    machine.install(["git"])
    machine.add("apt-get", "exit 1")
    done = machine.setup("--check", "verify", "measure", user=0)
    assert done.returncode == 3 and "g++" in done.stderr and "relacy-dev" in done.stderr
    assert "scripts/setup verify measure" in done.stderr and "clang" not in done.stderr
    assert "apt-get" not in done.stderr


@pytest.mark.parametrize("says", ["echo 'ii  git'", "echo 'rc  g++'; echo 'ii  git'", "exit 1"])
def test_missing_packages_are_named_and_no_password_is_asked_without_a_terminal(machine, says):
    machine.add("dpkg-query", says)
    machine.add("sudo", "exit 1")
    done = machine.setup()
    assert done.returncode == 3
    assert "missing: g++ cmake" in done.stderr and "no terminal" in done.stderr
    assert "apt-get install --no-install-recommends g++ cmake" in done.stderr


def test_an_unreachable_mirror_is_reported(machine):
    machine.install([])
    machine.add("apt-get", "echo 'Could not resolve host'\nexit 100")
    done = machine.setup(user=0)
    assert done.returncode == 3
    assert "Could not resolve host" in done.stderr and "network" in done.stderr


@pytest.fixture(scope="module")
def requests(tmp_path_factory):
    """What a command line asks of scripts/setup, which reports every package as installed."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copy(SCRIPTS / "barriers", folder)
    (folder / "setup").write_text('#!/bin/sh\necho "$*" >>"${0%/*}/log"\n')
    (folder / "setup").chmod(0o755)

    def request(*arguments):
        (folder / "log").write_text("")
        run([folder / "barriers", *arguments])
        return (folder / "log").read_text().splitlines()

    return request


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_help_installs_and_misses_nothing(requests, arguments):
    for help_ in ("--help", "-h"):
        assert requests(*arguments, help_) == requests("--install", *arguments, help_) == []


@pytest.mark.parametrize("command", [*COMMANDS, "x"])
def test_only_recommend_and_the_option_install(requests, command):
    requested = requests(command, "run")
    assert requested
    assert all(line.startswith("--check ") for line in requested) == (command != "recommend")
    for arguments in (("--install", command), (command, "--install")):
        installed = requests(*arguments)
        assert installed and not any("--check" in line for line in installed)


def test_recommend_needs_what_measures_and_no_peers(requests):
    assert requests("recommend", "--quick") == ["measure"]


def with_dependencies(packages):
    """Installed packages, with all that they depend on."""
    kinds = ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
    options = ("--recurse", "--installed", *(f"--no-{kind}" for kind in kinds))
    listed = run(["apt-cache", "depends", *options, *packages])
    return set(re.findall(r"^[^\s<|]+", listed.stdout, re.MULTILINE))


def owners(files):
    """The packages that files belong to."""
    listed = run(["dpkg-query", "-S", *files]).stdout.splitlines()
    return {line.split(":")[0] for line in listed if not line.startswith("diversion")}


@pytest.mark.parametrize(
    "command, recipe, optional",
    [
        ("verify", build.MODEL, ()),
        pytest.param("run", build.BENCH, ("peers", "languages", "test"), marks=pytest.mark.full),
        pytest.param("conformance", build.CONFORMANCE, ("languages",), marks=pytest.mark.full),
    ],
)
def test_a_command_asks_for_all_that_its_build_reads(requests, tmp_path, command, recipe, optional):
    configure = ["cmake", *recipe.configure, "-B", tmp_path]
    run(configure, cwd=SCRIPTS.parent, check=True)
    named = set(re.findall(r"/usr/[\w./+-]+", (tmp_path / "build.ninja").read_text()))
    # A folder belongs to many packages.
    read = {each for each in named if Path(each).is_file()}
    (line,) = requests(command)
    purposes = {*line.split()[1:], *optional}
    allowed = with_dependencies(set.union(*(PURPOSES[each] for each in purposes)))
    assert len(owners(read)) > 3 and owners(read) - allowed == set()


def test_every_imported_module_has_its_package():
    sources = [ast.parse(each.read_text()) for each in (SCRIPTS / "barriers_tools").rglob("*.py")]
    nodes = [node for source in sources for node in ast.walk(source)]
    names = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    ours = {"barriers_tools", "barriers_languages", "clang"}
    foreign = {name.split(".")[0] for name in names} - ours - sys.stdlib_module_names
    assert foreign >= {"click", "pydantic", "scipy"}
    allowed = with_dependencies(PURPOSES["measure"])
    for module in foreign:
        places = [f"/usr/lib/python3/dist-packages/{module}{end}" for end in ("", ".py")]
        assert owners(places) & allowed, module


def test_an_unknown_purpose_is_a_usage_error(machine):
    machine.install([])
    assert machine.setup("cooking").returncode == 2


def test_an_unknown_step_of_the_tests_is_a_usage_error():
    done = run([SCRIPTS / "test", "nonsense"])
    assert done.returncode == 2 and "shell python format claims lint" in done.stderr


def test_the_tests_have_help():
    done = run([SCRIPTS / "test", "--help"])
    assert done.returncode == 0 and "scripts/test --full" in done.stdout
