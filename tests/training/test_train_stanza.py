"""What Stanza is trained on, for how long, and how it is laid out; not the training itself."""

import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from stanza_processors import deadline, paragraphs
from stanza_release import release
from train_stanza import joined, on_tokens

TREES = """\
# sent_id = a
# newpar
# text = China's envoy met.
1-2	China's	_	_	_	_	_	_	_	_
1	China	China	PROPN	_	_	3	nmod:poss	_	_
2	's	's	PART	_	_	1	case	_	_
3	envoy	envoy	NOUN	_	_	4	nsubj	_	_
4	met	meet	VERB	_	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	_	_	4	punct	_	_

# sent_id = b
# text = Go
1	Go	go	VERB	_	_	0	root	_	_
1.1	you	_	_	_	_	_	_	_	_

# sent_id = c
# text = Stop
1	Stop	stop	VERB	_	_	0	root	_	_

"""


def test_entities_are_learnt_on_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(TREES, "utf-8")
    tags = {"a": ("B-LOC", "O", "O", "O", "O"), "b": ("O",), "c": ("O", "O")}
    assert list(on_tokens(path, tags)) == [
        (["China's", "envoy", "met", "."], ["B-LOC", "O", "O", "O"]),
        (["Go"], ["O"]),
    ]


def test_words_of_tokenized_sources_are_joined_as_the_treebanks_have_them() -> None:
    words, tags = joined(["He", "does", "n't", "'", "China", "'s"], ["O"] * 4 + ["B-LOC", "O"])
    assert words == ["He", "doesn't", "'", "China's"]
    assert tags == ["O", "O", "O", "B-LOC"]


def test_paragraphs_as_marked_or_else_runs_of_sentences(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(TREES, "utf-8")
    assert [len(paragraph) for paragraph in paragraphs(path)] == [3]
    path.write_text(TREES.replace("# newpar\n", "") * 20, "utf-8")
    lengths = [len(paragraph) for paragraph in paragraphs(path)]
    assert sum(lengths) == 60
    assert {*lengths} > {1, 2, 8}


def test_a_deadline_stops_between_two_steps_and_keeps_the_best_model(tmp_path: Path) -> None:
    class Trainer:
        steps = 0

        def update(self, *_: Any) -> None:
            Trainer.steps += 1
            time.sleep(0.01)

        def save(self, path: str) -> None:
            Path(path).write_text("at the end", "utf-8")

    class GraphTrainer(Trainer):
        """What Stanza's parser trains in place of its module's Trainer."""

    module: Any = ModuleType("training")
    module.Trainer = Trainer
    whole = Trainer.update
    model = tmp_path / "m.pt"
    for kept in ("at the end", "best so far"):
        trained = Trainer.steps
        with deadline(module, 0.05, model):
            trainer = GraphTrainer()
            while True:
                trainer.update()
        assert 0 < Trainer.steps - trained < 50
        assert model.read_text("utf-8") == kept
        assert Trainer.update is whole
        model.write_text("best so far", "utf-8")


def test_a_release_says_what_lies_there(tmp_path: Path) -> None:
    for name in ("en/pos/x.pt", "en/pretrain/x.pt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"weights")
    release(tmp_path, "en", {"default": {"pos": "x"}}, {"pos": [("pretrain", "x")]}, url="u")
    release(tmp_path, "zh-hans", {"default": {}}, aliases=["zh"])
    resources = json.loads((tmp_path / "resources.json").read_text("utf-8"))
    assert resources["url"] == "u"
    assert resources["zh"] == {"alias": "zh-hans"}
    assert resources["en"]["packages"] == {"default": {"pos": "x"}}
    assert resources["en"]["pretrain"]["x"]["md5"] == resources["en"]["pos"]["x"]["md5"]
    assert resources["en"]["pos"]["x"]["dependencies"] == [{"model": "pretrain", "package": "x"}]
    assert len(resources["en"]["pos"]["x"]["md5"]) == 32
