"""The form on the site: the rules of the check compiled for the browser."""

from showcase.outputs.form.render import render_form, render_gate, render_rules

__all__ = ["render_form", "render_gate", "render_rules"]
