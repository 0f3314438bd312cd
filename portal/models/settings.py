"""What makes this portal this network's: name, logo, publisher. Nothing is hard-coded."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from portal.blocks import LinkItem


@register_setting(icon="site", order=1)
class PortalSettings(BaseSiteSetting):
    """Identity of the network that runs the site."""

    site_name = models.CharField(
        "nom du site",
        max_length=80,
        default="Portail",
        help_text="Montré en haut et en bas de chaque page, et dans l’onglet du navigateur.",
    )
    tagline = models.CharField(
        "phrase sous le nom",
        max_length=120,
        blank=True,
        help_text="Ce qu’est ce site, en un souffle.",
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
        help_text="Facultatif. Hauteur affichée : 40 pixels.",
    )
    publisher = models.CharField(
        "éditeur du site",
        max_length=200,
        blank=True,
        help_text="L’association qui publie. Écrivez {publisher} dans une page pour l’y montrer.",
    )
    host = models.CharField(
        "hébergeur",
        max_length=200,
        blank=True,
        help_text="La société qui héberge. Écrivez {host} dans une page pour l’y montrer.",
    )
    social_links = StreamField(
        [("link", LinkItem())],
        blank=True,
        collapsed=True,
        verbose_name="réseaux sociaux et autres sites",
        help_text="Ils forment une colonne « Ailleurs » en bas de chaque page.",
    )
    footer_text = models.TextField(
        "texte de pied de page",
        blank=True,
        help_text="Une phrase ou deux, en bas de chaque page : un soutien, un partenaire.",
    )
    licence_note = models.CharField(
        "licence par défaut",
        max_length=200,
        blank=True,
        help_text="La phrase du pied de page sur le droit de réutiliser.",
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel(name) for name in ("site_name", "tagline", "logo")],
                heading="Identité",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("publisher"), FieldPanel("host"), FieldPanel("licence_note")],
                        heading="Mentions légales",
                    ),
                    FieldPanel("footer_text"),
                ],
                heading="Textes légaux",
            ),
            ObjectList([FieldPanel("social_links")], heading="Liens"),
        ]
    )

    class Meta:
        verbose_name = "identité du site"

    @property
    def logo_url(self) -> str:
        return self.logo.get_rendition("height-80").url if self.logo else ""
