"""What several tests of the training scripts read."""

from pathlib import Path

import numpy as np
import pytest

_N_CHARACTERS, _WIDTH, _LABELS = 6, 128, 57


@pytest.fixture(scope="session")
def lexical_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights by chance in the files of Baidu's network, which knows six characters."""
    folder = tmp_path_factory.mktemp("lac")
    weights = folder / "model_baseline"
    weights.mkdir()
    random = np.random.default_rng(3)

    def write(name: str, *shape: int) -> None:
        numbers = random.normal(scale=0.1, size=shape).astype("<f4")
        (weights / name).write_bytes(b"a header" + numbers.tobytes())

    write("word_emb", _N_CHARACTERS, _WIDTH)
    for number in range(4):
        write(f"fc_{number}.w_0", _WIDTH * (1 + number // 2), 3 * _WIDTH)
        write(f"fc_{number}.b_0", 3 * _WIDTH)
        write(f"gru_{number}.w_0", _WIDTH, 3 * _WIDTH)
        write(f"gru_{number}.b_0", 3 * _WIDTH)
    write("fc_4.w_0", 2 * _WIDTH, _LABELS)
    write("fc_4.b_0", _LABELS)
    words = "".join(f"{number}\t{word}\n" for number, word in enumerate([*"联合国会议", "OOV"]))
    (folder / "word.dic").write_text(words, encoding="utf-8")
    (folder / "tag.dic").write_text("".join(f"{n}\tlabel{n}\n" for n in range(_LABELS)), "utf-8")
    return folder
