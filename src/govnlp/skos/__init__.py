"""SKOS in and out; everything but `govnlp.skos.files` needs rdflib, which is an extra."""
