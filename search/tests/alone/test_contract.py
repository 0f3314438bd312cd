"""The family's own tests: what every backend of `modelsearch` must do."""

from django.test import TestCase
from modelsearch.tests.test_backends import BackendTests

from . import family_data


class TestContract(BackendTests, TestCase):
    backend_path = "search.backend"
    fixtures: list[str] = []

    @classmethod
    def setUpTestData(cls):
        family_data.create()
