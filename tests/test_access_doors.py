"""Who may open what, door by door: pages, files, permanent and former addresses."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from catalogue.models import Record, RemovedRecord, SheetForm
from catalogue.models.sheets import sheet_url
from catalogue.sheets import making
from tests.access_world import KINDS, LEVELS, Case, World, words
from tests.builders import make_resource
from tests.test_access_matrix import READERS, browser_of, knows, opens, set_lengths, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

# What each door answers, from the reader's situation before the record:
# « opens »: body and files; « knows »: the notice only; « ignores »: nothing may tell that it
# is there; « gone »: it was withdrawn, and its notice was not hidden.
DOORS = """
                 opens   knows   ignores   gone
page             200     200     404       410
competency       200     403     404       404
no_competency    404     403     404       404
file             200     403     404       404
thumbnail        200     404     404       404
sheet            200     403     404       404
tree             200     403     404       404
generator        200     403     404       404
generated        200     403     404       404
permanent        302     302     404       404
former           301     301     404       301
"""
# What each answer may say: « body », « notice », « file » (the bytes), or nothing.
SAYS = """
                 opens          knows     ignores   gone
page             notice,body    notice    -         notice
competency       notice,body    notice    -         -
no_competency    -              notice    -         -
file             file           notice    -         -
thumbnail        thumbnail      -         -         -
sheet            notice,body    notice    -         -
tree             notice,body    notice    -         -
generator        notice,body    notice    -         -
generated        notice,body    notice    -         -
permanent        -              -         -         -
former           -              -         -         -
"""


def by_door(text: str) -> dict[str, dict[str, str]]:
    header, *rows = table(text)
    return {door: dict(zip(header, cells, strict=True)) for door, *cells in rows}


STATUS, WORDS = by_door(DOORS), by_door(SAYS)


@pytest.fixture(scope="module")
def world(module_data) -> World:
    return World()


@pytest.fixture
def browser(world, reader):
    return browser_of(world, reader)


@pytest.fixture
def alone(monkeypatch):
    """No related record on the pages: each page speaks of its own record only."""
    set_lengths(monkeypatch, 0)


def situation(reader: str, case: Case) -> str:
    if opens(reader, case):
        return "opens"
    if knows(reader, case):
        return "knows"
    return "gone" if case.state == "withdrawn" and not case.hidden else "ignores"


def address(world: World, door: str, case: Case) -> str:
    """Where the door is. Former addresses are those of a record renamed afterwards."""
    record, item = world.records[case], world.files[case]
    page = f"/{INDEX[case.kind]}/{case.title}/"
    return {
        "page": page,
        "competency": f"{page}competences/A1.1.1/",
        "no_competency": f"{page}competences/ZZ/",
        "file": item.url,
        "thumbnail": reverse("catalogue:thumbnail", args=[item.identifier]),
        "sheet": sheet_url(record, "docx"),
        "tree": f"/fiches/{record.identifier}/donnees/arbre.csv",
        "generator": f"{page}generer/livret-de-suivi/",
        "generated": f"/fiches/{record.identifier}/generer/livret-de-suivi.docx",
        "permanent": record.permalink,
        "former": f"/{INDEX[case.kind]}/ancienne-{case.number}/",
    }[door]


INDEX = {"resource": "ressources", "referential": "referentiels", "monograph": "monographies"}


OF_REFERENTIALS = ("competency", "no_competency", "tree", "generator", "generated")
# What a door gives of a body that is not the whole of it.
BODIES = {
    "competency": lambda case: {case.part("tree")},
    "tree": lambda case: {case.part("tree"), case.part("scale")},
}


def allowed_words(door: str, case: Case, says: str) -> set[str]:
    vocabulary = {
        "notice": {case.title},
        "body": BODIES.get(door, lambda case: case.body)(case),
        "file": {case.part("file")},
        "thumbnail": {case.part("thumbnail")},
        "-": set(),
    }
    return set().union(*(vocabulary[name] for name in says.split(",")))


class Answers:
    """Answers of each door to each reader, asked once for the module."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.browsers = {reader: browser_of(world, reader) for reader in READERS}
        self.known: dict[tuple[str, str, Case], tuple[int, bytes]] = {}

    def get(self, reader: str, door: str, case: Case) -> tuple[int, bytes]:
        """Status and bytes, less the address that was asked (error pages repeat it)."""
        key = (reader, door, case)
        if key not in self.known:
            path = address(self.world, door, case)
            response = self.browsers[reader].client.get(path)
            body = response.getvalue().replace(path.encode(), b"")
            self.known[key] = (response.status_code, body)
        return self.known[key]


