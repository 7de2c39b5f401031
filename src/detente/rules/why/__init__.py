"""Why: how the three structures push, together or against each other."""
