"""Entities, noun phrases and shared concepts from English and Chinese governance texts."""

__version__ = "0.1.0"
