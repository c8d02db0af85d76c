"""What a page must not make: messages in the console, errors, failed requests, requests to strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Request

LEFT_THE_PAGE = "net::ERR_ABORTED"
NO_SCRIPTS = "csp"
"""What Chromium says of a module that it will not load ahead, because it runs no scripts."""


@dataclass
class Noise:
    """Watches contexts; `home` is the site's address. A test that provokes noise names it with `expect`."""

    home: str
    scripts: bool = True
    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self._hear(f"console: {message.type}: {message.text}"))
        context.on("weberror", lambda error: self._hear(f"page error: {error.error}"))
        context.on("request", self._hear_stranger)
        context.on("requestfailed", self._hear_failure)
        context.on(
            "response", lambda answer: answer.status < 400 or self._hear(f"answer: {answer.status} {answer.url}")
        )

    def expect(self, pattern: str) -> None:
        """Regular expression of noise that this test provokes; it must be heard."""
        self.expected.append(pattern)

    def allow(self, pattern: str) -> None:
        """Regular expression of noise that may be heard or not, as the browser's own hurry has it."""
        self.allowed.append(pattern)

    def check(self) -> None:
        """Nothing was heard but what was expected, and all of that was."""
        known = [*self.expected, *self.allowed]
        surprising = [line for line in self.heard if not any(re.search(pattern, line) for pattern in known)]
        silent = [pattern for pattern in self.expected if not any(re.search(pattern, line) for line in self.heard)]
        assert not surprising, "heard: " + "\n".join(surprising)
        assert not silent, "expected in vain: " + "\n".join(silent)

    def _hear(self, line: str) -> None:
        self.heard.append(line)

    def _hear_stranger(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self._hear(f"request to a stranger: {request.url}")

    def _hear_failure(self, request: Request) -> None:
        if request.failure != LEFT_THE_PAGE and not (request.failure == NO_SCRIPTS and not self.scripts):
            self._hear(f"request failed: {request.url}: {request.failure}")
