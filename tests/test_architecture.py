"""The house: imports run one way, every extractor is listed, every package is shipped."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from troopfacts.extractors import EXTRACTORS

ROOT = Path(__file__).parent.parent

# A module imports only from rooms before its own.
ORDER = [
    ["extractors.facts", "extractors.lexicons"],
    ["extractors.document", "extractors.numbers", "extractors.gazetteer"],
    ["extractors.reference_date", "extractors.names"],
    ["extractors.dates", "extractors.locations"],
    ["extractors.quotes"],
    ["extractors.troops"],
    ["extractors"],
    ["cli"],
]
FLOORS = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}


def modules() -> list[tuple[str, Path]]:
    """("extractors.dates.grammar", its path) of every module but those that build data."""
    paths = [path for folder in ("cli", "extractors") for path in (ROOT / folder).rglob("*.py")]
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path)
        for path in sorted(paths)
        if path.parent.name != "lexicons" or path.name == "__init__.py"
    ]


def room_of(module: str) -> str:
    """ "extractors.dates.grammar" -> "extractors.dates"."""
    parts = module.split(".")
    return "cli" if parts[0] == "cli" else ".".join(parts[:2])


def whole(package: str, name: str) -> str:
    """`from extractors import dates` names a module, `from .dates import find` only its room."""
    path = ROOT.joinpath(*package.split("."), name)
    return f"{package}.{name}" if path.is_dir() or path.with_suffix(".py").exists() else package


def imported(module: str, path: Path) -> set[str]:
    """Our own modules that a module imports."""
    found: set[str] = set()
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1])
                target = f"{above}.{node.module}" if node.module else above
            else:
                target = (node.module or "").removeprefix("troopfacts.")
            if target.split(".")[0] in ("cli", "extractors"):
                found |= {whole(target, alias.name) for alias in node.names}
    return found


def test_imports_run_one_way() -> None:
    for module, path in modules():
        room = room_of(module)
        for target in imported(module, path):
            aim = room_of(target)
            if aim == room or aim not in FLOORS or (aim == "extractors" and room == "cli"):
                continue
            assert FLOORS[aim] < FLOORS[room], f"{module} imports {target}"


def test_every_extractor_is_in_the_list() -> None:
    for path in (ROOT / "extractors").iterdir():
        source = path / "__init__.py" if path.is_dir() else path
        if source.suffix == ".py" and source.exists():
            kind = re.search(r'^KIND = "(\w+)"', source.read_text(encoding="utf-8"), re.M)
            if kind:
                assert EXTRACTORS.get(kind[1]) == path.stem, f"{path.name} is not in EXTRACTORS"


def test_every_package_is_shipped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    folders = {
        "troopfacts." + ".".join(path.parent.relative_to(ROOT).parts)
        for folder in ("cli", "extractors")
        for path in (ROOT / folder).rglob("__init__.py")
    }
    assert listed == folders


def test_extractors_load_no_command_line() -> None:
    code = (
        "import sys, troopfacts.extractors as e;"
        "e.extract(e.Document('a', 'On 3 May 2025, 500 U.S. troops left Iraq, he said.'));"
        "print(*({'typer', 'click', 'rich', 'dateparser', 'multiprocessing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
