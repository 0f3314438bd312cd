from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portail"

    def ready(self) -> None:
        from catalogue.sources import register_source
        from portal import checks, signal_handlers  # noqa: F401
        from portal.searching.glossary import SOURCE

        register_source(SOURCE)
