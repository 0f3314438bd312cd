from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "chaîne éditoriale"

    def ready(self) -> None:
        self._imports()
        self._proposals()
        self._reviews_and_freshness()
        self._checking()
        self._publishing()
        self._sheets()
        self._compilations()

    @staticmethod
    def _imports() -> None:
        from editorial import imported
        from members.privacy import inventory, retention

        inventory.register(imported.IMPORTS)
        retention.register(*imported.RULES)

    @staticmethod
    def _proposals() -> None:
        from editorial.proposing import keeping, mails, receivers  # noqa: F401
        from editorial.proposing.desk import waiting as proposals
        from editorial.reviewing import waiting
        from members.mailing import kinds
        from members.privacy import inventory, retention

        kinds.register(*mails.KINDS)
        retention.register(*keeping.RULES)
        inventory.register(keeping.PART)
        waiting.register_source("Propositions reçues", proposals.ask)

    @staticmethod
    def _reviews_and_freshness() -> None:
        from editorial.freshness import defaults  # noqa: F401 (receivers)
        from editorial.reviewing import digest, personal, quiet, ready_made
        from members.mailing import kinds
        from members.privacy import inventory, retention

        quiet.silence()
        ready_made.connect()
        kinds.register(digest.KIND)
        retention.register(*personal.RULES)
        inventory.register(*personal.PARTS)

    @staticmethod
    def _checking() -> None:
        from editorial.checking import gate, panel  # noqa: F401 (receivers)
        from monographs.models import MonographPage
        from referentials.models import ReferentialPage
        from resources.models import ResourcePage

        panel.add_tab(MonographPage, ReferentialPage, ResourcePage)

    @staticmethod
    def _publishing() -> None:
        from editorial.publishing import addresses, comparing  # noqa: F401 (receivers)

        comparing.register()

    @staticmethod
    def _sheets() -> None:
        from editorial.sheets import keeping
        from members.privacy import inventory, retention

        retention.register(*keeping.RULES)
        inventory.register(*keeping.PARTS)

    @staticmethod
    def _compilations() -> None:
        from editorial.compiling import keeping, producing
        from members.privacy import inventory, retention

        producing.register()
        retention.register(*keeping.RULES)
        inventory.register(keeping.PART)
