"""What the site keeps about people, and for how long."""
