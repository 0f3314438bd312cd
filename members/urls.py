from allauth.account.views import logout
from django.urls import include, path

from members import views
from members.accounts.views import account, login
from members.privacy import urls as privacy

app_name = "members"
urlpatterns = [
    # The names the site uses; allauth's own stand in members/accounts/urls.py.
    path("compte/", account, name="account"),
    path("compte/connexion/", login, name="login"),
    path("compte/deconnexion/", logout, name="logout"),
    path("espace-membres/", views.home, name="home"),
    path("", include("members.agreement.proof_urls")),
    path("", include("members.directory.urls")),
    path("espace-membres/recherches/", include("members.following.urls")),
    *privacy.urlpatterns,
]
