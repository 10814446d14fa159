"use strict";
(() => {
  const head = document.getElementById("progress");
  const list = document.getElementById("rows");
  const mould = document.getElementById("row").content.firstElementChild;
  const here = `/jobs/${head.dataset.job}`;
  const settled = new Set([...list.querySelectorAll("[data-settled]")].map((line) => line.id.slice(2)));
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const lineOf = (row) => {
    const line = document.getElementById("r-" + row.id) || mould.cloneNode(true);
    if (!line.id) {
      line.id = "r-" + row.id;
      line.querySelector(".n").textContent = row.number;
      line.querySelector(".quoted").textContent = "“" + row.quoted + "”";
      list.append(line);
    }
    return line;
  };
  const fill = (row) => {
    const line = lineOf(row);
    line.className = "t-" + row.tone;
    const words = line.querySelector(".words");
    if (words.textContent === row.words && settled.has(row.id) === row.settled) return "";
    const fresh = row.settled && !settled.has(row.id);
    if (row.settled) settled.add(row.id); else settled.delete(row.id);
    words.textContent = row.words;
    line.querySelector("use").setAttribute("href", "#i-" + row.icon);
    return fresh ? `Quotation ${row.number}: ${row.words}.` : "";
  };
  const say = (words) => {
    // One message a finding: each is a paragraph of its own, and none is ever said again.
    const line = document.createElement("p");
    line.textContent = words;
    document.getElementById("said").append(line);
  };
  const show = (known) => {
    if (known.title) document.querySelector("h1").textContent = known.title;
    document.getElementById("stage").textContent = known.words;
    const bar = document.getElementById("bar");
    bar.max = known.total || 1;
    bar.value = known.done;
    known.rows.map(fill).filter(Boolean).forEach(say);
  };

  // Asks once; true when the job has ended and the report is on its way.
  const ask = async () => {
    try {
      const answer = await fetch(here + "/progress", { cache: "no-store" });
      const known = answer.ok ? await answer.json() : null;
      if (known) show(known);
      if (!(known?.ended || answer.status === 404)) return false;
      location.reload();
      return true;
    } catch {
      return false; // the service may be starting again: ask on
    }
  };

  // Events say when to ask. While they come, asking now and then is for the bar alone; where
  // there are none (too many streams, a proxy that holds them back) asking is all there is.
  let heard = () => {};
  let streaming = false;
  const listen = () => {
    if (!window.EventSource) return;
    const stream = new EventSource(here + "/events");
    stream.onopen = () => { streaming = true; };
    stream.onerror = () => { streaming = false; };
    for (const kind of ["state", "round", "counts", "report", "end"])
      stream.addEventListener(kind, () => { if (kind === "end") stream.close(); heard(); });
  };
  const watch = async () => {
    document.getElementById("refresh").hidden = true;
    listen();
    for (let pause = 500; ; pause = Math.min(pause + 100, 2000)) {
      const event = new Promise((done) => { heard = done; });
      if (await ask()) return;
      await Promise.race([event, wait(streaming ? 3000 : pause)]);
    }
  };
  watch();
})();
