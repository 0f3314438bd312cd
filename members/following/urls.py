from django.urls import path

from members.following import unsubscribing, views

urlpatterns = [
    path("", views.index, name="searches"),
    path("nouvelle/", views.new, name="new_search"),
    path("<int:pk>/", views.edit, name="edit_search"),
    path("<int:pk>/suivre/", views.follow, name="follow_search"),
    path("<int:pk>/supprimer/", views.delete, name="delete_search"),
    path("desabonnement/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
