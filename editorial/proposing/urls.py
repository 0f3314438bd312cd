"""Public addresses of this part."""

urlpatterns: list = []
