from django.urls import path

from members.agreement import proof_views

urlpatterns = [
    path(
        "espace-membres/structures/<slug:slug>/agrement/<slug:reference>/attestation.pdf",
        proof_views.certificate_pdf,
        name="certificate",
    ),
    path("verifier/", proof_views.verify, name="verify"),
    path("verifier/<str:code>/", proof_views.verify_code, name="verify_code"),
]
