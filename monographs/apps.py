from functools import partial

from django.apps import AppConfig


class MonographsConfig(AppConfig):
    name = "monographs"
    verbose_name = "monographies"

    def ready(self) -> None:
        from catalogue.indexing import records_where
        from catalogue.models import Organisation, RecordKind
        from catalogue.sheets.registry import register_layout
        from monographs.documents import LAYOUT
        from search.queue import depends

        depends(Organisation, partial(records_where, "monographpage__bearers"))
        register_layout(RecordKind.MONOGRAPH, LAYOUT)
