"""Text of a file, read in a process of its own.

Nothing here knows Django, the database or the settings: this package runs in the limited
process that `catalogue/reading_files.py` starts, and nowhere else.
"""
