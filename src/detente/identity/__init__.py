"""Identity: foreign-policy positions from UN votes, agreement, regime."""
