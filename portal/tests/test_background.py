"""What happens at fixed times, and tasks whose worker vanished."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.management.commands import background, requeue_tasks


@pytest.fixture
def timetable(monkeypatch):
    """Two jobs, the first of which always fails, and a clock we move by hand."""
    ran = []

    def run(name, **options):
        ran.append(name)
        if name == "fails":
            raise ValueError("panne")

    monkeypatch.setattr(background, "call_command", run)
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    now = [0.0]
    jobs = (("fails", 10, 0), ("works", 100, 5))
    table = background.Timetable(jobs, clock=lambda: now[0])
    return table, now, ran


def test_jobs_run_at_their_time_and_only_then(timetable):
    table, now, ran = timetable
    for moment in (0, 4, 5, 10, 12, 104, 105):
        now[0] = moment
        table.run_due()
    assert ran == ["fails", "works", "fails", "fails", "works"]


def test_job_that_fails_is_logged_and_the_others_go_on(timetable, caplog):
    table, now, ran = timetable
    now[0] = 6
    table.run_due()
    assert ran == ["fails", "works"]
    assert "La commande fails a échoué" in caplog.text


def test_every_job_of_the_timetable_is_a_command():
    from django.core.management import get_commands

    assert {name.split()[0] for name, _, _ in background.TIMETABLE} <= set(get_commands())


def test_worker_waits_when_the_database_is_busy(monkeypatch):
    worker = background.TaskWorker.__new__(background.TaskWorker)
    worker.running = True
    answers = iter([OperationalError("database is locked"), None])

    def run(self):
        answer = next(answers)
        if answer:
            raise answer
        self.running = False

    monkeypatch.setattr(background.Worker, "run", run)
    worker.run_forever()
    assert next(answers, "épuisé") == "épuisé"


def make_task(started_ago: timedelta, attempts: int) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - started_ago,
        worker_ids=["w"] * attempts,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="catalogue.tasks.inspect_file",
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("started_ago", "attempts", "status"),
    [
        (requeue_tasks.PATIENCE / 2, 1, TaskResultStatus.RUNNING),
        (requeue_tasks.PATIENCE * 2, 1, TaskResultStatus.READY),
        (requeue_tasks.PATIENCE * 2, requeue_tasks.ATTEMPTS, TaskResultStatus.FAILED),
    ],
)
def test_interrupted_task_is_taken_up_three_times_at_most(started_ago, attempts, status):
    task = make_task(started_ago, attempts)
    call_command("requeue_tasks", verbosity=0)
    task.refresh_from_db()
    assert task.status == status
