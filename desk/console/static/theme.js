// Runs before the first paint, so that a chosen theme never flashes. The rest is in preferences.js.
(function () {
  try {
    const theme = localStorage.getItem("parley.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // A browser may forbid storage; the device's own setting then decides.
  }
})();
