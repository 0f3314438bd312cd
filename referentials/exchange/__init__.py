"""A referential as a table: taken away, worked on in a spreadsheet, brought back as a draft."""
