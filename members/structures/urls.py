"""Addresses under /espace-membres/ about structures and their people."""

from django.urls import include, path

from members.structures.views import invitations, joining, people, structure

one = [
    path("", structure.structure, name="structure"),
    path("presentation/", structure.edit, name="structure_edit"),
    path("logo.png", structure.logo, name="own_logo"),
    path("quitter/", people.leave, name="leave"),
    path("personnes/", people.people, name="people"),
    path("personnes/<int:pk>/<slug:act>/", people.change, name="person_change"),
    path("demandes/<int:pk>/", people.answer_request, name="join_answer"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:identifier>/renvoyer/", invitations.send_again, name="invite_again"),
    path("invitations/<uuid:identifier>/reprendre/", invitations.take_back, name="invite_back"),
]
urlpatterns = [
    path("structures/<slug:slug>/", include(one)),
    path("rejoindre/", joining.find, name="find"),
    path("rejoindre/demandes/<int:pk>/reprendre/", joining.take_back, name="join_back"),
    path("rejoindre/<slug:slug>/", joining.ask, name="join"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
