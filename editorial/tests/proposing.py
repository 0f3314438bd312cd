"""A contributor of practices, without any account: what they type, click and receive."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalogue.models import Licence
from editorial.proposing.models import Proposal
from members.models import OutgoingMail
from tests.builders import PDF

ADDRESS = "encadrante@example.org"
TEXTS = {
    "structure": {"name": "Les Ateliers du Fleuve", "city": "Saumur"},
    "practice": {"title": "Un carnet de photos", "sentence": "On photographie les gestes."},
    "audience": {"who": "Douze salariés."},
    "why": {"context": "Les consignes ne passaient pas."},
    "objectives": {"objectives": "Montrer le geste\nDonner un support"},
    "steps": {
        "steps-0-title": "Photographier",
        "steps-0-when": "Mars",
        "steps-0-text": "Cinq photos.",
    },
    "results": {
        "results": "Moins de tailles ratées",
        "figures-0-value": "12",
        "figures-0-unit": "salariés",
        "figures-0-label": "formés",
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
        """Answer everything that is required."""
        for place, typed in TEXTS.items():
            assert self.write(home, place, **typed).status_code == 302, place
        self.client.post(f"{home}accords/", {"use-site": "1", "licence": make_licence().slug})

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
