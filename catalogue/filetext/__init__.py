"""Text of a file, read in a process of its own.

Nothing here knows Django, the database or the settings: this package runs in the limited
processes that `catalogue/reading_files.py` and the import of fiches start, and nowhere else.
"""
