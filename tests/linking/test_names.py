"""Names as the annotator and the vocabulary together read them."""

from govnlp.linking.candidates import Entity
from govnlp.linking.linker import Link
from govnlp.linking.names import Name, reconcile


def _entity(text: str, part: str, label: str) -> Entity:
    return Entity(text.index(part), text.index(part) + len(part), label)


def _link(
    text: str, part: str, concept_id: str, *, match: str = "exact", score: float = 0.95
) -> Link:
    start = text.index(part)
    kind = concept_id.partition("/")[0]
    return Link(start, start + len(part), concept_id, kind, part, match, score)


def _names(text: str, entities: list[Entity], links: list[Link]) -> list[tuple[object, ...]]:
    return [(text[name.start : name.end], *name[2:]) for name in reconcile(text, entities, links)]


def test_a_sure_label_sets_the_type() -> None:
    text = "the African Union met"
    names = _names(
        text,
        [_entity(text, "the African Union", "LOC")],
        [_link(text, "African Union", "organization/african-union")],
    )
    assert names == [("African Union", "ORG", "organization/african-union", "LOC", "vocabulary")]
    text = "北约表示"
    names = _names(
        text,
        [_entity(text, "北约", "LOC")],
        [_link(text, "北约", "organization/nato", match="abbreviation", score=0.9)],
    )
    assert names == [("北约", "ORG", "organization/nato", "LOC", "vocabulary")]


def test_agreement_and_names_of_one_side_only() -> None:
    text = "China met Acme Corp and the Charter"
    names = _names(
        text,
        [_entity(text, "China", "LOC"), _entity(text, "Acme Corp", "ORG")],
        [_link(text, "China", "place/china"), _link(text, "Charter", "document/charter")],
    )
    assert names == [
        ("China", "LOC", "place/china", "LOC", "both"),
        ("Acme Corp", "ORG", None, "ORG", "annotator"),
        ("Charter", "DOC", "document/charter", None, "vocabulary"),
    ]


def test_an_entity_inside_or_across_a_sure_name_gives_way() -> None:
    text = "African Union forces"
    link = _link(text, "African Union", "organization/african-union")
    for part in ("African", "Union forces"):
        names = _names(text, [_entity(text, part, "LOC")], [link])
        assert names == [("African Union", "ORG", link.concept_id, None, "vocabulary")]


def test_a_longer_entity_is_another_name() -> None:
    text = "African Union High Court"
    names = _names(
        text,
        [_entity(text, text, "ORG")],
        [_link(text, "African Union", "organization/african-union")],
    )
    assert names == [(text, "ORG", None, "ORG", "annotator")]


def test_a_general_concept_is_no_name() -> None:
    text = "Human Rights matter"
    entity = _entity(text, "Human Rights", "ORG")
    assert _names(text, [entity], [_link(text, "Human Rights", "concept/human-rights")]) == []


def test_an_unsure_link_gives_its_concept_and_no_type() -> None:
    text = "Michele Bachelet spoke"
    entity = _entity(text, "Michele Bachelet", "ORG")
    link = _link(text, "Michele Bachelet", "person/michelle-bachelet", match="fuzzy", score=0.9)
    assert _names(text, [entity], [link]) == [
        ("Michele Bachelet", "ORG", link.concept_id, "ORG", "annotator")
    ]


def test_no_two_names_overlap() -> None:
    text = "United Nations Human Rights Council"
    entities = [_entity(text, "United Nations", "ORG"), _entity(text, "Rights Council", "ORG")]
    links = [
        _link(text, text, "organization/hrc"),
        _link(text, "United Nations", "organization/un"),
    ]
    assert reconcile(text, entities, links) == [
        Name(0, len(text), "ORG", "organization/hrc", None, "vocabulary")
    ]
