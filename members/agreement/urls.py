"""Addresses of a structure's files, under the structure's own."""

from django.urls import path

from members.agreement.views import documents, files, moves, sections

HERE = "espace-membres/structures/<slug:slug>/agrement/"
FILE = f"{HERE}<slug:reference>/"

urlpatterns = [
    path(HERE, files.files, name="files"),
    path(FILE, files.file, name="file"),
    path(f"{FILE}relire/", files.summary, name="file_summary"),
    path(f"{FILE}action/<slug:action>/", moves.move, name="file_move"),
    path(f"{FILE}pieces/", documents.documents, name="file_documents"),
    path(f"{FILE}pieces/<uuid:identifier>/", documents.document, name="file_document"),
    path(
        f"{FILE}pieces/<uuid:identifier>/supprimer/",
        documents.removal,
        name="file_document_removal",
    ),
    path(f"{FILE}<slug:section>/", sections.section, name="file_section"),
]
