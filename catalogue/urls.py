from django.urls import path

from catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("<uuid:identifier>/apercu.png", views.thumbnail, name="thumbnail"),
    path("<uuid:identifier>/<str:name>", views.file, name="file"),
]
