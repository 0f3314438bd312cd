"""Composing a recueil in the members’ area and at the desk, without any script."""

import pytest
from django.core.cache import cache
from django.test import Client

from catalogue.models import Production
from catalogue.selection.codes import code_of
from editorial.compiling import acting, views
from editorial.compiling.models import Compilation
from editorial.tests.compiling import make_compilation, make_practice, titles
from tests.reading import soup, text
from tests.structures import join, make_person, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
AREA, DESK = "/espace-membres/recueils/", "/admin/recueils/"
SCREENS = ("", "couverture/", "ajouter/", "apercu/", "supprimer/")


@pytest.fixture
def member():
    """Somebody of a structure, and their browser."""
    user = join(make_structure(name="Les Jardins", is_adherent=True), make_person())
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def home_of(compilation: Compilation) -> str:
    return f"{AREA if compilation.owner_id else DESK}{compilation.identifier}/"


def begin(client, title="Mon recueil") -> Compilation:
    answer = client.post(AREA, {"title": title})
    assert answer.status_code == 302
    return Compilation.objects.latest("pk")


def act(client, compilation, gesture, **more):
    return client.post(f"{home_of(compilation)}agir/", {"acte": gesture} | more)


class TestDoors:
    def test_a_recueil_opens_to_its_owner_and_to_nobody_else(self, member, editor):
        compilation = begin(member)
        other = Client()
        other.force_login(make_person())
        for screen in SCREENS:
            address = f"{home_of(compilation)}{screen}"
            assert member.get(address).status_code == 200
            assert other.get(address).status_code == 404
            assert editor.get(address).status_code == 404
            assert "/compte/connexion/" in Client().get(address).headers["Location"]

    def test_those_of_the_network_open_to_the_desk(self, member, editor):
        compilation = make_compilation(make_practice("Une"))
        for screen in ("", *SCREENS):
            address = f"{home_of(compilation)}{screen}"
            assert editor.get(address).status_code == 200
            assert member.get(address).status_code in (302, 403)
        assert editor.get(f"{AREA}{compilation.identifier}/").status_code == 404
        assert "Recueils" in editor.get("/admin/").content.decode()

    def test_one_makes_nothing_of_somebody_else(self, member):
        other = make_compilation(make_practice("Une"), owner=make_person())
        for place in ("agir/", "fabriquer/", "supprimer/", "ajouter/"):
            assert member.post(f"{home_of(other)}{place}", {"forme": "pdf"}).status_code == 404
        assert Production.objects.count() == 0
        assert Compilation.objects.filter(pk=other.pk).exists()


class TestComposing:
    def test_from_nothing_to_a_file_that_is_being_made(self, member):
        for title in ("Tailler", "Semer"):
            make_practice(title)
        compilation = begin(member)
        assert (compilation.network, compilation.with_reserved) == ("Les Jardins", True)
        address = f"{home_of(compilation)}ajouter/?nature=monographie"
        keys = [box["value"] for box in soup(member.get(address)).select("input[name=fiche]")]
        assert member.post(address, {"fiche": keys[:1]}).headers["Location"] == address
        assert "1 fiche ajoutée" in text(member.get(address))
        member.post(address, {"toutes": "1"})
        assert sum(map(len, titles(compilation))) == len(keys)
        shown = text(member.get(f"{home_of(compilation)}apercu/"))
        assert "Environ" in shown
        assert "Tailler" in shown
        answer = member.post(f"{home_of(compilation)}fabriquer/", {"forme": "pdf"})
        assert answer.headers["Location"] == Production.objects.get().get_absolute_url()

    def test_words_and_facets_narrow_what_is_added(self, member):
        make_practice("Tailler une haie", "Jardin")
        make_practice("Monter un mur", "Bâtiment")
        compilation = begin(member)
        address = f"{home_of(compilation)}ajouter/?theme=batiment"
        assert "Monter un mur" in text(member.get(address))
        assert "Tailler une haie" not in text(member.get(address))
        member.post(address, {"toutes": "1"})
        assert titles(compilation) == [["Monter un mur"]]

    def test_a_selection_gives_its_records_in_its_order(self, member):
        records = [make_practice("Une", "T"), make_practice("Deux", "T")]
        compilation = begin(member)
        codes = ".".join(code_of(record.pk) for record in reversed(records))
        address = f"{home_of(compilation)}ajouter/"
        member.post(address, {"adresse": f"https://portail.example/selection/?f={codes}"})
        assert titles(compilation) == [["Deux", "Une"]]
        member.post(address, {"adresse": "n’importe quoi"})
        assert "pas celle d’une sélection" in text(member.get(address))

    def test_a_recueil_begins_from_a_selection(self, member):
        records = [make_practice("Une", "T"), make_practice("Deux", "T")]
        codes = ".".join(code_of(record.pk) for record in reversed(records))
        assert "de votre sélection y ser" in member.get(f"{AREA}?f={codes}").content.decode()
        assert "de votre sélection" not in member.get(AREA).content.decode()
        answer = member.post(f"{AREA}?f={codes}", {"title": "De ma sélection"})
        compilation = Compilation.objects.latest("pk")
        assert answer.headers["Location"] == home_of(compilation)
        assert titles(compilation) == [["Deux", "Une"]]

    def test_buttons_put_in_order_take_out_and_file_elsewhere(self, member):
        compilation = begin(member)
        member.post(f"{home_of(compilation)}agir/", {"acte": "nouvelle-partie", "titre": "Vide"})
        make_practice("A", "T")
        make_practice("B", "T")
        member.post(f"{home_of(compilation)}ajouter/?theme=t", {"toutes": "1"})
        empty, group = compilation.groups.all()
        first, second = group.items.all()
        answer = act(member, compilation, f"monter-fiche-{second.pk}")
        assert answer.headers["Location"].endswith(f"#fiche-{second.pk}")
        assert titles(compilation) == [[], ["B", "A"]]
        act(member, compilation, f"ranger-fiche-{first.pk}", **{f"vers-{first.pk}": empty.pk})
        act(member, compilation, f"descendre-partie-{empty.pk}")
        act(member, compilation, f"retirer-fiche-{second.pk}")
        assert titles(compilation) == [[], ["A"]]

    def test_a_cover_and_a_part_are_written_and_what_is_wrong_keeps_what_was_typed(self, member):
        compilation = begin(member)
        typed = {"title": "", "foreword": "Un mot.", "colour": "vert", "shape": "plan"}
        address = f"{home_of(compilation)}couverture/"
        answer = member.post(address, typed)
        assert answer.status_code == 422
        assert "Un mot." in answer.content.decode()
        assert "Mon recueil" in text(answer, "h1")
        member.post(address, typed | {"title": "Autre"})
        compilation.refresh_from_db()
        assert (compilation.title, compilation.colour) == ("Autre", "vert")
        assert member.post(address, typed | {"title": "x", "colour": "rouge"}).status_code == 422

    def test_the_desk_writes_for_the_network(self, editor):
        editor.post(DESK, {"title": "Le guide du réseau"})
        compilation = Compilation.objects.latest("pk")
        assert compilation.owner is None
        assert not compilation.with_reserved
        assert editor.get(f"{home_of(compilation)}couverture/").status_code == 200

    def test_deleting_leaves_the_records(self, member):
        record = make_practice("Une")
        compilation = make_compilation(record, owner=member.user)
        member.post(f"{home_of(compilation)}supprimer/")
        assert not Compilation.objects.filter(pk=compilation.pk).exists()
        assert type(record).objects.filter(pk=record.pk).exists()


