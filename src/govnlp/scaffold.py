"""A folder to start from, for those who installed the package and have no clone."""

import shutil
from pathlib import Path

import govnlp
from govnlp.errors import InputError

FOLDERS = ("pipelines", "seeds", "notebooks")
_OUTPUT_IGNORE = "*\n!.gitignore\n"


def init(folder: Path, *, force: bool = False) -> list[Path]:
    """Make a folder with pipelines/, seeds/ and notebooks/.

    Args:
        folder: made if it is not there.
        force: whether files that are there are overwritten.

    Returns:
        The files written.

    Raises:
        InputError: a file is there already and `force` is not given; nothing is written then.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: a file is in the way; give another folder")
    source = template_folder()
    files = [
        path.relative_to(source)
        for name in FOLDERS
        for path in sorted((source / name).rglob("*"))
        if path.is_file() and "training" not in path.relative_to(source).parts
    ]
    there = [str(folder / path) for path in files if (folder / path).exists()]
    if there and not force:
        raise InputError(f"already there: {', '.join(there[:3])}; --force overwrites")
    for path in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target)
    ignore = folder / "data/processed/.gitignore"
    ignore.parent.mkdir(parents=True, exist_ok=True)
    ignore.write_text(_OUTPUT_IGNORE, "utf-8")
    return [*(folder / path for path in files), ignore]


def template_folder() -> Path:
    """Find the files to copy: in the installed package, or in the clone it runs from."""
    package = Path(govnlp.__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent
