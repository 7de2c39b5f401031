"""Scenarios: what a membership changes, by accounting; the simulation will be beside it."""
