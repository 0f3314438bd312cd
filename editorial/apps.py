from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "chaîne éditoriale"

    def ready(self) -> None:
        # Reviews and freshness.
        from editorial.freshness import defaults  # noqa: F401 (receivers)
        from editorial.reviewing import digest, personal, quiet, ready_made
        from members.mailing import kinds
        from members.privacy import inventory, retention

        quiet.silence()
        ready_made.connect()
        kinds.register(digest.KIND)
        retention.register(*personal.RULES)
        inventory.register(*personal.PARTS)
