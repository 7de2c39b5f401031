"""Proof of simulated futures."""
