"""Counting over the whole corpus: what occurs together, what is a term, what translates what."""
