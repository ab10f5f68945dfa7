"""The words of RDF that vocabularies are written in: namespaces, language tags, identifiers."""

import re

from rdflib import Namespace

from govnlp.text.scripts import han_script

GOVNLP = Namespace("urn:govnlp:terms#")
"""What SKOS has no word for: kind, abbreviation, demonym, and the rules that guard labels."""

SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")

HANS, HANT = "zh-Hans", "zh-Hant"

RULE_CLASSES = {
    "decoys": GOVNLP.Decoy,
    "contexts": GOVNLP.ContextRule,
    "short_places": GOVNLP.ShortPlace,
}

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text has; RDF/XML cannot say them, nor UTF-8 some of them."""

_NAMESPACES = {
    "wikidata": "http://www.wikidata.org/entity/",
    "iptc": "http://cv.iptc.org/newscodes/mediatopic/",
}
"""Where the identifiers of `same_as` stand as URIs; those of other schemes are notations."""

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_CHINESE = ("zh", "zho", "chi", "cmn")
_SIMPLIFIED_REGIONS = ("cn", "sg", "my")
_TRADITIONAL_REGIONS = ("tw", "hk", "mo")


def writing_of(tag: str, text: str) -> str | None:
    """Tell which of the three writings a language tag stands for; None for other languages.

    ``zh`` without a script or a region is settled by the characters of the text.

    >>> writing_of("en-GB", "defence"), writing_of("zh-TW", "安全"), writing_of("zh", "總體")
    ('en', 'zh-Hant', 'zh-Hant')
    >>> writing_of("zh", "安全"), writing_of("zh-Latn", "anquan"), writing_of("fr", "paix")
    ('zh-Hans', None, None)
    """
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "en":
        return "en"
    if language not in _CHINESE or "latn" in rest:
        return None
    if "hans" in rest:
        return HANS
    if "hant" in rest:
        return HANT
    if any(region in rest for region in _TRADITIONAL_REGIONS):
        return HANT
    if any(region in rest for region in _SIMPLIFIED_REGIONS):
        return HANS
    return HANT if han_script(text) == "Hant" else HANS


def uri_of(identifier: str) -> str | None:
    """Give the URI of an identifier of another scheme; None if it has none.

    >>> uri_of("wikidata:Q458"), uri_of("iso3166:CHN")
    ('http://www.wikidata.org/entity/Q458', None)
    """
    scheme, _, rest = identifier.partition(":")
    uri = _NAMESPACES[scheme] + rest if scheme in _NAMESPACES else identifier
    is_uri = scheme in (*_NAMESPACES, "http", "https", "urn") and _URI.fullmatch(uri)
    return uri if is_uri and identifier_of(uri) == identifier else None


def identifier_of(uri: str) -> str:
    """Give a URI in the short form that `same_as` has, where there is one.

    >>> identifier_of("http://www.wikidata.org/entity/Q458"), identifier_of("http://a.org/b")
    ('wikidata:Q458', 'http://a.org/b')
    """
    for scheme, namespace in _NAMESPACES.items():
        if uri.startswith(namespace):
            return f"{scheme}:{uri.removeprefix(namespace)}"
    return uri
