from django.urls import path

from catalogue.sheets import views

app_name = "sheets"
urlpatterns = [
    path("fiches/<uuid:identifier>/<str:name>", views.sheet, name="sheet"),
    path("en-vigueur/<str:code>/", views.standing, name="standing"),
]
