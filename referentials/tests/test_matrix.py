"""The matrix: each competency by what teaches, assesses, proves it, for this reader."""

from io import BytesIO

import openpyxl
import pytest

from tests.builders import link_competency, make_referential, make_resource, make_tree, make_user
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page():
    page = make_referential(tree=make_tree())
    first = page.competencies.first()
    link_competency(make_resource(title="Livret ouvert"), first)
    link_competency(make_resource(title="Grille fermée", access_level="members"), first, "assess")
    hidden = make_resource(title="Grille cachée", access_level="members", hide_notice=True)
    link_competency(hidden, first, "assess")
    return page


def test_the_page_names_what_the_reader_may_know_and_counts_the_gaps(client, page):
    response = client.get(f"{page.url}matrice/")
    rows = soup(response).select("tbody tr")
    cells = [cell.get_text(" ", strip=True) for cell in rows[1].select("td")]
    assert cells == ["Livret ouvert", "Grille fermée", "rien encore"]
    assert "Prouver : il manque une ressource pour 2 compétences" in text(response, "main")


def test_who_may_open_a_hidden_resource_sees_it_there(client, page):
    client.force_login(make_user("member"))
    assert "Grille cachée" in text(client.get(f"{page.url}matrice/"), "table")


def test_every_cell_has_its_headers(client, page):
    table = soup(client.get(f"{page.url}matrice/")).select_one("table")
    assert table.caption
    assert {cell["scope"] for cell in table.select("thead th")} == {"col"}
    assert all(row.select_one('th[scope="row"]') for row in table.select("tbody tr:has(td)"))


def test_the_spreadsheet_says_the_same(client, page):
    data = client.get(f"/fiches/{page.identifier}/donnees/matrice.xlsx").content
    lines = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    line = next(line for line in lines if "A1.1.1" in line)
    assert line[-3:] == ("Livret ouvert", "Grille fermée", "rien encore")
    assert "Grille cachée" not in str(lines)


def test_a_reserved_referential_keeps_its_matrix(client):
    page = make_referential(access_level="members", tree=make_tree())
    response = client.get(f"{page.url}matrice/")
    assert response.status_code == 403
    assert "Faire 1.1.1" not in response.content.decode()


def test_the_referential_leads_to_its_matrix_and_its_tables(client, page):
    links = {link["href"] for link in soup(client.get(page.url)).select("main a")}
    assert any(link.endswith("/matrice/") for link in links)
    assert f"/fiches/{page.identifier}/donnees/arbre.xlsx" in links


def test_a_referential_without_competency_says_so(client):
    page = make_referential(tree=[])
    assert "pas encore de compétence" in text(client.get(f"{page.url}matrice/"), "main")
    assert client.get(f"/fiches/{page.identifier}/donnees/matrice.xlsx").status_code == 200
