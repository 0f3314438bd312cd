"""The menu « Recherche » of the editors: the week, a synonym on trial, a page put forward."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from portal.groups import CONTRIBUTORS
from portal.models import AskedQuery, SynonymGroup
from tests.builders import make_resource, make_user
from tests.reading import links, plain, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

WEEK, TRIAL, PICK = (
    "/admin/recherche/demandes/",
    "/admin/recherche/synonyme/",
    "/admin/searchpicks/add/",
)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return signed_in(make_user("editor"))


def ask(words: str, times: int = 5, results: int = 0, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    AskedQuery.objects.create(day=day, words=words, asked=times, found=results)


def lines(response, table: str) -> list[list[str]]:
    """The lines of a table: words, times, results."""
    rows = soup(response).select(f"[aria-labelledby={table}] tbody tr")
    return [
        [row.th.find(string=True).strip(), *(cell.get_text() for cell in row.select("td"))]
        for row in rows
    ]


@pytest.mark.parametrize(
    "address", [WEEK, f"{WEEK}?export=demandes", TRIAL, PICK, "/admin/searchpicks/"]
)
class TestWhoMayCome:
    def test_editors(self, editor, address):
        assert editor.get(address).status_code == 200

    def test_contributors_are_sent_back_and_told_so(self, address):
        contributor = make_user("without_rights")
        contributor.groups.add(Group.objects.get(name=CONTRIBUTORS))
        client = signed_in(contributor)
        response = client.get(address)
        assert (response.status_code, response.url) == (302, "/admin/")
        assert "Recherches de la semaine" not in client.get("/admin/").content.decode()

    @pytest.mark.parametrize("reader", ["member", "accredited"])
    def test_members_never(self, address, reader):
        response = signed_in(make_user(reader)).get(address)
        assert response.status_code in (302, 403)
        assert b"Recherches de la semaine" not in response.content

    def test_strangers_are_asked_who_they_are(self, client, address):
        response = client.get(address)
        assert response.status_code == 302 and "connexion" in response.url


class TestMenu:
    def test_editors_find_the_four_screens(self, editor):
        page = editor.get("/admin/").content.decode()
        for address in (WEEK, TRIAL, "/admin/searchpicks/", "/admin/snippets/portal/synonymgroup/"):
            assert f'"{address}"' in page

    def test_wagtails_own_entries_are_not_there_twice(self, editor, admin_client):
        page = admin_client.get("/admin/").content.decode()
        assert page.count('"/admin/searchpicks/"') == 1
        assert "reports/search-terms" not in page


class TestWeek:
    def test_what_is_asked_most_and_what_finds_nothing(self, editor):
        ask("potager", 4)
        ask("livret de suivi", 9, results=12)
        ask("livret de suivi", 3, results=0, days_ago=2)
        shown = editor.get(WEEK)
        assert lines(shown, "sans-resultat") == [["potager", "4", "0"]]
        assert lines(shown, "demandes") == [["livret de suivi", "12", "12"], ["potager", "4", "0"]]

    def test_small_counts_are_hidden_and_the_page_says_so(self, editor):
        ask("nom de famille", 2)
        ask("rare", 1)
        ask("rare", 2, days_ago=1)
        shown = editor.get(WEEK)
        assert [row[0] for row in lines(shown, "demandes")] == ["rare"]
        assert "moins de 3 fois sur la période n’est pas montré" in plain(text(shown))

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ("", ["hier"]),
            ("?jours=7", ["hier"]),
            ("?jours=30", ["ce mois", "hier"]),
            ("?jours=90", ["ce mois", "cette saison", "hier"]),
            ("?jours=9999999999999999999", ["hier"]),
            ("?jours=-1", ["hier"]),
            ("?jours=abc&export=%00", ["hier"]),
        ],
    )
    def test_the_period_is_chosen(self, editor, asked, shown):
        for words, days in (("hier", 1), ("ce mois", 7), ("cette saison", 30), ("loin", 90)):
            ask(words, days_ago=days)
        assert sorted(row[0] for row in lines(editor.get(WEEK + asked), "demandes")) == shown

    def test_each_line_leads_to_what_to_do(self, editor):
        ask("l’été & <b>")
        ways = links(editor.get(WEEK))
        encoded = "?q=l%E2%80%99%C3%A9t%C3%A9%20%26%20%3Cb%3E"
        assert ways["Voir les résultats pour l’été & <b>"] == f"/recherche/{encoded}"
        assert ways["Mettre une page en avant pour l’été & <b>"] == PICK + encoded
        assert ways["Ajouter un synonyme pour l’été & <b>"] == TRIAL + encoded

    def test_nothing_asked_says_so(self, editor):
        assert "Pas encore assez de recherches" in text(editor.get(WEEK))

    @pytest.mark.parametrize("words", ["=1+2", "+33", "-2", "@somme", "＝1"])
    def test_a_spreadsheet_computes_nothing(self, editor, words):
        ask(words)
        response = editor.get(f"{WEEK}?export=sans-resultat")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[1] == [f"'{words}", "5", "0"]
        assert response["Content-Disposition"].startswith("attachment")

    def test_the_file_hides_small_counts_too(self, editor):
        ask("secret", 2)
        assert "secret" not in editor.get(f"{WEEK}?export=demandes").content.decode()

    def test_two_queries_for_the_tables_whatever_their_length(
        self, editor, django_assert_max_num_queries
    ):
        editor.get(WEEK)
        for rank in range(40):
            ask(f"mots {rank}")
        with django_assert_max_num_queries(20):
            editor.get(WEEK)


class TestPutForward:
    def test_words_of_the_week_are_already_filled_in(self, editor):
        page = soup(editor.get(PICK, {"q": " Pôle  emploi "}))
        assert page.select_one("[name=query_string]")["value"] == "Pôle emploi"

    @pytest.mark.parametrize("words", ["\0", "x" * 5000, "<script>", "é" * 300])
    def test_odd_words_do_no_harm(self, editor, words):
        response = editor.get(PICK, {"q": words})
        assert response.status_code == 200
        assert 'value="<script>' not in response.content.decode()

    def form(self, **changed) -> dict:
        return {
            "query_string": "Pôle emploi",
            "editors_picks-TOTAL_FORMS": "1",
            "editors_picks-INITIAL_FORMS": "0",
            "editors_picks-MIN_NUM_FORMS": "0",
            "editors_picks-MAX_NUM_FORMS": "1000",
            "editors_picks-0-ORDER": "1",
        } | changed

    def test_a_page_is_put_forward(self, editor):
        page = make_resource(title="France Travail")
        response = editor.post(PICK, self.form(**{"editors_picks-0-page": page.pk}), follow=True)
        assert "C’est en avant pour « pôle emploi »." in text(response, "body")
        assert SearchPromotion.objects.get().page_id == page.pk
        assert Query.objects.get().query_string == "pôle emploi"

    def test_a_refusal_keeps_the_words(self, editor):
        page = soup(editor.post(PICK, self.form()))
        assert page.select_one("[name=query_string]")["value"] == "Pôle emploi"
        assert not SearchPromotion.objects.exists()

    def test_every_label_is_in_french(self, editor):
        page = soup(editor.get(PICK))
        said = page.select_one("#main, main").get_text(" ")
        for english in ("External", "link text", "Choose", "Search term", "Add"):
            assert english not in said


class TestSynonymScreen:
    ADD = "/admin/snippets/portal/synonymgroup/add/"

    def test_an_editor_adds_a_group(self, editor):
        response = editor.post(self.ADD, {"words": "potager\nmaraîchage", "direction": "both"})
        assert response.status_code == 302
        assert list(SynonymGroup.objects.get().words) == ["potager", "maraîchage"]
        assert "potager = maraîchage" in text(
            editor.get("/admin/snippets/portal/synonymgroup/?q=potager"), "body"
        )

    def test_a_mistake_is_told_in_french(self, editor):
        response = editor.post(self.ADD, {"words": "potager", "direction": "both"})
        assert "Donnez au moins deux façons de le dire" in plain(text(response, "body"))
