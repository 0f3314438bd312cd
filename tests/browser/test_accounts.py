"""Keys of the device and an application, in a real browser, under the site's own content policy."""

import pytest

from members.tests.signing import code_of
from tests.browser.visiting import PASSWORD, Visit

# Nobody else signs in with this account: its second factor would stop them.
WHO = "agree"
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def owner(site, chromium):
    """Signed in, on a device that has a reader of fingerprints."""
    visitor = Visit(chromium, site.replace("127.0.0.1", "localhost"))
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    visitor.sign_in(WHO)
    yield visitor
    visitor.close()
    assert visitor.faults == []


def prove(visitor) -> None:
    if "/verification/" in visitor.page.url:
        visitor.page.get_by_label("Mot de passe").fill(PASSWORD)
        press(visitor, "Continuer")


def press(visitor, name: str, wait_for: str = "") -> None:
    button = visitor.page.locator("main").get_by_role("button", name=name)
    if wait_for:
        with visitor.page.expect_navigation(url=f"**{wait_for}"):
            button.click()
    else:
        button.click()
        visitor.page.wait_for_load_state()


def leave(visitor) -> None:
    visitor.go("/compte/deconnexion/")
    press(visitor, "Se déconnecter", "/")


def test_key_is_added_then_signs_in_alone_then_as_second_factor_then_goes(owner):
    owner.go("/compte/second-facteur/cles/ajouter/")
    prove(owner)
    owner.page.get_by_label("Me connecter avec cette clé seule").check()
    press(owner, "Ajouter la clé", "/compte/second-facteur/codes/")
    leave(owner)
    owner.go("/compte/connexion/")
    press(owner, "clé d’accès", "/espace-membres/")
    leave(owner)
    page = owner.go("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(f"{WHO}@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(owner, "Se connecter", "/compte/connexion/second-facteur/")
    press(owner, "Utiliser ma clé", "/espace-membres/")
    owner.go("/compte/second-facteur/cles/").get_by_role("link", name="Retirer").click()
    prove(owner)
    press(owner, "Retirer la clé", "/compte/second-facteur/cles/")
    assert "Aucune clé" in owner.page.locator("main").inner_text()


def test_refusal_of_the_device_is_said_on_the_page(owner):
    page = owner.go("/compte/second-facteur/cles/ajouter/")
    prove(owner)
    refusal = "Promise.reject(new DOMException('', 'NotAllowedError'))"
    page.evaluate(f"() => {{ navigator.credentials.create = () => {refusal}; }}")
    press(owner, "Ajouter la clé")
    said = page.get_by_role("alert")
    assert "annulée" in said.inner_text()


def test_application_is_set_up_by_its_written_key(owner):
    page = owner.go("/compte/second-facteur/application/")
    prove(owner)
    page.get_by_text("Je ne peux pas viser le carré").click()
    secret = page.locator(".code--block").inner_text()
    page.get_by_label("Code affiché").fill(code_of(secret))
    press(owner, "Activer", "/compte/second-facteur/codes/")
    assert page.locator(".codes li").count() == 10
    owner.go("/compte/second-facteur/application/retirer/")
    press(owner, "Retirer l’application", "/compte/second-facteur/")
