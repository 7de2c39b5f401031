"""Positions and images: votes, regimes, publics."""
