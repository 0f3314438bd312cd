"""Turns document descriptions into files to take away."""
