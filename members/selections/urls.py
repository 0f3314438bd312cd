from django.urls import path

from members.selections import views

urlpatterns = [
    path("", views.index, name="selections"),
    path("nouvelle/", views.new, name="new_selection"),
    path("<int:pk>/", views.open_kept, name="selection"),
    path("<int:pk>/modifier/", views.edit, name="edit_selection"),
    path("<int:pk>/supprimer/", views.delete, name="delete_selection"),
]
