"""Contact: two queues, their recipients in the admin, messages kept for a stated time."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from catalogue.models import BasePage, LinesField
from portal.panels import QueuePanel, SentPanel


def validate_addresses(lines) -> None:
    """Every line is an e-mail address."""
    for line in lines:
        try:
            validate_email(line)
        except ValidationError as error:
            raise ValidationError(f"« {line} » n’est pas une adresse électronique.") from error


class ContactQueue(Orderable):
    """A subject and the generic mailboxes that answer it."""

    page = ParentalKey("portal.ContactPage", on_delete=models.CASCADE, related_name="queues")
    key = models.SlugField(
        "repère",
        help_text=(
            "Un mot court, sans espace ni accent. Il choisit le sujet d’avance dans un lien : "
            "/contact/?file=repere. Les messages déjà reçus y sont rattachés : n’y touchez plus."
        ),
    )
    label = models.CharField(
        "sujet", max_length=120, help_text="Ce que la personne choisit dans le formulaire."
    )
    help_text = models.CharField(
        "précision", max_length=250, blank=True, help_text="La phrase montrée après le sujet."
    )
    recipients = LinesField(
        "destinataires",
        validators=[validate_addresses],
        help_text=(
            "Une adresse par ligne : des boîtes d’équipe, pas celle d’une personne. Sans adresse, "
            "les messages attendent dans « Messages reçus »."
        ),
    )

    panels = [FieldPanel(name) for name in ("label", "help_text", "recipients", "key")]

    class Meta(Orderable.Meta):
        verbose_name = "file de demandes"


class ContactPage(BasePage):
    """The form that sends a question to the right team."""

    intro = models.TextField("introduction", blank=True)
    privacy_note = models.TextField(
        "note de confidentialité",
        blank=True,
        help_text="Sous le formulaire : ce que l’on fait des messages, combien de temps.",
    )
    confirmation_title = models.CharField("titre de confirmation", max_length=150)
    confirmation_text = models.TextField(
        "texte de confirmation", help_text="Ce que lit la personne une fois son message parti."
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        InlinePanel(
            "queues",
            label="sujet",
            heading="Sujets et destinataires",
            help_text="Chaque sujet a ses boîtes de réception.",
            min_num=1,
        ),
        FieldPanel("privacy_note"),
        MultiFieldPanel(
            [FieldPanel("confirmation_title"), FieldPanel("confirmation_text")],
            heading="Après l’envoi",
        ),
    ]
    body_fields = ("intro",)
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "portal/contact_page.html"
    page_description = "Le formulaire de contact, avec ses files."

    class Meta:
        verbose_name = "page de contact"

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        from portal.contacting import answer

        return answer(self, request)


class ContactMessage(models.Model):
    """A message received. Erased after `portal.retention.CONTACT_MONTHS`."""

    class Status(models.TextChoices):
        NEW = "new", "À traiter"
        DONE = "done", "Traité"

    queue = models.CharField("sujet", max_length=50)
    email = models.EmailField("adresse pour répondre")
    structure = models.CharField("structure", max_length=200, blank=True)
    subject = models.CharField("objet", max_length=150)
    message = models.TextField("message", max_length=5000)
    status = models.CharField("suivi", max_length=4, choices=Status.choices, default=Status.NEW)
    received_at = models.DateTimeField("reçu le", auto_now_add=True)
    sent_at = models.DateTimeField("transmis le", null=True, editable=False)

    panels = [
        FieldPanel(
            "status",
            widget=RadioSelect,
            help_text="Répondez depuis votre messagerie, puis cochez « Traité ».",
        ),
        *(
            FieldPanel(name, read_only=True)
            for name in ("subject", "message", "email", "structure")
        ),
        QueuePanel("queue", read_only=True),
        FieldPanel("received_at", read_only=True),
        SentPanel("sent_at", read_only=True),
    ]

    class Meta:
        ordering = ["-received_at"]
        verbose_name = "message reçu"
        verbose_name_plural = "messages reçus"

    def __str__(self) -> str:
        return self.subject
