from django.urls import path

from referentials import views
from referentials.generating.views import generated

app_name = "referentials"
urlpatterns = [
    path("<uuid:identifier>/donnees/<str:name>", views.data, name="data"),
    path("<uuid:identifier>/generer/<str:name>", generated, name="generated"),
]
