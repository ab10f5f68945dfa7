"""Measures of quality, as the manual defines them, for any annotator that gives spaCy Docs."""
