"""Contact: two queues, their recipients in the admin, messages kept for a stated time."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from catalogue.models import BasePage, LinesField


def validate_addresses(lines) -> None:
    """Every line is an e-mail address."""
    for line in lines:
        try:
            validate_email(line)
        except ValidationError as error:
            raise ValidationError(f"« {line} » n’est pas une adresse électronique.") from error


class ContactQueue(Orderable):
    """A subject and the generic mailboxes that answer it."""

    page = ParentalKey("portal.ContactPage", on_delete=models.CASCADE, related_name="queues")
    key = models.SlugField("repère", help_text="Dans l’adresse : /contact/?file=repere")
    label = models.CharField("sujet", max_length=120)
    help_text = models.CharField("précision", max_length=250, blank=True)
    recipients = LinesField(
        "destinataires",
        validators=[validate_addresses],
        help_text="Une adresse par ligne : boîtes génériques de l’équipe.",
    )

    panels = [FieldPanel(name) for name in ("key", "label", "help_text", "recipients")]

    class Meta(Orderable.Meta):
        verbose_name = "file de demandes"


class ContactPage(BasePage):
    """The form that sends a question to the right team."""

    intro = models.TextField("introduction", blank=True)
    privacy_note = models.TextField("note de confidentialité", blank=True)
    confirmation_title = models.CharField("titre de confirmation", max_length=150)
    confirmation_text = models.TextField("texte de confirmation")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        InlinePanel("queues", label="file", heading="Files de demandes", min_num=1),
        FieldPanel("privacy_note"),
        FieldPanel("confirmation_title"),
        FieldPanel("confirmation_text"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
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

    queue = models.CharField("file", max_length=50)
    email = models.EmailField("adresse pour répondre")
    structure = models.CharField("structure", max_length=200, blank=True)
    subject = models.CharField("objet", max_length=150)
    message = models.TextField("message", max_length=5000)
    status = models.CharField(
        "suivi", max_length=4, choices=Status.choices, default=Status.NEW
    )
    received_at = models.DateTimeField("reçu le", auto_now_add=True)
    sent_at = models.DateTimeField("transmis le", null=True, editable=False)

    panels = [
        *(
            FieldPanel(name, read_only=True)
            for name in ("queue", "email", "structure", "subject", "message", "received_at")
        ),
        FieldPanel("status"),
    ]

    class Meta:
        ordering = ["-received_at"]
        verbose_name = "message reçu"
        verbose_name_plural = "messages reçus"

    def __str__(self) -> str:
        return self.subject
