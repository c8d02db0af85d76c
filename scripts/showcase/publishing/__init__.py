"""A built site → proved, packed and shown on a server: verification, releases, what is switched and rolled back."""
