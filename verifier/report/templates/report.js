"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const cards = [...document.querySelectorAll(".card")];
  const scripted = $(".scripted");
  if (!scripted) return;
  scripted.hidden = false;

  // A card only links what is done on it; near the screen it gets the fields themselves.
  const mould = $("#deeds")?.content.firstElementChild;
  const unfold = (card) => {
    const link = card.querySelector("p.deeds a");
    if (!link || !mould) return;
    const bar = card.querySelector(".decision");
    const { choice, earlier } = bar.dataset;
    const standing = choice && earlier === undefined;
    const made = mould.cloneNode(true);
    const part = (selector) => made.querySelector(selector);
    for (const form of made.querySelectorAll("form")) {
      form.action = link.href + form.getAttribute("action");
      form.ariaLabel += " " + (form.action.endsWith("/sources") ? "for" : "on") + " " + card.querySelector(".number").textContent.toLowerCase();
    }
    if (standing && choice === "accept") part("[value=accept]").remove();
    if (!standing) part("[value=none]").remove();
    if (card.dataset.action === "none") part("form + form").remove();
    for (const field of ["reason", "note"]) {
      const kept = bar.querySelector(`[data-kept=${field}]`);
      if (!kept) continue;
      part(`[name=${field}]`).value = kept.textContent;
      part(`[data-field=${field}] summary`).textContent = "Change the " + field;
    }
    if (choice) part("[data-field=note] button").value = choice;
    link.parentElement.replaceWith(made);
  };
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries)
      if (entry.isIntersecting) { unfold(entry.target); near.unobserve(entry.target); }
  }, { rootMargin: "600px" });
  cards.forEach((card) => near.observe(card));

  let at = -1;
  const shown = () => {
    const action = $(".chips input:checked").value;
    return cards.filter((card) => !card.hidden && (action === "all" || action === card.dataset.action));
  };
  const go = (card) => {
    if (!card) return;
    document.querySelectorAll(".now").forEach((old) => old.classList.remove("now"));
    at = cards.indexOf(card);
    unfold(card);
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
  const now = () => (at < 0 ? null : cards[at]);
  const say = (words) => { $("#said").textContent = words; };
  const write = (field) => {
    const fold = now()?.querySelector(`[data-field=${field}]`);
    if (!fold) return;
    fold.open = true;
    fold.querySelector("textarea").focus();
  };
  const keep = async (form, button) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("choice", button.value);
    fields.set("fragment", "1");
    const card = form.closest(".card");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields });
      if (!answer.ok || answer.redirected) throw answer.status;
      const made = document.createRange().createContextualFragment(await answer.text());
      form.closest(".decision").replaceWith(made);
      unfold(card);
      card.focus({ preventScroll: true });
      const done = card.querySelector(".decided b");
      const number = card.querySelector(".number").textContent;
      say(`${number}: ${done ? done.textContent : "Decision taken back"}.`);
    } catch {
      say("The decision was not kept. Load the page again.");
      form.querySelector(".failed")?.remove();
      form.insertAdjacentHTML("beforeend", '<p class="failed">Not kept. Load the page again, then decide.</p>');
    }
  };
  $("#findings").addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/decision")) return;
    event.preventDefault();
    keep(event.target, event.submitter);
  });
  $("#findings").addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card) at = cards.indexOf(card);
  });
  $("#findings").addEventListener("keydown", (event) => {
    const fold = event.target.closest("textarea") && event.target.closest("details");
    if (!fold) return;
    if (event.key === "Escape") { fold.open = false; fold.closest(".card").focus({ preventScroll: true }); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) fold.closest("form").requestSubmit(fold.querySelector("button"));
  });
  const deeds = {
    accept: () => now()?.querySelector("form")?.requestSubmit(now().querySelector("button[value=accept]")),
    dispute: () => write("reason"),
    note: () => write("note"),
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
  const named = { j: "next", k: "previous", o: "open", a: "accept", d: "dispute", n: "note", "/": "find", "?": "help" };
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
