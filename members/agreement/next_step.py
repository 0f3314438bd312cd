"""What there is to do now on a file: one sentence, one button at most."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from members.agreement.dossier import Dossier
from members.agreement.rules import ANSWER_DAYS, CONTEST_DAYS, RENEWAL_DAYS, REVIEW_DAYS
from members.models import Agreement, State
from members.permissions import Quality

CONTACT = "/contact/?file=certification"
YOURS = "C’est à la ou au référent·e pédagogique de le faire."


@dataclass(frozen=True)
class NextStep:
    """`label` and `url` are empty when there is only to wait, or when another person acts."""

    title: str
    text: str
    label: str = ""
    url: str = ""


def next_step(dossier: Dossier, qualities: frozenset[Quality]) -> NextStep:
    """The one thing to do, for whoever has these qualities in the structure."""
    step = STEPS[State(dossier.agreement.state)](dossier)
    if step.label and step.url != CONTACT and Quality.REFERENT not in qualities:
        return NextStep(step.title, f"{step.text} {YOURS}")
    return step


def day(value: date) -> str:
    """A day in French: « 3 mars 2027 »."""
    return date_format(value, "j F Y")


def contest_until(agreement: Agreement) -> date:
    """The last day of the contradictory round."""
    return timezone.localdate(agreement.state_since) + timedelta(days=CONTEST_DAYS)


def renewal_opens(agreement: Agreement) -> date:
    """The first day on which the renewal may be asked."""
    return agreement.valid_until - timedelta(days=RENEWAL_DAYS)


def plural(number: int, one: str, many: str) -> str:
    return f"{number}\u00a0{one if number == 1 else many}"


def _draft(dossier: Dossier) -> NextStep:
    left = dossier.missing
    if not left:
        return NextStep(
            "Relire, puis déposer",
            "Tout est rempli. Relisez le dossier une dernière fois.",
            "Relire le dossier",
            dossier.url("file_summary"),
        )
    first = next(part for part in dossier.parts if part.missing)
    begun = dossier.given > 0
    return NextStep(
        "Continuer le dossier" if begun else "Commencer le dossier",
        f"Il reste {plural(len(left), 'réponse ou pièce', 'réponses et pièces')} à donner. "
        "Vous pouvez vous arrêter quand vous voulez : tout est gardé.",
        "Continuer" if begun else "Commencer",
        first.missing[0].url if begun else first.url,
    )


def _being_read(dossier: Dossier) -> NextStep:
    since = timezone.localdate(dossier.agreement.state_since)
    late = day(since + timedelta(days=REVIEW_DAYS))
    return NextStep(
        "Rien à faire pour l’instant",
        "Le certificateur étudie votre dossier. Vous recevrez un courriel. "
        f"Sans nouvelle le {late}, écrivez-lui.",
    )


def _more_asked(dossier: Dossier) -> NextStep:
    wished = timezone.localdate(dossier.agreement.state_since) + timedelta(days=ANSWER_DAYS)
    until = f"Si possible avant le {day(wished)}."
    if dossier.flagged:
        parts = plural(len(dossier.flagged), "rubrique", "rubriques")
        return NextStep(
            "Compléter le dossier",
            f"Le certificateur demande des compléments dans {parts}. {until}",
            "Compléter",
            dossier.flagged[0].url,
        )
    if dossier.missing:
        first = next(part for part in dossier.parts if part.missing)
        left = plural(len(dossier.missing), "réponse ou pièce", "réponses et pièces")
        return NextStep(
            "Compléter le dossier",
            f"Il reste {left} à donner. {until}",
            "Compléter",
            first.missing[0].url,
        )
    return NextStep(
        "Relire, puis renvoyer",
        f"Lisez ce que le certificateur demande, répondez-y, puis renvoyez le dossier. {until}",
        "Relire le dossier",
        dossier.url("file_summary"),
    )


def _refusal_planned(dossier: Dossier) -> NextStep:
    end = contest_until(dossier.agreement)
    passed = timezone.localdate() > end
    text = (
        f"La date du {day(end)} est passée : le refus peut devenir définitif. "
        "Vous pouvez encore écrire, faites-le vite."
        if passed
        else f"Rien n’est décidé. Vous avez jusqu’au {day(end)} pour répondre au certificateur."
    )
    return NextStep(
        "Répondre avant la décision",
        text,
        "Envoyer vos observations",
        dossier.url("file_move", "observations"),
    )


def _agreed(dossier: Dossier) -> NextStep:
    agreement = dossier.agreement
    today = timezone.localdate()
    if today > agreement.valid_until:
        return _ended(dossier)
    if today >= renewal_opens(agreement):
        return NextStep(
            "Préparer le renouvellement",
            f"Votre agrément vaut jusqu’au {day(agreement.valid_until)}. Vos réponses seront "
            "reprises : vous n’aurez qu’à les mettre à jour.",
            "Voir le renouvellement",
            files_url(agreement),
        )
    visit = agreement.visit_due
    if visit and not agreement.visit_done:
        planned = agreement.visit_planned
        said = f"prévue le {day(planned)}" if planned else f"à prévoir avant le {day(visit)}"
        return NextStep(
            "Préparer la visite",
            f"Une personne habilitée vient vous voir : visite {said}. Gardez sous la main les "
            "livrets et les feuilles d’émargement.",
        )
    return NextStep(
        "Rien à faire pour l’instant",
        f"Votre agrément vaut jusqu’au {day(agreement.valid_until)}. Vous pourrez demander son "
        f"renouvellement à partir du {day(renewal_opens(agreement))}.",
    )


def _suspended(dossier: Dossier) -> NextStep:
    return NextStep(
        "Lever la suspension",
        "Pendant la suspension, vous ne préparez plus au CQP et les fiches réservées aux "
        "structures agréées vous sont fermées. Corrigez ce que dit le motif, puis écrivez au "
        "certificateur.",
        "Écrire au certificateur",
        CONTACT,
    )


def _ended(dossier: Dossier) -> NextStep:
    return NextStep(
        "Demander de nouveau l’agrément",
        "Ce dossier est clos. Vous pouvez en ouvrir un autre : vos réponses seront reprises.",
        "Voir les dossiers de la structure",
        files_url(dossier.agreement),
    )


def files_url(agreement: Agreement) -> str:
    """The page of the structure's files."""
    return reverse("members:files", args=[agreement.structure.slug])


STEPS = {
    State.DRAFT: _draft,
    State.SUBMITTED: _being_read,
    State.UNDER_REVIEW: _being_read,
    State.MORE_ASKED: _more_asked,
    State.REFUSAL_PLANNED: _refusal_planned,
    State.CONTESTED: _being_read,
    State.AGREED: _agreed,
    State.SUSPENDED: _suspended,
    State.REFUSED: _ended,
    State.WITHDRAWN: _ended,
    State.EXPIRED: _ended,
    State.ABANDONED: _ended,
}
