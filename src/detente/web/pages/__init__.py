"""Pages for readers: each is an address that shows the same again."""
