from django.urls import path

from catalogue.productions import views

app_name = "productions"
urlpatterns = [
    path("productions/<uuid:identifier>/", views.page, name="page"),
    path("productions/<uuid:identifier>/fichier", views.file, name="file"),
    path("productions/<uuid:identifier>/arreter", views.stop, name="stop"),
    path("productions/<uuid:identifier>/reprendre", views.retry, name="retry"),
]
