// Small comforts; every act works without this file. It saves the draft while somebody types, takes a table that is
// pasted into a cell, adds rows without a reload, and prints.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const form = document.querySelector("form[data-autosave]");
if (form) {
  const said = form.dataset;
  const status = document.getElementById("luu");
  const PAUSE = 1500, AGAIN = 10000, MOST_PASTED = 200;
  let dirty = false, timer = 0, under_way = false, leaving = false;

  const show = (kind, shape, words, link) => {
    status.textContent = "";
    const mark = document.createElement("span");
    mark.className = "st " + kind;
    mark.innerHTML = '<svg aria-hidden="true"><use href="#s-' + shape + '"/></svg>';
    const text = document.createElement("span");
    text.textContent = words;
    mark.append(text);
    status.append(mark);
    if (link) {
      const again = document.createElement("a");
      again.href = location.pathname + "?edit=1#bang";
      again.textContent = link;
      status.append(" ", again);
    }
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function save() {
    if (under_way || !dirty) return;
    under_way = true;
    dirty = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "save");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!told.saved) throw new Error((told.told || [])[0] || answer.statusText);
      for (const [id, seen] of Object.entries(told.marks)) mark(id, seen);
      if (told.told.length) show("judge", "judge", plain(told.told[0]), said.reload);
      else show("ok", "done", said.saved + " " + told.saved);
    } catch (error) {
      dirty = true;
      show("judge", "judge", said.failed);
      later(AGAIN);
    }
    under_way = false;
    if (dirty) later(PAUSE);
  }

  const plain = (words) => new DOMParser().parseFromString(words, "text/html").body.textContent;

  function mark(id, seen) {
    let field = form.elements["s." + id];
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "s." + id;
      form.querySelector('[data-row="' + id + '"] th').append(field);
    }
    field.value = seen;
  }

  form.addEventListener("input", () => { dirty = true; later(PAUSE); });
  form.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });

  // The link counts as opened once a person has touched the page.
  const opened = () => fetch(said.opened, { method: "POST", keepalive: true }).catch(() => {});
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, opened, { once: true });

  // ---- rows
  const rows = () => [...form.querySelectorAll("tr[data-row]")];
  function addRow() {
    const last = rows().at(-1), copy = last.cloneNode(true);
    const id = "j" + Math.random().toString(36).slice(2, 12);
    const number = Number(last.querySelector("th").textContent) + 1;
    const old = last.dataset.row;
    copy.dataset.row = id;
    copy.id = "r-" + id;
    copy.classList.remove("rival");
    copy.querySelector("th").textContent = number;
    for (const cell of copy.querySelectorAll("textarea")) {
      cell.value = "";
      cell.textContent = "";
      cell.name = cell.name.replace(old, id);
      cell.id = cell.id.replace(old, id);
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
      cell.setAttribute("aria-label", cell.closest("td").dataset.l + ", " + said.word + " " + number);
    }
    for (const error of copy.querySelectorAll(".err")) error.remove();
    const drop = copy.querySelector("button[value^='drop:']");
    drop.value = "drop:" + id;
    const hidden = drop.querySelector(".vh");
    if (hidden) hidden.textContent = " " + said.word + " " + number;
    last.parentNode.append(copy);
    return copy;
  }
  form.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    addRow().querySelector("textarea").focus();
  });

  // ---- a table pasted into a cell: Excel and Word give HTML, anything else tabs
  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("tr[data-row] textarea");
    if (!cell || !event.clipboardData) return;
    const grid = fromHtml(event.clipboardData.getData("text/html")) || fromTabs(event.clipboardData.getData("text/plain"));
    if (!grid) return;
    event.preventDefault();
    if (grid.length > MOST_PASTED) { show("judge", "judge", said.large); return; }
    const place = [...cell.closest("tr").querySelectorAll("textarea")].indexOf(cell);
    const all = rows();
    let at = all.indexOf(cell.closest("tr"));
    for (const line of strip(grid, place)) {
      const row = all[at] || addRow();
      all[at++] = row;
      const cells = [...row.querySelectorAll("textarea")].slice(place);
      line.slice(0, cells.length).forEach((words, n) => { cells[n].value = words; });
    }
    dirty = true;
    later(300);
  });

  function fromHtml(html) {
    const table = html && new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (!table) return null;
    const grid = [], down = [];
    for (const row of table.rows) {
      const line = [];
      for (const cell of row.cells) {
        while (down[line.length] && down[line.length].left) line.push(down[line.length].words), down[line.length - 1].left--;
        for (const broken of cell.querySelectorAll("br, p + p, div + div")) broken.before("\n");
        const words = cell.textContent.replace(/[ \t\r\n\u00a0]*\n[ \t\r\n\u00a0]*/g, "\n").replace(/[ \t\u00a0]+/g, " ").trim();
        for (let n = 0; n < (cell.colSpan || 1); n++) {
          if (cell.rowSpan > 1) down[line.length] = { left: cell.rowSpan - 1, words };
          line.push(words);
        }
      }
      if (line.some(Boolean)) grid.push(line);
    }
    return grid.length > 1 || (grid[0] && grid[0].length > 1) ? grid : null;
  }

  function fromTabs(text) {
    if (!text || !text.includes("\t")) return null;
    const grid = [[""]];
    let quoted = false;
    for (let n = 0; n < text.length; n++) {
      const sign = text[n], line = grid.at(-1);
      if (quoted) {
        if (sign === '"' && text[n + 1] === '"') line[line.length - 1] += '"', n++;
        else if (sign === '"') quoted = false;
        else line[line.length - 1] += sign;
      } else if (sign === '"' && line.at(-1) === "") quoted = true;
      else if (sign === "\t") line.push("");
      else if (sign === "\n") grid.push([""]);
      else if (sign !== "\r") line[line.length - 1] += sign;
    }
    return grid.map((line) => line.map((words) => words.trim())).filter((line) => line.some(Boolean));
  }

  // A heading row and a column that only counts are not pasted.
  function strip(grid, place) {
    if (place !== 0) return grid;
    const fold = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
    const names = [...form.querySelectorAll("thead th")].map((head) => fold(head.textContent).split("(")[0].trim()).filter(Boolean);
    const first = grid[0].map(fold);
    if (first.filter((words) => names.some((name) => words.startsWith(name))).length > 1) grid = grid.slice(1);
    const counts = grid.length && grid.every((line, n) => line.length > 1 && line[0].replace(/\.$/, "") === String(n + 1));
    return counts ? grid.map((line) => line.slice(1)) : grid;
  }
}
