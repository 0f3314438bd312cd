from django.apps import AppConfig


class ReferentialsConfig(AppConfig):
    name = "referentials"
    verbose_name = "référentiels"

    def ready(self) -> None:
        from catalogue.cards import FactSource, register_facts
        from catalogue.models import RecordKind
        from catalogue.sources import register_source
        from referentials import signal_handlers  # noqa: F401
        from referentials.searching import SOURCE

        register_source(SOURCE)
        kind, page = RecordKind.REFERENTIAL, "referentialpage"
        register_facts(
            FactSource(kind, 2, f"{page}__competency_count", "{} compétences", "{} compétence"),
            FactSource(kind, 3, f"{page}__version", "Version {}"),
        )
