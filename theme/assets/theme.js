// Light or dark: as the system says, until the reader chooses; the choice stays on the device.
(function () {
  "use strict";
  var KEY = "showcase.theme";
  var sheet = document.getElementById("sc-dark");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; // storage may be forbidden; the system's preference then stands
    }
  }

  function isDark() {
    return stored() ? stored() === "dark" : system.matches;
  }

  function apply() {
    sheet.media = stored() ? (isDark() ? "all" : "not all") : "(prefers-color-scheme: dark)";
    document.documentElement.style.colorScheme = isDark() ? "dark" : "light";
  }

  apply();
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", function () {
      try {
        localStorage.setItem(KEY, isDark() ? "light" : "dark");
      } catch (error) {
        return;
      }
      apply();
      button.setAttribute("aria-pressed", String(isDark()));
    });
  });
})();
