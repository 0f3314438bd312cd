"""The certificate of agreement: for whom, when, and what its page holds."""

import re
import zlib
from datetime import timedelta

import pypdfium2
import pytest
import segno
from django.conf import settings
from django.utils import timezone

from catalogue.models import Support
from members.agreement import certificate as certificates
from members.agreement import proof_views
from members.models import Agreement, State
from tests.builders import make_term
from tests.reading import plain, text
from tests.structures import (
    join,
    make_agreement,
    make_certifier,
    make_person,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TODAY = timezone.localdate
SCALE = 6


@pytest.fixture
def agreed() -> Agreement:
    structure = make_structure(name="Les Jardins", city="Laon", siret="00000000000018")
    agreement = make_agreement(structure, decided_at=timezone.now())
    agreement.supports.add(make_term(Support, "Maraîchage"))
    return agreement


def address(agreement: Agreement) -> str:
    slug = agreement.structure.slug
    return f"/espace-membres/structures/{slug}/agrement/{agreement.reference}/attestation.pdf"


def get(client, agreement: Agreement, user):
    client.force_login(user)
    return client.get(address(agreement))


def read(data: bytes) -> tuple[pypdfium2.PdfDocument, str]:
    pdf = pypdfium2.PdfDocument(data)
    return pdf, plain(" ".join(page.get_textpage().get_text_range() for page in pdf))


def unpacked(data: bytes) -> bytes:
    parts = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_it_says_who_for_what_until_when_and_that_its_text_is_proposed(client, agreed):
    response = get(client, agreed, make_referent(agreed.structure))
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"].endswith("private")
    assert "no-store" in response["Cache-Control"]
    pdf, words = read(response.content)
    assert len(pdf) == 1
    code = " ".join(re.findall("....", agreed.code))
    for said in (
        "Les Jardins",
        "Laon (Aisne)",
        "SIRET 000 000 000 00018",
        "est agréée pour former en situation de production",
        "CQP « Salarié polyvalent »",
        "Maraîchage",
        agreed.reference,
        str(agreed.valid_until.year),
        code,
        "Texte proposé",
    ):
        assert said in words, said
    assert "fictive" not in words


def test_it_is_tagged_titled_in_french_and_its_drawing_is_told(agreed):
    data = certificates.certificate(agreed)
    raw = unpacked(data)
    for mark in (b"/StructTreeRoot", b"/DisplayDocTitle true", b"/Marked true", b"pdfuaid"):
        assert mark in raw
    for tag in (b"H1", b"H2", b"P", b"L", b"LI", b"Table", b"TH", b"TD", b"Figure"):
        assert re.search(rb"/S ?/" + tag + rb"\b", raw), tag
    assert re.search(rb"/Lang ?\(fr\)", raw)
    pdf, _words = read(data)
    assert pdf.get_metadata_dict()["Title"] == "Attestation d’agrément, Les Jardins"
    (told,) = re.findall(rb"/Alt ?<feff([0-9a-f]+)>", raw)
    assert agreed.code in bytes.fromhex(told.decode()).decode("utf-16-be")


def test_its_drawing_reads_as_the_address_that_verifies(agreed):
    url = f"{settings.WAGTAILADMIN_BASE_URL}/verifier/{agreed.code}/"
    wanted = [[bool(dark) for dark in row] for row in segno.make_qr(url, error="q").matrix]
    pdf, _words = read(certificates.certificate(agreed))
    assert modules(pdf[0], len(wanted)) == wanted


def modules(page, count: int) -> list[list[bool]]:
    """The modules of the QR code: the only thing printed in pure black."""
    picture = page.render(scale=SCALE).to_pil().convert("L")
    width, height = picture.size
    black = [shade == 0 for shade in picture.tobytes()]
    rows = [y for y in range(height) if any(black[y * width : (y + 1) * width])]
    columns = [x for x in range(width) if any(black[x::width][rows[0] : rows[-1]])]
    left, top = columns[0], rows[0]
    side = (columns[-1] - left + 1) / count
    middles = [round((rank + 0.5) * side - 0.5) for rank in range(count)]
    return [[black[(top + y) * width + left + x] for x in middles] for y in middles]


def test_it_holds_on_one_page_whatever_the_name_and_the_supports(agreed):
    agreed.structure.name = "Association intercommunale pour l’insertion et la formation " * 3
    agreed.supports.set([make_term(Support, f"Support de production {n}") for n in range(20)])
    pdf, words = read(certificates.certificate(agreed))
    assert len(pdf) == 1
    assert "Support de production 19" in words


def test_what_a_structure_writes_stays_text(agreed):
    agreed.structure.name = "<b>A</b> & <img src=file:///etc/passwd> \u202e{{ x }}"
    _pdf, words = read(certificates.certificate(agreed))
    assert "<b>A</b> & <img src=file:///etc/passwd>" in words


def test_a_fictional_structure_and_an_agreement_that_is_over_are_said_so(agreed):
    agreed.structure.is_fictional = True
    agreed.valid_until = TODAY() - timedelta(days=1)
    _pdf, words = read(certificates.certificate(agreed))
    assert "structure fictive, sans valeur" in words
    assert "Agrément terminé" in words
    assert "a été agréée" in words


def test_people_of_the_structure_and_certifiers_take_it_others_do_not_know_it(
    client, agreed, monkeypatch
):
    monkeypatch.setattr(proof_views, "certificate", lambda agreement: b"%PDF")
    for user in (join(agreed.structure), make_certifier()):
        assert get(client, agreed, user).status_code == 200
    for user in (make_person(), make_referent(make_structure())):
        assert get(client, agreed, user).status_code == 404
    client.logout()
    assert client.get(address(agreed)).status_code == 302


def test_a_file_is_not_found_under_another_structure(client, agreed):
    other = make_structure()
    user = join(other, join(agreed.structure))
    agreed.structure.slug = other.slug
    assert get(client, agreed, user).status_code == 404


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.SUSPENDED, "suspendu depuis le"),
        (State.WITHDRAWN, "retiré le"),
        (State.UNDER_REVIEW, "« En instruction »"),
        (State.REFUSED, "« Refusé »"),
    ],
)
def test_without_an_agreement_to_show_the_page_says_why(client, state, reason):
    agreement = make_agreement(state=state)
    response = get(client, agreement, make_referent(agreement.structure))
    assert response.status_code == 403
    assert reason in text(response)


def test_a_closed_structure_gives_no_certificate(client, agreed):
    member = join(agreed.structure)
    agreed.structure.is_active = False
    agreed.structure.save()
    assert get(client, agreed, member).status_code == 404
    assert get(client, agreed, make_certifier()).status_code == 403
