"""Archives of events: official layouts read, converted to months, and counted by pair of states."""
