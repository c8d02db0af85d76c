"""The form on the site: the rules of the check compiled for the browser, and what it needs to know of the catalogue."""
