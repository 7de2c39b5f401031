"""Findings about positions, speech and regimes."""
