"""Windows of opportunity: dated by a rule that is refitted every year."""
