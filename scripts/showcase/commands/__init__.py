"""One module a command; `showcase.cli` names them."""
