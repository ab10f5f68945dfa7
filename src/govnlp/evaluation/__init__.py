"""Measures of quality, as the manual defines them, for any annotator that gives spaCy Docs."""

from govnlp.evaluation.files import evaluate_conllu, evaluate_entities

__all__ = ["evaluate_conllu", "evaluate_entities"]
