"""Label schemes of others, and what they are in ours.

The TOML files beside this module are the tables; the modules turn trees from one scheme into
another. `scheme` says which scheme a pipeline follows.
"""
