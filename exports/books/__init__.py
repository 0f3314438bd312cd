"""A whole book: cover, contents, chapters, annexes, with page numbers that are right.

    book = Book(cover, foreword, chapters, annexes)
    data, pages = render_book(book, report)     # tagged PDF
    data = render_book_odt(book)                # ODT

Nothing here knows the database: whoever makes a book gives texts, blocks (`exports.blocks`)
and drawings as SVG. Page numbers are references (`at`): they are known once the book is laid
out, never before.
"""
