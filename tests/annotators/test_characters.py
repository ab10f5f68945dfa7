import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from govnlp.annotators.characters import (
    FEATURES,
    USER_DATA,
    CharacterTokenizer,
    atom_shape,
    atoms,
    features,
    jieba_features,
)
from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.errors import GovnlpError

LEXICON = Lexicon({"联合国": Kind.NAME | Kind.ORGANIZATION, "安全": Kind.WORD})
TEXTS = st.text(alphabet="联合国安全，。 \n\t\u3000aB1.·“”𠀀😀é", max_size=40)


@given(TEXTS)
def test_atoms_spell_the_text(text: str) -> None:
    assert "".join(atoms(text)) == text


@given(TEXTS)
def test_a_doc_of_atoms_has_the_text_and_features_of_each(text: str) -> None:
    doc = CharacterTokenizer(Vocab(), LEXICON)(text)
    assert doc.text == text
    assert doc.user_data[USER_DATA].shape == (len(doc), len(FEATURES))


def test_runs_of_letters_or_digits_are_one_atom() -> None:
    assert atoms("G20峰会3.5%") == ["G", "20", "峰", "会", "3", ".", "5", "%"]


def test_full_and_half_width_marks_look_the_same() -> None:
    wide, narrow = (features(t, atoms(t), LEXICON) for t in ("安全，（好）。", "安全,(好)."))
    assert wide[:, 0].tolist() == narrow[:, 0].tolist()


def test_digits_look_the_same_by_their_number() -> None:
    table = features("1999年2024年", ["1999", "年", "2024", "年"], LEXICON)
    assert table[0, 0] == table[2, 0]
    assert table[0, 0] != features("20", ["20"], LEXICON)[0, 0]


def test_jieba_gives_one_number_a_character_beyond_the_basic_plane_too() -> None:
    assert len(jieba_features("联合国𠀀安全")) == 6


@pytest.mark.parametrize(
    ("atom", "shape"), [("国", 0), ("，", 1), ("7", 2), ("2024", 5), ("eu", 7), ("EU", 8), ("E", 9)]
)
def test_shapes(atom: str, shape: int) -> None:
    assert atom_shape(atom) == shape


def test_no_lexicon_no_features() -> None:
    with pytest.raises(GovnlpError, match="no lexicon"):
        CharacterTokenizer(Vocab())("安全")
