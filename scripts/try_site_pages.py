"""What try_site.py asks of pages in the browser, and the document that would like to be more than text."""

# Contrast by WCAG 2.1 (4.5, 3 for large text), and the names and heads that a screen reader reads out.
FAULTS = r"""() => {
  const faults = new Set();
  const rgba = (text) => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const known = new Map();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg, script, noscript, datalist, [hidden], .skip")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const back = ground(element);
    const key = [style.color, back.slice(0, 3), large].join("|");
    if (!known.has(key)) {
      const [a, b] = [light(rgba(style.color)), light(back)].sort((x, y) => y - x);
      known.set(key, (a + 0.05) / (b + 0.05));
    }
    const ratio = known.get(key);
    if (ratio < (large ? 3 : 4.5)) faults.add(`contrast ${ratio.toFixed(2)} of ${style.color} on ${back}: ${walker.currentNode.data.trim().slice(0, 20)}`);
  }
  for (const text of document.querySelectorAll("svg text")) {
    const [a, b] = [light(rgba(getComputedStyle(text).fill)), light(ground(text.closest("svg").parentElement))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faults.add(`contrast ${((a + 0.05) / (b + 0.05)).toFixed(2)} in a chart`);
  }
  const want = (truth, text) => truth || faults.add(text);
  want(/^(zh|en)/.test(document.documentElement.lang), "no language");
  want(document.title.trim(), "no title");
  want(document.querySelectorAll("h1").length === 1, "not one h1");
  for (const one of document.querySelectorAll("input, select, textarea")) want(one.labels?.length || one.getAttribute("aria-label"), `${one.id || one.type} has no label`);
  for (const one of document.querySelectorAll("img")) want(one.alt, "a picture without a text");
  for (const one of document.querySelectorAll("svg")) want(one.closest("[role=img][aria-label]"), "a drawing without a text");
  for (const one of document.querySelectorAll("button, a[href]")) want(one.textContent.trim() || one.getAttribute("aria-label"), `${one.outerHTML.slice(0, 60)} says nothing`);
  for (const one of document.querySelectorAll("table.list")) {
    want(one.tHead && [...one.tHead.rows[0].cells].every((cell) => cell.scope === "col"), "a list without heads");
    want([...one.tBodies[0].rows].every((row) => row.cells.length), "an empty row");
  }
  for (const one of document.querySelectorAll("table.print")) want(one.getAttribute("aria-labelledby") && one.lang === "zh-CN", "a printed table without name or language");
  for (const one of document.querySelectorAll("table.print thead th")) want(["col", "colgroup"].includes(one.scope), "a head without scope");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  want(new Set(ids).size === ids.length, "an id stands twice");
  return [...faults];
}"""

# What text of a document would have become if it were markup.
ALIVE = r"""() => {
  const found = [];
  if (window.hacked) found.push("a script of the document ran");
  for (const one of document.querySelectorAll("script:not([src]), iframe, object, embed, base, img:not([src^='../p/']), body style, [style]")) found.push(`alive: ${one.outerHTML.slice(0, 80)}`);
  for (const one of document.querySelectorAll("*")) for (const at of one.attributes) if (/^on/i.test(at.name)) found.push(`alive: ${at.name}`);
  for (const one of document.querySelectorAll("a[href]")) if (!/^file:/.test(one.href)) found.push(`leads to ${one.href}`);
  for (const script of document.scripts) if (!/\/(assets|c|d|s)\//.test(script.src)) found.push(`loads ${script.src}`);
  return found;
}"""

HOSTILE_FILE = "\u202etxt.<img src=x onerror=hacked=1>'\"&amp; javascript:hacked=1.txt"
HOSTILE = """\
石桥县财政局2021年部门预算公开

一般公共预算支出表<script>hacked=1</script>

部门名称：石桥县财政局"><svg onload=hacked=1>

单位：元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
201\t</td></table><script>hacked=1</script>\t100.00\t60.00\t40.00
20106\t\u202e\u2066财政事务 &lt;b&gt; ${hacked=1} `x`\t100.00\t60.00\t40.00
2010601\t=HYPERLINK("http://example.org","x")\t100.00\t60.00\t40.00

项目支出表"><img src=x onerror=hacked=1>

单位：元

项目名称\t合计\t本年拨款
合计\t40.00\t40.00
<img src=x onerror=hacked=1>项目\t15.00\t15.00
javascript:hacked=1 项目\t25.00\t25.00

2021年</script><script>hacked=1</script>一般公共预算支出100.00元，比上年增加</span>10.00元，增长11.11%。
"""
HOSTILE_SAID = ["</td></table><script>hacked=1</script>", "<img src=x onerror=hacked=1>", "${hacked=1} `x`", "=HYPERLINK("]
