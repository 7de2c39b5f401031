"""Speech: who names whom in the UN General Debate, and how."""
