"""What may not enter: each refusal is one French sentence, and nothing is stored."""

import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.models import RecordFile
from catalogue.storing import attach_file
from catalogue.uploads import validate_upload
from tests import documents
from tests.builders import PDF, make_docx, make_resource, make_user
from tests.documents import zipped
from tests.reading import download, plain

pytestmark = pytest.mark.usefixtures("site")

ODT = "application/vnd.oasis.opendocument.text"


def declaring(data: bytes, size: int) -> bytes:
    """The same archive whose directory declares another unpacked size for its first member."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def spoiled(data: bytes) -> bytes:
    """The same archive with rubbish where its first compressed member stands."""
    start = data.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    return data[:start] + b"\xff" * 8 + data[start + 8 :]


def make_odt(**members: str) -> bytes:
    return zipped({"mimetype": ODT, "content.xml": "<office/>"} | members)


def encrypted() -> bytes:
    """A DOCX whose members say they are encrypted."""
    data = bytearray(make_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


MACRO = "contient des macros"
TYPES = "macros : il est refusé"
WRONG = "son contenu n’est pas"
HUGE = "démesuré"
REFUSED = {
    "program": ("virus.exe", b"MZ", "n’est pas accepté"),
    "web page": ("page.html", b"<html>", "n’est pas accepté"),
    "drawing": ("image.svg", b"<svg>", "n’est pas accepté"),
    "old word": ("vieux.doc", b"\xd0\xcf\x11\xe0", "n’est pas accepté"),
    "no extension": ("livret", PDF, "sans extension"),
    "double extension": ("livret.pdf.exe", PDF, "« exe »"),
    "only an extension": (".pdf", PDF, "sans extension"),
    "web page named pdf": ("livret.pdf", b"<!doctype html><script>1</script>", WRONG),
    "web page with a pdf mark far away": ("livret.pdf", b"<html>" + b" " * 2000 + PDF, WRONG),
    "docx named pdf": ("livret.pdf", make_docx(), WRONG),
    "pdf named docx": ("livret.docx", PDF, WRONG),
    "zip named docx": ("livret.docx", zipped({"a.txt": "x"}), WRONG),
    "zip named odt": ("livret.odt", zipped({"a.txt": "x"}), WRONG),
    "docx named xlsx": ("livret.xlsx", make_docx(), WRONG),
    "docx named pptx": ("vues.pptx", make_docx(), WRONG),
    "pptx named docx": ("livret.docx", documents.slideshow({}), WRONG),
    "docx named odt": ("livret.odt", make_docx(), WRONG),
    "odt named ods": ("livret.ods", make_odt(), WRONG),
    "text named docx": ("livret.docx", b"bonjour", WRONG),
    "half a zip": ("livret.docx", make_docx()[:100], WRONG),
    "spoiled zip": ("livret.docx", spoiled(make_docx()), WRONG),
    "encrypted zip": ("livret.docx", encrypted(), WRONG),
    "macro format word": ("livret.docm", make_docx(), TYPES),
    "macro format excel": ("livret.XLSM", make_docx(), TYPES),
    "macro format powerpoint": ("livret.pptm", make_docx(), TYPES),
    "macro template powerpoint": ("vues.potm", make_docx(), TYPES),
    "vba in slides": ("vues.pptx", documents.slideshow({}, **{"ppt/vbaProject.bin": "x"}), MACRO),
    "vba inside": ("livret.docx", make_docx(**{"word/vbaProject.bin": b"x"}), MACRO),
    "vba inside, other case": ("livret.docx", make_docx(**{"word/VBAPROJECT.BIN": b"x"}), MACRO),
    "macro type declared": (
        "livret.docx",
        zipped(
            {
                "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "<document/>",
            }
        ),
        MACRO,
    ),
    "vba under another name": (
        "livret.docx",
        zipped(
            {
                "[Content_Types].xml": (
                    '<Override ContentType="application/vnd.ms-office.vbaProject"/>'
                ),
                "word/document.xml": "<document/>",
                "word/image1.bin": "x",
            }
        ),
        MACRO,
    ),
    "basic macro in odt": ("livret.odt", make_odt(**{"Basic/Standard/Module1.xml": "x"}), MACRO),
    "basic library in odt": ("livret.odt", make_odt(**{"Basic/script-lc.xml": "x"}), MACRO),
    "python macro in odt": ("livret.odt", make_odt(**{"Scripts/python/a.py": "x"}), MACRO),
    "empty": ("livret.pdf", b"", "0 octet"),
    "bomb": ("livret.docx", make_docx(bomb=b"0" * 6_000_000), HUGE),
    "bomb that only declares": ("livret.docx", declaring(make_docx(), 4_000_000_000), HUGE),
    "too many members": (
        "livret.docx",
        zipped({f"m{number}": b"" for number in range(5_001)}, 0),
        HUGE,
    ),
}


@pytest.mark.parametrize(("name", "data", "words"), REFUSED.values(), ids=list(REFUSED))
def test_hostile_upload_is_refused_in_one_french_sentence(name, data, words):
    with pytest.raises(ValidationError) as refusal:
        validate_upload(ContentFile(data, name))
    message = plain(*refusal.value.messages)
    assert words in message
    assert message[0].isupper()
    assert message.endswith(".")


def test_upload_beyond_the_limit_says_its_weight_and_the_limit(settings):
    settings.RECORD_FILE_MAX_BYTES = 2_000_000
    with pytest.raises(ValidationError) as refusal:
        validate_upload(ContentFile(b"%PDF-" + b"0" * 3_000_000, "gros.pdf"))
    message = plain(*refusal.value.messages)
    assert "pèse 3,0 Mo" in message
    assert "le maximum est 2,0 Mo" in message


GOOD = {
    "pdf": ("livret.pdf", PDF),
    "pdf in capitals": ("LIVRET.PDF", PDF),
    "pdf after blank lines": ("livret.pdf", b"\n\n" + PDF),
    "docx": ("livret.docx", make_docx()),
    "odt": ("livret.odt", make_odt()),
    "ods": ("budget.ods", zipped({"mimetype": f"{ODT[:-4]}spreadsheet"})),
    "xlsx": ("budget.xlsx", zipped({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"})),
    "pptx": ("formation.pptx", documents.slideshow({"slide1": documents.slide("Vue")})),
    "long text that packs well": ("livret.docx", make_docx(text=b"0" * 4_000_000)),
    "name with accents": ("Évaluation (été 2025) №1.pdf", PDF),
    "name in another script": ("документ.pdf", PDF),
    "name with a right-to-left mark": ("livret\u202efdp.pdf", PDF),
    "decomposed name": ("E\u0301valuation.pdf", PDF),
    "very long name": ("é" * 300 + ".pdf", PDF),
}


@pytest.mark.parametrize(("name", "data"), GOOD.values(), ids=list(GOOD))
def test_honest_upload_is_accepted_and_left_rewound(name, data):
    upload = ContentFile(data, name)
    assert validate_upload(upload) == name.rpartition(".")[2].lower()
    assert upload.tell() == 0


@pytest.mark.django_db
def test_odd_names_are_stored_and_served_under_plain_ones(client):
    page = make_resource(slug="livret")
    for number, (name, data) in enumerate(GOOD.values()):
        item = attach_file(page, f"Document {number}", ContentFile(data, name))
        assert item.file.name.isascii()
        assert download(client, item.url)["Content-Disposition"].isascii()


@pytest.mark.django_db
def test_refused_upload_leaves_nothing_behind():
    page = make_resource()
    before = stored_names()
    for name, data, _words in REFUSED.values():
        with pytest.raises(ValidationError):
            attach_file(page, "Livret", ContentFile(data, name))
    assert not RecordFile.objects.exists()
    assert stored_names() == before


def stored_names() -> set[str]:
    storage = storages["private"]
    return set(storage.listdir("fiches")[1]) if storage.exists("fiches") else set()


@pytest.mark.django_db
def test_editor_is_told_in_the_form_and_nothing_is_stored(client):
    page = make_resource()
    client.force_login(make_user("editor"))
    address = "/admin/snippets/catalogue/recordfile/add/"
    fields = {"record": page.pk, "label": "Livret", "language": "fr", "sort_order": 0}
    bad = SimpleUploadedFile("livret.pdf", b"<html>", "application/pdf")
    response = client.post(address, fields | {"file": bad})
    assert response.status_code == 200
    assert "son contenu n’est pas un PDF" in response.content.decode()
    assert not RecordFile.objects.exists()
    good = SimpleUploadedFile("livret.pdf", PDF, "text/html")
    assert client.post(address, fields | {"file": good}).status_code == 302
    assert RecordFile.objects.get().extension == "pdf"


@pytest.mark.django_db
def test_contributor_may_not_change_the_files_of_a_published_record(client):
    from django.contrib.auth.models import Group

    from portal.groups import CONTRIBUTORS

    page = make_resource()
    user = make_user("without_rights")
    user.groups.set(Group.objects.filter(name=CONTRIBUTORS))
    client.force_login(user)
    fields = {"record": page.pk, "label": "Livret", "language": "fr", "sort_order": 0}
    upload = SimpleUploadedFile("livret.pdf", PDF)
    response = client.post("/admin/snippets/catalogue/recordfile/add/", fields | {"file": upload})
    assert "Vous ne pouvez pas changer les fichiers de cette fiche" in response.content.decode()
    assert not RecordFile.objects.exists()


def test_any_damage_to_an_archive_gives_an_answer_never_a_crash():
    data = make_odt()
    for place in range(0, len(data), 3):
        upload = ContentFile(data[:place] + b"\xff\x00\x07" + data[place + 3 :], "livret.odt")
        try:
            assert validate_upload(upload) == "odt"
        except ValidationError as refusal:
            assert len(refusal.messages) == 1
