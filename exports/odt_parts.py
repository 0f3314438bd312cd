"""What a record of the bank adds to an ODT: facts, figures, words heard, boxes, seal."""

import hashlib

from exports.blocks import Heading, Note, one_by_one
from exports.layout import figures_per_row, in_rows
from exports.odf import rich
from exports.odt_cells import BODY, cell, drawn
from exports.qr import qr_png, qr_words


def _facts(block, _width):
    return {"kind": "facts", "facts": [(rich(name), rich(value)) for name, value in block.facts]}


def _quote(block, _width):
    return {"kind": "quote", "text": rich(block.text), "source": rich(block.source)}


def _figures(block, width):
    """Show key figures side by side, the number first."""
    per_row = figures_per_row(len(block.figures))
    cells = [
        cell("CaseDegre", ("Degre", rich(each.value)), (BODY, rich(each.label)))
        for each in block.figures
    ]
    cells += [cell("CaseVide", (BODY, ""))] * (-len(cells) % per_row)
    rows = [{"height": "Ligne", "cells": row} for row in in_rows(cells, per_row)]
    return drawn([width / per_row] * per_row, rows)


def _seal(block, _width):
    return {
        "kind": "seal",
        "title": rich(block.title),
        "text": rich(block.text),
        "url": block.url,
        "words": qr_words(block.url),
        "picture": picture_path(block.url),
    }


def _picture(block, _width):
    return {
        "kind": "picture",
        "words": block.words,
        "path": f"Pictures/{block.mark}.png",
        "width": f"{block.width:.1f}",
        "height": f"{block.height:.1f}",
    }


def box_parts(block):
    """A framed part becomes a title, framed paragraphs and plain lists."""
    parts = [Note(part.text) if part.kind == "paragraph" else part for part in block.parts]
    return [Heading(block.title, 2), *parts]


def picture_path(url):
    """Where the drawing of a code stands in the package."""
    return f"Pictures/{hashlib.sha256(url.encode()).hexdigest()[:16]}.png"


def pictures_of(document):
    """The drawings and pictures that the document needs, by their place in the package."""
    blocks = list(one_by_one(document.blocks))
    drawn = {picture_path(each.url): qr_png(each.url) for each in blocks if each.kind == "seal"}
    given = {f"Pictures/{each.mark}.png": each.data for each in blocks if each.kind == "picture"}
    return drawn | given


RECORD_VIEWS = {
    "facts": _facts,
    "figures": _figures,
    "quote": _quote,
    "seal": _seal,
    "picture": _picture,
}
