"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const cards = [...document.querySelectorAll(".card")];
  const scripted = $(".scripted");
  if (!scripted) return;
  scripted.hidden = false;

  let at = -1;
  const shown = () => {
    const action = $(".chips input:checked").value;
    return cards.filter((card) => !card.hidden && (action === "all" || action === card.dataset.action));
  };
  const go = (card) => {
    if (!card) return;
    document.querySelectorAll(".now").forEach((old) => old.classList.remove("now"));
    at = cards.indexOf(card);
    card.classList.add("now");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
    const quoted = document.getElementById("t-" + card.id.slice(2));
    if (!quoted) return;
    quoted.classList.add("now");
    const column = quoted.closest(".text");
    if (column.scrollHeight > column.clientHeight)
      column.scrollTop += quoted.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 3;
  };
  const step = (by) => {
    const left = shown();
    if (!left.length) return;
    const here = left.findIndex((card) => cards.indexOf(card) >= at);
    const exact = here >= 0 && cards.indexOf(left[here]) === at;
    const next = by > 0 ? (here < 0 ? left.length - 1 : exact ? here + 1 : here) : (here < 0 ? left.length : here) - 1;
    go(left[Math.min(Math.max(next, 0), left.length - 1)]);
  };

  const find = $("#find");
  let text;
  const filter = () => {
    text ||= new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
    const wanted = find.value.trim().toLowerCase();
    for (const card of cards) card.hidden = wanted !== "" && !text.get(card).includes(wanted);
    $(".none-left").hidden = !wanted || cards.some((card) => !card.hidden);
  };
  find.addEventListener("input", filter);

  const keys = $("#keys");
  const on = $("#keys-on");
  try { on.checked = localStorage.getItem("keys") !== "off"; } catch { /* a file may have no storage */ }
  on.addEventListener("change", () => {
    try { localStorage.setItem("keys", on.checked ? "on" : "off"); } catch { /* as above */ }
  });
  const deeds = {
    next: () => step(1),
    previous: () => step(-1),
    open: () => { const link = at >= 0 && cards[at].querySelector(".facts a[target]"); if (link) link.click(); },
    find: () => find.focus(),
    help: () => {
      keys.hidden = !keys.hidden;
      $("[data-do=help]").setAttribute("aria-expanded", String(!keys.hidden));
    },
  };
  scripted.addEventListener("click", (event) => {
    const deed = deeds[event.target.dataset.do];
    if (deed) deed();
  });
  const named = { j: "next", k: "previous", o: "open", "/": "find", "?": "help" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target === find) { find.value = ""; filter(); find.blur(); return; }
    if (!on.checked || event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    const deed = deeds[named[event.key]];
    if (deed) { event.preventDefault(); deed(); }
  });

  document.querySelector(".text").addEventListener("click", (event) => {
    const quoted = event.target.closest("a.q");
    if (!quoted) return;
    event.preventDefault();
    history.replaceState(null, "", quoted.hash);
    go(document.querySelector(quoted.hash));
  });
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest(".evidence").querySelector(".copy-words").textContent);
      button.textContent = "Copied";
    });
  }
})();
