// Search: pairs of characters lead to entries; the entries are then read and checked for the words themselves.
"use strict";

MX.take("search", (segments) => {
  const MOST = 40;
  const input = document.getElementById("q");
  const state = document.getElementById("state");
  const results = document.getElementById("results");
  const pairs = {};
  const texts = {};
  MX.take("pairs", ([segment, shard, lists]) => { pairs[`${segment}/${shard}`] = lists; });
  MX.take("texts", ([segment, block, list]) => { texts[`${segment}/${block}`] = list; });

  const folded = (text) => [...text.normalize("NFKC").toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c) || /\p{Alphabetic}/u.test(c));
  const shardOf = (first, second, shards) => (first.codePointAt(0) * 31 + second.codePointAt(0)) % shards;
  const unpack = (steps) => {
    let number = 0;
    return steps.split(" ").map((step) => (number += parseInt(step, 36)));
  };
  const both = (a, b) => {
    const known = new Set(b);
    return a.filter((number) => known.has(number));
  };

  // The entries of a segment that have all pairs of all words.
  const candidates = async (segment, words) => {
    const { shards } = segments[segment];
    const wanted = words.flatMap((word) => word.slice(1).map((second, place) => [word[place], second]));
    await Promise.all(wanted.map(([a, b]) => MX.load(`s/${segment}/p${shardOf(a, b, shards)}.js`)));
    const lists = wanted.map(([a, b]) => pairs[`${segment}/${shardOf(a, b, shards)}`]?.[a + b]);
    if (lists.some((list) => !list)) return [];
    return lists.map(unpack).sort((a, b) => a.length - b.length).reduce(both);
  };
  const entry = async (segment, number) => {
    const block = Math.floor(number / segments[segment].block);
    await MX.load(`s/${segment}/t${block}.js`);
    return texts[`${segment}/${block}`]?.[number % segments[segment].block];
  };

  const KINDS = ["agencies", "items", "projects", "sentences"];
  let turn = 0;
  const ask = async () => {
    const mine = ++turn;
    const words = input.value.split(/\s+/).map(folded).filter((word) => word.length > 0);
    results.replaceChildren();
    if (!words.some((word) => word.length > 1)) {
      state.textContent = input.value.trim() ? MX.t("search.short") : "";
      return;
    }
    state.textContent = MX.t("search.working");
    const long = words.filter((word) => word.length > 1);
    const plain = words.map((word) => word.join(""));
    const groups = KINDS.map(() => ({ count: 0, list: [] }));
    for (let segment = 0; segment < segments.length; segment += 1) {
      const numbers = await candidates(segment, long);
      const { kinds, entries } = segments[segment];
      for (const [kind, group] of groups.entries()) {
        const own = numbers.filter((number) => number >= kinds[kind] && number < (kinds[kind + 1] ?? entries));
        group.count += own.length;
        for (const number of own) {
          if (group.list.length >= MOST) break;
          const found = await entry(segment, number);
          const whole = found && folded(found[0]).join("");
          if (found && plain.every((word) => whole.includes(word))) group.list.push(found);
          else group.count -= 1;
        }
      }
      if (mine !== turn) return;
    }
    const count = groups.reduce((sum, group) => sum + group.count, 0);
    state.textContent = count ? `${count} ${MX.t("search.found")}` : MX.t("search.none");
    results.replaceChildren(...groups.flatMap((group, kind) => group.list.length ? [
      MX.el("h2", null, MX.el("span", { t: "search." + KINDS[kind] }), ` (${group.count})`),
      MX.el("ol", { lang: "zh-CN" }, ...group.list.map(([text, beside, link]) =>
        MX.el("li", null, MX.el("a", { href: MX.root + link }, ...marked(text, input.value)), MX.el("small", null, KINDS[kind] === "items" ? `${beside} ${MX.t("search.in_documents")}` : beside)))),
      group.count > group.list.length ? MX.el("p", { class: "unit" }, `${MX.t("search.first")}: ${group.list.length}`) : "",
    ] : []));
  };

  // The words in a text, marked where they stand as they were typed.
  const marked = (text, typed) => {
    const words = typed.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!words.length) return [text];
    return text.split(new RegExp(`(${words.join("|")})`, "i")).map((part, place) => (place % 2 ? MX.el("mark", null, part) : part));
  };

  const open = () => {
    const wanted = /^#q=(.*)$/.exec(location.hash);
    const asked = wanted ? decodeURIComponent(wanted[1]) : new URLSearchParams(location.search).get("q");
    if (asked !== null && asked !== input.value) input.value = asked;
    ask();
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", "#q=" + encodeURIComponent(input.value));
      ask();
    }, 250);
  });
  document.getElementById("ask").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  document.addEventListener("mx-language", ask);
  addEventListener("hashchange", open);
  open();
  input.focus();
});
