"""Dynamic ordinal ideal points of actors by session, from choices on shared items."""
