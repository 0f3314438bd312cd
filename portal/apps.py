from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portail"

    def ready(self) -> None:
        from catalogue.sources import register_source
        from editorial.compiling.glossary import register_words
        from members.mailing import kinds
        from members.privacy import inventory, retention
        from portal import checks, contacting, signal_handlers  # noqa: F401
        from portal.retention import RULES
        from portal.searching.glossary import SOURCE, words_of_recueils

        register_source(SOURCE)
        register_words(words_of_recueils)
        retention.register(*RULES)
        inventory.register(contacting.MESSAGES)
        kinds.register(contacting.KIND)
