"""Shares: forecasts of shares by rules that a back-test chooses."""
