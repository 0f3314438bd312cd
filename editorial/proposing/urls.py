"""Public addresses of this part. The token is the only key: no account, no cookie."""

from django.urls import path

from editorial.proposing.views import asking, following, joining, sections

urlpatterns = [
    path("", asking.home, name="propose"),
    path("<str:token>/", following.proposal_page, name="proposal"),
    path("<str:token>/retirer/", following.withdrawal, name="proposal_withdrawal"),
    path("<str:token>/liens/", following.close_links, name="proposal_links"),
    path("<str:token>/retrait/<str:use>/", following.revocation, name="proposal_revocation"),
    path("<str:token>/joint/<uuid:identifier>/", joining.joined, name="proposal_file"),
    path(
        "<str:token>/joint/<uuid:identifier>/retirer/",
        joining.removal,
        name="proposal_file_removal",
    ),
    path("<str:token>/<str:place>/", sections.place, name="section"),
]
