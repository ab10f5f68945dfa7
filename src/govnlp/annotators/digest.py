"""Tell two states of a model apart."""

import hashlib
from functools import cache
from pathlib import Path


@cache
def folder_digest(folder: Path) -> str:
    """Digest a model's files, names included; a model card and compiled code do not count."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".md", ".pyc") and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
