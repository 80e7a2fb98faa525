"""Which compile commands clang-tidy is given."""

from barriers_tools import paths
from barriers_tools.lint.lint import one_command_each


def _command(file: str, flag: str = "") -> dict[str, str]:
    return {"directory": str(paths.ROOT), "file": file, "command": f"clang++ {flag} {file}"}


def test_a_source_that_is_compiled_twice_is_read_once() -> None:
    once, again = _command("bench/a.cpp", "-O0"), _command("bench/a.cpp", "-O2")
    assert one_command_each([once, again]) == [once]


def test_one_generated_source_of_a_folder_stands_for_all() -> None:
    folder = "build/debug/bench/generated/barriers_bench"
    central, tree = _command(f"{folder}/central.cpp"), _command(f"{folder}/tree.cpp")
    other = _command("build/debug/bench/generated/barriers_bench_libgomp/gomp.cpp")
    assert one_command_each([central, tree, other]) == [central, other]


def test_what_is_made_for_a_test_is_left_out() -> None:
    assert (
        one_command_each([_command("build/debug/verify/stress/headers/barriers/a.hpp.cpp")]) == []
    )


def test_what_is_not_ours_or_not_cpp_is_left_out() -> None:
    assert one_command_each([_command("/usr/src/other.cpp"), _command("bench/a.c")]) == []