class TestBadInput:
    def test_an_empty_recueil_makes_nothing_and_says_why(self, member):
        compilation = begin(member)
        answer = member.post(f"{home_of(compilation)}fabriquer/", {"forme": "pdf"}, follow=True)
        assert "Ajoutez d’abord une fiche" in text(answer)
        assert Production.objects.count() == 0

    @pytest.mark.parametrize(
        "gesture", ["", "monter", "monter-fiche-", "monter-fiche-1x", "effacer-fiche-1", "\x00"]
    )
    def test_an_unknown_gesture_is_not_found(self, member, gesture):
        assert act(member, begin(member), gesture).status_code == 404

    def test_a_gesture_on_what_is_not_there_changes_nothing(self, member):
        compilation = make_compilation(make_practice("Une"), owner=member.user)
        foreign = make_compilation(make_practice("Autre")).items.get()
        for verb in ("monter", "descendre", "retirer", "ranger"):
            answer = act(member, compilation, f"{verb}-fiche-{foreign.pk}")
            assert answer.status_code == 302
        assert titles(foreign.compilation) == [["Autre"]]
        assert "Rien n’a changé" in text(member.get(home_of(compilation)))

    @pytest.mark.parametrize("query", ["?theme=zzz", "?q=%22", "?annee=%00", "?q=" + "a" * 2_000])
    def test_a_strange_search_answers(self, member, query):
        assert member.get(f"{home_of(begin(member))}ajouter/{query}").status_code == 200

    def test_strange_keys_add_nothing(self, member):
        compilation = begin(member)
        address = f"{home_of(compilation)}ajouter/"
        member.post(address, {"fiche": ["-1", "abc", "9" * 30, "٣"], "partie": "x"})
        assert "Cochez d’abord une fiche" in text(member.get(address))
        member.post(address, {"fiche": ["999999999"]})
        assert titles(compilation) == []

    def test_an_unknown_form_of_file_is_not_found(self, member):
        compilation = make_compilation(make_practice("Une"), owner=member.user)
        address = f"{home_of(compilation)}fabriquer/"
        assert member.post(address, {"forme": "exe"}).status_code == 404

    def test_one_person_has_so_many_recueils_and_makings(self, member, monkeypatch):
        monkeypatch.setattr(views, "MOST", 1)
        monkeypatch.setattr(acting, "MOST_ASKED", 0)
        cache.clear()
        compilation = make_compilation(make_practice("Une"), owner=member.user)
        answer = member.post(AREA, {"title": "Un de trop"})
        assert answer.status_code == 422
        assert "Supprimez-en un" in text(answer)
        answer = member.post(f"{home_of(compilation)}fabriquer/", {"forme": "pdf"}, follow=True)
        assert "Réessayez dans une heure" in text(answer)

    def test_hostile_titles_are_shown_as_texts(self, member):
        compilation = begin(member, "<script>alert(1)</script>")
        page = member.get(home_of(compilation)).content.decode()
        assert "<script>alert(1)</script>" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_reserved_title_is_not_told_to_who_may_not_know_it(member):
    record = make_practice("Secret de chantier", access_level="editors", hide_notice=True)
    compilation = make_compilation(record, owner=member.user, with_reserved=True)
    for screen in SCREENS:
        assert "Secret" not in member.get(f"{home_of(compilation)}{screen}").content.decode()
