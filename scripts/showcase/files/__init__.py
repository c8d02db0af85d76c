"""A file's bytes → text, data and places; what reads and writes formats (YAML, Markdown, sheets) and asks git."""
