"""« Ma structure »: what its people read, what the référent·e writes, a logo made again by us."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from members.models import Act, JournalEntry, Structure
from tests.reading import links, text
from tests.structures import join, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def structure() -> Structure:
    return make_structure(name="Les Ateliers du Lac", territory="Le lac")


@pytest.fixture
def referent(structure):
    return make_referent(structure)


def address(structure: Structure, rest: str = "") -> str:
    return f"/espace-membres/structures/{structure.slug}/{rest}"


def typed(structure: Structure, **fields) -> dict:
    """The form as the page shows it, with some fields changed."""
    names = ("presentation", "territory", "address", "postcode", "city", "contact", "website")
    values = {name: getattr(structure, name) for name in names}
    return values | {"department": structure.department_id} | fields


def picture(kind: str = "PNG", size=(20, 10), **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#a3391b").save(made, kind, **options)
    return made.getvalue()


def upload(data: bytes, name: str = "logo.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=kind)


def test_referent_writes_what_the_directory_shows(client, structure, referent):
    client.force_login(referent)
    data = typed(
        structure,
        presentation="Nous réparons des vélos.",
        website="www.exemple.fr",
        postcode="02 000",
        is_listed="on",
        published=["presentation", "website"],
        supports=[],
    )
    answer = client.post(address(structure, "presentation/"), data)
    assert answer["Location"] == address(structure)
    structure.refresh_from_db()
    assert structure.presentation == "Nous réparons des vélos."
    assert structure.website == "https://www.exemple.fr"
    assert structure.postcode == "02000"
    assert (structure.is_listed, structure.published) == (True, ["presentation", "website"])
    entry = JournalEntry.objects.get()
    assert entry.act == Act.STRUCTURE_CHANGED
    assert "vélos" not in str(entry.details)
    assert "presentation" in entry.details["fields"]


def test_what_the_staff_keeps_is_not_changed_by_the_form(client, structure, referent):
    client.force_login(referent)
    kept = ("name", "slug", "siret", "structure_type_id", "is_adherent", "is_fictional")
    before = [getattr(structure, name) for name in kept]
    wanted = {"name": "Autre", "slug": "autre", "siret": "1", "structure_type": 99}
    flags = {"is_adherent": "on", "is_fictional": "on", "is_active": ""}
    client.post(address(structure, "presentation/"), typed(structure, **wanted, **flags))
    structure.refresh_from_db()
    assert [getattr(structure, name) for name in kept] == before
    assert structure.is_active


def test_member_reads_and_does_not_write(client, structure, referent):
    client.force_login(join(structure))
    page = client.get(address(structure))
    assert "Le lac" in text(page)
    assert "Modifier" not in links(page)
    assert client.get(address(structure, "presentation/")).status_code == 403
    data = typed(structure, territory="Ailleurs")
    assert client.post(address(structure, "presentation/"), data).status_code == 403
    structure.refresh_from_db()
    assert structure.territory == "Le lac"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("website", "data:text/html,x", "URL"),
        ("website", "ftp://exemple.fr", "https://"),
        ("postcode", "2000", "5 chiffres"),
        ("postcode", "٠٢٠٠٠", "5 chiffres"),
        ("presentation", "é" * 2001, "2"),
        ("published", ["siret"], "siret"),
        ("department", "999999", "choix"),
        ("training_body_number", "12", "11 chiffres"),
        ("city", "", "requis"),
        ("territory", "a\0b", "nul"),
    ],
)
def test_wrong_answer_gets_a_sentence_and_loses_nothing(
    client, structure, referent, field, value, said
):
    client.force_login(referent)
    data = typed(structure, contact="La direction de l’atelier", **{field: value})
    response = client.post(address(structure, "presentation/"), data)
    assert response.status_code == 422
    assert said in text(response)
    assert "La direction de l’atelier" in response.content.decode()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_logo_becomes_a_small_png_without_anything_hidden(client, structure, referent, kind):
    client.force_login(referent)
    note = PngInfo()
    note.add_text("auteur", "SECRET-DU-FICHIER")
    exif = Image.Exif()
    exif[0x013B] = "SECRET-DU-FICHIER"
    options = {"pnginfo": note} if kind == "PNG" else {"exif": exif}
    sent = picture(kind, (1200, 300), **options)
    assert b"SECRET" in sent
    data = typed(structure, new_logo=upload(sent, f"../../x.{kind.lower()}"))
    client.post(address(structure, "presentation/"), data)
    response = client.get(address(structure, "logo.png"))
    assert response["Content-Type"] == "image/png"
    assert "no-store" in response["Cache-Control"]
    content = response.getvalue()
    assert b"SECRET" not in content
    with Image.open(io.BytesIO(content)) as made:
        assert (made.format, made.size) == ("PNG", (600, 150))
    structure.refresh_from_db()
    assert structure.logo.name.startswith("structures/")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\nfaux",
        b"%PDF-1.4",
        picture("GIF"),
        picture("BMP"),
        picture()[:40],
        b"\0" * 2_000_001,
    ],
    ids=["empty", "svg", "false png", "pdf", "gif", "bmp", "cut", "heavy"],
)
def test_hostile_logo_is_refused(client, structure, referent, sent):
    client.force_login(referent)
    data = typed(structure, new_logo=upload(sent))
    response = client.post(address(structure, "presentation/"), data)
    assert response.status_code == 422
    assert "Logo" in text(response)
    structure.refresh_from_db()
    assert not structure.logo


def test_picture_that_unpacks_without_end_is_refused(client, structure, referent):
    client.force_login(referent)
    bomb = picture("PNG", (6000, 6000))
    assert len(bomb) < 200_000
    data = typed(structure, new_logo=upload(bomb))
    assert "trop grande" in text(client.post(address(structure, "presentation/"), data))


def test_new_logo_takes_the_place_of_the_former_one_and_may_be_removed(
    client, structure, referent, django_capture_on_commit_callbacks
):
    client.force_login(referent)
    path = address(structure, "presentation/")
    client.post(path, typed(structure, new_logo=upload(picture())))
    structure.refresh_from_db()
    former, storage = structure.logo.name, structure.logo.storage
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, typed(structure, new_logo=upload(picture("JPEG"))))
    structure.refresh_from_db()
    assert structure.logo.name != former
    assert not storage.exists(former)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, typed(structure, remove_logo="on"))
    structure.refresh_from_db()
    assert not structure.logo
    assert client.get(address(structure, "logo.png")).status_code == 404


def test_heading_says_which_structure_and_the_others_are_one_click_away(client, structure):
    referent = make_referent(structure)
    other = make_structure(name="Autre maison")
    join(other, referent)
    client.force_login(referent)
    page = client.get(address(structure))
    assert links(page)["Autre maison"] == f"/espace-membres/structures/{other.slug}/"
    assert "Les Ateliers du Lac" in text(page, "main header")
    assert "no-store" in page["Cache-Control"]
