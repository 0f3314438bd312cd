"""A Whoosh backend for Wagtail's search layer (package `modelsearch`), made for French.

Knows nothing of any model: it could be published alone. See docs/search.md.
"""
