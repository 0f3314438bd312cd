"""Long documents in tests: made here and now, one after the other, as the background would."""

from django.contrib.auth.models import AnonymousUser

from catalogue.models import Production
from catalogue.productions import making, ordering
from catalogue.productions.kinds import Kind, Produced

ANYBODY = AnonymousUser()


def make_all() -> list[Production]:
    """Make everything that waits; what was made, as it stands now."""
    made = []
    while production := making.claim_next():
        making.produce(production)
        production.refresh_from_db()
        made.append(production)
    return made


class Essay:
    """A kind of document (« essay ») whose behaviour each test changes."""

    def __init__(self) -> None:
        self.allowed, self.marked, self.made, self.given = True, "", 0, 0
        self.during = lambda report: None

    def make(self, parameters, user, report) -> Produced:
        self.made += 1
        report(1, 2, "Fiche 1 sur 2")
        self.during(report)
        return Produced("essai.pdf", f"%PDF {parameters} {user}".encode(), 3)

    def opened(self, parameters, user) -> None:
        self.given += 1

    def kind(self) -> Kind:
        return Kind(
            self.make,
            lambda parameters, user: self.allowed,
            "Essai",
            mark=lambda parameters, user: self.marked,
            opened=self.opened,
        )


def ask(user=ANYBODY, **parameters) -> Production:
    """Order an essay."""
    return ordering.order("essay", parameters, user, "Mon essai")


def now(production: Production) -> Production:
    """As it stands in the database."""
    production.refresh_from_db()
    return production
