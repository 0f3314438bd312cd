"""What an editor finds on the first screen: what to add, what waits for somebody."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.admin_lists import current_files
from catalogue.models import Record, RecordKind
from editorial.freshness import stale
from editorial.reviewing.waiting import Desk, Waiting, others
from members.asking.requests import to_answer
from members.mailing import health as mail_health
from members.mailing.screens import SEES as SEES_MAILS
from portal.models import ContactMessage
from portal.searching import state as search_state
from search import health

# Name of the screens of each kind, and what its button says.
ADDS = {
    "ressources": "Ajouter une ressource",
    "monographies": "Ajouter une monographie",
    "referentiels": "Ajouter un référentiel",
}


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
        desk = Desk(user)
        waiting = _chain(desk)
        if desk.publishes:
            waiting += [*_search(user), *_records(desk), *_messages(user), *_requests(user)]
        waiting += _mails(request.user)
        return {
            "adds": [
                {"label": label, "url": reverse(f"{name}:choose_parent")}
                for name, label in ADDS.items()
                if writes
            ]
            + [{"label": "Importer des fiches", "url": reverse("fiche_imports")}] * writes,
            "waiting": waiting,
            "publishes": desk.publishes,
        }


def _chain(desk: Desk) -> list[Waiting]:
    """What the editors' chain expects of this person, counted where its board counts."""
    board = reverse("editorial_board")
    lines = [
        (len(desk.to_review), "fiche à relire", "fiches à relire", f"{board}#a-relire"),
        (len(desk.given_back), "fiche à reprendre", "fiches à reprendre", f"{board}#chez-vous"),
        (
            sum(row.is_late for row in desk.elsewhere),
            "relecture qui traîne",
            "relectures qui traînent",
            f"{board}#chez-les-autres",
        ),
    ]
    found = [_counted(*line) for line in lines if line[0]]
    found += [Waiting(item.text, item.url) for _name, items in others(desk.user) for item in items]
    return found


def _records(desk: Desk) -> list[Waiting]:
    """Records past their review date, retouched but not published, without any file."""
    number = stale.numbers()["late"]
    late = f"{reverse('staleness')}?age=late"
    found = [
        _counted(number, "fiche en ligne à vérifier", "fiches en ligne à vérifier", late),
        _counted(
            len(desk.retouched),
            "fiche retouchée, pas encore republiée",
            "fiches retouchées, pas encore republiées",
            f"{reverse('editorial_board')}#a-publier",
        ),
    ]
    has_files = Exists(current_files().filter(record=OuterRef("pk")))
    bare = Record.objects.filter(~has_files, live=True, record_kind=RecordKind.RESOURCE).count()
    url = f"{reverse('ressources:index')}?{urlencode({'published': 'live', 'files': 'without'})}"
    found.append(
        _counted(bare, "ressource en ligne sans fichier", "ressources en ligne sans fichier", url)
    )
    return [line for line in found if line]


def _counted(number: int, one: str, several: str, url: str) -> Waiting | None:
    """« 3 fiches à relire »; nothing for none."""
    return Waiting(f"{number} {several if number > 1 else one}", url) if number else None


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
