"""Editor tabs shared by the three kinds of record."""

from django.forms import CheckboxSelectMultiple
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


class FilesPanel(Panel):
    """Files of the record, with links to add, replace or remove one.

    Files live beside the page's drafts, not in them: a file field inside a draft would be
    lost, and a correction of the text must not touch the files.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogue/admin/files_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["record"] = self.instance
            context["files"] = self.instance.files.all() if self.instance.pk else []
            return context


def tick_boxes(name: str) -> FieldPanel:
    """A vocabulary as boxes to tick."""
    return FieldPanel(name, widget=CheckboxSelectMultiple)


classification_panels = [
    MultiFieldPanel([tick_boxes("supports"), tick_boxes("steps")], heading="Support et étape"),
    MultiFieldPanel([tick_boxes("themes"), tick_boxes("devices")], heading="Thème et dispositif"),
    MultiFieldPanel(
        [tick_boxes("occupations"), tick_boxes("roles"), tick_boxes("audiences")],
        heading="Métiers, utilisateurs et publics",
        classname="collapsed",
    ),
    MultiFieldPanel(
        [tick_boxes("structure_types"), tick_boxes("regions"), FieldPanel("departments")],
        heading="Structure et territoire",
        classname="collapsed",
    ),
    FieldPanel("keywords", help_text="Choisissez parmi les mots-clés du réseau."),
]
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
        [
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("licence")]),
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
        "Les fichiers sont enregistrés à part : ils ne suivent pas les brouillons de la fiche. "
        "Un fichier ajouté sous le même intitulé et dans le même format remplace le précédent, "
        "qui reste consultable."
    ),
    FilesPanel(),
]


def record_tabs(content: list, *, with_files: bool = True) -> TabbedInterface:
    """The tabs of a record's editor: content, classification, publication, files, address."""
    tabs = [
        ObjectList([*BasePage.content_panels, FieldPanel("summary"), *content], heading="Contenu"),
        ObjectList(classification_panels, heading="Classement"),
        ObjectList(publication_panels, heading="Accès et validité"),
    ]
    if with_files:
        tabs.append(ObjectList(files_panels, heading="Fichiers"))
    tabs.append(ObjectList(BasePage.promote_panels, heading="Adresse"))
    return TabbedInterface(tabs)
