"""A contributor of practices, without any account: what they type, click and receive."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalogue.models import Licence
from editorial.proposing import consents
from editorial.proposing.desk.commenting import askings
from editorial.proposing.models import Proposal, Use
from editorial.proposing.screens import SECTIONS_BY_KEY
from editorial.proposing.tokens import proposal_of
from editorial.proposing.writing import save_section
from members.models import OutgoingMail
from tests.builders import PDF

ADDRESS = "encadrante@example.org"
ANSWERS = {
    "structure": {"name": "Les Ateliers du Fleuve", "city": "Saumur"},
    "practice": {"title": "Un carnet de photos", "sentence": "On photographie les gestes."},
    "audience": {"who": "Douze salariés."},
    "why": {"context": "Les consignes ne passaient pas."},
    "objectives": {"objectives": "Montrer le geste\nDonner un support"},
    "steps": {"steps": [{"title": "Photographier", "when": "Mars", "text": "Cinq photos."}]},
    "results": {
        "results": "Moins de tailles ratées",
        "figures": [{"value": "12", "unit": "salariés", "label": "formés", "period": ""}],
    },
}


class Contributor:
    """One person with a mailbox and a browser that keeps no cookie."""

    def __init__(self, address: str = ADDRESS):
        self.address = address
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, **more):
        """Ask for a link, as an honest and slow person."""
        return self.client.post("/proposer/", {"email": self.address, "sure": "1"} | more)

    def mails(self) -> list[OutgoingMail]:
        return list(OutgoingMail.objects.filter(to=self.address).order_by("pk"))

    def links(self) -> list[str]:
        """The links of the last mail, host left out."""
        return re.findall(r"https?://[^/\s]+(/proposer/\S+)", self.mails()[-1].text)

    def begin(self) -> str:
        """The address of a new proposal."""
        self.ask()
        return self.links()[-1]

    def write(self, home: str, place: str, **typed):
        """Save a section from the version it has now."""
        return self.client.post(f"{home}{place}/", {"version": self.version(home, place)} | typed)

    def version(self, home: str, place: str) -> str:
        page = self.client.get(f"{home}{place}/").content.decode()
        found = re.search(r'name="version" id="version" value="(\d+)"', page)
        return found[1] if found else "0"

    def fill(self, home: str) -> None:
        """Answer everything that is required, without opening the pages."""
        proposal = proposal_of(home.split("/")[2])
        for place, answers in ANSWERS.items():
            save_section(proposal.pk, SECTIONS_BY_KEY[place], answers, {}, version=0)
        consents.give(proposal.pk, {Use.SITE}, make_licence())

    def join(self, home: str, name: str = "carnet.pdf", data: bytes = PDF, label: str = "Carnet"):
        upload = SimpleUploadedFile(name, data)
        return self.client.post(f"{home}fichiers/", {"label": label, "file": upload})

    def send(self, home: str):
        """Send it, whatever its state."""
        proposal = Proposal.objects.order_by("-touched_at").first()
        return self.client.post(f"{home}envoi/", {"version": proposal.version, "sure": "1"})


def make_licence() -> Licence:
    return Licence.objects.get_or_create(
        slug="partage", defaults={"label": "Partage", "can": ["Reprendre"], "must": ["Citer"]}
    )[0]


def sent(contributor: Contributor) -> tuple[str, Proposal]:
    """A complete proposal that was sent: its address and itself."""
    home = contributor.begin()
    contributor.fill(home)
    assert contributor.send(home).status_code == 302
    return home, Proposal.objects.exclude(sent_at=None).latest("sent_at")


def age(proposal: Proposal, **fields: timedelta) -> None:
    """Put dates of a proposal in the past."""
    Proposal.objects.filter(pk=proposal.pk).update(
        **{name: timezone.now() - gone for name, gone in fields.items()}
    )


def comment(editor: Client, proposal: Proposal, *, settled: int = 0, marks=None, **texts):
    """Write comments on fields (`section_field`), as a reviewer whose page is fresh.

    `marks`: what the page showed instead, by « section-field ».
    """
    proposal.refresh_from_db()
    typed = {"version": str(proposal.version)}
    for asking in askings(proposal).values():
        place = f"{asking.section}-{asking.field}"
        shown = asking.mark if marks is None else marks.get(place, "")
        typed[f"seen-{asking.name}"] = shown
        words = texts.get(place.replace("-", "_"))
        typed |= {asking.name: words} if words is not None else {}
    if settled:
        typed[f"settled-{settled}"] = "1"
    return editor.post(f"/admin/propositions/{proposal.identifier}/", typed)


def decide(editor: Client, proposal: Proposal, name: str, **typed):
    """One decision of a reviewer, on the proposal as it is now."""
    proposal.refresh_from_db()
    address = f"/admin/propositions/{proposal.identifier}/decision/{name}/"
    return editor.post(address, {"version": proposal.version} | typed)
