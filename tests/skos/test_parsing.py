"""Files of RDF that are broken, huge or hostile."""

import json
import socket
from pathlib import Path

import pytest

from govnlp.errors import InputError, MissingExtraError, VocabularyError
from govnlp.skos.files import read_skos

pytest.importorskip("rdflib", reason="SKOS needs the extra skos")

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/a> a skos:Concept ; skos:prefLabel "alpha"@en .
"""
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://example.org/a"><skos:prefLabel xml:lang="en">{}</skos:prefLabel>
</skos:Concept></rdf:RDF>"""
BOMB = """<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>"""
SAID_TWICE_BOMB = '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&#38;a;&#38;a;">]>'
CONTEXT = {"skos": "http://www.w3.org/2004/02/skos/core#"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _error(tmp_path: Path, name: str, content: str | bytes, **options: int) -> str:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    with pytest.raises(VocabularyError) as caught:
        read_skos(path, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert len(message) < 600
    return message


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("a.ttl", TURTLE + "\n<b> <c> 'd\n", ["line 4", "newline found in string"]),
        ("a.ttl", TURTLE + "nothing at all " * 10_000, ["line 3"]),
        ("a.nt", "<http://a> <http://b> .", ["line 1"]),
        ("a.rdf", XML.format("a") + "\n<more/>", ["line 5"]),
        ("a.rdf", "<rdf:RDF>", ["line 1", "unbound prefix"]),
        ("a.rdf", "", ["line 1", "no element"]),
        ("a.jsonld", '{\n"@id": }', ["line 2"]),
        ("a.ttl", TURTLE.replace("alpha", "安全").encode("gb18030"), ["not UTF-8"]),
        ("a.ttl", TURTLE + "<http://a> <http://b> " + "[ <http://b> " * 50_000, ["too deeply"]),
        ("a.jsonld", "[" * 200_000, ["too deeply"]),
        ("a.ttl", "", ["no concepts", "skos:Concept"]),
        ("a.rdf", "<html><body>Not found</body></html>", ["no concepts"]),
        ("a.json", "[]", ["no concepts"]),
        ("a.json", "3", ["cannot be parsed"]),
    ],
)
def test_broken_files_are_one_line_with_the_place(
    tmp_path: Path, name: str, content: str | bytes, parts: list[str]
) -> None:
    message = _error(tmp_path, name, content)
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("doctype", "part"),
    [
        (BOMB, "entity 'b' is nested"),
        (SAID_TWICE_BOMB, "entity 'b' is nested"),
        (f'<!DOCTYPE a [<!ENTITY a "{"ha" * 10_000}">]>', "'a' is nested, external or long"),
        ('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "external"),
        ("<!DOCTYPE a [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>", "'a' is nested"),
        ('<!DOCTYPE a SYSTEM "http://example.org/a.dtd">', "would be fetched"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_could_harm_are_refused(
    tmp_path: Path, doctype: str, part: str, encoding: str
) -> None:
    message = _error(tmp_path, "a.rdf", (doctype + XML.format("a")).encode(encoding))
    assert part in message


def test_entities_for_namespaces_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    doctype = '<!DOCTYPE rdf:RDF [<!ENTITY ex "http://example.org/">]>\n'
    path.write_text(doctype + XML.format("alpha").replace("http://example.org/", "&ex;"), "utf-8")
    (concept,) = read_skos(path).vocabulary.concepts.values()
    assert concept.same_as == ("http://example.org/a",)


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://example.org/context.json", "@id": "a"},
        {"@context": ["context.json", CONTEXT], "@id": "a"},
        {"@context": {**CONTEXT, "@import": "https://example.org/context.json"}},
        {"@context": {"part": {"@id": "skos:a", "@context": "https://example.org/c"}}},
        {"@context": CONTEXT, "@graph": [{"skos:note": {"@context": "https://example.org/c"}}]},
    ],
)
def test_a_context_is_never_fetched(tmp_path: Path, document: object) -> None:
    assert "would be fetched" in _error(tmp_path, "a.jsonld", json.dumps(document))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(VocabularyError, match=r"200 MB, more than the 100 MB .* --max-mb"):
        read_skos(path)
    assert "more than" in _error(tmp_path, "b.ttl", TURTLE, max_bytes=50)


def test_what_is_no_file_of_rdf_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_skos(tmp_path / "a.ttl")
    with pytest.raises(InputError, match="its ending is none of"):
        read_skos(tmp_path / "a.csv")


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, "utf-8-sig")
    assert len(read_skos(tmp_path / "a.ttl").vocabulary.concepts) == 1


def test_the_extra_is_named_where_rdflib_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govnlp.skos.files.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"reading SKOS needs .*govnlp\[skos\]"):
        read_skos(tmp_path / "a.ttl")
