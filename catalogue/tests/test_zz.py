import time
import pytest
from contextlib import nullcontext
from tests import builders as b
from wagtail.signal_handlers import disable_reference_index_auto_update as off


@pytest.mark.django_db
def test_x(client):
    def t(f, n=10, cm=nullcontext):
        s = time.process_time()
        with cm():
            for _ in range(n):
                f()
        return round((time.process_time() - s) / n * 1000)

    print("site", t(b.make_site, 1))
    b.make_resource()
    print(
        "res",
        t(b.make_resource),
        "no ref",
        t(b.make_resource, 10, off),
        "draft",
        t(lambda: b.make_resource(live=False)),
    )
    client.get("/recherche/")
    print("page", t(lambda: client.get("/recherche/")), t(lambda: client.get("/ressources/")))
    print(
        "user",
        t(lambda: b.make_user("editor")),
        "login",
        t(lambda: client.force_login(b.make_user("editor"))),
    )
