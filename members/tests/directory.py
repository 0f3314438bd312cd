"""The public directory, as its tests read it."""

import csv
import io

from members.models import Structure
from tests.structures import make_structure

LIST, MAP, CSV = "/structures/", "/structures/carte/", "/structures/liste.csv"


def make_listed(**fields) -> Structure:
    return make_structure(is_listed=True, **fields)


def rows(client, query: str = "") -> list[dict]:
    response = client.get(f"{CSV}{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
