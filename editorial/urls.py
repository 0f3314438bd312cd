from django.urls import include, path

app_name = "editorial"
urlpatterns = [
    path("proposer/", include("editorial.proposing.urls")),
    path("recapitulatif/arreter/", include("editorial.reviewing.urls")),
    path("toujours-exact/", include("editorial.freshness.urls")),
    path("espace-membres/recueils/", include("editorial.compiling.urls")),
]
