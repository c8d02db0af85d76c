// Light or dark: as the system says, until the reader chooses; the choice stays on the device.
(function () {
  "use strict";
  var KEY = "showcase.theme";
  var root = document.documentElement;
  var BUTTON =
    '<button class="sc-header__theme" type="button" data-theme-toggle><svg viewBox="0 0 24 24" aria-hidden="true">' +
    '<path d="M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z"/></svg>' +
    '<span class="sc-visually-hidden">' + (root.lang === "en" ? "Light or dark" : "切换深浅色") + "</span></button>";
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  var chosen = stored();
  var button = null;

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; // storage may be forbidden; the system's preference then stands
    }
  }

  function store() {
    try {
      localStorage.setItem(KEY, chosen);
    } catch (error) {
      // then the choice holds for this page only
    }
  }

  function isDark() {
    return chosen ? chosen === "dark" : system.matches;
  }

  function apply() {
    if (chosen) root.dataset.scheme = chosen;
    root.style.colorScheme = isDark() ? "dark" : "light";
    if (button) button.setAttribute("aria-pressed", String(isDark()));
  }

  apply();
  system.addEventListener("change", apply);
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return; // only a page that Back took out of memory may have missed a choice
    chosen = stored() || chosen;
    apply();
  });
  document.addEventListener("DOMContentLoaded", function () {
    var header = document.querySelector(".sc-header__inner");
    if (!header) return;
    header.insertAdjacentHTML("beforeend", BUTTON);
    button = header.lastElementChild;
    button.addEventListener("click", function () {
      chosen = isDark() ? "light" : "dark";
      store();
      apply();
    });
    apply();
  });
})();
