"""Files: shown by document, served to those who may open them, kept in versions, erased."""

import hashlib

import pytest

from catalogue.models import RecordFile
from tests.builders import PDF, make_docx, make_file, make_resource, make_thumbnail, make_user
from tests.reading import download, links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def stored(item: RecordFile) -> bool:
    return item.file.storage.exists(item.file.name)


# On the page of the record


def test_formats_of_one_document_are_together_under_its_label(client):
    page = make_resource()
    make_file(page, "Livret")
    make_file(page, "livret", "livret.docx", make_docx())
    make_file(page, "Notice")
    groups = soup(client.get(page.url)).select(".download-group")
    formats = [
        [label.get_text(" ", strip=True) for label in group.select("a .download__format")]
        for group in groups
    ]
    assert [len(group) for group in formats] == [2, 1]
    assert formats[0][0].endswith("PDF")
    assert formats[0][1].endswith("à modifier")


def test_each_file_says_format_weight_and_pages(client):
    page = make_resource()
    make_file(page)
    RecordFile.objects.update(pages=12, size=1_234_000)
    shown = text(client.get(page.url), ".download")
    assert "PDF" in shown
    assert "12 pages" in shown
    assert "1,2 Mo" in shown


def test_replacing_a_file_keeps_the_former_one_as_an_older_version(client):
    page = make_resource()
    former = make_file(page)
    latest = make_file(page, data=PDF + b"\n% suite")
    former.refresh_from_db()
    assert (former.version, latest.version) == (1, 2)
    assert former.superseded_at
    response = client.get(page.url)
    shown = soup(response).select("a.download")
    assert [link["href"] for link in shown] == [latest.url]
    older = links(response, ".download-group details")
    assert [label.split(",")[0] for label in older] == ["Version 1"]
    assert download(client, former.url).body == PDF


def test_version_added_after_a_removal_follows_those_that_are_kept():
    page = make_resource()
    make_file(page)
    make_file(page, data=PDF + b"\n% suite").delete()
    assert make_file(page).version == 2
    assert [item.version for item in RecordFile.objects.order_by("pk")] == [1, 2]


def test_other_format_or_other_label_replaces_nothing():
    page = make_resource()
    make_file(page, "Livret")
    make_file(page, "Livret", "livret.docx", make_docx())
    make_file(page, "Notice")
    make_file(make_resource(), "Livret")
    assert RecordFile.objects.current().count() == 4


def test_label_typed_with_other_accents_or_case_is_the_same_document():
    page = make_resource()
    make_file(page, "Évaluation")
    assert make_file(page, "EVALUATION").version == 2


# The address of a file


def test_reader_downloads_the_bytes_under_a_readable_name(client):
    page = make_resource(slug="livret-de-suivi")
    item = make_file(page, "Livret à l’écran", "quelconque.pdf")
    response = download(client, item.url)
    assert response.body == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="livret-de-suivi-livret-a-l-ecran.pdf"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == len(PDF)


def test_public_file_may_be_kept_a_few_minutes_and_a_reserved_one_never(client):
    public, reserved = make_resource(), make_resource(access_level="members")
    assert download(client, make_file(public).url)["Cache-Control"] == "public, max-age=300"
    client.force_login(make_user("member"))
    assert download(client, make_file(reserved).url)["Cache-Control"] == "private, no-store"


def test_visitor_refused_a_reserved_file_is_told_why_and_where_to_sign_in(client):
    page = make_resource(title="Livret", access_level="accredited")
    item = make_file(page)
    response = download(client, item.url)
    assert response.status_code == 403
    assert response["Cache-Control"] == "private, no-store"
    assert "structures agréées" in text(response)
    assert links(response)["Se connecter"] == f"/compte/connexion/?next={page.url}"
    client.force_login(make_user("member"))
    assert "Se connecter" not in links(download(client, item.url))


def test_file_of_a_hidden_record_does_not_exist_for_strangers(client):
    item = make_file(make_resource(access_level="members", hide_notice=True))
    assert download(client, item.url).status_code == 404
    client.force_login(make_user("member"))
    assert download(client, item.url).status_code == 200


