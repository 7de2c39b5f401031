"""Features: rows of pairs and years from which the models are fitted."""
