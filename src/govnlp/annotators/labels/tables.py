"""Read the tables beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_table(name: str) -> dict[str, dict[str, Any]]:
    """Read one of the TOML files of this folder; the tables of a scheme by their names."""
    with (Path(__file__).parent / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
