"""Claims: anybody's statements, held against every source that measures what they speak of."""
