"""Parse files of RDF that may be broken, huge or hostile; nothing is ever fetched."""

import json
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax import SAXParseException

from rdflib import Dataset, Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from govnlp.errors import InputError, VocabularyError

_MAX_ENTITY_CHARS = 200
"""Entities as abbreviations of namespaces are usual; longer ones only make a file explode."""


def parse_rdf(path: Path, rdf_format: str, max_bytes: int) -> Graph:
    """Parse a file; see `govnlp.skos.files.read_skos` for what is raised."""
    data = _read(path, max_bytes)
    try:
        with _quiet_rdflib():
            return _PARSERS[rdf_format](data, f"file:///{path.name}")
    except BadSyntax as error:
        # rdflib counts from 0, and its message repeats what can be a whole file.
        raise _wrong(path, f"line {error.lines + 1}: {error._why}") from error
    except SAXParseException as error:
        where = f"line {error.getLineNumber()}"
        raise _wrong(path, f"{where}: {error.getMessage()}") from error
    except json.JSONDecodeError as error:
        raise _wrong(path, f"line {error.lineno}: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8 ({error}); save it as UTF-8") from error
    except RecursionError as error:
        raise VocabularyError(f"{path}: nested too deeply to be a thesaurus") from error
    except VocabularyError as error:
        raise VocabularyError(f"{path}: {error}") from error
    except Exception as error:  # rdflib raises whatever comes up on input it did not expect
        raise _wrong(path, f"{type(error).__name__}: {error}"[:300]) from error


def _wrong(path: Path, what: str) -> VocabularyError:
    problem = " ".join(what.split())
    return VocabularyError(f"{path}: cannot be parsed as its ending says ({problem}); mend it")


def _read(path: Path, max_bytes: int) -> bytes:
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise VocabularyError(
                f"{path}: {size / 1e6:,.0f} MB, more than the {max_bytes / 1e6:,.0f} MB that are "
                "read; take a part of it, or allow more with --max-mb (every MB of a file takes "
                "about 30 MB of memory)"
            )
        return path.read_bytes()
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror})") from error


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each odd URI, and warning of its own old calls."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _parse_turtle(data: bytes, base: str) -> Graph:
    return Graph().parse(data=data.decode("utf-8-sig"), format="turtle", publicID=base)


def _parse_xml(data: bytes, base: str) -> Graph:
    _refuse_entities(data)
    return Graph().parse(data=data, format="xml", publicID=base)


def _parse_json(data: bytes, base: str) -> Graph:
    document = json.loads(data.decode("utf-8-sig"))
    _refuse_remote_contexts(document)
    # Concepts may stand in a named graph, which a plain Graph would not show.
    named = Dataset(default_union=True)
    named.parse(data=json.dumps(document), format="json-ld", publicID=base)
    graph = Graph()
    for statement in named.triples((None, None, None)):
        graph.add(statement)
    return graph


# N-Triples are Turtle, and the parser of Turtle says in which line it fails.
_PARSERS: dict[str, Callable[[bytes, str], Graph]] = {
    "turtle": _parse_turtle,
    "nt": _parse_turtle,
    "xml": _parse_xml,
    "json-ld": _parse_json,
}


class _RootReached(Exception):  # noqa: N818
    """The document type is read; what follows cannot declare anything."""


def _refuse_entities(data: bytes) -> None:
    """Raise where a document type could blow the document up, or fetch something."""
    parser = expat.ParserCreate()

    def entity(name: str, is_parameter: int, value: str | None, *_others: str | None) -> None:
        harmless = value is not None and not is_parameter and "&" not in value
        if not harmless or len(value or "") > _MAX_ENTITY_CHARS:
            raise VocabularyError(
                f"line {parser.CurrentLineNumber}: the entity {name!r} is nested, external or "
                "long; entities like this can fill the memory, so the file is not read. Write "
                "its text out in full"
            )

    def doctype(_name: str, system_id: str | None, *_others: object) -> None:
        if system_id is not None:
            raise VocabularyError(
                f"line {parser.CurrentLineNumber}: the document type {system_id!r} would be "
                "fetched; remove the DOCTYPE"
            )

    def root(*_: object) -> None:
        raise _RootReached

    parser.EntityDeclHandler = entity
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except (_RootReached, expat.ExpatError):
        return  # what is wrong with the syntax, the real parser says


def _refuse_remote_contexts(document: Any) -> None:
    """Raise where JSON-LD would fetch a context."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            context = value.get("@context")
            contexts = context if isinstance(context, list) else [context]
            remote = [*(c for c in contexts if isinstance(c, str)), value.get("@import")]
            for address in remote:
                if address is not None:
                    raise VocabularyError(
                        f"its context {str(address)[:200]!r} would be fetched; put the "
                        "context itself into the file"
                    )
            waiting += value.values()
