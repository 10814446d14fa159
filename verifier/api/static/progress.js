"use strict";
(() => {
  const head = document.getElementById("progress");
  const list = document.getElementById("rows");
  const mould = document.getElementById("row").content.firstElementChild;
  const settled = new Set();
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
  const show = (known) => {
    if (known.title) document.querySelector("h1").textContent = known.title;
    document.getElementById("stage").textContent = known.words;
    const bar = document.getElementById("bar");
    bar.max = known.total || 1;
    bar.value = known.done;
    const said = known.rows.map(fill).filter(Boolean);
    if (said.length) document.getElementById("said").textContent = said.join(" ");
  };
  const watch = async () => {
    document.getElementById("refresh").hidden = true;
    for (let pause = 500; ; pause = Math.min(pause + 100, 2000)) {
      try {
        const answer = await fetch(`/jobs/${head.dataset.job}/progress`, { cache: "no-store" });
        if (answer.status === 404) return location.reload();
        if (answer.ok) {
          const known = await answer.json();
          show(known);
          if (known.ended) return location.reload();
        }
      } catch { /* the service may be starting again: ask on */ }
      await wait(pause);
    }
  };
  watch();
})();
