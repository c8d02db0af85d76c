"""What main published, from git's history."""
