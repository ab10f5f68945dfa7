"""The shared vocabulary: concepts, their labels in both languages, and finding them in text."""

from govnlp.vocabulary.concepts import Concept, Label, Vocabulary
from govnlp.vocabulary.reading import SHIPPED, load_vocabulary

__all__ = ["SHIPPED", "Concept", "Label", "Vocabulary", "load_vocabulary"]
