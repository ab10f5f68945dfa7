"""What holds for every text, whatever it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Passage
from govnlp.linking.linker import linker_for
from govnlp.vocabulary import load_vocabulary

FRAGMENTS = st.sampled_from(
    "China|US|U.S.|GSI|human security|human|security|(GSI)|（以下简称“|”）|中国|發展中國家|中美|"
    "总体国家安全观|《|》|“|”|一带一路|倡议|、|和|安全|, | and |'s|-|-\n|\n|\r\n| |\u3000|\u200b|"
    "🙂|对华|the |governance|Ｇ|political|economic|能源|生态|粮食|(|)|。|.|é|e\u0301|İ|𠮷".split(
        "|"
    )
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=3), max_size=25).map("".join)


def _passages(texts: list[str]) -> list[Passage]:
    passages, start = [], 0
    for text in texts:
        words = [start + place for place in range(0, len(text), 2)]
        ends = [min(word + 2, start + len(text)) for word in words]
        passages.append(Passage(text, start, words, ends, [start]))
        start += len(text) + 1
    return passages


@settings(deadline=None, max_examples=300)
@given(st.lists(TEXTS, max_size=3))
def test_links_lie_in_their_passage_and_do_not_cross(texts: list[str]) -> None:
    vocabulary = load_vocabulary()
    linker = linker_for(vocabulary, NormalizeSettings())
    passages = _passages(texts)
    linked = linker.link(passages)
    assert linked == linker.link(passages)
    for passage, links in zip(passages, linked, strict=True):
        end_of_passage = passage.start + len(passage.text)
        spans = [(link.start, link.end) for link in links]
        assert len(set(spans)) == len(spans)
        assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
        outer_end = passage.start
        for link in links:
            assert passage.start <= link.start < link.end <= end_of_passage
            wording = passage.text[link.start - passage.start : link.end - passage.start]
            assert wording == wording.strip()
            assert vocabulary.concepts[link.concept_id].kind == link.kind
            assert 0 < link.score <= 1
            # Either inside the outermost mention before it, or clear of it.
            assert link.end <= outer_end or link.start >= outer_end
            outer_end = max(outer_end, link.end)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_a_line_break_for_a_space_changes_no_concept(text: str) -> None:
    linker = linker_for(load_vocabulary(), NormalizeSettings())
    plain = " ".join(text.split())
    words = list(range(len(plain)))
    ends = [word + 1 for word in words]
    if not plain.isascii():  # Chinese matches depend on the tokens, which move here
        return
    concepts = []
    for variant in (plain, plain.replace(" and ", " \n and ")):
        passage = Passage(variant, 0, words, ends, [0])
        concepts.append([link.concept_id for link in linker.link([passage])[0]])
    assert concepts[0] == concepts[1]
