// A document's page: the evidence of the number that is chosen.
"use strict";

MX.take("document", (data) => {
  const key = (table, row, col) => `${table}.${row}.${col}`;
  const text = (place) => (place < 0 ? null : data.texts[place]);
  // Groups of numbers; each stands in the list as its difference to the one before.
  const groups = (list, size) => {
    const before = new Array(size).fill(0);
    const found = [];
    for (let at = 0; at < list.length; at += size) found.push(before.map((_, i) => (before[i] += list[at + i])));
    return found;
  };
  const cells = data.cells.flatMap(([table, ...list]) => groups(list, 2).map(([row, col]) => key(table, row, col)));
  const amounts = data.amounts.split(" ");
  const items = new Map(groups(data.items, 3).map(([cell, label, reading], number) => {
    const [name, code] = data.labels[label].map(text);
    const [measure, unit, phase] = data.readings[reading].map(text);
    return [cells[cell], { name, code, measure, unit, phase, yuan: amounts[number] || null }];
  }));
  const suspects = new Map(data.suspects.map((one) => [key(one[0], one[1], one[2]), one]));
  const repairs = new Map(data.repairs.map((one) => [key(one[0], one[1], one[2]), one[3]]));
  let before = "";
  const loci = new Map(data.loci.map(([cell, same, rest]) => [cells[cell], before = before.slice(0, same) + rest]));
  const places = new Map(groups(data.places, 4).map(([cell, page, across, down]) => {
    const [[x0, x1], [y0, y1]] = [data.spans[across], data.spans[down]];
    return [cells[cell], { page, box: [x0, y0, x1, y1].map((edge) => edge / 10) }];
  }));
  const checks = new Map();
  const holding = data.holding.map(([name, unit, expected, actual, own, counts, more]) => ({ name, unit, expected, actual: actual ?? expected, cells: own, counts, more }));
  for (const check of [...data.broken.map((one) => ({ ...one, broken: true })), ...holding]) {
    const last = check.cells.length - 1;
    const count = (at) => (check.counts.length ? check.counts[at] : at < last ? 1 : -1);
    check.cells = groups(check.cells, 1).map(([cell], at) => ({ key: cells[cell], count: count(at) }));
    for (const cell of check.cells) {
      if (!checks.has(cell.key)) checks.set(cell.key, []);
      checks.get(cell.key).push(check);
    }
  }

  // A cell has an id only where counting along its row does not tell its column.
  const column = (cell, next) => (cell.id ? Number(cell.id.split(".")[2]) : next);
  const cellAt = (where) => {
    const [table, row, col] = where.split(".");
    let next = 0;
    for (const cell of document.getElementById(`r${table}.${row}`)?.cells ?? []) {
      const at = column(cell, next);
      if (at === Number(col)) return cell;
      next = at + cell.colSpan;
    }
    return null;
  };
  const whereOf = (wanted) => {
    let next = 0;
    for (const cell of wanted.parentElement.cells) {
      const at = column(cell, next);
      if (cell === wanted) return `${wanted.parentElement.id.slice(1)}.${at}`;
      next = at + cell.colSpan;
    }
    return null;
  };

  const panel = document.getElementById("evidence");
  const page = location.pathname.split("/").pop().replace(/\.html$/, "");
  const printed = (where) => cellAt(where)?.textContent ?? "";
  const name = document.querySelector(".crumbs a:last-of-type")?.textContent ?? "";
  let shown = null;
  let lit = null;

  const light = (check) => {
    document.querySelectorAll(".lit").forEach((cell) => cell.classList.remove("lit"));
    lit = check;
    for (const cell of check ? check.cells : []) cellAt(cell.key)?.classList.add("lit");
  };

  const SVG = "http://www.w3.org/2000/svg";
  const node = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    return element;
  };
  const picture = (where, place) => {
    const size = place && data.pages[place.page];
    if (!size) {
      const reason = !place ? "picture.format" : data.failed.includes(place.page) ? "picture.failed" : data.no_picture;
      return MX.el("p", { class: "notice", t: reason });
    }
    const [width, height] = size;
    const [x0, y0, x1, y1] = place.box;
    const svg = node("svg", { role: "img", "aria-label": MX.t("evidence.picture") });
    svg.append(node("image", { href: `../p/${page}-${place.page}.png`, width, height }));
    for (const cell of lit ? lit.cells : []) {
      const other = places.get(cell.key);
      if (cell.key === where || !other || other.page !== place.page) continue;
      const [a0, b0, a1, b1] = other.box;
      svg.append(node("rect", { class: "term", x: a0, y: b0, width: a1 - a0, height: b1 - b0 }));
    }
    svg.append(node("rect", { class: "cell", x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
    const near = () => {
      // As much of the page as can be read: the smaller its print, the less.
      const wide = Math.max(Math.min(width * 0.56, 330, Math.max(150, (y1 - y0) * 24)), x1 - x0 + 20);
      const tall = Math.min(height, Math.max(wide * 0.7, (y1 - y0) * 1.5));
      const top = Math.max(0, Math.min(height - tall, (y0 + y1) / 2 - tall / 2));
      const left = Math.max(0, Math.min(width - wide, (x0 + x1) / 2 - wide / 2));
      svg.setAttribute("viewBox", `${left} ${top} ${Math.min(wide, width)} ${tall}`);
    };
    let whole = false;
    near();
    const toggle = MX.el("button", { type: "button", t: "evidence.whole", on: () => {
      whole = !whole;
      if (whole) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      else near();
      toggle.dataset.t = whole ? "evidence.near" : "evidence.whole";
      toggle.textContent = MX.t(toggle.dataset.t);
    } });
    const file = MX.el("a", { href: `../p/${page}-${place.page}.png`, target: "_blank", t: "evidence.file" });
    return MX.el("figure", { class: "chart" }, svg, toggle, " ", file);
  };

  const identity = (check, where) => {
    const link = (cell) => MX.el("li", null,
      (cell.count < 0 ? "− " : "+ ") + (Math.abs(cell.count) > 1 ? Math.abs(cell.count) + " × " : ""),
      cell.key === where ? MX.el("b", null, printed(cell.key) || "—")
        : MX.el("a", { href: "#c" + cell.key }, printed(cell.key) || "—"));
    const unit = check.unit < 0 ? "" : " " + (text(check.unit) === "元" ? MX.t("unit.yuan") : text(check.unit));
    const sums = [["expected", check.expected], ["actual", check.actual], ["difference", check.broken ? check.difference : null], ["tolerance", check.broken ? check.tolerance : null]]
      .filter(([, number]) => number !== null)
      .map(([word, number]) => `${MX.t("evidence." + word)} ${MX.group(number)}${unit}`)
      .join(", ");
    const rule = text(check.name);
    const box = MX.el("div", { class: "identity" + (check.broken ? " broken" : "") },
      MX.el("p", null, MX.el("span", { class: "badge " + (check.broken ? "k" : "v") }, check.broken ? "✗" : "✓"), " ",
        MX.el("b", null, rule), " ", MX.el("span", { t: check.broken ? "evidence.broken" : "evidence.holds" })),
      MX.el("p", null, sums),
      check.zh ? MX.el("p", { class: "zh", lang: "zh-CN" }, check.zh) : null,
      check.en ? MX.el("p", { class: "en", lang: "en" }, check.en) : null,
      MX.el("ul", null, ...check.cells.map(link)),
      check.more ? MX.el("p", null, `${MX.t("evidence.more")}: ${check.more}`) : null);
    box.addEventListener("mouseenter", () => lit !== check && light(check));
    return box;
  };

  const fact = (list, word, value, lang) => {
    if (value === null || value === undefined || value === "") return;
    list.append(MX.el("dt", { t: word }), MX.el("dd", { lang }, value));
  };

  const show = (where, focus) => {
    const cell = cellAt(where);
    if (!cell) return;
    document.querySelectorAll(".here").forEach((other) => other.classList.remove("here"));
    cell.classList.add("here");
    shown = where;
    const item = items.get(where);
    const own = checks.get(where) || [];
    light(own[0] || null);
    const status = ["v", "u", "r", "k"].find((letter) => cell.classList.contains(letter));
    const table = where.split(".")[0];
    const title = document.querySelector(`#h${table} span`)?.textContent ?? "";
    const place = places.get(where);
    const list = MX.el("dl", null);
    fact(list, "document.table", `${table}. ${title}`, "zh-CN");
    if (item) {
      fact(list, "evidence.row", item.name, "zh-CN");
      fact(list, "evidence.code", item.code);
      fact(list, "evidence.column", item.measure, "zh-CN");
      fact(list, "evidence.unit", item.unit, "zh-CN");
      if (item.yuan !== null) fact(list, "evidence.amount", `${MX.group(item.yuan)} ${MX.t("unit.yuan")} = ${MX.wan(item.yuan)} ${MX.t("unit.wan")}`);
      if (item.phase) fact(list, "evidence.phase", MX.t("phase." + item.phase));
    }
    const box = place ? place.box.map((edge) => edge.toFixed(1)).join(", ") : null;
    const at = place ? `${MX.t("evidence.page")} ${place.page}, ${MX.t("evidence.box")} (${box}) pt` : loci.get(where);
    fact(list, "evidence.place", at);
    fact(list, "evidence.repair", repairs.get(where), "en");
    const suspect = suspects.get(where);
    let warning = null;
    if (suspect) {
      const slip = text(suspect[5]);
      warning = MX.el("p", { class: "notice bad" }, suspect[4] !== null
        ? `${MX.t("evidence.suspect")} ${MX.group(suspect[4])}${slip ? " (" + MX.t("slip." + slip) + ")" : ""}`
        : `${MX.t("evidence.suspect_only")}: ${suspect[3]}`);
    }
    const citation = [name, document.getElementById("title").textContent, title, item ? [item.name, item.measure].filter(Boolean).join(" / ") : "",
      printed(where) + (item && item.unit ? " " + item.unit : ""), at, `SHA-256 ${data.id}`, `table ${where.replaceAll(".", ", ")}`];
    const area = MX.el("textarea", { readonly: true, "aria-label": MX.t("evidence.cite"), rows: 5 });
    area.value = citation.filter(Boolean).join("; ");
    const copy = MX.el("button", { type: "button", t: "evidence.copy", on: async () => {
      try { await navigator.clipboard.writeText(area.value); } catch { area.select(); document.execCommand("copy"); }
      copy.textContent = MX.t("evidence.copied");
    } });
    panel.replaceChildren(
      MX.el("div", { class: "head" }, MX.el("h2", { t: "evidence.title" }), MX.el("button", { type: "button", t: "evidence.close", on: close })),
      MX.el("p", { class: "value", lang: "zh-CN" }, printed(where) || "—", " ", status ? MX.el("span", { class: "badge " + status }, MX.t("status." + status)) : ""),
      status ? MX.el("p", { class: "unit", t: "explain." + status }) : "",
      warning || "", list, picture(where, place),
      MX.el("h3", { t: "evidence.identities" }),
      ...(own.length ? own.map((check) => identity(check, where)) : [MX.el("p", { t: "evidence.no_identity" })]),
      MX.el("h3", { t: "evidence.cite" }), area, copy);
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.classList.add("with-evidence");
    reveal(cell, 4);
    if (focus) panel.focus({ preventScroll: true });
  };
  // Sections are laid out when they come near, which moves what is below: it takes a few looks.
  const reveal = (cell, looks) => {
    cell.scrollIntoView({ block: "center", inline: "nearest" });
    const box = cell.closest(".box");
    // A long table scrolls in its own box: with the top of the box its head is in sight.
    if (box.scrollHeight > box.clientHeight + 1) scrollBy(0, box.getBoundingClientRect().top - 64);
    else scrollBy(0, cell.getBoundingClientRect().top - innerHeight * (innerWidth < 1120 ? 0.18 : 0.4));
    if (looks > 0) requestAnimationFrame(() => reveal(cell, looks - 1));
  };
  const close = () => {
    panel.hidden = true;
    light(null);
    document.body.classList.remove("with-evidence");
    const cell = shown && cellAt(shown);
    cell?.classList.remove("here");
    history.replaceState(null, "", location.pathname);
    cell?.focus();
    shown = null;
  };

  const fromAddress = () => {
    const match = /^#c(\d+\.\d+\.\d+)$/.exec(location.hash);
    if (match) show(match[1], false);
  };
  const go = (cell) => {
    const where = whereOf(cell);
    const hash = "#c" + where;
    if (location.hash === hash) show(where, true);
    else location.hash = hash;
  };
  document.querySelector(".tables").addEventListener("click", (event) => {
    const cell = event.target.closest("td[class],td.lit");
    if (cell) go(cell);
  });

  // One stop of the Tab key for each table; arrow keys go from number to number.
  const NUMBERS = "td.v,td.u,td.r,td.k";
  for (const table of document.querySelectorAll(".print")) {
    const first = table.querySelector(NUMBERS);
    if (first) first.tabIndex = 0;
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest(NUMBERS);
      if (!cell) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        go(cell);
        return;
      }
      const found = neighbour(whereOf(cell).split(".").map(Number), event.key);
      if (!found) return;
      event.preventDefault();
      cell.tabIndex = -1;
      found.tabIndex = 0;
      found.focus();
    });
  }
  const neighbour = ([table, row, col], pressed) => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[pressed];
    if (!steps) return null;
    for (let step = 1; step < 400; step += 1) {
      const cell = cellAt([table, row + steps[0] * step, col + steps[1] * step].join("."));
      if (cell && cell.matches(NUMBERS)) return cell;
    }
    return null;
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) close(); });
  addEventListener("hashchange", fromAddress);
  document.addEventListener("mx-language", () => { if (shown) show(shown, false); });
  document.getElementById("hint").hidden = false;
  fromAddress();
});
