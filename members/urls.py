from allauth.account.views import logout
from django.urls import include, path

from members.accounts.views import account, login
from members.home.views import home
from members.privacy import urls as privacy

app_name = "members"
urlpatterns = [
    # The names the site uses; allauth's own stand in members/accounts/urls.py.
    path("compte/", account, name="account"),
    path("compte/connexion/", login, name="login"),
    path("compte/deconnexion/", logout, name="logout"),
    path("espace-membres/", home, name="home"),
    path("", include("members.agreement.proof_urls")),
    path("", include("members.directory.urls")),
    path("espace-membres/recherches/", include("members.following.urls")),
    path("espace-membres/selections/", include("members.selections.urls")),
    path("espace-membres/demandes/", include("members.asking.urls")),
    path("espace-membres/", include("members.structures.urls")),
    *privacy.urlpatterns,
    path("", include("members.agreement.urls")),
]
