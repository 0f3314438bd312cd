"""Every address of the project has a declared rule, and every kind of reader has tried it.

A new address without a rule fails `test_every_address_has_one_rule`. The first rule whose
pattern matches the route decides; the patterns are those of `fnmatch`.
"""

from fnmatch import fnmatchcase

import pytest
from django.db import transaction

from tests.addresses import Address, every_address, filled, turned_away
from tests.area_world import READERS, Area, make_area, samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

STAFF = {"contributor", "editor", "certifier", "administrator"}
AUDIENCES = {
    # What answers by itself according to the record asked for: proven by the access matrix.
    "everyone": set(READERS),
    "signed_in": set(READERS) - {"anonymous"},
    "people": {"member", "referent"},
    "member": {"member"},
    "referent": {"referent"},
    "people_and_certifier": {"member", "referent", "certifier"},
    "staff": STAFF,
    "writers": STAFF - {"certifier"},
    "editors": {"editor", "administrator"},
    "certifier": {"certifier"},
    "administrator": {"administrator"},
    "registrars": {"certifier", "administrator"},
    # Spreadsheets: each kind for those who may edit it, structures for those who keep them.
    "sheet_users": STAFF - {"contributor"},
}
# route, who may open it. « post »: it is only written to, or opens in some states only.
RULES = """
_util/login/                                everyone
documents/*                                 everyone
fichiers/*                                  everyone
fiches/*                                    everyone
en-vigueur/*                                everyone
# Productions and selections.
productions/*                               everyone
selection/*                                 everyone
id/*                                        everyone
recherche/*                                 everyone
plan-du-site/                               everyone
sante/                                      everyone
robots.txt                                  everyone
sitemap.xml                                 everyone
media/images/*                              everyone
structures/*                                everyone
verifier/*                                  everyone
composants/                                 staff
proposer/                                   everyone
proposer/*                                  everyone
compte/                                     signed_in
compte/connexion/*                          everyone
compte/ferme/                               everyone
compte/inscription/                         everyone
compte/verification/                        signed_in
compte/verification/*                       signed_in   post
compte/adresse/                             signed_in
compte/adresse/*                            everyone
compte/mot-de-passe/oublie/*                everyone
compte/mot-de-passe/*                       signed_in
compte/second-facteur/codes/*               signed_in   post
compte/second-facteur/cles/<int:pk>/*       signed_in   post
compte/second-facteur/application/retirer/  signed_in   post
compte/second-facteur/*                     signed_in
compte/sessions/                            signed_in
compte/services/*                           everyone    post
compte/deconnexion/                         everyone    post
compte/supprime/                            everyone
compte/mes-donnees/*                        signed_in
compte/supprimer/                           signed_in
espace-membres/                             signed_in
espace-membres/structures/*/attestation.pdf people_and_certifier
espace-membres/demandes/                    signed_in
espace-membres/demandes/nouvelle/*          signed_in
espace-membres/demandes/<int:pk>/repondre/  editors     post
espace-membres/demandes/<int:pk>/reprendre/ signed_in   post
espace-membres/rejoindre/                   signed_in
espace-membres/rejoindre/<slug:slug>/       signed_in
espace-membres/rejoindre/demandes/*         signed_in   post
espace-membres/invitation/<str:token>/      everyone
espace-membres/structures/<slug:slug>/      people
espace-membres/structures/<slug:slug>/logo.png   people
espace-membres/structures/<slug:slug>/quitter/   people
espace-membres/structures/<slug:slug>/personnes/ people
espace-membres/structures/<slug:slug>/personnes/* referent
espace-membres/structures/<slug:slug>/presentation/ referent
espace-membres/structures/<slug:slug>/demandes/* referent    post
espace-membres/structures/<slug:slug>/invitations/ referent
espace-membres/structures/<slug:slug>/invitations/* referent post
espace-membres/recherches/                  signed_in
espace-membres/recherches/nouvelle/         signed_in
espace-membres/recherches/desabonnement/*   everyone
espace-membres/recherches/<int:pk>/         member
espace-membres/recherches/<int:pk>/*        member      post
espace-membres/selections/                  signed_in
espace-membres/selections/nouvelle/         signed_in
espace-membres/selections/<int:pk>/         people
espace-membres/selections/<int:pk>/*        member      post
espace-membres/structures/<slug:slug>/agrement/*    people
# Recueils.
espace-membres/recueils/                    signed_in
espace-membres/recueils/*                   member      post
admin/recueils/                             editors
admin/recueils/*                            editors     post
admin/login/*                               everyone
admin/sprite/                               everyone
admin/jsi18n/                               everyone
admin/password_reset/*                      everyone
admin/logout/                               everyone    post
admin/agrements/                            certifier
admin/agrements/*                           certifier   post
admin/structures/                           registrars
admin/structures/*                          registrars  post
admin/appartenances/                        registrars
admin/appartenances/*                       registrars  post
admin/dossiers-agrement/                    registrars
admin/dossiers-agrement/*                   registrars  post
admin/journal/                              registrars
admin/journal/*                             registrars  post
admin/ouvertures/                           registrars
admin/ouvertures/*                          registrars  post
admin/courriels/                            administrator
admin/courriels/*                           administrator post
# Reviews and freshness.
admin/suivi/moi/absences/*                  staff       post
admin/suivi/*                               staff
recapitulatif/arreter/*                     everyone
toujours-exact/*                            everyone
# Imports of fiches.
admin/imports/                              writers
admin/imports/<int:pk>/                     editors
admin/imports/fichiers/*                    editors     post
admin/imports/relire/*                      editors
# Proposals.
admin/propositions/                         editors
admin/propositions/<uuid:identifier>/       editors
admin/propositions/*                        editors      post
# Spreadsheets.
admin/tableurs/                             sheet_users
admin/tableurs/imports/*                    editors     post
admin/tableurs/<slug:kind>/                 editors
admin/tableurs/<slug:kind>/*                editors
# Checks and publishing.
admin/controles/                            editors
admin/controles/niveaux/                    administrator
admin/controles/fiche/<int:pk>/             writers     post
admin/historique/<int:pk>/                  writers     post
admin/*                                     staff
<path:_>                                    everyone
"""


