"""How the package is cut: which subpackage may import which."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Iterator

import pytest

import barriers_tools

ROOT = Path(barriers_tools.__file__).parent
# Each imports only what stands before it; modules outside a subpackage import none.
LAYERS = "schemas analysis console host measure conformance verify report cli".split()
ALONE = ("lint",)


def subpackage(dotted: str) -> str:
    """The subpackage that a module belongs to; none for a module of the root."""
    _, *below = dotted.split(".")
    return below[0] if below and (ROOT / below[0]).is_dir() else ""


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules of the package that a source imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("barriers_tools"):
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith("barriers_tools"))


def may_import(importer: str, imports: str) -> bool:
    if imports in ("", importer):
        return True
    return importer in LAYERS and imports in LAYERS[: LAYERS.index(importer)]


def against_the_layers(sources: dict[str, str]) -> list[tuple[str, str]]:
    """Each import that goes the wrong way: the importing module, and what it imports."""
    return [
        (module, name)
        for module, text in sources.items()
        for name in imported(ast.parse(text))
        if not may_import(subpackage(module), subpackage(name))
    ]


def sources() -> dict[str, str]:
    files = {path.relative_to(ROOT.parent): path for path in ROOT.rglob("*.py")}
    return {
        ".".join(name.with_suffix("").parts).removesuffix(".__init__"): path.read_text(
            encoding="utf-8"
        )
        for name, path in files.items()
        if name.name != "__main__.py"
    }


def test_each_subpackage_has_its_layer():
    folders = {each.name for each in ROOT.iterdir() if (each / "__init__.py").exists()}
    assert folders == {*LAYERS, *ALONE}


def test_imports_go_one_way():
    assert against_the_layers(sources()) == []


@pytest.mark.parametrize(
    "module, text",
    [
        ("barriers_tools.schemas.plan", "from barriers_tools.host import doctor"),
        ("barriers_tools.host.doctor", "def f():\n    from barriers_tools.measure import build"),
        ("barriers_tools.paths", "import barriers_tools.console.tables"),
        ("barriers_tools.lint.cpp", "from barriers_tools.schemas import plan"),
    ],
)
def test_an_import_the_other_way_is_found(module, text):
    assert [each for each, _ in against_the_layers({module: text})] == [module]


def test_no_module_is_long():
    long = {name: text.count("\n") for name, text in sources().items() if text.count("\n") > 250}
    assert long == {}


def types(tree: ast.Module) -> Iterator[str]:
    """The classes of a module, and the other names that it gives to types."""
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    targets = (each for node in tree.body if isinstance(node, ast.Assign) for each in node.targets)
    names = (each.id for each in targets if isinstance(each, ast.Name))
    yield from (name for name in names if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name))


def test_no_two_types_share_a_name():
    names = Counter(name for text in sources().values() for name in types(ast.parse(text)))
    names.subtract(("Config",) * names["Config"])  # what pydantic calls its options
    assert [name for name, count in names.items() if count > 1] == []
