"""Stanza behind the annotator protocol: its models by name, its documents as spaCy Docs."""
