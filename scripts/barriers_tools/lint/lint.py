"""Chooses what clang-tidy reads: each source of ours once, with one of the commands that compile it.

Sources that CMake generates below a folder `generated`, one for each barrier, differ in a name alone:
one of each such folder is read, and with it the headers that no source of the tree includes.
"""

import json
import sys
from pathlib import Path

from barriers_tools import paths


def one_command_each(commands: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first command of each C++ source in the tree, and of each folder of generated ones."""
    first: dict[Path, dict[str, str]] = {}
    for command in commands:
        source = Path(command["directory"], command["file"]).resolve()
        if source.suffix != ".cpp" or not source.is_relative_to(paths.ROOT):
            continue
        if not source.is_relative_to(paths.ROOT / "build"):
            first.setdefault(source, command)
        elif "generated" in source.parts:
            first.setdefault(source.parent, command)
    return list(first.values())


def main(build: Path, chosen: Path) -> None:
    """Reads the compile commands of a build folder, and writes those chosen into another."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    chosen.mkdir(parents=True, exist_ok=True)
    kept = json.dumps(one_command_each(commands), indent=1)
    (chosen / "compile_commands.json").write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
