from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portail"

    def ready(self) -> None:
        from catalogue.sources import register_source
        from members.mailing import kinds
        from members.privacy import inventory, retention
        from portal import checks, contacting, signal_handlers  # noqa: F401
        from portal.retention import RULES
        from portal.searching.glossary import SOURCE

        register_source(SOURCE)
        retention.register(*RULES)
        inventory.register(contacting.MESSAGES)
        kinds.register(contacting.KIND)
