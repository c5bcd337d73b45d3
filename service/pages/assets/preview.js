// Loads the page again when a file of the module has been saved.
"use strict";
(() => {
  let version = null;
  async function look() {
    try {
      const now = await (await fetch("/preview/version", {cache: "no-store"})).text();
      if (version !== null && now !== version) location.reload();
      version = now;
    } catch { /* the preview has ended */ }
  }
  look();
  setInterval(look, 700);
})();
