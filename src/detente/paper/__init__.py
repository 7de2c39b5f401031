"""The paper: one document, its sections and charts, and the writers of every form of it."""
