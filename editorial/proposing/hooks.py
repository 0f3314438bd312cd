"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""

from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.sidebar import LinkMenuItem

from catalogue.rights import AllowedMenuItem
from editorial import menu
from editorial.proposing import consents
from editorial.proposing.desk import views
from editorial.proposing.desk.reading import number_waiting
from editorial.proposing.mails import REVIEW
from editorial.proposing.models import Proposal, Use

PROPOSAL = "propositions/<uuid:identifier>/"
NO_CONSENT = "La structure a retiré son accord : cette page ne peut plus être publiée."


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("propositions/", views.board, name="proposals"),
        path(PROPOSAL, views.review, name="proposal_review"),
        path(f"{PROPOSAL}decision/<str:name>/", views.decision, name="proposal_decision"),
        path(f"{PROPOSAL}fichiers/<uuid:file>/", views.joined, name="proposal_joined"),
    ]


class ProposalsMenuItem(AllowedMenuItem):
    """« Propositions reçues (3) »: with the number of those that wait."""

    def render_component(self, request) -> LinkMenuItem:
        number = number_waiting()
        label = f"{self.label} ({number})" if number else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


@hooks.register(menu.HOOK)
def proposals_in_menu():
    return ProposalsMenuItem(
        "Propositions reçues",
        reverse("proposals"),
        REVIEW,
        name="propositions",
        icon_name="mail",
        order=20,
    )


@hooks.register("before_edit_page")
def say_where_it_comes_from(request, page) -> None:
    """Above the form of a page that was proposed: by whom, when, and what still holds."""
    proposal = Proposal.objects.filter(page=page.pk).first()
    if proposal is None or request.method != "GET":
        return
    answer = proposal.answers.filter(section="structure").first()
    name = answer.data.get("name") if answer else ""
    buttons = []
    if request.user.has_perm(REVIEW):
        address = reverse("proposal_review", args=[proposal.identifier])
        buttons.append(messages.button(address, "Voir la proposition et son histoire"))
    day = f"{proposal.sent_at:%d/%m/%Y}" if proposal.sent_at else ""
    messages.info(request, f"Proposée par {name or 'une structure'} le {day}.", buttons=buttons)
    for use in _revoked(proposal):
        messages.warning(request, f"Consentement retiré : « {use.label} ».")


@hooks.register("before_publish_page")
def keep_unpublished(request, page):
    """Without the structure's consent, the page stays where it is."""
    proposal = Proposal.objects.filter(page=page.pk).first()
    if proposal is None or Use.SITE in consents.in_force(proposal):
        return None
    messages.error(request, NO_CONSENT)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _revoked(proposal: Proposal) -> list[Use]:
    held = consents.in_force(proposal)
    once = set(proposal.consents.values_list("use", flat=True))
    return [use for use in Use if use in once and use not in held]
