"""How a record is served: notice to all, body and files to those who may open them."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse

from catalogue import access
from catalogue.downloads import download_groups
from catalogue.freshness import is_stale
from catalogue.jsonld import record_jsonld
from catalogue.models import Record, State
from catalogue.related import related_to
from catalogue.sheets.offering import offered_sheets

BANNERS = {
    State.IN_FORCE: ("success", "En vigueur"),
    State.EXPERIMENTAL: ("caution", "Période expérimentale"),
    State.REPLACED: ("error", "Remplacée"),
}
# Takes the place of the state: first what the reader must know.
STALE = "Cette fiche n’a pas été vérifiée depuis le {:%d/%m/%Y}"
STALE_ADVICE = "Des choses ont pu changer : vérifiez avant de vous en servir."


class RecordServing:
    """Mixin of the three kinds: access, banner, files, related records, structured data."""

    def serve(self, request: HttpRequest, *args, **kwargs):
        if not access.can_know(request.user, self):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def body_context(self, request: HttpRequest) -> dict:
        """What the kind adds to its template, asked only of those who may open it."""
        return {}

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context |= self.access_context(request)
        self._read_rights()
        lock = context["lock"]
        context |= {
            "banner": self.banner(request),
            "downloads": download_groups(self, lock),
            "sheets": offered_sheets(self, lock),
            "related": related_to(self, request.user, request) if self.pk else [],
            "jsonld": record_jsonld(self, request),
        }
        return context | (self.body_context(request) if lock is None else {})

    def _read_rights(self) -> None:
        """The publisher and the licence of a page that names both, in one query."""
        if not (self.pk and self.publisher_id and self.licence_id):
            return
        joined = Record.objects.filter(pk=self.pk).select_related("publisher", "licence")
        stored = joined.only("publisher", "licence").first()
        # A draft being previewed may name others.
        if stored and stored.publisher_id == self.publisher_id:
            self.publisher = stored.publisher
        if stored and stored.licence_id == self.licence_id:
            self.licence = stored.licence

    def access_context(self, request: HttpRequest) -> dict:
        """Whether this reader may open the body; a preview shows it to whoever may preview."""
        previewing = getattr(request, "is_preview", False)
        lock = None if previewing else access.lock_of(request.user, self)
        return {
            "can_open": lock is None,
            "lock": lock,
            "login_url": self._login_url(request),
            "ask_url": ask_url(request.user, self, lock),
        }

    def _login_url(self, request: HttpRequest) -> str:
        """Where to sign in and come back; nothing for someone already signed in."""
        if request.user.is_authenticated:
            return ""
        return f"{resolve_url(settings.LOGIN_URL)}?next={self.get_url(request)}"

    def banner(self, request: HttpRequest) -> dict:
        """State banner: in force, experimental, or replaced (and by what)."""
        tone, label = BANNERS[State(self.state)]
        banner = {"tone": tone, "label": label, "text": self._validity_text()}
        if is_stale(self.review_by) and self.state != State.REPLACED:
            banner = self._stale_banner()
        follower = self.replaced_by
        if follower and access.can_know(request.user, follower):
            banner |= {"link_url": follower.get_url(request), "link_label": follower.title}
        return banner

    def _stale_banner(self) -> dict:
        """What was said of its state goes on being said, after the warning."""
        trial = BANNERS[State.EXPERIMENTAL][1] if self.state == State.EXPERIMENTAL else ""
        said = [f"{words}." for words in (trial, self.period_note.rstrip(".")) if words]
        return {
            "tone": "caution",
            "label": STALE.format(self.review_by),
            "text": " ".join([STALE_ADVICE, *said]),
        }

    def _validity_text(self) -> str:
        parts = [self.period_note]
        if self.valid_from:
            parts.append(f"valable depuis le {self.valid_from:%d/%m/%Y}")
        if self.review_by:
            parts.append(f"à revoir avant le {self.review_by:%d/%m/%Y}")
        text = ", ".join(part for part in parts if part)
        return text[:1].upper() + text[1:] if text else ""

    def extra_jsonld(self) -> dict:
        """Properties of the kind, added to the structured data."""
        return {}


def ask_url(user, record, lock: access.Lock | None) -> str:
    """Where a signed-in person asks for this closed record; nothing when it is not asked for."""
    if lock is None or not lock.askable or not user.is_authenticated:
        return ""
    return reverse(settings.RECORD_ASK_URL, args=[record.identifier])
