"""The state of a relation: dated conditions and a headline, known before anything is said."""
