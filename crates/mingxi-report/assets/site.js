// What all pages do: the language, sortable tables, data scripts. No framework, no network.
"use strict";

MX.waiting = {};
MX.kept = {};
MX.root = document.body.dataset.root || "";

// Called by data scripts; whoever waits for the name gets the data, now or later.
MX.give = (name, data) => {
  if (MX.waiting[name]) MX.waiting[name](data);
  else MX.kept[name] = data;
};
MX.take = (name, then) => {
  MX.waiting[name] = then;
  if (name in MX.kept) then(MX.kept[name]);
};

// Loads a data script once; its address is made of names of this program only.
MX.loads = {};
MX.load = (path) => {
  MX.loads[path] = MX.loads[path] || new Promise((done) => {
    const script = document.createElement("script");
    script.src = MX.root + path;
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
  return MX.loads[path];
};

MX.lang = () => (document.documentElement.lang === "en" ? 1 : 0);
MX.t = (key) => (MX.texts[key] ? MX.texts[key][MX.lang()] : key.slice(key.indexOf(".") + 1));

// An element with text and children; text never becomes markup.
MX.el = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "t") {
      element.dataset.t = value;
      element.textContent = MX.t(value);
    } else if (key === "on") element.addEventListener("click", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

MX.group = (text) => {
  const [whole, fraction] = String(text).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction === undefined ? "" : "." + fraction);
};

// Yuan as 万元, exact: the decimal point moves in the text.
MX.wan = (yuan) => {
  const negative = yuan.startsWith("-");
  let [whole, fraction = ""] = yuan.replace("-", "").split(".");
  whole = whole.padStart(5, "0");
  fraction = (whole.slice(-4) + fraction).replace(/0+$/, "").padEnd(2, "0");
  return (negative ? "-" : "") + MX.group(whole.slice(0, -4) + "." + fraction);
};

MX.speak = (lang) => {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = MX.t(element.dataset.t);
    element.lang = lang;
  }
  for (const element of document.querySelectorAll("[data-t-aria]")) {
    element.setAttribute("aria-label", MX.t(element.dataset.tAria));
  }
  const button = document.getElementById("language");
  button.textContent = MX.t("lang.other");
  button.lang = lang === "en" ? "zh-CN" : "en";
  button.hidden = false;
  document.dispatchEvent(new Event("mx-language"));
};
// A page opened from a file may be denied its storage.
const stored = () => { try { return localStorage.getItem("mingxi-language"); } catch { return null; } };
document.getElementById("language").addEventListener("click", () => {
  const lang = MX.lang() ? "zh-CN" : "en";
  try { localStorage.setItem("mingxi-language", lang); } catch { /* the choice holds for this page */ }
  MX.speak(lang);
});
MX.speak(stored() || document.documentElement.lang);

for (const link of document.querySelectorAll(".top nav a")) {
  if (link.href === location.href.split(/[?#]/)[0]) link.setAttribute("aria-current", "page");
}

// The search box of other pages: its form has nowhere to go without a server.
for (const input of document.querySelectorAll("input[data-go]")) {
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = MX.root + input.dataset.go + "#q=" + encodeURIComponent(input.value);
  });
}

// Sortable tables: a button in every head.
const cellKey = (row, column) => {
  const cell = row.cells[column];
  if (!cell) return "";
  const text = cell.dataset.v ?? cell.textContent.trim();
  const number = Number(text.replace(/[,%\s↻✗?Σ]/g, ""));
  return text !== "" && !Number.isNaN(number) ? number : text;
};
const order = new Intl.Collator("zh-CN", { numeric: true });
MX.compare = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === "" || b === "") return (a === "") - (b === "");
  return typeof a === typeof b ? order.compare(a, b) : typeof a === "number" ? -1 : 1;
};
MX.sortable = (table, sort) => {
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    const button = MX.el("button", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort")
        ? head.getAttribute("aria-sort") === "ascending"
        : head.classList.contains("n");
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sort(column, descending);
    });
  }
};
for (const table of document.querySelectorAll("table.sortable")) {
  if (table.id === "ranking") continue;
  MX.sortable(table, (column, descending) => {
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [cellKey(row, column), row]);
    keyed.sort(([a], [b]) => (a === "" || b === "" ? MX.compare(a, b) : descending ? MX.compare(b, a) : MX.compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
  });
}
