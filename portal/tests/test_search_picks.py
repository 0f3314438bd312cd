"""What the editors put forward: for which words, and only what the reader may know of."""

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from portal.models import ContentPage
from portal.searching.picks import picks_for
from tests.builders import expire, make_page, make_resource, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def put_forward(words: str, page=None, order: int = 0, **fields) -> SearchPromotion:
    return SearchPromotion.objects.create(
        query=Query.get(words), page=page, sort_order=order, **fields
    )


def titles(words: str, reader: str = "anonymous") -> list[str]:
    request = RequestFactory().get("/recherche/")
    return [pick["title"] for pick in picks_for(words, make_user(reader), request)]


@pytest.mark.parametrize(
    "typed",
    ["Pôle Emploi", "pole emploi", "  PÔLE   EMPLOI ", "pôle-emploi", "« Pôle Emploi » ?"],
)
def test_words_are_met_however_they_are_typed(typed):
    put_forward("Pôle emploi", make_resource(title="France Travail"))
    assert titles(typed) == ["France Travail"]


def test_both_apostrophes_are_one():
    put_forward("livret d'accueil", make_resource(title="Accueillir"))
    assert titles("livret d’accueil") == ["Accueillir"]


@pytest.mark.parametrize("typed", ["", "???", "pôle", "pôle emploi jeunes", "x" * 5000, "\0", "%"])
def test_other_words_bring_nothing(typed):
    put_forward("pôle emploi", make_resource())
    assert titles(typed) == []


def test_a_pick_says_what_a_card_needs():
    page = make_resource(title="Livret", summary="Pour suivre.")
    put_forward("livret", page)
    put_forward("livret", make_page(ContentPage, slug="aide", title="Aide"), 1, description="Lire.")
    put_forward(
        "livret", None, 2, external_link_url="https://example.org/", external_link_text="Ailleurs"
    )
    request = RequestFactory().get("/recherche/")
    record, content, link = picks_for("livret", make_user("anonymous"), request)
    assert record == {
        "title": "Livret",
        "url": page.get_url(request),
        "description": "Pour suivre.",
        "kind": "ressource",
        "kind_label": "Ressource",
    }
    assert (content["description"], content["kind_label"]) == ("Lire.", "Page du site")
    assert (link["title"], link["url"]) == ("Ailleurs", "https://example.org/")


def test_the_editors_order_is_kept_and_a_page_stands_once():
    first, second = make_resource(title="Première"), make_resource(title="Seconde")
    put_forward("jury", second, 1)
    put_forward("jury", first, 0)
    # The same words written otherwise are another line of Wagtail's.
    put_forward("jury !", first, 2)
    assert titles("jury") == ["Première", "Seconde"]


def test_what_is_not_online_is_not_put_forward():
    for page in (make_resource(live=False), expire(make_resource())):
        put_forward("jury", page)
    late = make_resource()
    put_forward("jury", late)
    late.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    late.save()
    assert titles("jury", "editor") == []


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("anonymous", ["Notice"]),
        ("without_rights", ["Notice"]),
        ("member", ["Notice", "Cachée"]),
        ("editor", ["Notice", "Cachée"]),
    ],
)
def test_a_hidden_notice_is_put_forward_only_for_those_who_may_know_of_it(reader, seen):
    put_forward("jury", make_resource(title="Notice", access_level="members"), 0)
    hidden = make_resource(title="Cachée", access_level="members", hide_notice=True)
    put_forward("jury", hidden, 1)
    assert titles("jury", reader) == seen


def test_an_address_that_is_not_of_the_web_is_left_out():
    put_forward("jury", external_link_url="javascript:alert(1)", external_link_text="Non")
    assert titles("jury") == []


def test_two_queries_whatever_the_number(django_assert_num_queries):
    request, reader = RequestFactory().get("/recherche/"), make_user("anonymous")
    for rank in range(6):
        put_forward("jury", make_resource(), rank)
    # The addresses of the site's roots are read once, then kept.
    picks_for("jury", reader, request)
    with django_assert_num_queries(2):
        assert len(picks_for("jury", reader, request)) == 6
    with django_assert_num_queries(1):
        picks_for("autre chose", reader, request)
