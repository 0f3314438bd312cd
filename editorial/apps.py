from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "chaîne éditoriale"

    def ready(self) -> None:
        self._imports()
        self._reviews_and_freshness()
        self._checking()
        self._publishing()

    @staticmethod
    def _imports() -> None:
        from editorial import imported
        from members.privacy import inventory, retention

        inventory.register(imported.IMPORTS)
        retention.register(*imported.RULES)

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
