"""Addresses under /espace-membres/demandes/."""

from django.urls import path

from members.asking import views

urlpatterns = [
    path("", views.requests, name="requests"),
    path("nouvelle/<uuid:identifier>/", views.ask, name="ask"),
    path("<int:pk>/repondre/", views.answer, name="request_answer"),
    path("<int:pk>/reprendre/", views.take_back, name="request_back"),
]
