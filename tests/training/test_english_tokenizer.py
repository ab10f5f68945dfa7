"""The English tokenizer cuts as the treebanks do."""

import pytest
import spacy
from english_tokenizer import customize
from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    customize(nlp)
    return nlp


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # hyphens, dashes and slashes
        ("a NATO-led mission", "a NATO - led mission"),
        ("an anti-terrorism law", "an anti-terrorism law"),
        ("since the mid-1990s", "since the mid-1990s"),
        ("pages 10-12", "pages 10 - 12"),
        ("the treaty--didn't it", "the treaty -- did n't it"),
        ("a plan -for peace", "a plan - for peace"),
        ("states and/or regions", "states and / or regions"),
        ("an I/O error", "an I/O error"),
        # full stops
        ("see No. 5 and paras. 3, 4", "see No. 5 and paras. 3 , 4"),
        ("Smith et al. write", "Smith et al. write"),
        ("at noon on Wed. or Thurs.", "at noon on Wed. or Thurs."),
        ("It ended.Then", "It ended . Then"),
        ("worth 5M.", "worth 5 M ."),
        # numbers and what stands beside them
        ("at 7:30PM today", "at 7:30 PM today"),
        ("65k people", "65 k people"),
        ("in the 1990's or in '72.", "in the 1990's or in '72 ."),
        ("call 555-1234 ext. 5", "call 555-1234 ext. 5"),
        ("report-2-final.doc arrived", "report-2-final.doc arrived"),
        # contractions
        ("I CANT say", "I CA NT say"),
        ("they DON'T know", "they DO N'T know"),
        ("my id is here", "my id is here"),
        # brackets and marks
        ("(a note): yes", "( a note ) : yes"),
        ("(one)(two)", "( one ) ( two )"),
        ("What?! Never!!!!", "What ?! Never !!!!"),
    ],
)
def test_words_are_those_of_the_treebanks(nlp: Language, text: str, words: str) -> None:
    assert [token.text for token in nlp(text)] == words.split()
