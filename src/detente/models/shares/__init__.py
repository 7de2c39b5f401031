"""Shares: forecasts of shares by rules weighed by what they scored before."""
