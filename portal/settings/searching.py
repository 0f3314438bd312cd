"""The search engine, chosen by one variable (docs/search.md); Whoosh in a local folder by default.

`SEARCH=postgresql` needs `DATABASE_URL`, `SEARCH=opensearch` needs `OPENSEARCH_URL`. After a
change: `manage.py search_index`.
"""

from django.core.exceptions import ImproperlyConfigured

from .base import INSTALLED_APPS
from .env import DATA_DIR, env

SEARCH = env.str("SEARCH", default="whoosh")
OPENSEARCH_URL = env.str("OPENSEARCH_URL", default="")

ELISIONS = ("l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu")
# « default » reads whole words; « standard » is what the family completes with.
OPENSEARCH_FRENCH = {
    "filter": {
        "elision": {"type": "elision", "articles_case": True, "articles": list(ELISIONS)},
        "stop_fr": {"type": "stop", "stopwords": "_french_"},
        "stem_fr": {"type": "stemmer", "language": "light_french"},
    },
    "analyzer": {
        "default": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["elision", "lowercase", "stop_fr", "asciifolding", "stem_fr"],
        },
        "standard": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["elision", "lowercase", "asciifolding"],
        },
    },
}
ENGINES = {
    "whoosh": {
        "BACKEND": "search.backend",
        "PATH": DATA_DIR / "search",
        "SYNONYMS": "portal.searching.synonyms.mapping",
        "ON_UNAVAILABLE": "database",
    },
    "postgresql": {
        "BACKEND": "search.postgresql",
        "SEARCH_CONFIG": "portal_fr",
        "AUTOCOMPLETE_CONFIG": "portal_mots",
    },
    "opensearch": {
        "BACKEND": "wagtail.search.backends.opensearch3",
        "URLS": [OPENSEARCH_URL],
        "INDEX_PREFIX": "portal_",
        "INDEX_SETTINGS": {"settings": {"analysis": OPENSEARCH_FRENCH}},
    },
}
if SEARCH not in ENGINES:
    raise ImproperlyConfigured(f"SEARCH={SEARCH} : choisissez {', '.join(ENGINES)}.")
if SEARCH == "opensearch" and not OPENSEARCH_URL:
    raise ImproperlyConfigured("SEARCH=opensearch : donnez aussi OPENSEARCH_URL.")
if SEARCH == "postgresql":
    INSTALLED_APPS.append("django.contrib.postgres")
WAGTAILSEARCH_BACKENDS = {"default": ENGINES[SEARCH]}
