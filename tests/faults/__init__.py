"""Faults: inputs that are meant to harm, and what is left of them."""
