from django.urls import path

from members.directory import views

urlpatterns = [
    path("structures/", views.directory, name="directory"),
    path("structures/carte/", views.directory_map, name="directory_map"),
    path("structures/liste.csv", views.directory_export, name="directory_csv"),
    path("structures/<slug:slug>/", views.structure, name="public_structure"),
    path("structures/<slug:slug>/logo.png", views.logo, name="structure_logo"),
]
