"""The page of a generator, its files and its logo, as a reader meets them."""

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogue.models import Production, ProductionState
from catalogue.productions import making
from referentials.generating import producing
from tests.builders import make_referential, make_tree, make_user
from tests.drawings import png
from tests.reading import soup, text
from tests.structures import join, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def page():
    return make_referential(title="Espaces verts", tree=make_tree(2, 1, 2))


def file_url(page, name: str, query: str = "") -> str:
    return f"/fiches/{page.identifier}/generer/{name}{query}"


def upload(data: bytes, name: str = "logo.png") -> dict:
    return {"logo": SimpleUploadedFile(name, data, "image/png")}


def test_the_referential_leads_to_the_five_documents(client, page):
    links = {link["href"] for link in soup(client.get(page.url)).select("main a")}
    addresses = {link for link in links if "/generer/" in link}
    assert len(addresses) == 5
    assert all(client.get(address).status_code == 200 for address in addresses)
    assert "Livret de suivi" in text(client.get(f"{page.url}generer/"), "main")


def test_one_chooses_among_the_referentials_one_may_open(client, page):
    closed = make_referential(title="Réservé", access_level="accredited", tree=make_tree())
    links = {link["href"] for link in soup(client.get("/referentiels/generer/")).select("main a")}
    assert f"{page.url}generer/" in links
    assert f"{closed.url}generer/" not in links
    client.force_login(make_user("accredited"))
    assert f"{closed.url}generer/" in client.get("/referentiels/generer/").content.decode()


def test_lists_of_resources_and_referentials_lead_there(client, page):
    for path in ("/ressources/", "/referentiels/"):
        links = {link["href"] for link in soup(client.get(path)).select("main a")}
        assert "/referentiels/generer/" in links


def test_the_form_shows_the_choices_of_the_address(client, page):
    found = soup(client.get(f"{page.url}generer/livret-de-suivi/?c=A1&n=2&s=Les+Jardins"))
    ticked = [box["value"] for box in found.select('input[name="c"][checked]')]
    assert ticked == ["A1.1.1", "A1.1.2"]
    assert found.select_one('select[name="n"] option[selected]')["value"] == "2"
    assert found.select_one('input[name="s"]')["value"] == "Les Jardins"
    copied = found.select_one("[data-copy]")["data-copy"]
    assert copied.endswith("/generer/livret-de-suivi/?n=2&s=Les+Jardins&c=A1")


def test_a_form_that_is_sent_leads_to_its_short_address(client, page):
    sent = f"{page.url}generer/livret-de-suivi/?p=&v=aucune&v=metier&n=3&c=aucune&c=A1.1.1&s=&t="
    answer = client.get(sent)
    assert (answer.status_code, answer["Location"]) == (302, "?v=metier&c=A1.1.1")
    assert client.get(f"{page.url}generer/livret-de-suivi/?n=3")["Location"].endswith("suivi/")


def test_the_preview_follows_the_choices(client, page):
    response = client.get(f"{page.url}generer/livret-de-suivi/?c=A2&v=metier&n=2")
    said = text(response, "#apercu")
    assert "2 compétences" in said
    assert "A2.1.2 Faire" in said
    assert "A1.1.1" not in said
    assert "Environ" in said


def test_an_unknown_code_is_said_and_the_rest_is_kept(client, page):
    response = client.get(f"{page.url}generer/livret-de-suivi/?c=A1,DISPARU")
    assert "DISPARU" in text(response, "#apercu .alert")
    assert soup(response).select_one("[data-copy]")["data-copy"].endswith("?c=A1")


def test_hostile_words_are_shown_as_words(client, page):
    response = client.get(
        f"{page.url}generer/livret-de-suivi/",
        {"s": "<script>alert(1)</script>", "t": "\u202e\x00" + "m" * 900, "c": "<b>"},
    )
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    shown = soup(response).select_one('input[name="s"]')["value"]
    assert shown == "<script>alert(1)</script>"


@pytest.mark.parametrize("name", ["inconnu.pdf", "livret-de-suivi.exe", "livret-de-suivi", ".pdf"])
def test_a_document_or_a_format_that_does_not_exist_is_not_found(client, page, name):
    assert client.get(file_url(page, name)).status_code == 404
    assert client.get(f"{page.url}generer/inconnu/").status_code == 404


def test_a_file_is_made_at_once_and_kept_nowhere(client, page):
    answer = client.get(file_url(page, "attestation-de-competences.pdf", "?c=A1"))
    assert answer.content[:5] == b"%PDF-"
    assert 'filename="attestation-de-competences-' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert not Production.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        png(400, 120),
        png(300, 300, mode="RGBA"),
        png(300, 300, mode="CMYK", kind="JPEG"),
        png(300, 200, kind="WEBP"),
        png(90, 90, kind="PNG", save_all=True, append_images=[Image.new("RGB", (90, 90), "red")]),
        png(90, 90, mode="I;16"),
    ],
    ids=["png", "alpha", "cmyk", "webp", "animated", "deep"],
)
def test_a_logo_is_printed_on_the_first_page(client, page, data):
    answer = client.post(file_url(page, "grille-du-jury.pdf"), upload(data))
    assert answer.status_code == 200
    assert pictures_of(answer) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "n’est pas une image"),
        (b"%PDF-1.4", "n’est pas une image"),
        (png(kind="JPEG")[:300], "n’est pas une image"),
        (png(6000, 5000, mode="1"), "trop grande"),
        (png(400, 2), "trop étirée"),
        (b"\x89PNG" + b"0" * 2_100_000, "2"),
    ],
    ids=["svg", "pdf", "cut", "giant", "line", "heavy"],
)
def test_a_bad_logo_is_refused_in_words_and_nothing_chosen_is_lost(client, page, data, said):
    url = file_url(page, "livret-de-suivi.pdf", "?c=A1&s=Les+Jardins")
    answer = client.post(url, upload(data))
    assert answer.status_code == 422
    assert said in text(answer, ".alert--error")
    found = soup(answer)
    assert found.select_one('input[name="s"]')["value"] == "Les Jardins"
    assert len(found.select('input[name="c"][checked]')) == 2
    assert "no-store" in answer["Cache-Control"]


