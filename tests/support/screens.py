"""The screens that readers have, as marks for tests that must hold on several of them."""

from __future__ import annotations

import pytest

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
"""The narrowest phone, and a wide screen at 400 % (WCAG 1.4.10)."""

both_widths = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
on_phone = pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
both_schemes = pytest.mark.parametrize("color_scheme", ["light", "dark"])
without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)
NO_TRANSITIONS = "* { transition: none !important }"
"""A style for tests that look at colours: or they see them on their way from light to dark."""
