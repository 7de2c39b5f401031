"""Angles: one question a file."""
