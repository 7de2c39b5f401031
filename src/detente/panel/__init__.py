"""Panels: grains built from the state systems, columns joined by grain, and columns read as series
of an actor.
"""
