"""Structures and their people: what they show, who comes in, who leaves, who answers for them."""
