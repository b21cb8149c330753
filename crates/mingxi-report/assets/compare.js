// The comparison: a ranking of agencies by a measure or a code.
"use strict";

MX.take("compare", (data) => {
  const get = (id) => document.getElementById(id);
  const [measure, year, stage, type, filter, chosenOnly, more] = ["measure", "year", "stage", "type", "filter", "chosen", "more"].map(get);
  const table = get("ranking");
  const chosen = new Set();
  const PART = 200;
  let limit = PART;
  let current = -1;
  let rows = [];
  let sort = { column: 5, descending: true };

  const label = ([key, name]) => (/^[fe]\d+$/.test(key) ? `${key.slice(1)} ${name || ""}`.trim() : MX.t("key." + key));
  const list = () => get("measures").replaceChildren(...data.keys.map((one) => MX.el("option", { value: label(one) }, String(one[2]))));
  const types = [...new Set(data.agencies.map((agency) => agency[2]).filter(Boolean))].sort();
  type.append(...types.map((one) => MX.el("option", { value: one, lang: "zh-CN" }, one)));

  MX.take("measure", ([number, list]) => {
    if (number !== current) return;
    rows = list.map(([document, yuan, status, t, r, c, added]) => {
      const [page, place, ofYear, ofStage, scope, copy] = data.documents[document];
      const agency = data.agencies[place];
      return agency && !copy && { document, page, agency, place, year: ofYear, stage: ofStage, scope, yuan, status, cell: `${t}.${r}.${c}`, added };
    }).filter(Boolean);
    draw();
  });

  const choose = (number) => {
    current = number;
    limit = PART;
    const [key] = data.keys[number];
    history.replaceState(null, "", "#k=" + key);
    delete MX.loads[`c/k${number}.js`];
    MX.load(`c/k${number}.js`);
  };

  // 部门（汇总） and 单位（本级） count differently: the same agency may have both.
  const scopeText = (scope) => (scope ? MX.t("scope." + scope) : "");
  const stageText = (letter) => (letter === "" ? "—" : MX.t(letter === "f" ? "stage.final_accounts" : "stage.budget"));
  const columns = [null, (row) => row.agency[0], (row) => row.agency[1], (row) => row.year ?? "", (row) => row.stage + row.scope, (row) => Number(row.yuan)];
  const visible = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) =>
      (!year.value || String(row.year) === year.value) && (!stage.value || row.stage === stage.value) && (!type.value || row.agency[2] === type.value)
      && (!chosenOnly.checked || chosen.has(row.place)) && words.every((word) => (row.agency[0] + row.agency[1]).toLowerCase().includes(word)));
    found.sort((a, b) => MX.compare(Number(b.yuan), Number(a.yuan)) || a.document - b.document);
    found.forEach((row, index) => { row.rank = index + 1; });
    const by = columns[sort.column] || ((row) => row.rank);
    found.sort((a, b) => (sort.descending ? MX.compare(by(b), by(a)) : MX.compare(by(a), by(b))) || a.rank - b.rank);
    return found;
  };

  const line = (row) => {
    const tick = MX.el("input", { type: "checkbox", "aria-label": `${MX.t("compare.choose")} ${row.agency[0]}` });
    tick.checked = chosen.has(row.place);
    tick.addEventListener("change", () => {
      if (tick.checked) chosen.add(row.place); else chosen.delete(row.place);
      if (chosenOnly.checked) draw();
    });
    return MX.el("tr", null,
      MX.el("td", { class: "n" }, String(row.rank)),
      MX.el("th", { scope: "row" }, tick, " ", MX.el("a", { href: `a/${row.agency[3]}.html` }, row.agency[0])),
      MX.el("td", null, row.agency[1]), MX.el("td", { class: "n" }, String(row.year ?? "—")), MX.el("td", null, stageText(row.stage), row.scope ? MX.el("small", null, " " + scopeText(row.scope)) : ""),
      MX.el("td", { class: "n " + row.status }, MX.el("a", { href: `d/${row.page}.html#c${row.cell}` }, MX.wan(row.yuan)), row.added > 1 ? MX.el("small", null, ` Σ${row.added}`) : ""));
  };

  const draw = () => {
    const found = visible();
    table.tBodies[0].replaceChildren(...found.slice(0, limit).map(line));
    more.hidden = found.length <= limit;
    get("what").textContent = `${label(data.keys[current])}, ${found.length} ${MX.t("compare.rows")}, ${MX.t("unit.wan")}; ${MX.t("compare.copies")}`;
  };

  MX.sortable(table, (column, descending) => { sort = { column, descending }; draw(); });
  for (const input of [year, stage, type, filter, chosenOnly]) input.addEventListener("input", () => { limit = PART; if (current >= 0) draw(); });
  more.addEventListener("click", () => { limit += 1000; draw(); });
  measure.addEventListener("change", () => {
    const wanted = measure.value.trim();
    const number = data.keys.findIndex((one) => label(one) === wanted || one[0] === wanted || one[0].slice(1) === wanted);
    if (number >= 0) choose(number);
    else get("what").textContent = MX.t("compare.unknown");
  });
  // The whole list drops down again when the field is entered.
  measure.addEventListener("focus", () => measure.select());
  get("choice").addEventListener("submit", (event) => event.preventDefault());

  // A text that a spreadsheet would compute gets an apostrophe.
  const field = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  get("csv").addEventListener("click", () => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    heads[5] = `${label(data.keys[current])} (${MX.t("unit.yuan")})`;
    heads.push(MX.t("col.scope"), "check_status", "document", "table.row.col");
    const status = { v: "verified", u: "unverified", r: "repaired", k: "conflict" };
    const lines = visible().map((row) => [row.rank, row.agency[0], row.agency[1], row.year, stageText(row.stage), row.yuan, scopeText(row.scope), status[row.status], row.page, row.cell]);
    const csv = "\ufeff" + [heads, ...lines].map((one) => one.map(field).join(",")).join("\r\n") + "\r\n";
    const link = MX.el("a", { href: URL.createObjectURL(new Blob([csv], { type: "text/csv" })), download: `mingxi-${data.keys[current][0]}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  const open = () => {
    const wanted = /^#k=(\w+)$/.exec(location.hash)?.[1] || "general_budget";
    const number = data.keys.findIndex((one) => one[0] === wanted);
    if (data.keys.length === 0) return;
    choose(Math.max(0, number));
    measure.value = label(data.keys[current]);
  };
  const newest = [...year.options].find((option) => option.value);
  if (newest && !location.hash) year.value = newest.value;
  // The options stand in the language of the site until the page speaks another one.
  const translate = () => {
    list();
    for (const [select, texts] of [[stage, ["compare.every", "stage.budget", "stage.final_accounts"]], [year, ["compare.every"]], [type, ["compare.every"]]]) {
      texts.forEach((key, place) => { select.options[place].textContent = MX.t(key); });
    }
    if (current >= 0) { measure.value = label(data.keys[current]); draw(); }
  };
  document.addEventListener("mx-language", translate);
  translate();
  get("choice").hidden = false;
  addEventListener("hashchange", open);
  open();
});
