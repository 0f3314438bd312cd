"""Small text rules shared by vocabularies and URLs."""

import re
import unicodedata

from django.utils.text import slugify

# Languages in which tools are written, those of people learning French included.
LANGUAGES = {
    "fr": "Français",
    "en": "Anglais",
    "ar": "Arabe",
    "es": "Espagnol",
    "pt": "Portugais",
    "ru": "Russe",
    "tr": "Turc",
    "uk": "Ukrainien",
}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})


def normalised_key(text: str) -> str:
    """The key under which two labels are the same one.

    Case, accents, ligatures, both apostrophes, hyphens and runs of spaces do not count:
    « Évaluation », « EVALUATION » and « évaluation » share one key.
    """
    text = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[\s'\-–—]+", " ", text).strip().casefold()


def french_slug(text: str) -> str:
    """ASCII slug of a French label (`Œuvre & projet` gives `oeuvre-projet`)."""
    return slugify(re.sub(r"[’']", "-", text.translate(_LIGATURES)))


def french_number(value: int | float) -> str:
    """A number as it is written in French: no-break space for thousands, comma."""
    text = f"{value:,}".replace(",", "\u202f").replace(".", ",")
    return text.removesuffix(",0")


def file_size(size: int) -> str:
    """A weight a person can read: « 240 Ko », « 1,2 Mo »."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))}\u00a0Ko"
    return f"{size / 1_000_000:.1f}\u00a0Mo".replace(".", ",")
