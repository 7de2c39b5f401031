"""Scenarios: what a membership changes, by accounting; the simulation of futures will live beside it."""
