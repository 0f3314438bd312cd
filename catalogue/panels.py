"""Editor tabs shared by the three kinds of record."""

from django.forms import Select
from django.urls import reverse
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    TabbedInterface,
)

from catalogue.models import BasePage
from catalogue.record_form import RecordForm
from catalogue.widgets import KeywordBox, TickBoxes

FILES_TAB = "tab-fichiers"


class FilesPanel(Panel):
    """Files of the record by document, with links to open, replace, add or remove one.

    Files live beside the page's drafts, not in them: a file field inside a draft would be
    lost, and a correction of the text must not touch the files.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogue/admin/files_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            user = self.request.user
            return context | {
                "record": self.instance,
                "documents": self.documents(),
                "may_change": bool(self.instance.pk) and self.may_change(),
                "may_delete": user.has_perm("catalogue.delete_recordfile"),
                "add_url": reverse("wagtailsnippets_catalogue_recordfile:add"),
            }

        def documents(self) -> list[dict]:
            """Each document with its current formats and its older versions."""
            if not self.instance.pk:
                return []
            found: dict[str, dict] = {}
            for file in self.instance.files.all():
                entry = found.setdefault(
                    file.label_key, {"label": file.label, "files": [], "older": []}
                )
                entry["older" if file.superseded_at else "files"].append(file)
            return list(found.values())

        def may_change(self) -> bool:
            from catalogue.rights import may_change_files

            return may_change_files(self.request.user, self.instance)


# Vocabulary → what to say above its boxes.
SHELVES = {
    "supports": "Ce que l’on produit. Rien de coché : la fiche vaut pour tous.",
    "steps": "Le ou les moments du parcours où cela sert.",
    "themes": "",
    "devices": "",
    "occupations": "",
    "roles": "Qui se sert de cette fiche au travail.",
    "audiences": "Les personnes accompagnées.",
    "structure_types": "",
    "departments": "La région de chaque département s’ajoute d’elle-même.",
    "regions": "À cocher seulement si toute la région est concernée.",
}
keyword_panel = FieldPanel(
    "keywords",
    widget=KeywordBox,
    help_text=(
        "Tapez les premières lettres, puis choisissez dans la liste qui s’ouvre. Un mot absent "
        "de la liste n’est pas gardé : l’équipe du réseau peut l’y ajouter."
    ),
)


def classification_panels(first: tuple[str, ...]) -> list:
    """Shelves that matter most for a kind, keywords, then the other shelves, folded."""
    shown = [FieldPanel(name, widget=TickBoxes, help_text=SHELVES[name]) for name in first]
    folded = [
        FieldPanel(name, widget=TickBoxes, help_text=help_text, classname="collapsed")
        for name, help_text in SHELVES.items()
        if name not in first
    ]
    advice = HelpPanel(
        "Ces cases rangent la fiche dans les listes du site. Deux ou trois cases justes valent "
        "mieux que dix. Un groupe replié s’ouvre d’un clic."
    )
    return [advice, *shown, keyword_panel, *folded]


publication_panels = [
    MultiFieldPanel([FieldPanel("access_level"), FieldPanel("hide_notice")], heading="Accès"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("state"), PageChooserPanel("replaced_by")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("review_by")]),
            FieldPanel("period_note"),
        ],
        heading="Validité",
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("keeper"), FieldPanel("keeper_deputy")])],
        heading="Qui suit cette fiche",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("licence", widget=Select)]),
            FieldPanel("source_title"),
            FieldRowPanel([FieldPanel("source_publisher"), FieldPanel("source_year")]),
            FieldPanel("source_place"),
        ],
        heading="Source et droits",
    ),
    FieldPanel("owner_note"),
]
files_panels = [
    HelpPanel(
        "Un fichier ajouté, remplacé ou retiré l’est tout de suite : il n’attend pas la "
        "publication de la fiche. La version remplacée reste consultable."
    ),
    FilesPanel(),
]


def record_tabs(content: list, first: tuple[str, ...]) -> TabbedInterface:
    """The tabs of a record's editor; `first` names the shelves shown unfolded."""
    return TabbedInterface(
        [
            ObjectList(
                [*BasePage.content_panels, FieldPanel("summary"), *content], heading="Contenu"
            ),
            ObjectList(classification_panels(first), heading="Classement"),
            ObjectList(publication_panels, heading="Accès et validité"),
            ObjectList(files_panels, heading="Fichiers"),
            ObjectList([*BasePage.address_panels, *BasePage.settings_panels], heading="Adresse"),
        ],
        base_form_class=RecordForm,
    )
