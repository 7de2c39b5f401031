"""Pages of the site: what readers see, and what staff do."""
