"""Public addresses of this part."""

from django.urls import path

from editorial.freshness.views import not_me, still_right

urlpatterns = [
    path("<str:token>/", still_right, name="still_right"),
    path("<str:token>/plus-moi/", not_me, name="not_me"),
]
