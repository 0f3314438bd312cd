"""Reserved records asked for by one person, answered by whoever publishes them."""
