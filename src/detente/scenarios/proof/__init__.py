"""Proof: what simulated futures are worth, at origins in the past whose outcome is known."""
