"""Keywords of the corpus, created once in the controlled vocabulary."""

from catalogue.models import Keyword, Record
from catalogue.text import normalised_key


def set_keywords(record: Record, words: list[str]) -> None:
    """Give these keywords to a record, creating those the vocabulary lacks."""
    keywords = []
    for word in words:
        key = normalised_key(word)
        keyword = Keyword.objects.filter(key=key).first() or Keyword(name=word.replace("'", "’"))
        if keyword.pk is None:
            keyword.save()
        keywords.append(keyword)
    record.keywords.set(keywords)
