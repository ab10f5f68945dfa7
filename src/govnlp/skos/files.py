"""SKOS in and out: the way to the modules that need rdflib, which is an extra."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.errors import InputError, MissingExtraError
from govnlp.vocabulary.concepts import Vocabulary

if TYPE_CHECKING:
    from govnlp.skos.reading import SkosImport

BASE = "urn:govnlp:"
"""What stands before a concept's identifier in its URI, unless another base is chosen."""

FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
"""The formats of RDF by the ending of a file's name, as rdflib calls them."""

MAX_BYTES = 100_000_000
"""A larger file is refused unless asked for: rdflib keeps all of it in memory."""


def write_skos(vocabulary: Vocabulary, path: Path, base: str = BASE) -> int:
    """Write a vocabulary as SKOS; the ending of the file's name says in which format.

    Nothing is lost: `read_skos` gives the same concepts and rules back. Only the order of the
    concepts and of the values of a cell is not kept; both come back sorted.

    Args:
        vocabulary: what to write.
        path: the file; one that is there is replaced.
        base: what to put before each identifier to make a URI of it.

    Returns:
        The number of statements written.

    Raises:
        InputError: the ending or the base is none that can be used.
        VocabularyError: the file cannot be written, or a label cannot be said in RDF.
        MissingExtraError: rdflib is not installed.
    """
    rdf_format = format_of(path)
    _require_rdflib("writing SKOS")
    from govnlp.skos.writing import write_graph

    return write_graph(vocabulary, path, rdf_format, base)


def read_skos(
    path: Path,
    *,
    kind: str = "concept",
    prefix: str = "",
    scheme: str = "",
    untagged: str = "",
    max_bytes: int = MAX_BYTES,
) -> "SkosImport":
    """Read a thesaurus. Nothing is ever fetched from the network.

    Args:
        path: a file of Turtle, N-Triples, RDF/XML or JSON-LD.
        kind: the kind of its concepts, where the file does not say it.
        prefix: what begins the identifiers of concepts that have none of ours; the name of the
            file if empty.
        scheme: the URI of the concept scheme to take; all of them if empty.
        untagged: the language of labels without a language tag, ``en`` or ``zh``; if empty,
            such labels are passed over.
        max_bytes: a larger file is refused.

    Raises:
        InputError: there is no such file, or an argument has no meaning.
        VocabularyError: the file is too large, is not valid RDF (with the line), would fetch
            something, defines harmful entities, holds no concepts, or some concept is broader
            than itself (with the circle).
        MissingExtraError: rdflib is not installed.
    """
    rdf_format = format_of(path)
    _require_rdflib("reading SKOS")
    from govnlp.skos.parsing import parse_rdf
    from govnlp.skos.reading import Choices, read_graph

    choices = Choices(kind=kind, prefix=prefix or path.stem, scheme=scheme, untagged=untagged)
    return read_graph(parse_rdf(path, rdf_format, max_bytes), choices, str(path))


def format_of(path: Path) -> str:
    """Give the format of RDF that the ending of a file's name stands for.

    Raises:
        InputError: it stands for none; the message lists those that do.
    """
    rdf_format = FORMATS.get(path.suffix.lower())
    if rdf_format is None:
        raise InputError(f"{path}: its ending is none of {', '.join(FORMATS)}")
    return rdf_format


def _require_rdflib(what: str) -> None:
    if find_spec("rdflib") is None:
        raise MissingExtraError(what, "skos")
