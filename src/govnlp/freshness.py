"""What is up to date and what is not, and why."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import govnlp
from govnlp.store import Store

if TYPE_CHECKING:
    from govnlp.stages.ingest import Source
    from govnlp.stages.registry import Step

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Freshness:
    """The state of one stage's tables.

    Attributes:
        stage: the stage.
        reason: why its tables are out of date; empty if they are up to date.
        tables: rows and size in bytes of each of its tables that is there.
        seconds: how long the stage took when it last ran; None if it never did.
        finished: when that was (ISO 8601, UTC); None likewise.
    """

    stage: str
    reason: str
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    seconds: float | None = None
    finished: str | None = None

    @property
    def fresh(self) -> bool:
        """Whether the tables are up to date."""
        return not self.reason


@dataclass(frozen=True)
class Fingerprint:
    """Everything besides the texts that a stage's rows depend on, each part by its digest."""

    settings: str
    models: str
    names: str
    code: str
    upstream: str

    @property
    def digest(self) -> str:
        """One digest of all parts."""
        return _digest(self.parts())

    def parts(self) -> dict[str, str]:
        """The parts by name, as the manifest keeps them."""
        return asdict(self)


def fingerprints(steps: Sequence["Step"]) -> dict[str, Fingerprint]:
    """Fingerprint each step, those before it included."""
    writers: dict[str, str] = {}
    prints: dict[str, Fingerprint] = {}
    for step in steps:
        upstream = sorted({writers[table] for table in step.reads})
        prints[step.name] = Fingerprint(
            settings=_digest(step.settings.model_dump(mode="json")),
            models=_digest(step.models),
            names=step.names,
            code=code_digest(),
            upstream=_digest({name: prints[name].digest for name in upstream}),
        )
        writers.update(dict.fromkeys(step.writes, step.name))
    return prints


def file_digests(sources: Sequence["Source"]) -> dict[str, str]:
    """Digest the bytes of source files, by path below the root.

    A file that cannot be read gets an empty digest: ingest says what is wrong with it. So does
    one whose name is taken, for that depends on the other files.
    """
    return {source.name: "" if source.row_of else _file_digest(source.path) for source in sources}


def _file_digest(path: Path) -> str:
    try:
        if not path.is_file():  # reading a pipe would wait for whoever writes to it
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def corpus_digest(corpus: Mapping[str, str]) -> str:
    """Digest a corpus: its documents in order, each with the digest of its file."""
    return _digest(list(corpus.items()))


def freshness(steps: Sequence["Step"], store: Store, files: Mapping[str, str]) -> list[Freshness]:
    """Tell of each step whether its tables are up to date with the files and the settings."""
    manifest = store.manifest()
    prints = fingerprints(steps)
    unusable = unusable_tables(manifest, store)
    states: list[Freshness] = []
    stale: list[str] = []
    for step in steps:
        entry = manifest["stages"].get(step.name)
        reason = why_stale(step, entry, prints[step.name], unusable)
        if not reason and stale:
            reason = f"{stale[0]} is out of date"
        if not reason and entry is not None:
            reason = _changed_input(step, entry, manifest, files)
        if reason:
            stale.append(step.name)
        tables = {name: entry["tables"][name] for name in step.writes} if entry else {}
        states.append(
            Freshness(
                step.name,
                reason,
                tables,
                entry["seconds"] if entry else None,
                entry["finished"] if entry else None,
            )
        )
    return states


def unusable_tables(manifest: Manifest, store: Store) -> dict[str, str]:
    """Say of tables that the manifest knows, and of ``rejects``, what is wrong with them.

    Damage that keeps a table's size shows when it is read.
    """
    problems = {} if store.exists("rejects") else {"rejects": "is missing"}
    for entry in manifest["stages"].values():
        for name, counts in entry["tables"].items():
            if not store.exists(name):
                problems[name] = "is missing"
            elif store.size(name) != counts["bytes"]:
                problems[name] = "is not as it was written"
    return problems


def why_stale(
    step: "Step",
    entry: Mapping[str, Any] | None,
    current: Fingerprint,
    unusable: Mapping[str, str],
) -> str:
    """Say why a step's rows cannot be kept whatever the texts are; empty if they can.

    Args:
        step: the step.
        entry: what the manifest says of it; None if nothing.
        current: the step's fingerprint now.
        unusable: what `unusable_tables` gave before the first step ran. Every step has rows in
            ``rejects``: where that is missing, all run again.
    """
    if entry is None:
        return "not made yet"
    problems = [
        f"{name} {unusable[name]}" for name in (*step.writes, "rejects") if name in unusable
    ]
    if problems:
        return ", ".join(problems)
    made = entry["fingerprint"]
    reasons = {
        "settings": f"the settings of {step.name} changed",
        "models": f"the models, vocabularies or libraries of {step.name} changed",
        "names": f"the listed names of {step.name} changed",
        "code": "govnlp itself changed",
        "upstream": "an earlier stage changed",
    }
    changed = [
        reasons[part] for part, value in current.parts().items() if made.get(part, "") != value
    ]
    return "; ".join(changed)


def _changed_input(
    step: "Step", entry: Mapping[str, Any], manifest: Manifest, files: Mapping[str, str]
) -> str:
    if step.run is None:
        return describe_change(entry["files"], files, "file")
    corpora = manifest["corpora"]
    now = manifest["stages"]["ingest"]["corpus"]
    if entry["corpus"] == now:
        return ""
    return describe_change(corpora[entry["corpus"]], corpora[now], "document") or "order changed"


def describe_change(before: Mapping[str, str], after: Mapping[str, str], what: str) -> str:
    """Say in words what changed between two sets of digests by name.

    >>> describe_change({"a": "1", "b": "1"}, {"a": "2", "c": "1"}, "file")
    '1 file changed, 1 file new, 1 file gone'
    """
    changed = sum(before[name] != after[name] for name in before.keys() & after.keys())
    new, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    counts = ((changed, "changed"), (new, "new"), (gone, "gone"))
    return ", ".join(f"{n} {what}{'s' if n > 1 else ''} {how}" for n, how in counts if n)


@cache
def code_digest() -> str:
    """Digest the code that makes tables."""
    root = Path(govnlp.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(("cli", "report/", "evaluation/")):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=dict)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
