"""What the site answers on PostgreSQL: run apart, as its own process; prints JSON.

Not a test module: `tests/test_postgresql.py` starts it and judges what it says.
"""

import json
import os
import re

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"

from django.conf import settings  # noqa: E402

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
settings.PAGE_CACHE_SECONDS = 0

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from catalogue.models import Keyword  # noqa: E402
from portal.settings.searching import ENGINES  # noqa: E402
from search import worker  # noqa: E402
from tests import agreement_race  # noqa: E402
from tests.builders import make_resource, make_user  # noqa: E402

# The last ones leave words out, or forgive mistakes around a phrase.
SIGNS = ("'", "a & | !", "(", "\\", "*:*", "-jardin", 'jardn "xylophone" -outil', "le la")


def titles(client: Client, query: str, **filters) -> list[str]:
    """The titles of the search page, in their order."""
    page = client.get("/recherche/", {"q": query, **filters})
    assert page.status_code == 200, page.status_code
    return [card.title for card in page.context["listing"].cards]


def seen(client: Client, query: str) -> dict:
    """Everything that the search page and the suggestions say about some words."""
    page = client.get("/recherche/", {"q": query})
    offered = client.get("/recherche/suggestions/", {"q": query})
    assert (page.status_code, offered.status_code) == (200, 200)
    listing = page.context["listing"]
    return {
        "titles": [card.title for card in listing.cards],
        "total": listing.total,
        "counts": sum(choice.count for facet in listing.facets for choice in facet.choices),
        "html": page.content.decode(),
        "suggestions": re.sub(r"<[^>]+>", "", offered.content.decode()),
    }


def fill() -> dict:
    """A few records."""
    Keyword.objects.create(name="semis")
    make_resource(title="Livret de maraîchage", summary="Suivre les gestes du jardin.")
    make_resource(title="Grille du jury", how_to_use=["Préparez l’outil de récolte."])
    make_resource(title="Brouillon de récolte", live=False)
    reserved = {"access_level": "members", "how_to_use": ["Le zirconium est gardé sous clé."]}
    make_resource(title="Convention réservée", summary="Une trame.", **reserved)
    make_resource(title="Titre caché", hide_notice=True, **reserved)
    gone = make_resource(title="Fiche de récolte à retirer")
    worker.empty_queue()
    return {"gone": gone}


def public_answers(client: Client) -> dict:
    """What anonymous readers find, in words that try the French of the engine."""
    queries = (
        "maraichage",
        "MARAÎCHAGES",
        "outils de recolte",
        "recoltes",
        "l’outil",
        "convention",
    )
    return {query: titles(client, query) for query in queries}


def main() -> None:
    setup_test_environment()
    call_command("prepare", no_static=True, verbosity=0)
    worker.keep_up()
    made, anonymous, member, editor = fill(), Client(), Client(), Client()
    member.force_login(make_user("member"))
    editor.force_login(make_user("editor"))
    said = {"public": public_answers(anonymous)}
    said["reserved"] = seen(anonymous, "zirconium")
    said["member"] = seen(member, "zirconium")
    said["hidden"] = [titles(client, "titre caché") for client in (anonymous, member)]
    said["suggestions"] = seen(anonymous, "maraich")["suggestions"]
    said["nonsense"] = [titles(anonymous, words) for words in SIGNS]
    page = editor.get("/admin/pages/search/", {"q": "maraichage"})
    said["admin"] = "Livret de maraîchage" in page.content.decode()
    made["gone"].delete()
    worker.empty_queue()
    said["after_deletion"] = titles(anonymous, "recoltes")
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": ENGINES["whoosh"]}):
        call_command("search_index", verbosity=0)
        said["whoosh"] = public_answers(anonymous) | {"zirconium": titles(anonymous, "zirconium")}
    said["race"] = agreement_race.race()
    print("\n" + json.dumps(said))


if __name__ == "__main__":
    main()
