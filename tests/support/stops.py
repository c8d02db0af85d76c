"""What the keyboard and paper meet on a page, looked at in one go: no page needs a walk of its own."""

from __future__ import annotations

from playwright.sync_api import Page

STOPS = """() => {
  const outlined = (node) => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const middle = (start, length, size) => (Math.max(start, 0) + Math.min(start + length, size)) / 2;
  const inSight = (node) => {
    const box = node.getClientRects()[0];
    const top = document.elementFromPoint(middle(box.x, box.width, innerWidth), middle(box.y, box.height, innerHeight));
    return Boolean(top) && [node, ...(node.labels || [])].some((one) => one.contains(top) || top.contains(one));
  };
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0;
  const wrong = [];
  for (const node of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (!shown(node)) continue;
    node.focus({ focusVisible: true });
    const around = [node, node.closest(".sc-card, .sc-search-box, .sc-choice, .sc-sheet__zone")];
    const faults = [
      [document.activeElement !== node, "takes no focus"],
      [!around.some((one) => one && outlined(one)), "no outline"],
      [!inSight(node), "out of sight"],
    ];
    for (const [is, fault] of faults) if (is) wrong.push(`${fault}: ${node.outerHTML.slice(0, 120)}`);
  }
  return wrong;
}"""
ON_PAPER = """() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const light = (colour) => {
    const parts = colour.match(/[0-9.]+/g).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  const wrong = wide > 0 ? [`${wide} pixels off the sheet`] : [];
  const useless = "nav, button:not(.sc-result-table__sort), .sc-button, .sc-search-box";
  for (const node of document.querySelectorAll("body *")) {
    if (!shown(node)) continue;
    if (node.matches(useless) || getComputedStyle(node).position === "fixed") wrong.push(node.outerHTML.slice(0, 120));
    const says = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    const ground = node.closest(".sc-sheet--cover, svg"); // whose ground is printed too
    if (says && !ground && 1.05 / (light(getComputedStyle(node).color) + 0.05) < 4.5) {
      wrong.push(`faint: ${node.outerHTML.slice(0, 120)}`);
    }
  }
  return wrong;
}"""
SHEET = {"width": 718, "height": 1000}
"""A4 between its margins, in CSS pixels."""


def find_lost_stops(page: Page) -> list[str]:
    """What Tab reaches that shows no focus, or stands behind something or off the side."""
    page.keyboard.press("Tab")  # from now on the focus is shown
    lost: list[str] = page.evaluate(STOPS)
    return lost


def find_lost_on_paper(page: Page) -> list[str]:
    """What nobody can use on paper, what is off the sheet, and what a reader of dark pages would print too light."""
    page.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    page.set_viewport_size(SHEET)
    lost: list[str] = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen", color_scheme="light")
    return lost
