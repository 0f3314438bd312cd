"""Screens of the menu « Recherche »: the week's searches, a synonym on trial, a page forward."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.search_promotions.views.settings import CreateView, IndexView
from wagtail.log_actions import log

from portal.models import SynonymGroup
from portal.searching import week
from portal.searching.trial import compare

TEACHES = "portal.add_synonymgroup"
PUTS_FORWARD = "wagtailsearchpromotions.add_searchpromotion"
MAX_QUERY = 200

only_editors = permission_required(TEACHES, raise_exception=True)


class TrialForm(forms.ModelForm):
    """A query, and the group of words tried on it."""

    q = forms.CharField(
        label="Ce que tape le lecteur",
        max_length=MAX_QUERY,
        help_text="Comme il l’écrirait : « potager », « dossier vae »…",
    )

    class Meta:
        model = SynonymGroup
        fields = ["words", "direction", "note"]
        widgets = {"words": AdminAutoHeightTextInput, "direction": forms.RadioSelect}

    field_order = ["q", "words", "direction", "note"]


@only_editors
def trial(request: HttpRequest) -> HttpResponse:
    """Try a group on a query; save it when it does what one hoped."""
    if request.method != "POST":
        typed = request.GET.get("q", "").replace("\0", "")[:MAX_QUERY]
        words = f"{typed}\n" if typed else ""
        return _trial_page(request, TrialForm(initial={"q": typed, "words": words}))
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _trial_page(request, form)
    if "save" in request.POST:
        return _saved(request, form)
    group, query = form.save(commit=False), form.cleaned_data["q"]
    return _trial_page(request, form, compare(query, group, request.user), tried=True)


def _trial_page(request: HttpRequest, form, comparison=None, tried=False) -> HttpResponse:
    context = {"form": form, "comparison": comparison, "tried": tried}
    return render(request, "portal/admin/synonym_trial.html", context)


def _saved(request: HttpRequest, form: TrialForm) -> HttpResponse:
    group = form.save()
    log(group, "wagtail.create")
    edit = reverse("wagtailsnippets_portal_synonymgroup:edit", args=[group.pk])
    messages.success(
        request,
        f"« {group} » est enregistré : la recherche en tient compte dès maintenant.",
        buttons=[messages.button(edit, "Modifier")],
    )
    return redirect("wagtailsnippets_portal_synonymgroup:list")


@only_editors
def week_page(request: HttpRequest) -> HttpResponse:
    """The searches of the last days; `export` names the table to take away."""
    days = week.period_of(request.GET.get("jours", ""))
    tables = {"sans-resultat": week.without_result(days), "demandes": week.most_asked(days)}
    wanted = request.GET.get("export")
    if wanted in tables:
        return week.as_csv(tables[wanted], f"recherches-{wanted}-{days}-jours")
    context = {
        "days": days,
        "periods": week.PERIODS,
        "fewest": week.FEWEST,
        "shown": week.SHOWN,
        "headers": week.HEADERS,
        "tables": [
            {
                "name": "sans-resultat",
                "title": "Sans résultat",
                "none": "Rien à signaler : tout ce qui revient souvent trouve une réponse.",
                "rows": list(tables["sans-resultat"][: week.SHOWN]),
            },
            {
                "name": "demandes",
                "title": "Les plus demandées",
                "none": "Pas encore assez de recherches sur cette période.",
                "rows": list(tables["demandes"][: week.SHOWN]),
            },
        ],
    }
    return render(request, "portal/admin/searches.html", context)


class Picks(IndexView):
    """Wagtail's list, in our words and without its count of views, which is not fed."""

    page_title = "Résultats mis en avant"
    add_item_label = "Mettre une page en avant"
    columns = IndexView.columns[:2]


class PutForward(CreateView):
    """Wagtail's screen, in our words, those of the reader already filled in (`?q=`)."""

    page_subtitle = Picks.add_item_label
    success_message = "C’est en avant pour « %(query)s »."

    def get_initial(self) -> dict:
        words = " ".join(self.request.GET.get("q", "").replace("\0", "").split())
        return super().get_initial() | {"query_string": words[:MAX_QUERY]}

    def get_breadcrumbs_items(self) -> list[dict]:
        items = super().get_breadcrumbs_items()
        items[-2]["label"], items[-1]["label"] = Picks.page_title, Picks.add_item_label
        return items
