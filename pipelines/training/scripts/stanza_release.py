"""Lay trained Stanza processors out as released models are: files, and resources.json."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Dependencies = Mapping[str, Sequence[tuple[str, str]]]


def release(
    folder: Path,
    lang: str,
    packages: Mapping[str, Mapping[str, str]],
    dependencies: Dependencies | None = None,
    aliases: Sequence[str] = (),
    url: str = "",
) -> Path:
    """Describe the models of a language in ``resources.json``; other languages stay as they are.

    Args:
        folder: holds ``LANG/PROCESSOR/PACKAGE.pt``.
        lang: Stanza's code of the language.
        packages: for each package of the whole pipeline (``default`` among them) the package of
            each processor.
        dependencies: for a processor the ``(model, package)`` it needs, ``pretrain`` say.
        aliases: other codes of the language.
        url: where the models can be fetched, with ``{lang}``, ``{filename}`` and
            ``{resources_version}`` left to fill in.

    Returns:
        The path of ``resources.json``.
    """
    path = folder / "resources.json"
    resources: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    described: dict[str, Any] = {"lang_name": lang, "packages": {}}
    for model in sorted((folder / lang).glob("*/*.pt")):
        processor = model.parent.name
        entry: dict[str, Any] = {
            "md5": hashlib.md5(model.read_bytes(), usedforsecurity=False).hexdigest()
        }
        if needed := (dependencies or {}).get(processor):
            entry["dependencies"] = [{"model": kind, "package": name} for kind, name in needed]
        described.setdefault(processor, {})[model.stem] = entry
    described["packages"] = {name: dict(of_package) for name, of_package in packages.items()}
    resources[lang] = described
    for alias in aliases:
        resources[alias] = {"alias": lang}
    if url:
        resources["url"] = url
    path.write_text(json.dumps(resources, indent=2, ensure_ascii=False), "utf-8")
    return path
