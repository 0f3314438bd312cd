"""Public addresses of this part."""

from django.urls import path

from editorial.reviewing.unsubscribing import unsubscribe

urlpatterns = [path("<str:token>/", unsubscribe, name="digest_stop")]
