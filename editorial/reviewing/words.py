"""Words of Wagtail's menu that speak of a machine: said as one speaks of people reading."""

SAID = {
    "action-cancel-workflow": "Arrêter la relecture",
    "action-restart-workflow": "Recommencer la relecture",
}


def in_the_menu(menu_items: list, request, context: dict) -> None:
    """Rename what can be; « Approuver et Publier » is one action, of one sentence."""
    for item in menu_items:
        item.label = SAID.get(item.name, str(item.label).replace(" et Publier", " et publier"))
