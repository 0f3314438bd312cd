from django.urls import path

from members.privacy import views

urlpatterns = [
    path("compte/mes-donnees/", views.my_data, name="my_data"),
    path("compte/mes-donnees/export.json", views.export, name="my_data_export"),
    path("compte/supprimer/", views.delete_account, name="delete_account"),
    path("compte/supprime/", views.account_deleted, name="account_deleted"),
]
