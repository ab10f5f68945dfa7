"""The stages, each a plain function from Arrow tables and its settings to Arrow tables."""
