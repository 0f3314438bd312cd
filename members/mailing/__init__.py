"""The one door of every mail of the project: `send`, or `post` for words already written.

A mail is a row, written in the transaction of what it tells; the background process sends it
after the commit, and again when the server did not take it.
"""

from .sending import post, send

__all__ = ["post", "send"]
