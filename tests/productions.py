"""Long documents in tests: made here and now, one after the other, as the background would."""

from catalogue.models import Production
from catalogue.productions import making


def make_all() -> list[Production]:
    """Make everything that waits; what was made, as it stands now."""
    made = []
    while production := making.claim_next():
        making.produce(production)
        production.refresh_from_db()
        made.append(production)
    return made
