"""Rules on where two sides are now."""
