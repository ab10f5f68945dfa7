"""The spaCy component."""

import spacy

from govnlp.linking.component import ConceptLinker


def test_a_blank_pipeline_gets_concepts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("govnlp_concepts")
    doc = nlp("The United Nations Security Council met on climate change in Geneva.")
    assert [(span.text, span.label_) for span in doc.spans["concepts"]] == [
        ("United Nations Security Council", "organization/united-nations-security-council"),
        ("climate change", "concept/climate-change"),
        ("Geneva", "place/geneva"),
    ]


def test_settings_go_with_the_pipeline() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govnlp_concepts", config={"kinds": ["place"]})
    copy = spacy.blank("zh").from_config(nlp.config)
    assert isinstance(copy.get_pipe("govnlp_concepts"), ConceptLinker)
    for pipeline in (nlp, copy):
        doc = pipeline("联合国与中国")
        assert [span.label_ for span in doc.spans["concepts"]] == ["place/china"]
