"""What an editor finds on the first screen: what to add, what waits for somebody."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.admin_lists import current_files
from catalogue.models import Record, RecordKind
from members.asking.requests import to_answer
from members.mailing import health as mail_health
from members.mailing.screens import SEES as SEES_MAILS
from portal.models import ContactMessage
from portal.searching import state as search_state
from search import health

# The list of each kind, as its screen is named.
LISTS = {
    RecordKind.RESOURCE: ("ressources", "Ajouter une ressource", "ressource"),
    RecordKind.MONOGRAPH: ("monographies", "Ajouter une monographie", "monographie"),
    RecordKind.REFERENTIAL: ("referentiels", "Ajouter un référentiel", "référentiel"),
}


@dataclass(frozen=True)
class Waiting:
    """Something that waits: in words, and where to deal with it."""

    text: str
    url: str


class DeskPanel(Component):
    """« Que voulez-vous faire ? » and « Ce qui vous attend »."""

    name = "desk"
    order = 50
    template_name = "portal/admin/desk.html"

    class Media:
        css = {"all": ["portal/css/admin.css"]}

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        user = request.user
        policy = policy_registry.get_by_type(Page)
        writes = policy.user_has_permission(user, "add")
        waiting = []
        if publishes := policy.user_has_permission(user, "publish"):
            waiting = [*_search(user), *_records(), *_messages(user), *_requests(user)]
        waiting += _mails(request.user)
        return {
            "adds": [
                {"label": label, "url": reverse(f"{name}:choose_parent")}
                for name, label, _word in LISTS.values()
                if writes
            ],
            "waiting": waiting,
            "publishes": publishes,
        }


def _records() -> list[Waiting]:
    """Records past their review date, retouched but not published, without any file."""
    live = Record.objects.filter(live=True)
    found = []
    for kind, (name, _label, word) in LISTS.items():
        own = live.filter(record_kind=kind)
        late = own.filter(review_by__lt=timezone.localdate()).count()
        changed = own.filter(has_unpublished_changes=True).count()
        found += _line(name, late, word, "à revoir : la date est dépassée", review="late")
        found += _line(name, changed, word, "retouchée, pas encore republiée", published="changed")
    has_files = Exists(current_files().filter(record=OuterRef("pk")))
    bare = live.filter(~has_files, record_kind=RecordKind.RESOURCE).count()
    return found + _line(
        "ressources", bare, "ressource", "en ligne sans fichier", published="live", files="without"
    )


def _line(name: str, number: int, word: str, what: str, **filters) -> list[Waiting]:
    if not number:
        return []
    url = f"{reverse(f'{name}:index')}?{urlencode(filters)}"
    return [Waiting(f"{number} {word}{'s' if number > 1 else ''} {what}", url)]


def _search(user) -> list[Waiting]:
    """Only when it is not as it should be."""
    words = search_state.SAID[health.level()]
    if not words or not search_state.may_see(user):
        return []
    return [Waiting(words, reverse("search_state"))]


def _messages(user) -> list[Waiting]:
    number = ContactMessage.objects.filter(status=ContactMessage.Status.NEW).count()
    if not number or not user.has_perm("portal.view_contactmessage"):
        return []
    url = reverse("wagtailsnippets_portal_contactmessage:list")
    words = "messages à traiter" if number > 1 else "message à traiter"
    return [Waiting(f"{number} {words}", f"{url}?status=new")]


def _requests(user) -> list[Waiting]:
    """Reserved records that people ask for, and that this person may open to them."""
    number = len(to_answer(user))
    if not number:
        return []
    words = "documents demandés" if number > 1 else "document demandé"
    return [Waiting(f"{number} {words}", reverse("members:requests"))]


def _mails(user) -> list[Waiting]:
    """Mails that did not leave, for those who may do something about it."""
    if not user.has_perm(SEES_MAILS):
        return []
    found = []
    given_up = mail_health.numbers()["given_up"]
    if given_up:
        words = "courriels abandonnés" if given_up > 1 else "courriel abandonné"
        found.append(Waiting(f"{given_up} {words}", f"{reverse('mails')}?state=given_up"))
    if mail_health.level() != mail_health.Level.OK:
        words = "Des courriels attendent depuis trop longtemps"
        found.append(Waiting(words, f"{reverse('mails')}?state=waiting"))
    return found
