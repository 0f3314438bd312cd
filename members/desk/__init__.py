"""The network’s side: agreements to decide, structures, people, journal, exports, reminders."""
