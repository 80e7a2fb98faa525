"""The list of packages, and what the shell scripts say."""

import shutil
import subprocess
from pathlib import Path

import pytest

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


def test_measuring_needs_no_peer():
    assert not purposes()["measure"] & purposes()["peers"]
    assert {"libck-dev", "clang-19"} <= purposes()["peers"] and "clang-19" in purposes()["test"]


def test_for_the_programs_only_their_languages_are_missed(tmp_path):
    first = names().index("cargo")
    installed = "\n".join(f"echo 'ii  {name}'" for name in names()[:first])
    fake_tools(tmp_path, installed)
    assert setup(tmp_path, "measure").returncode == 0
    assert setup(tmp_path, "test").returncode == 0
    assert "cargo" in setup(tmp_path, "programs").stderr


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


def test_an_unknown_purpose_is_a_usage_error(tmp_path):
    fake_tools(tmp_path, "exit 1")
    assert setup(tmp_path, "cooking").returncode == 2


def test_an_unknown_step_is_a_usage_error():
    done = subprocess.run(
        [SCRIPTS / "test", "nonsense"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 2 and "shell python format claims lint" in done.stderr
