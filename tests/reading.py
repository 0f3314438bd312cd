"""What a reader sees in an answer of the site: cards, filters, chips, words."""

import re

from bs4 import BeautifulSoup


def soup(response) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(response.content, "html.parser")


def plain(words: str) -> str:
    """Words with ordinary spaces, whatever spaces French typography puts between them."""
    return re.sub(r"\s+", " ", words).strip()


def _words(element) -> str:
    return plain(element.get_text(" "))


def text(response, selector: str = "main") -> str:
    """Visible words of a part of the page, spaces made plain."""
    return " ".join(_words(part) for part in soup(response).select(selector))


def cards(response) -> list[str]:
    """Titles of the results of a list, in their order."""
    return [_words(title) for title in soup(response).select("#resultats .card__title")]


def counts(response, param: str) -> dict[str, int]:
    """Label → number of a filter's choices, in their order."""
    found = {}
    for choice in soup(response).select(f"#facette-{param} .choice"):
        number = choice.select_one(".choice__count")
        if number:
            number.extract()
            found[_words(choice)] = int(_words(number).strip("()"))
    return found


def ticked(response, param: str) -> list[str]:
    """Values chosen in a filter."""
    return [item["value"] for item in soup(response).select(f"#facette-{param} input[checked]")]


def chips(response) -> dict[str, str]:
    """Filter in force → address that removes it."""
    return {_words(chip).split(" : ")[-1]: chip["href"] for chip in soup(response).select(".chip")}


def links(response, selector: str = "main") -> dict[str, str]:
    """Words → address of the links of a part of the page."""
    return {
        _words(link): link["href"]
        for part in soup(response).select(selector)
        for link in part.select("a[href]")
    }


def download(client, url: str):
    """The answer at the address of a file, its bytes read (`body`) and the file closed."""
    response = client.get(url)
    response.body = b"".join(response) if response.streaming else response.content
    response.close()
    return response
