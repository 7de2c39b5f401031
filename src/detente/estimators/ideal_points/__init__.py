"""Dynamic ordinal ideal points: actors by sessions on one dimension, from ordered choices on items that sessions may share."""
