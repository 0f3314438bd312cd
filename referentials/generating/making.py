"""From choices to a file: the document described, then written in the format asked for."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from catalogue.models import State
from catalogue.views import TYPES
from exports.blocks import Picture
from exports.composing import said
from exports.document import Document, Meta
from exports.odt import render_odt
from exports.pdf import render_document
from exports.word import render_docx
from referentials.generating.choices import Choices, Offer
from referentials.generating.kinds import Kind
from referentials.generating.selection import pruned
from referentials.generating.writing import Brief
from referentials.models import ReferentialPage

TITLE_LENGTH = 200
PAPER, SCREEN = "pdf", "a-remplir.pdf"
# What ends the name of a file → its label, what it is for, its drawing.
FORMS = {
    PAPER: ("PDF", "à imprimer, à remplir au stylo", "print"),
    SCREEN: ("PDF à remplir", "à l’écran, puis à enregistrer", "pencil"),
    "docx": ("Word", "à modifier", "pencil"),
    "odt": ("ODT", "à modifier, logiciel libre", "pencil"),
}


@dataclass(frozen=True)
class Produced:
    """A file ready to be sent; its pages when they are known."""

    data: bytes
    content_type: str
    name: str
    pages: int | None = None


def brief_of(
    page: ReferentialPage, offer: Offer, choices: Choices, logo: Picture | None = None
) -> Brief:
    """What the document is made of."""
    tree = pruned(offer.tree, choices.codes)
    return Brief(page, choices, tree, offer.scales[choices.scale], logo)


def document_of(kind: Kind, brief: Brief) -> Document:
    """The document, as the writers of files read it."""
    return Document(
        kind.label,
        ("pdf", "docx", "odt"),
        kind.orientation,
        blocks=tuple(kind.body(brief)),
        is_tight=True,
        mention=kind.mention,
    )


def title_of(kind: Kind, brief: Brief) -> str:
    subject = said(brief.subject).plain.replace("\n", " ")[:TITLE_LENGTH].strip()
    return f"{kind.label}\u00a0: {subject}" if subject else kind.label


def meta_of(kind: Kind, brief: Brief) -> Meta:
    """What the pages say around the content: dated like the referential they come from."""
    page = brief.page
    moment = page.last_published_at or timezone.now()
    publisher = said(page.publisher.name).plain if page.publisher else settings.WAGTAIL_SITE_NAME
    return Meta(
        title=title_of(kind, brief),
        publisher=(brief.choices.structure or publisher)[:TITLE_LENGTH],
        licence_label=page.licence.label if page.licence else "",
        version=said(page.version).plain,
        date=timezone.localdate(moment),
        status_line="Modèle à adapter"
        if page.state == State.IN_FORCE
        else page.get_state_display(),
        url=page.full_permalink,
    )


def make(kind: Kind, brief: Brief, form: str) -> Produced:
    """The file in one of `FORMS`; nothing is kept of it here."""
    document, meta = document_of(kind, brief), meta_of(kind, brief)
    extension = form.rpartition(".")[2]
    pages = None
    if extension == "pdf":
        data, pages = render_document(document, meta, fillable=form == SCREEN)
    elif extension == "docx":
        data = render_docx(document, meta)
    else:
        data = render_odt(document, meta)
    joint = "-" if form == SCREEN else "."
    name = f"{kind.slug}-{brief.page.slug}{joint}{form}"
    return Produced(data, TYPES[extension], name, pages)
