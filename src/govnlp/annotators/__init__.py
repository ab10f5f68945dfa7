"""Annotators: spaCy pipelines behind one small protocol, and noun phrases from dependencies."""
