"""Power: who gains, who loses, against whom."""
