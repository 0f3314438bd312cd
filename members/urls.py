from django.contrib.auth.views import LogoutView
from django.urls import include, path

from members import views
from members.privacy import urls as privacy

app_name = "members"
urlpatterns = [
    path("compte/connexion/", views.LoginView.as_view(), name="login"),
    path("compte/deconnexion/", LogoutView.as_view(), name="logout"),
    path("espace-membres/", views.home, name="home"),
    path("", include("members.agreement.proof_urls")),
    path("", include("members.directory.urls")),
    path("espace-membres/recherches/", include("members.following.urls")),
    *privacy.urlpatterns,
]
