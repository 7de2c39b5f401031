"""What came after the view, and how far to trust the methods."""
