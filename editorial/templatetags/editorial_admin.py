"""What Wagtail's screens ask of this room."""

from django import template

from editorial.publishing import withdrawing

register = template.Library()


@register.simple_tag
def replacement_form(page) -> withdrawing.ReplacementForm | None:
    """The question asked when a page is withdrawn; None when it is no record online."""
    return withdrawing.form_for([page])


@register.simple_tag
def replacement_form_of_several(items: list[dict]) -> withdrawing.ReplacementForm | None:
    """The same, for several pages at once, as Wagtail lists them."""
    return withdrawing.form_for([entry["item"] for entry in items])
