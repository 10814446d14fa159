"use strict";
(() => {
  const form = document.querySelector(".submit");
  const hint = form.querySelector(".by-keys");
  if (hint) hint.hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
})();