def test_the_logo_of_ones_structure_is_offered_and_nobody_elses(client, page):
    mine, other = make_structure(name="La mienne"), make_structure(name="Une autre")
    for structure in (mine, other):
        structure.logo.save("logo.png", ContentFile(png(200, 80)))
    user = make_user("without_rights")
    join(mine, user)
    client.force_login(user)
    offered = text(client.get(f"{page.url}generer/grille-du-jury/"), ".generator__logo")
    assert "La mienne" in offered
    assert "Une autre" not in offered
    url = file_url(page, "grille-du-jury.pdf")
    assert pictures_of(client.post(url, {"mien": mine.slug})) == 1
    assert pictures_of(client.post(url, {"mien": other.slug})) == 0
    mine.logo.storage.delete(mine.logo.name)
    assert pictures_of(client.post(url, {"mien": mine.slug})) == 0


def pictures_of(answer) -> int:
    """How many pictures stand on the first page."""
    first = pypdfium2.PdfDocument(answer.content)[0]
    return len(list(first.get_objects(filter=[3])))


def test_a_logo_stands_in_the_word_and_odt_files(client, page):
    for name in ("livret-de-suivi.docx", "livret-de-suivi.odt"):
        plain = len(client.post(file_url(page, name)).content)
        assert len(client.post(file_url(page, name), upload(png(300, 90))).content) > plain


@pytest.mark.parametrize("path", ["generer/", "generer/livret-de-suivi/?c=A1.1.1"])
def test_a_reserved_referential_keeps_its_generators(client, path):
    page = make_referential(access_level="accredited", tree=make_tree())
    answer = client.get(f"{page.url}{path}")
    assert answer.status_code == 403
    assert "Faire 1.1.1" not in answer.content.decode()
    client.force_login(make_user("accredited"))
    assert client.get(f"{page.url}{path}").status_code == 200


def test_a_reserved_file_is_given_to_those_who_may_open_it(client):
    page = make_referential(access_level="accredited", tree=make_tree())
    url = file_url(page, "grille-du-jury.odt", "?c=A1")
    for ask in (client.get, client.post):
        answer = ask(url)
        assert answer.status_code == 403
        assert "Faire 1.1.1" not in answer.content.decode()
    client.force_login(make_user("accredited"))
    assert client.get(url).status_code == 200


def test_a_hidden_or_withdrawn_referential_is_not_found(client):
    hidden = make_referential(access_level="members", hide_notice=True, tree=make_tree())
    draft = make_referential(live=False, tree=make_tree())
    for page in (hidden, draft):
        assert client.get(file_url(page, "grille-du-jury.odt")).status_code == 404
    assert client.get(f"{hidden.url}generer/").status_code == 404


def test_a_long_document_is_left_to_the_background(client, page, monkeypatch):
    monkeypatch.setattr("referentials.generating.views.LONG", 1)
    url = file_url(page, "grille-du-jury.pdf", "?c=A1")
    assert client.get(url).status_code == 302
    assert not Production.objects.exists()
    answer = client.post(url)
    ordered = Production.objects.get()
    assert answer["Location"] == ordered.get_absolute_url()
    assert making.claim(ordered)
    making.produce(ordered)
    ordered.refresh_from_db()
    assert ordered.state == ProductionState.READY
    made = client.get(f"{ordered.get_absolute_url()}fichier")
    assert made.getvalue()[:5] == b"%PDF-"


def test_a_long_document_takes_no_logo_and_says_so(client, page, monkeypatch):
    monkeypatch.setattr("referentials.generating.views.LONG", 1)
    answer = client.post(file_url(page, "grille-du-jury.pdf", "?c=A1"), upload(png()))
    assert answer.status_code == 422
    assert "sans logo" in text(answer, ".alert--error")
    assert not Production.objects.exists()


def test_a_referential_that_closes_closes_its_long_documents(page):
    parameters = {"page": str(page.identifier), "document": "grille-du-jury"}
    anybody, member = make_user("anonymous"), make_user("member")
    assert producing.may_open(parameters, anybody)
    page.access_level = "members"
    page.save_revision(log_action=False).publish()
    assert not producing.may_open(parameters, anybody)
    assert producing.may_open(parameters, member)
    page.unpublish(log_action=False)
    assert not producing.may_open(parameters, member)


def test_a_referential_without_competency_still_gives_blank_documents(client):
    page = make_referential(tree=[])
    assert client.get(f"{page.url}generer/livret-de-suivi/").status_code == 200
    assert client.get(file_url(page, "fiche-experience.odt")).status_code == 200


def test_five_hundred_competencies_cost_no_more_questions(client, django_assert_max_num_queries):
    page = make_referential(tree=make_tree(10, 10, 5))
    client.get(f"{page.url}generer/livret-de-suivi/")
    with django_assert_max_num_queries(14):
        answer = client.get(f"{page.url}generer/livret-de-suivi/?c=A1,A2")
    assert answer.status_code == 200
