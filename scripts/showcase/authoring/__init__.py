"""The ways in which records are written: files rendered, edited in place, numbered and tried before they are kept."""
