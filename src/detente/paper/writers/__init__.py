"""Writers: one document as HTML, PDF, JSON and evidence."""
