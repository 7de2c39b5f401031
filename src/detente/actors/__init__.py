"""Actors and time: states by date and code, blocs with their dated ladder, and the names people
type.
"""
