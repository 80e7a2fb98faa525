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


def test_a_clone_may_lie_below_a_folder_with_a_colon(tmp_path):
    shutil.copytree(SCRIPTS, tmp_path / "a:b" / "scripts", ignore=shutil.ignore_patterns("tests"))
    command = [tmp_path / "a:b" / "scripts" / "barriers", "--help"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0 and "Usage: scripts/barriers" in done.stdout, done.stderr


def names():
    lines = (SCRIPTS / "packages.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def test_each_package_is_listed_once_and_says_what_for():
    assert len(set(names())) == len(names())
    for line in (SCRIPTS / "packages.txt").read_text(encoding="utf-8").splitlines():
        assert not line or line.startswith("#") or "  # " in line or " # " in line


def purposes():
    """The packages of each purpose."""
    packages, current = {}, []
    for line in (SCRIPTS / "packages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# for:"):
            current = line.split()[2:]
        elif line and not line.startswith("#"):
            for purpose in current:
                packages.setdefault(purpose, set()).add(line.split()[0])
    return packages


def fake_tools(folder, dpkg_query):
    """A PATH on which nothing is installed but what is put there."""
    for name in (
        "sh",
        "awk",
        "dirname",
        "readlink",
        "sed",
        "tail",
        "mktemp",
        "rm",
        "id",
        "env",
        "printf",
    ):
        tool = next(p / name for p in map(Path, ("/usr/bin", "/bin")) if (p / name).exists())
        (folder / name).symlink_to(tool)
    (folder / "dpkg-query").write_text(f"#!/bin/sh\n{dpkg_query}\n")
    (folder / "dpkg-query").chmod(0o755)


def setup(path, *arguments):
    return subprocess.run(
        [SCRIPTS / "setup", *arguments],
        env={"PATH": str(path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_with_everything_there_it_is_silent(tmp_path):
    installed = "\n".join(f"echo 'ii  {name}'" for name in names())
    fake_tools(tmp_path, installed)
    done = setup(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("purpose", purposes())
def test_a_purpose_misses_its_own_packages_and_no_others(tmp_path, purpose):
    own = purposes()[purpose]
    fake_tools(tmp_path, "\n".join(f"echo 'ii  {name}'" for name in own))
    assert setup(tmp_path, purpose).returncode == 0

    others = "\n".join(f"echo 'ii  {name}'" for name in set(names()) - own)
    (tmp_path / "dpkg-query").write_text(f"#!/bin/sh\n{others}\n")
    (tmp_path / "id").unlink()
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = setup(tmp_path, purpose)
    assert done.returncode == 3
    missing = done.stderr.splitlines()[0].removeprefix("setup: missing: ").split()
    assert set(missing) == own


def test_to_check_installs_nothing_and_names_the_command_that_does(tmp_path):
    fake_tools(tmp_path, "echo 'ii  git'")
    done = setup(tmp_path, "--check", "verify", "measure")
    assert done.returncode == 3 and "g++" in done.stderr and "relacy-dev" in done.stderr
    assert "scripts/setup verify measure" in done.stderr and "clang" not in done.stderr
    assert not (tmp_path / "called").exists()


def test_measuring_needs_no_peer():
    assert not purposes()["measure"] & purposes()["peers"]
    assert {"libck-dev", "clang-19"} <= purposes()["peers"] and "clang-19" in purposes()["test"]


def test_for_the_languages_only_theirs_are_missed(tmp_path):
    first = names().index("cargo")
    installed = "\n".join(f"echo 'ii  {name}'" for name in names()[:first])
    fake_tools(tmp_path, installed)
    assert setup(tmp_path, "measure").returncode == 0
    assert setup(tmp_path, "test").returncode == 0
    assert "cargo" in setup(tmp_path, "languages").stderr


@pytest.mark.parametrize("says", ["echo 'ii  git'", "echo 'rc  g++'; echo 'ii  git'", "exit 1"])
def test_what_is_missing_is_named_and_nobody_is_asked_in_the_dark(tmp_path, says):
    fake_tools(tmp_path, says)
    (tmp_path / "id").unlink()
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    (tmp_path / "sudo").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "sudo").chmod(0o755)
    done = setup(tmp_path)
    assert done.returncode == 3
    assert "missing: g++ cmake" in done.stderr and "no terminal" in done.stderr
    assert "apt-get install --no-install-recommends g++ cmake" in done.stderr


def test_a_mirror_that_cannot_be_reached_is_said_plainly(tmp_path):
    fake_tools(tmp_path, "exit 1")
    (tmp_path / "id").unlink()
    (tmp_path / "id").write_text("#!/bin/sh\necho 0\n")
    (tmp_path / "id").chmod(0o755)
    (tmp_path / "apt-get").write_text("#!/bin/sh\necho 'Could not resolve host'\nexit 100\n")
    (tmp_path / "apt-get").chmod(0o755)
    done = setup(tmp_path)
    assert done.returncode == 3
    assert "Could not resolve host" in done.stderr and "network" in done.stderr


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """What a command line asks of scripts/setup, where everything is missing that may be."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copy(SCRIPTS / "barriers", folder)
    (folder / "setup").write_text('#!/bin/sh\necho "$*" >>"${0%/*}/asked"\n')
    (folder / "setup").chmod(0o755)

    def ask(*arguments):
        (folder / "asked").write_text("")
        subprocess.run(
            [folder / "barriers", *arguments], stdin=subprocess.DEVNULL, capture_output=True
        )
        return (folder / "asked").read_text().splitlines()

    return ask


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("-h",),
        *(
            (command, "--help")
            for command in ("run", "recommend", "sweep", "verify", "conformance")
        ),
        ("--install", "run", "-h"),
        ("verify", "central", "--install", "--help"),
    ],
)
def test_help_installs_and_misses_nothing(asked, arguments):
    assert asked(*arguments) == []


@pytest.mark.parametrize(
    "command", ["list", "topology", "run", "verify", "conformance", "sweep", "x"]
)
def test_a_command_installs_only_when_told_to(asked, command):
    assert all(line.startswith("--check ") for line in asked(command, "run"))
    for arguments in (("--install", command), (command, "--install")):
        assert not any("--check" in line for line in asked(*arguments))


def test_to_recommend_installs_what_it_needs(asked):
    assert asked("recommend", "--quick") == ["measure"]


def installed():
    """The packages that are installed, or provided by one: each with those that it depends on."""
    form = "${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n"
    listed = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True)
    found = {}
    for line in listed.stdout.splitlines():
        name, provided, needed = line.split("\t")
        for each in (name, *re.findall(r"([a-z0-9][a-z0-9+.-]+)(?: \(|,|$)", provided)):
            found.setdefault(each, set()).update(
                {
                    name,
                    *(
                        word.split()[0].split(":")[0]
                        for word in re.split(r"[,|]", needed)
                        if word.strip()
                    ),
                }
            )
    return found


def with_dependencies(packages):
    known, found, open_ = installed(), set(), set(packages)
    while open_:
        found |= open_
        open_ = {each for name in open_ for each in known.get(name, ())} - found
    return found


def owners(files):
    """The packages that files belong to."""
    listed = subprocess.run(["dpkg-query", "-S", *files], capture_output=True, text=True)
    return {
        line.split(":")[0]
        for line in listed.stdout.splitlines()
        if not line.startswith("diversion")
    }


@pytest.mark.parametrize(
    "command, recipe, also",
    [
        ("verify", build.MODEL, ()),
        pytest.param("run", build.BENCH, ("peers", "languages", "test"), marks=pytest.mark.full),
        pytest.param("conformance", build.CONFORMANCE, ("languages",), marks=pytest.mark.full),
    ],
)
def test_a_command_asks_for_all_that_its_build_reads(asked, tmp_path, command, recipe, also):
    """`also`: what the build uses where it is there, and does without where not."""
    subprocess.run(
        ["cmake", *recipe.configure, "-B", tmp_path],
        cwd=SCRIPTS.parent,
        check=True,
        capture_output=True,
    )
    read = set(re.findall(r"/usr/[\w./+-]+", (tmp_path / "build.ninja").read_text()))
    (line,) = asked(command)
    wanted = {*line.split()[1:], *also}
    allowed = with_dependencies(set.union(*(purposes()[each] for each in wanted)))
    assert len(owners(read)) > 3 and owners(read) - allowed == set()


def test_every_module_that_is_imported_has_its_package():
    sources = [ast.parse(each.read_text()) for each in (SCRIPTS / "barriers_tools").rglob("*.py")]
    nodes = [node for source in sources for node in ast.walk(source)]
    names = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    imported = {name.split(".")[0] for name in names} - {"barriers_tools", "barriers_languages"}
    foreign = {each for each in imported if each not in sys.stdlib_module_names}
    for module in foreign - {"clang"}:
        places = [f"/usr/lib/python3/dist-packages/{module}{end}" for end in ("", ".py")]
        assert owners(places) & with_dependencies(purposes()["measure"]), module


def test_an_unknown_purpose_is_a_usage_error(tmp_path):
    fake_tools(tmp_path, "exit 1")
    assert setup(tmp_path, "cooking").returncode == 2


def test_an_unknown_step_is_a_usage_error():
    done = subprocess.run(
        [SCRIPTS / "test", "nonsense"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 2 and "shell python format claims lint" in done.stderr
