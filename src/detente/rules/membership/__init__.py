"""What membership would change: by treaty, by count, and what past joiners did."""
