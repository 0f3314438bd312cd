"""The editor's form as a browser fills it, for records without streams (resources)."""

from bs4 import BeautifulSoup


def filled(client, record, **changes) -> dict:
    """What the form holds when it is opened, with some changes."""
    page = BeautifulSoup(client.get(f"/admin/pages/{record.pk}/edit/").content, "html.parser")
    form = page.find("form", id="page-edit-form") or page.find("form", {"data-edit-form": True})
    data: dict = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.get("type") in ("submit", "button", "file"):
            continue
        if field.name == "select":
            data[name] = [option["value"] for option in field.find_all("option", selected=True)]
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        else:
            data[name] = field.text if field.name == "textarea" else field.get("value", "")
    return data | changes


def send(client, record, **changes):
    """Post the form to the editor."""
    address = f"/admin/pages/{record.pk}/edit/"
    return client.post(address, filled(client, record, **changes))