def rules() -> list[list[str]]:
    lines = RULES.strip().splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


def rule_of(address: Address) -> list[str] | None:
    return next((rule for rule in rules() if fnmatchcase(address.route, rule[0])), None)


ADDRESSES = every_address()
SOME = ("anonymous", "referent", "editor")
# The same door keeps reading and writing: two readers try to write as well.
METHODS = {"anonymous": ("get", "post"), "referent": ("get", "post")}
# Wagtail's own screens: one look at who stays outside is enough, its rights are its own.
OUR_SCREENS = tuple(
    f"admin/{name}/"
    for name in (
        *("agrements", "structures", "appartenances", "dossiers-agrement"),
        *("journal", "ouvertures", "courriels", "suivi"),
        *("controles", "historique", "imports"),
        *("propositions", "tableurs", "recueils"),
    )
)
OURS = [
    address
    for address in ADDRESSES
    if not address.is_admin or address.route.startswith(OUR_SCREENS)
]
ADMIN = [address for address in ADDRESSES if address.is_admin]


@pytest.fixture(scope="module")
def area(module_data) -> Area:
    return make_area()


@pytest.fixture(scope="module")
def blanks(area) -> dict[str, str]:
    return samples(area)


def test_every_address_has_one_rule():
    assert [address.route for address in ADDRESSES if rule_of(address) is None] == []


def test_every_rule_is_used():
    used = {rule[0] for rule in map(rule_of, ADDRESSES) if rule}
    assert [rule[0] for rule in rules() if rule[0] not in used] == []


def ask(area: Area, reader: str, method: str, path: str):
    """One question; whatever it writes is taken back, signing out included."""
    client = area.client(reader)
    cookies = client.cookies.copy()
    with transaction.atomic():
        try:
            answer = getattr(client, method)(path)
            # A file that nobody reads would stay open.
            answer.getvalue()
            return answer
        finally:
            client.cookies = cookies
            transaction.set_rollback(True)


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.id)
def test_address_opens_to_its_readers_and_to_nobody_else(area, blanks, address):
    _route, audience, *how = rule_of(address)
    path = filled(address, blanks)
    # Where nobody is turned away, what is read says the rest (the access matrix).
    for reader in SOME if audience == "everyone" else READERS:
        allowed = reader in AUDIENCES[audience]
        for method in ("get", "post"):
            answer = ask(area, reader, method, path)
            assert answer.status_code < 500, (reader, method)
            if not allowed:
                assert turned_away(answer) or answer.status_code == 405, (reader, method)
            elif method == "get" and audience != "everyone" and "post" not in how:
                assert not turned_away(answer), reader


OUTSIDERS = sorted(set(READERS) - STAFF)


def doors_for(reader: str) -> list[Address]:
    """Two readers try every address of the administration; the others share them out.

    What Wagtail asks at its door is one permission, that none of them has.
    """
    if reader in METHODS:
        return ADMIN
    return ADMIN[OUTSIDERS.index(reader) :: len(OUTSIDERS) // 2]


@pytest.mark.parametrize("reader", OUTSIDERS)
def test_nobody_but_the_staff_enters_the_administration(area, blanks, reader):
    inside = []
    for address in doors_for(reader):
        if rule_of(address)[1] == "everyone":
            continue
        for method in METHODS.get(reader, ("get",)):
            answer = ask(area, reader, method, filled(address, blanks))
            if not turned_away(answer):
                inside.append((method, address.route, answer.status_code))
    assert inside == []
