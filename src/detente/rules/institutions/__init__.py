"""Institutions: rungs, bodies, treaties, what has stopped, and for how long."""
