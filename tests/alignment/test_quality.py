"""Floors for what benchmarks/alignment.py measures, on a part of its texts."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FLOORS = {
    "statutes, halves": 0.86,
    "statutes, in turn": 0.86,
    "statutes, halves with gaps": 0.87,
    "UN, halves": 0.97,
    "UN, in turn": 0.97,
    "UN, halves with gaps": 0.94,
}


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    path = root / "benchmarks" / "alignment.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_alignment", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_known_alignments_are_found(benchmark: ModuleType, shared: Path) -> None:
    kinds = benchmark.kinds(shared / "data", odd=True, limit=12)
    figures = {name: benchmark.score(kinds[name], benchmark.tables(kinds[name])) for name in FLOORS}
    found = {name: row["f1"] for name, row in figures.items()}
    assert {name: f1 for name, f1 in found.items() if f1 < FLOORS[name]} == {}


def test_nothing_is_found_where_nothing_belongs_together(
    benchmark: ModuleType, shared: Path
) -> None:
    kinds = benchmark.kinds(shared / "data", odd=True, limit=100)
    for name in ("UN, unrelated", "statutes, unrelated"):
        assert benchmark.score(kinds[name], benchmark.tables(kinds[name]))["found"] == 0
