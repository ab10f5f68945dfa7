"""Put new identifiers into the changelog: python pipelines/vocabulary/release.py.

To be run before a release, and whenever `govnlp vocab check` says that an identifier is not in
`src/govnlp/vocabulary/data/identifiers/released.csv`. Rows are only ever added: an identifier that
is given up is marked by hand (`retired`, `replaced_by`, `note`).
"""

from importlib.metadata import version

from govnlp.vocabulary import load_vocabulary
from govnlp.vocabulary.identifiers import RELEASED, read_released, release, write_released


def main() -> None:
    """Add what is new and say how much."""
    before = read_released() if RELEASED.exists() else {}
    after = release(load_vocabulary(), before, version("govnlp"))
    write_released(after.values())
    print(f"{len(after) - len(before)} identifiers added, {len(after)} in all")


if __name__ == "__main__":
    main()
