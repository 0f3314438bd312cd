from django.apps import AppConfig


class ReferentialsConfig(AppConfig):
    name = "referentials"
    verbose_name = "référentiels"

    def ready(self) -> None:
        from catalogue.cards import FactSource, register_facts
        from catalogue.models import RecordKind
        from catalogue.productions.kinds import register_kind
        from catalogue.sheets.registry import register_layout
        from catalogue.sources import register_source
        from referentials import signal_handlers  # noqa: F401
        from referentials.documents import LAYOUT
        from referentials.generating.producing import NAME, PRODUCTION
        from referentials.searching import SOURCE

        register_source(SOURCE)
        register_layout(RecordKind.REFERENTIAL, LAYOUT)
        register_kind(NAME, PRODUCTION)
        kind, page = RecordKind.REFERENTIAL, "referentialpage"
        register_facts(
            FactSource(kind, 2, f"{page}__competency_count", "{} compétences", "{} compétence"),
            FactSource(kind, 3, f"{page}__version", "Version {}"),
        )
