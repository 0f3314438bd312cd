"""What a page of questions receives after a save: done, or both texts when two windows wrote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from members.agreement.forms import SectionForm
from members.agreement.history import hour
from members.agreement.merging import Answer
from members.agreement.wording import answer_in_words

NOTHING = "(rien)"
CONFLICT = (
    "Cette rubrique vient d’être enregistrée ailleurs. Votre texte est dans la page. Appuyez sur "
    "« Enregistrer » : vous verrez les deux textes."
)


def saved(request: HttpRequest, part, form: SectionForm, answer: Answer) -> HttpResponse:
    """What changes in the page after a save made while typing. `part` is the section's state."""
    context = {
        "saved_at": hour(answer.updated_at),
        "version": answer.version,
        "part": part,
        "wrong": [form[name].label for name in form.errors],
    }
    status = 422 if form.errors else 200
    return render(request, "members/agreement/_saved.html", context, status=status)


def saved_elsewhere(request: HttpRequest) -> HttpResponse:
    """A save made while typing that came after another window's."""
    context = {"message": CONFLICT, "login_url": ""}
    return render(request, "members/agreement/_not_saved.html", context, status=409)


def theirs(form: SectionForm, answer: Answer, supports: dict[int, str]) -> dict[str, str]:
    """Question → what was saved elsewhere, in words, where it is not what was typed here."""
    mine = form.answers()
    return {
        question.key: answer_in_words(question, answer.data.get(question.key), supports)["text"]
        or NOTHING
        for question in form.section.questions
        if mine.get(question.key) != answer.data.get(question.key)
    }
