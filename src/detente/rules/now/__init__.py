"""Where the two stand today: the state, what is suspended, the rungs, what still counts."""
