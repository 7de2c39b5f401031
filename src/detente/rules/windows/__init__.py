"""Windows of opportunity, and for pairs at war the record of wars."""
