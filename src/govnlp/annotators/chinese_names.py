"""The bundled Chinese pipeline with a user's names in the list that its network reads."""

from copy import copy

from govnlp.annotators.characters import CharacterTokenizer
from govnlp.annotators.chinese import ChineseTokenizer
from govnlp.annotators.known_names import Names, names_digest
from govnlp.annotators.lexicon import Kind
from govnlp.annotators.spacy import SpacyAnnotator
from govnlp.text.folding import MIDDLE_DOTS

_KINDS = {
    "PER": Kind.NAME | Kind.PERSON,
    "ORG": Kind.NAME | Kind.ORGANIZATION,
    "LOC": Kind.NAME | Kind.PLACE,
}


class ChineseAnnotator(SpacyAnnotator):
    """The bundled Chinese pipeline."""

    def with_names(self, names: Names) -> SpacyAnnotator:
        """Give an annotator whose network sees where the names stand, and decides by context.

        It shares everything but the list with this one, which stays as it is.

        Args:
            names: as `govnlp.annotators.known_names.names_of` gives them for Chinese.
        """
        nlp = copy(self.nlp)
        nlp.tokenizer = _listing(nlp.tokenizer, names)
        version = f"{self.version} {names_digest(names)}"
        return SpacyAnnotator(nlp, self.lang, self.name, version)


def _listing(tokenizer: object, names: Names) -> ChineseTokenizer:
    assert isinstance(tokenizer, ChineseTokenizer)
    characters = copy(tokenizer.characters)
    assert characters is not None
    reader = characters.tokenizer
    assert isinstance(reader, CharacterTokenizer)
    assert reader.lexicon is not None
    kinds = {
        spelling: _KINDS[kind] for name, kind in names.items() for spelling in _spellings(name)
    }
    characters.tokenizer = CharacterTokenizer(reader.vocab, reader.lexicon.including(kinds))
    return ChineseTokenizer(tokenizer.vocab, characters)


def _spellings(name: str) -> set[str]:
    """The names with each of the dots that texts have."""
    return {name.replace(MIDDLE_DOTS[0], dot) for dot in MIDDLE_DOTS}
