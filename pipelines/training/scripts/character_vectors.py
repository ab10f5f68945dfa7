"""Take vectors of Chinese characters from Baidu's lexical analysis network, as jieba carries it.

One row for each character of the block of unified ideographs, in the order of their code points;
characters that the network does not know have zeros.
"""

from pathlib import Path

import numpy as np
import typer
from lexical_analysis import LexicalAnalysis

from govnlp.annotators.embed import FIRST_IDEOGRAPH, IDEOGRAPHS


def reduce(table: np.ndarray, width: int) -> np.ndarray:
    """Reduce rows to their main directions, scaled so that a mean row has length one."""
    centred = table - table.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    reduced: np.ndarray = centred @ directions[:width].T
    length = float(np.linalg.norm(reduced, axis=1).mean())
    return reduced / length


def main(network: Path, output: Path, width: int = 64) -> None:
    """Write the table as a NumPy file of half precision."""
    analysis = LexicalAnalysis(network)
    embedded = analysis.embedding.weight.detach().numpy()
    characters = {c: n for c, n in analysis.numbers.items() if len(c) == 1}
    places = [ord(c) - FIRST_IDEOGRAPH for c in characters]
    inside = [0 <= place < IDEOGRAPHS for place in places]
    reduced = reduce(embedded[list(characters.values())][inside], width)
    table = np.zeros((IDEOGRAPHS, width), dtype="float16")
    table[np.array(places)[inside]] = reduced
    output.parent.mkdir(parents=True, exist_ok=True)
    np.save(output, table)
    typer.echo(f"{output}: {sum(inside)} characters, {table.nbytes / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
