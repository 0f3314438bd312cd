from django.urls import path

from referentials import views

app_name = "referentials"
urlpatterns = [
    path("<uuid:identifier>/donnees/<str:name>", views.data, name="data"),
]