@pytest.fixture(scope="module")
def answers(world) -> Iterator[Answers]:
    """Documents are written plain: what they say can be read in their bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(making.WRITERS, SheetForm.DOCX, plain_sheet)
        patch.setattr("referentials.generating.making.render_docx", plain_document)
        yield Answers(world)


def plain_sheet(content, edition) -> tuple[bytes, None]:
    return repr(content).encode(), None


def plain_document(document, meta) -> bytes:
    return repr((document.blocks, meta)).encode()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("door", STATUS)
def test_door_opens_to_those_it_should(world, answers, reader, door):
    if door == "former":
        _rename_all(world)
    wrong = []
    for case in world.of_kind("referential") if door in OF_REFERENTIALS else world.cases:
        place = situation(reader, case)
        status, body = answers.get(reader, door, case)
        expected = allowed_words(door, case, WORDS[door][place])
        if (status, words(body)) != (int(STATUS[door][place]), expected):
            wrong.append(
                f"{case} ({place}): {status} {sorted(words(body))}, not {sorted(expected)}"
            )
    assert not wrong, "\n".join(wrong)


def _rename_all(world: World) -> None:
    """As if every record had had another address before (Wagtail leaves such redirects)."""
    for case in world.cases:
        Redirect.objects.create(
            site=Site.objects.get(is_default_site=True),
            old_path=f"/{INDEX[case.kind]}/ancienne-{case.number}",
            redirect_page=Page.objects.get(pk=world.records[case].pk),
        )


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("reader", READERS)
def test_page_gives_addresses_of_files_only_to_those_who_open_it(world, answers, reader):
    for case in (case for case in world.cases if not opens(reader, case)):
        _status, html = answers.get(reader, "page", case)
        assert str(world.files[case].identifier) not in html.decode(), case


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_whoever_opens_a_record_finds_its_files_on_its_page(world, answers, reader, kind):
    for case in (case for case in world.of_kind(kind) if opens(reader, case)):
        _status, html = answers.get(reader, "page", case)
        given = world.files[case].url in html.decode()
        assert given, case


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("reader", READERS)
def test_structured_data_is_the_notice_whoever_reads(world, answers, reader):
    for case in (case for case in world.cases if knows(reader, case)):
        _status, html = answers.get(reader, "page", case)
        data = html.partition(b'<script type="application/ld+json">')[2].partition(b"</script>")[0]
        assert words(data) == {case.title}, case


@pytest.mark.parametrize("reader", READERS)
def test_reserved_files_are_never_kept_by_a_shared_cache(world, browser, reader):
    for case in (case for case in world.cases if knows(reader, case) and case.level != "public"):
        answer = browser.client.get(world.files[case].url)
        answer.close()
        assert "no-store" in answer["Cache-Control"], case


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("reader", READERS)
def test_replaced_record_names_its_follower_to_those_who_may_know_it(world, browser, reader):
    for case in world.of_kind("resource"):
        Record.objects.filter(pk=world.replaced.pk).update(replaced_by=world.records[case])
        said = words(browser.get(world.replaced.url))
        assert said == ({case.title} if knows(reader, case) else set()), case


@pytest.mark.parametrize("reader", READERS)
def test_tombstone_names_its_follower_to_those_who_may_know_it(world, browser, reader):
    gone = make_resource(title="Retirée")
    gone.unpublish(log_action=False)
    for case in world.of_kind("resource"):
        RemovedRecord.objects.update(replacement=world.records[case])
        html = browser.get(gone.url, status=410)
        assert "Retirée" in html.decode()
        assert words(html) == ({case.title} if knows(reader, case) else set()), case


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("ending", ["unpublish", "delete"])
def test_tombstone_of_a_record_tells_no_more_than_its_notice_did(
    module_data, client, ending, hidden, level
):
    gone = make_resource(title="titre999x", access_level=level, hide_notice=hidden)
    getattr(gone, ending)()
    answer = client.get(gone.url)
    expected = (404, set()) if hidden else (410, {"titre999x"})
    assert (answer.status_code, words(answer.content)) == expected


@pytest.mark.parametrize("reader", [name for name in READERS if name != "editor"])
def test_drafts_are_previewed_by_editors_only(world, browser, reader):
    for case in world.cases[::5]:
        path = reverse("wagtailadmin_pages:view_draft", args=[world.records[case].pk])
        answer = browser.client.get(path)
        assert answer.status_code in (302, 403), case
        assert words(answer.content) == set(), case


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/composants/"])
def test_editors_doors_say_no_without_sending_round_in_circles(world, browser, reader, path):
    answer = browser.client.get(path, follow=True)
    assert answer.status_code == {"anonymous": 200, "editor": 200}.get(reader, 403)
