"""Give the encoder of a trained English pipeline more layers, which say nothing at first.

The convolutions are residual, so a layer whose norm is scaled by zero leaves the network as it
was; training then opens it. The recognizer is left out: the encoder goes on with syntax alone.
"""

from pathlib import Path

import english_tokenizer  # noqa: F401  (the model's config names its callback)
import numpy as np
import spacy
import typer
from spacy.util import load_model_from_config
from thinc.api import Model

LEARNT = ("hashembed", "static_vectors", "maxout", "layernorm")


def learnt_layers(encoder: Model) -> list[Model]:
    """Return the layers with weights, from the embeddings up."""
    return [layer for layer in encoder.walk() if layer.name in LEARNT]


def main(source: Path, output: Path, depth: int = 6) -> None:
    """Write the pipeline at ``source`` with ``depth`` convolutions to ``output``."""
    nlp = spacy.load(source, exclude=["ner"])
    config = nlp.config.copy()
    config["components"]["tok2vec"]["model"]["encode"]["depth"] = depth
    deeper = load_model_from_config(config, vocab=nlp.vocab, auto_fill=True)
    encoder = deeper.get_pipe("tok2vec").model
    encoder.initialize(X=[nlp.make_doc("Three short words")])
    known = learnt_layers(nlp.get_pipe("tok2vec").model)
    layers = learnt_layers(encoder)
    for old, new in zip(known, layers, strict=False):
        assert old.name == new.name
        for name in old.param_names:
            new.set_param(name, old.get_param(name))
    for layer in layers[len(known) :]:
        if layer.name == "layernorm":
            layer.set_param("G", np.zeros_like(layer.get_param("G")))
    text = [nlp.make_doc("NATO and the European Union met in Warsaw on 8 July 2016.")]
    before = nlp.get_pipe("tok2vec").model.predict(text)[0]
    assert np.allclose(before, encoder.predict(text)[0], atol=1e-4)
    for name in nlp.pipe_names[1:]:
        deeper.get_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes())
    deeper.tokenizer.from_bytes(nlp.tokenizer.to_bytes())
    deeper.to_disk(output)


if __name__ == "__main__":
    typer.run(main)
