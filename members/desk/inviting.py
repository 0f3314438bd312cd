"""Staff invites the first référent·e of a structure; the rules are those of every invitation."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages

from members.desk.structures import CHANGES
from members.models import Role, Structure
from members.structures.inviting import invite
from members.structures.rules import Refused


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label="Adresse électronique",
        help_text="La personne reçoit un lien valable quatorze jours, pour elle seule.",
    )
    role = forms.ChoiceField(
        label="Rôle", choices=Role.choices, initial=Role.REFERENT, widget=forms.RadioSelect
    )


@permission_required(CHANGES, raise_exception=True)
def invite_referent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to somebody so that they join this structure."""
    structure = get_object_or_404(Structure.objects.open(), pk=pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            invite(structure, typed["email"], typed["role"], request.user)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"L’invitation est partie vers {typed['email']}.")
            return redirect("structures:edit", structure.pk)
    context = {"structure": structure, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/admin/structure_invite.html", context, status=status)
