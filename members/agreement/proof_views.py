"""What proves an agreement: its certificate, and the page where anyone checks it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exports.document import french_date
from members.agreement.certificate import NotGiven, certificate
from members.agreement.codes import read_code
from members.agreement.verifying import MALFORMED, answer_for
from members.models import Agreement
from members.permissions import qualities_of
from members.throttling import client_address, too_many

# Someone with a pile of certificates checks one every ten seconds; guessing needs far more.
CHECKS, WINDOW = 30, 300


@never_cache
@login_required
@require_safe
def certificate_pdf(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """The certificate, for the structure's people and for certifiers; 404 for others."""
    agreement = get_object_or_404(
        Agreement.objects.select_related("structure__department", "structure__structure_type"),
        reference=reference,
        structure__slug=slug,
    )
    if not qualities_of(request.user, agreement.structure):
        raise Http404
    try:
        content = certificate(agreement)
    except NotGiven as refusal:
        context = {"agreement": agreement, "reason": str(refusal)}
        return render(request, "members/agreement/no_certificate.html", context, status=403)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="attestation-{reference}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


class CodeForm(forms.Form):
    """The code of a certificate, typed by hand."""

    code = forms.CharField(
        label="Le code de l’attestation",
        help_text="12 lettres et chiffres. Les espaces et les minuscules ne comptent pas.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        if code := read_code(self.cleaned_data["code"]):
            return code
        raise forms.ValidationError(MALFORMED)


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type a code; what is typed by hand may have spaces, dashes and small letters."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("members:verify_code", code=form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    context = {"form": form} | _trail()
    return render(request, "members/agreement/verify.html", context, status=status)


@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Whether this agreement is valid today. An unknown code is answered in the same way."""
    if too_many("verify", client_address(request), limit=CHECKS, seconds=WINDOW):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(WINDOW)
        return response
    read = read_code(code)
    if read and read != code:
        return redirect("members:verify_code", code=read)
    now = timezone.localtime()
    checked = f"{french_date(now)} à {now:%H}\u00a0h\u00a0{now:%M}"
    context = {"answer": answer_for(read), "checked": checked, "form": CodeForm()}
    response = render(request, "members/agreement/verified.html", context | _trail(code))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _trail(code: str = "") -> dict:
    trail = [{"title": "Accueil", "url": "/"}, {"title": "Vérifier un agrément"}]
    if code:
        trail[-1]["url"] = reverse("members:verify")
        trail.append({"title": "Réponse"})
    return {"breadcrumb": trail}
