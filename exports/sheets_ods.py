"""Write the sheets of a document as ODS, with named cell styles.

Same layout as the XLSX file. Every text is stored as a text, whatever it starts with;
only a ``Formula`` is computed (the rule is in ``exports.formulas``).
"""

import datetime

from exports.formulas import Formula, column_letter
from exports.odf import pack
from exports.sheets import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    INTRO_ROW,
    LISTS_NAME,
    TITLE_ROW,
    choice_lists,
)

PARTS = {
    "styles.xml": "exports/odf/sheet_styles.xml",
    "content.xml": "exports/odf/sheet_content.xml",
    "settings.xml": "exports/odf/sheet_settings.xml",
}
# Width of one sign of the data font.
SIGN_WIDTH_MM = 1.95
LIST_WIDTH = 28
# Cell styles by kind of column: first for data, then for totals.
STYLES = (
    {"text": "Donnee", "date": "DonneeDate", "money": "DonneeMontant"},
    {"text": "TotalColonne", "money": "TotalMontant"},
)


def render_ods(document, meta):
    """Return the ODS file as bytes."""
    lists = choice_lists(document.sheets)
    pages = _pages(document, lists, meta)
    rules = [rule for page in pages for rule in page.rules.values()]
    if lists:
        pages.append(_ListsPage(lists, len(pages) + 1))
    sides = (297, 210) if document.is_landscape else (210, 297)
    context = {
        "document": document,
        "meta": meta,
        "pages": pages,
        "rules": rules,
        "page_width": str(sides[0]),
        "page_height": str(sides[1]),
        "column_styles": [style for page in pages for style in page.column_styles],
        "row_styles": sorted({style for page in pages for style in page.row_styles}),
    }
    return pack("spreadsheet", PARTS, context)


def _pages(document, lists, meta):
    """Return the view of each sheet."""
    count = len(document.sheets)
    return [
        _Page(sheet, number, lists, meta, sheet.title(meta.title, count))
        for number, sheet in enumerate(document.sheets, start=1)
    ]


class _Sheetlike:
    """What the template needs of any sheet: rows of cells and the styles they use."""

    def __init__(self, name, number, widths):
        self.name = name
        self.column_styles = [
            (f"c{number}.{i}", f"{width * SIGN_WIDTH_MM:.1f}") for i, width in enumerate(widths, 1)
        ]
        self.columns = [style for style, _ in self.column_styles]
        self.row_styles = set()
        self.top, self.head, self.rows = [], [], []

    def row(self, height, cells):
        """Return the view of a row, and remember the style of its height."""
        size = f"{height:.1f}"
        self.row_styles.add((f"r{size}", size))
        return {"style": f"r{size}", "cells": cells}


class _Page(_Sheetlike):
    """A sheet of the document."""

    def __init__(self, sheet, number, lists, meta, title):
        super().__init__(sheet.name, number, [column.width for column in sheet.columns])
        self.sheet = sheet
        self.frozen_columns, self.frozen_rows = str(sheet.frozen_columns), str(FIRST_ROW - 1)
        last = column_letter(len(sheet.columns))
        quoted = _quote(sheet.name)
        self.print_range = f"{quoted}.A1:{quoted}.{last}{sheet.last_row + 2}"
        self.rules = self._rules(number, lists)
        self._fill_head(title)
        self._fill_rows(meta)

    def _rules(self, number, lists):
        """Return the choices offered in each column that has some, by column index."""
        known, rules = [choices for _, choices in lists], {}
        for i, column in enumerate(self.sheet.columns):
            if column.choices:
                letter = column_letter(known.index(column.choices) + 1)
                source = f"[${LISTS_NAME}.${letter}$2:.${letter}${len(column.choices) + 1}]"
                rules[i] = {
                    "name": f"choix{number}.{i + 1}",
                    "condition": f"of:cell-content-is-in-list({source})",
                    "base": f"{_quote(self.name)}.{column_letter(i + 1)}{FIRST_ROW}",
                }
        return rules

    def _fill_head(self, title):
        """Write the title, the introduction, the column titles and their help."""
        sheet, heights = self.sheet, self.sheet.heights(title)
        lines = ((TITLE_ROW, title, "TitreFeuille"), (INTRO_ROW, sheet.intro, "Introduction"))
        for number, text, style in lines:
            first = {**_cell(text, style), "span": str(sheet.heading_columns)}
            covered = [{"covered": True, "style": style}] * (sheet.heading_columns - 1)
            self.top.append(self.row(heights[number], [first, *covered]))
        titles = [_cell(column.title, "TitreColonne") for column in sheet.columns]
        helps = [_cell(column.help, "Aide") for column in sheet.columns]
        self.head += [self.row(heights[HEADER_ROW], titles), self.row(heights[HELP_ROW], helps)]

    def _fill_rows(self, meta):
        """Write the data, then the line that bears the status, licence and version."""
        sheet = self.sheet
        kinds = [sheet.kind(i) for i in range(len(sheet.columns))]
        totals = sheet.total_rows
        for i, row in enumerate(sheet.rows):
            styles = STYLES[i in totals]
            cells = []
            for j, value in enumerate(row):
                style = styles.get(kinds[j], styles["text"])
                rule = self.rules.get(j)
                cells.append({**_cell(value, style), "rule": rule and rule["name"]})
            self.rows.append(self.row(sheet.row_height(row), cells))
        parts = (meta.publisher, meta.imprint, meta.url)
        imprint = " · ".join(part for part in parts if part)
        self.rows += [
            self.row(12, [_cell("", "Default")]),
            self.row(15, [_cell(imprint, "Mention")]),
        ]


class _ListsPage(_Sheetlike):
    """The sheet that holds the choices."""

    frozen_columns, frozen_rows = "0", "1"

    def __init__(self, lists, number):
        super().__init__(LISTS_NAME, number, [LIST_WIDTH] * len(lists))
        size = max(len(choices) for _, choices in lists)
        self.print_range = f"{LISTS_NAME}.A1:{LISTS_NAME}.{column_letter(len(lists))}{size + 1}"
        self.head = [self.row(24, [_cell(title, "TitreColonne") for title, _ in lists])]
        for i in range(size):
            texts = [choices[i] if i < len(choices) else "" for _, choices in lists]
            cells = [_cell(text, "Donnee" if text else "Default") for text in texts]
            self.rows.append(self.row(18, cells))


def _cell(value, style):
    """Return the view of one cell, with the attributes that tell its type."""
    if isinstance(value, Formula):
        attributes, lines = [("table:formula", value.opendocument)], []
    elif isinstance(value, datetime.date):
        attributes = [("office:value-type", "date"), ("office:date-value", value.isoformat())]
        lines = [f"{value:%d/%m/%Y}"]
    elif isinstance(value, str):
        attributes = [("office:value-type", "string")] if value else []
        lines = value.split("\n") if value else []
    else:
        attributes = [("office:value-type", "float"), ("office:value", repr(value))]
        lines = [str(value).replace(".", ",")]
    return {"style": style, "attributes": attributes, "lines": lines}


def _quote(name):
    """Return a sheet name as it stands in an address."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