def test_file_of_a_draft_is_not_served(client):
    item = make_file(make_resource(live=False))
    assert download(client, item.url).status_code == 404


def test_older_version_of_a_reserved_file_is_reserved_too(client):
    page = make_resource(access_level="members")
    former = make_file(page)
    make_file(page, data=PDF + b"\n% suite")
    assert download(client, former.url).status_code == 403


def test_unknown_file_is_a_plain_404(client):
    make_resource()
    absent = "/fichiers/00000000-0000-4000-8000-000000000000/livret.pdf"
    assert client.get(absent).status_code == 404


def test_file_missing_from_the_storage_is_a_404_page_not_a_crash(client):
    page = make_resource()
    item = make_file(page)
    make_thumbnail(item)
    item.file.storage.delete(item.file.name)
    item.thumbnail.storage.delete(item.thumbnail.name)
    response = download(client, item.url)
    assert response.status_code == 404
    assert "Cette page n’existe pas" in text(response)
    assert download(client, item.thumbnail_url).status_code == 404
    assert client.get(page.url).status_code == 200


def test_proxy_sends_the_file_when_it_can(client, settings):
    settings.X_ACCEL_PREFIX = "/interne/"
    item = make_file(make_resource(access_level="members"))
    assert "X-Accel-Redirect" not in download(client, item.url)
    client.force_login(make_user("member"))
    response = download(client, item.url)
    assert response["X-Accel-Redirect"] == f"/interne/{item.file.name}"
    assert response.content == b""
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"


def test_short_signed_address_is_never_kept_by_a_cache(client, settings, monkeypatch):
    item = make_file(make_resource())
    settings.S3_BUCKET = "seau"
    signed = "https://seau.example/fiches/x.pdf?signature=1"
    monkeypatch.setattr(type(item.file.storage), "url", lambda storage, name: signed)
    response = download(client, item.url)
    assert response.status_code == 302
    assert response["Location"] == signed
    assert response["Cache-Control"] == "private, no-store"


# The picture of the first page


def test_thumbnail_of_a_public_record_shows_and_that_of_a_reserved_one_does_not(client):
    public, reserved = make_file(make_resource()), make_file(make_resource(access_level="members"))
    for item in (public, reserved):
        make_thumbnail(item)
    response = download(client, public.thumbnail_url)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline")
    assert download(client, reserved.thumbnail_url).status_code == 404
    assert not soup(client.get(reserved.record.get_url())).select(".download img")
    client.force_login(make_user("member"))
    assert download(client, reserved.thumbnail_url)["Cache-Control"] == "private, no-store"


def test_file_without_thumbnail_has_no_picture_and_no_address(client):
    item = make_file(make_resource())
    assert item.thumbnail_url == ""
    assert client.get(f"/fichiers/{item.identifier}/apercu.png").status_code == 404


# Storage


def test_stored_name_cannot_be_guessed_from_the_name_given():
    item = make_file(make_resource(), name="../../etc/Évaluation finale.PDF")
    assert item.file.name == f"fiches/{item.identifier}.pdf"


def test_stored_file_has_no_address_but_the_one_that_asks_who_is_reading(client):
    item = make_file(make_resource())
    for address in (
        f"/media/{item.file.name}",
        f"/media/images/../{item.file.name}",
        item.file.url,
    ):
        assert client.get(address, follow=True).status_code in (400, 404), address


def test_deleting_a_file_erases_its_bytes_once_the_deletion_is_certain(
    django_capture_on_commit_callbacks,
):
    item = make_file(make_resource())
    make_thumbnail(item)
    picture = item.thumbnail.name
    with django_capture_on_commit_callbacks(execute=True):
        item.delete()
        assert stored(item)
    assert not stored(item)
    assert not item.thumbnail.storage.exists(picture)


def test_deleting_a_record_erases_the_bytes_of_every_version(django_capture_on_commit_callbacks):
    page = make_resource()
    items = [make_file(page), make_file(page, data=PDF + b"\n% suite")]
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert [stored(item) for item in items] == [False, False]


def test_checksum_and_size_come_from_the_bytes():
    item = make_file(make_resource())
    assert item.size == len(PDF)
    assert item.checksum == hashlib.sha256(PDF).hexdigest()
