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
  // What is looked at where a word stands only beside the entries that have the others.
  const MOST_LOOKED = 1000;
  let turn = 0;

  // Entries whose texts have all of `anchors`, by kind; every word is in the text or, if it may be, beside it.
  const gather = async (anchors, words, besideToo, isOld) => {
    const groups = KINDS.map(() => ({ count: 0, list: [] }));
    for (let segment = 0; segment < segments.length; segment += 1) {
      const numbers = await candidates(segment, anchors);
      const { kinds, entries } = segments[segment];
      for (const [kind, group] of groups.entries()) {
        let own = numbers.filter((number) => number >= kinds[kind] && number < (kinds[kind + 1] ?? entries));
        if (besideToo) own = own.slice(0, MOST_LOOKED);
        let wrong = 0;
        for (const [looked, number] of own.entries()) {
          if (group.list.length >= MOST) {
            // Of words beside the text nothing is known before the entry is read.
            if (besideToo) wrong += own.length - looked;
            break;
          }
          const found = await entry(segment, number);
          const texts = found ? found.slice(0, besideToo ? 2 : 1).map((text) => folded(text).join("")) : [];
          if (words.every((word) => texts.some((text) => text.includes(word)))) group.list.push(found);
          else wrong += 1;
        }
        group.count += own.length - wrong;
      }
      if (isOld()) return null;
    }
    return groups;
  };
  const counted = (groups) => groups.reduce((sum, group) => sum + group.count, 0);

  const ask = async () => {
    const mine = ++turn;
    const isOld = () => mine !== turn;
    const words = input.value.split(/\s+/).map(folded).filter((word) => word.length > 0);
    results.replaceChildren();
    if (!words.some((word) => word.length > 1)) {
      state.textContent = input.value.trim() ? MX.t("search.short") : "";
      return;
    }
    state.textContent = MX.t("search.working");
    const long = words.filter((word) => word.length > 1);
    const plain = words.map((word) => word.join(""));
    let groups = await gather(long, plain, false, isOld);
    // 水利局 2022: the year, the region and the agency of a project or sentence stand beside it.
    const anchors = words.length > 1 ? [...long].sort((a, b) => b.length - a.length) : [];
    for (const anchor of anchors) {
      if (groups && counted(groups) === 0) groups = await gather([anchor], plain, true, isOld);
    }
    if (!groups) return;
    const count = counted(groups);
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
