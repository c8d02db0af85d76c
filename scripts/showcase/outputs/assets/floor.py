"""The oldest browsers that the site serves whole: the one place that says it, for scripts and styles alike.

Why these: Chromium 86 (October 2020) is the kernel of 360 安全浏览器 13, which is still installed in Chinese offices,
and older than those within WeChat and the phones' own browsers; Safari 14.1 (April 2021) reaches every iPhone from
the 6s on. Lower, scripts would need a transpiler for optional chaining. What is older still shows every list, record
and telephone link: only what scripts do is missing.

Styles are lowered to it by lightningcss, which rewrites newer notations that have an older equal (`inset`,
`padding-inline`). What has none (`:has()`, `:is()`, `@layer`, container queries) is refused by tests/test_styles.py,
and so is what these browsers' scripts do not know.
"""

from __future__ import annotations

FLOOR = {"chrome": "86", "edge": "86", "safari": "14.1", "ios_saf": "14.5", "firefox": "78"}
"""Browser → oldest version, by browserslist's names."""
