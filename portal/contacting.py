"""The contact form: one question, the right mailbox, nothing lost."""

from django import forms
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from members import mailing
from members.mailing.delivering import mail_sent
from members.mailing.kinds import Kind
from members.models import OutgoingMail
from members.privacy.inventory import Part
from members.throttling import client_address, too_many
from portal.models import ContactMessage, ContactPage, ContactQueue

MESSAGES_PER_HOUR = 5


def messages_of(user) -> list[dict]:
    """What this person wrote to us from the address of their account."""
    return [
        {"objet": message.subject, "message": message.message, "reçu le": message.received_at}
        for message in ContactMessage.objects.filter(email__iexact=user.email)
    ]


MESSAGES = Part("Messages du formulaire de contact", messages_of)
KIND = Kind("contact", "Message du formulaire de contact", plain=True)


class ContactForm(forms.ModelForm):
    """Subject, message, where to answer. The empty field catches robots."""

    queue = forms.ChoiceField(label="Votre question porte sur", widget=forms.RadioSelect)
    website = forms.CharField(
        label="Ne remplissez pas ce champ",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = ContactMessage
        fields = ["queue", "subject", "message", "email", "structure"]
        labels = {"email": "Votre adresse électronique", "structure": "Votre structure"}
        help_texts = {
            "email": "Pour vous répondre, rien d’autre.",
            "message": "Ne donnez aucun nom de salarié en insertion.",
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 8, "maxlength": 5000})}

    def __init__(self, page: ContactPage, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["queue"].choices = [
            (queue.key, f"{queue.label}. {queue.help_text}") for queue in page.queues.all()
        ]
        self.fields["email"].widget.attrs["autocomplete"] = "email"


def answer(page: ContactPage, request: HttpRequest) -> HttpResponse:
    """Show the form, or take a message: kept first, then sent in the background."""
    if request.method != "POST":
        initial = {"queue": request.GET.get("file", "")[:50]}
        return _show(page, request, ContactForm(page, initial=initial))
    form = ContactForm(page, request.POST)
    if not form.is_valid():
        return _show(page, request, form, status=422)
    if form.cleaned_data["website"]:
        return redirect(f"{page.get_url(request)}?envoye=1")
    if too_many("contact", client_address(request), limit=MESSAGES_PER_HOUR, seconds=3600):
        form.add_error(None, "Trop de messages en peu de temps. Réessayez dans une heure.")
        return _show(page, request, form, status=429)
    with transaction.atomic():
        message = form.save(commit=False)
        message.queue = form.cleaned_data["queue"]
        message.save()
        forward(message)
    return redirect(f"{page.get_url(request)}?envoye=1")


def _show(page: ContactPage, request: HttpRequest, form: ContactForm, status: int = 200):
    context = page.get_context(request) | {
        "form": form,
        "sent": request.GET.get("envoye") == "1" and request.method == "GET",
    }
    return TemplateResponse(request, page.template, context, status=status)


def forward(message: ContactMessage) -> None:
    """Write to the mailboxes of its queue; without any, the message waits in the admin."""
    queue = ContactQueue.objects.filter(key=message.queue).first()
    if not queue or not queue.recipients:
        return
    mailing.post(
        KIND.name,
        queue.recipients,
        f"[{queue.label}] {message.subject}",
        f"{message.message}\n\nStructure : {message.structure or 'non précisée'}\n",
        key=f"{KIND.name}-{message.pk}",
        headers={"Reply-To": message.email},
    )


@receiver(mail_sent)
def note_departure(sender, mail: OutgoingMail, **kwargs) -> None:
    """Say in the admin that the message has reached its mailboxes."""
    if mail.kind == KIND.name and mail.key:
        pk = mail.key.removeprefix(f"{KIND.name}-")
        ContactMessage.objects.filter(pk=pk).update(sent_at=mail.sent_at or timezone.now())
