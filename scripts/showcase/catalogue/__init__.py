"""One pass over content/: folders, entries, and load()."""
