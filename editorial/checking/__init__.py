"""What must or should be right before a record is published."""
