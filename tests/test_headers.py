"""What every answer says beside its page: content policy, privacy, caches, cookies."""

import re

import pytest
from django.test import Client

from portal.models import ContactPage, ContentPage, CqpPage, GlossaryPage
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

PUBLIC_POLICY = """
default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;
font-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self';
form-action 'self'; frame-ancestors 'none'
"""
ADMIN_POLICY = """
default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';
img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self';
object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'
"""
CLOSED_FEATURES = {
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
}
PAGES = (
    "/",
    "/recherche/",
    "/recherche/?q=mot",
    "/ressources/",
    "/ressources/?support=maraichage",
    "/referentiels/",
    "/monographies/",
    "/monographies/carte/",
    "/ressources/riche/",
    "/referentiels/riche/",
    "/referentiels/riche/competences/A1.1.1/",
    "/monographies/riche/",
    "/ressources/fermee/",
    "/cqp/",
    "/glossaire/",
    "/a-propos/",
    "/plan-du-site/",
    "/structures/",
    "/structures/carte/",
    "/verifier/",
)
FORMS = ("/contact/", "/compte/connexion/", "/compte/mot-de-passe/oublie/")
MACHINES = (
    "/ressources/flux.rss",
    "/monographies/flux.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/sante/",
)
# Address → status, what the page says.
ERRORS = {
    "/rien/": (404, "n’existe pas"),
    "/ressources/retiree/": (410, "a été retirée"),
    "/panne/": (500, "La panne vient de nous"),
}


@pytest.fixture(scope="module")
def site(module_data):
    resource = builders.make_resource(slug="riche", supports=[builders.make_support()])
    builders.make_thumbnail(builders.make_file(resource))
    closed = builders.make_resource(slug="fermee", access_level="members")
    builders.make_file(closed)
    builders.make_referential(slug="riche", tree=builders.make_tree())
    builders.make_monograph(slug="riche")
    builders.make_resource(slug="retiree").unpublish()
    for model, slug in ((CqpPage, "cqp"), (GlossaryPage, "glossaire"), (ContentPage, "a-propos")):
        builders.make_page(model, slug=slug)
    builders.make_page(
        ContactPage, slug="contact", confirmation_title="Merci", confirmation_text="Reçu."
    )
    return {
        "open": resource.files.get(),
        "closed": closed.files.get(),
        "member": builders.make_user("member"),
        "editor": builders.make_user("editor"),
    }


@pytest.fixture
def visitor(site) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def member(site, client) -> Client:
    client.force_login(site["member"])
    return client


def policy(text: str) -> dict[str, set[str]]:
    """Directive → sources."""
    parts = (part.split() for part in text.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def addresses(site) -> list[str]:
    files = [site["open"].url, site["closed"].url, site["open"].thumbnail_url]
    return [
        *PAGES,
        *FORMS,
        *MACHINES,
        *ERRORS,
        *files,
        site["open"].record.permalink,
        "/espace-membres/",
        "/admin/login/",
        "/media/images/x.png",
    ]


@pytest.mark.urls("tests.failing_urls")
def test_every_answer_carries_the_same_strict_content_policy(site, visitor):
    for path in addresses(site):
        response = visitor.get(path)
        response.close()
        expected = ADMIN_POLICY if path.startswith("/admin/") else PUBLIC_POLICY
        assert policy(response["Content-Security-Policy"]) == policy(expected), path
        assert "Content-Security-Policy-Report-Only" not in response, path


def test_editors_interface_has_a_policy_of_its_own(site, client):
    client.force_login(site["editor"])
    for path in ("/admin/", "/admin/pages/", "/admin/ressources/"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert policy(response["Content-Security-Policy"]) == policy(ADMIN_POLICY), path
        assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), path
        assert "no-store" in response["Cache-Control"], path


@pytest.mark.urls("tests.failing_urls")
def test_every_answer_carries_the_other_guards(site, visitor):
    for path in addresses(site):
        response = visitor.get(path)
        response.close()
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert response["X-Frame-Options"] == "DENY", path
        features = re.findall(r"([\w-]+)=\(\)", response["Permissions-Policy"])
        assert set(features) == CLOSED_FEATURES, path
        assert response["Permissions-Policy"].count("=") == len(CLOSED_FEATURES), path
        assert "X-Powered-By" not in response, path


@pytest.mark.urls("tests.failing_urls")
def test_visitor_gets_no_cookie_and_no_form_token(site, visitor):
    for path in (path for path in addresses(site) if path not in FORMS):
        response = visitor.get(path)
        assert not response.cookies, path
        assert b"csrfmiddlewaretoken" not in response.getvalue(), path


@pytest.mark.parametrize("path", FORMS)
def test_page_with_a_form_sets_only_the_token_of_the_form(site, visitor, path):
    response = visitor.get(path)
    assert list(response.cookies) == ["csrftoken"]
    assert response.cookies["csrftoken"]["samesite"] == "Lax"


def test_session_cookie_cannot_be_read_by_a_script(site, visitor):
    data = {"login": site["member"].email, "password": "mot-de-passe-long"}
    response = visitor.post("/compte/connexion/", data)
    cookie = response.cookies["sessionid"]
    assert (response.status_code, cookie["httponly"], cookie["samesite"]) == (302, True, "Lax")


def test_what_a_signed_in_person_receives_is_never_kept(site, member):
    for path in (
        *PAGES,
        *FORMS,
        *MACHINES,
        "/espace-membres/",
        "/rien/",
        "/ressources/retiree/",
        site["closed"].url,
        site["open"].record.permalink,
    ):
        response = member.get(path)
        response.close()
        assert "no-store" in response["Cache-Control"], path
        assert "public" not in response["Cache-Control"], path


def test_every_answer_depends_on_the_cookie(site, visitor):
    for path in (*PAGES, *FORMS, *MACHINES, "/rien/", site["open"].url, site["closed"].url):
        response = visitor.get(path)
        response.close()
        assert "Cookie" in response["Vary"], path


def test_reserved_refusal_is_private(site, visitor):
    response = visitor.get(site["closed"].url)
    assert response.status_code == 403
    assert response["Cache-Control"] == "private, no-store"


def test_file_is_downloaded_not_shown(site, visitor):
    response = visitor.get(site["open"].url)
    response.close()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.urls("tests.failing_urls")
@pytest.mark.parametrize("path", ERRORS)
def test_error_page_is_french_and_calls_nobody(site, visitor, path):
    status, words = ERRORS[path]
    assert_plain_french_page(visitor.get(path), status, words)


def test_refusals_are_french_and_call_nobody(site, visitor):
    assert_plain_french_page(visitor.get(site["closed"].url), 403, "réservé")
    form = Client(enforce_csrf_checks=True).post("/contact/")
    assert_plain_french_page(form, 403, "formulaire")


def test_too_many_tries_get_a_french_page(site, visitor):
    for _try in range(61):
        response = visitor.post("/compte/connexion/", {"login": "x@example.org"})
    assert_plain_french_page(response, 429, "")
    assert int(response["Retry-After"]) > 0


def assert_plain_french_page(response, status: int, words: str) -> None:
    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="fr">' in html
    assert len(re.findall("<h1", html)) == 1
    assert words in html
    addresses = re.findall(r"""(?:src|href|action|srcset|poster|data)=["']([^"']*)""", html)
    foreign = [
        address
        for address in addresses
        if not re.match(r"/(?!/)|#|mailto:|http://localhost/", address)
    ]
    assert foreign == []
    assert "Traceback" not in html and "Exception" not in html
