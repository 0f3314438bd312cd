"""Take up the tasks whose worker was killed: nothing else would ever end them."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Our longest task lasts seconds: after this delay its worker is gone.
PATIENCE = timedelta(minutes=30)
ATTEMPTS = 3


class Command(BaseCommand):
    help = "Remet dans la file les tâches interrompues (trois essais au plus)."

    def handle(self, *args, **options):
        abandoned = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - PATIENCE)
        taken_up = given_up = 0
        for task in abandoned:
            if len(task.worker_ids) < ATTEMPTS:
                changes = {"status": TaskResultStatus.READY}
                taken_up += 1
            else:
                changes = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
                given_up += 1
            # Only if it is still running: its worker may have been slow, not dead.
            abandoned.filter(pk=task.pk).update(**changes)
        self.stdout.write(f"Tâches remises dans la file : {taken_up}. Abandonnées : {given_up}.")
