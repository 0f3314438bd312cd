from django.urls import path

from catalogue.selection import views

app_name = "selection"
urlpatterns = [
    path("selection/", views.page, name="page"),
    path("selection/telecharger/", views.download, name="download"),
]
