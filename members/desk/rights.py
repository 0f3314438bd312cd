"""Who may do what on the network’s side, and why a person may not decide on a file."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from wagtail.permission_policies import ModelPermissionPolicy

from members.models import Agreement, Membership
from members.permissions import DECIDE, Quality, qualities_of


class OnlySome(ModelPermissionPolicy):
    """Only these actions exist, whatever a group was given."""

    def __init__(self, model, actions: set[str]):
        super().__init__(model)
        self._actions = actions

    def user_has_permission(self, user, action: str) -> bool:
        return action in self._actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def structures_of(user) -> set[int]:
    """Keys of the structures this person belongs to: they decide on none of their files."""
    return set(Membership.objects.filter(user=user).values_list("structure", flat=True))


only_certifiers = permission_required(DECIDE, raise_exception=True)


def on_a_file(view: Callable) -> Callable:
    """A screen about the file named in the address, for a certifier from outside its structure.

    Somebody of the structure is told why they may not, and where they follow their own file.
    """

    @wraps(view)
    def inner(request: HttpRequest, reference: str, *args, **kwargs) -> HttpResponseBase:
        files = Agreement.objects.select_related(
            "structure__structure_type", "structure__department", "renews"
        )
        agreement = get_object_or_404(files, reference=reference)
        if Quality.CERTIFIER not in qualities_of(request.user, agreement.structure):
            context = {"agreement": agreement}
            return render(request, "members/admin/conflict.html", context, status=403)
        return view(request, agreement, *args, **kwargs)

    return only_certifiers(inner)
