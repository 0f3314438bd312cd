"""The only part that imports Whoosh: documents in, sets of scored document numbers out.

Whoosh stores the postings; the analysis, the evaluation of queries and the scores are ours.
Knows neither Django nor `modelsearch`.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 is of 2016: Python complains of its escapes when it compiles it.
    warnings.simplefilter("ignore")
    import whoosh.codec.whoosh3  # noqa: F401
    import whoosh.index  # noqa: F401
    import whoosh.reading  # noqa: F401
    import whoosh.writing  # noqa: F401
