"""Hazards: the yearly chances of what moves in a scenario, estimated on what a view could know."""
