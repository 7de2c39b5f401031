"""The paper: one document model, its sections and charts, and what writes it as HTML, PDF, JSON, BibTeX and evidence."""
