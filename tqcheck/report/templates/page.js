"use strict";
// What a page says: `text("report.at", { at: 1, n: 3 })`; of a text with plural forms the one that `n` takes.
function speaker(words) {
  const rules = new Intl.PluralRules(words.lang);
  return (key, values = {}) => {
    const [part, name] = key.split(".");
    let found = words[part][name];
    if (typeof found === "object") found = found[rules.select(values.n)] ?? found.other;
    return found.replace(/\{(\w+)\}/g, (_, hole) => values[hole]);
  };
}

// The report of one post, on a page of its own or inside the desk, which keeps decisions itself: `desk` has those that
// are `made`, `decide(fp, decision)` that returns them anew, and `gone(n)`, told of each finding that becomes current.
function tqcheckReport(words, desk) {
const text = speaker(words);
const listening = new AbortController();
const { signal } = listening;
const $ = (id) => document.getElementById(id);
const all = (css, root = document) => [...root.querySelectorAll(css)];
const body = document.body;
const notes = all(".note");
const marks = all("[data-f]");
const marksOf = notes.map(() => []);
for (const mark of marks) for (const n of mark.dataset.f.split(" ")) marksOf[n].push(mark);
const ticks = all(".tick");
const rows = all(".row").map((row) => ({ row, notes: all(".note", row) }));
const number = (note) => Number(note.id.slice(1));

// Decisions by fingerprint: a check that finds other faults as well leaves them standing. Without a desk, this browser keeps them.
const key = "tqcheck:" + body.dataset.post;
const here = new Set(notes.filter((n) => !n.classList.contains("settled")).map((n) => n.dataset.fp));
let made = desk?.made || {};
let order = Object.keys(made);
if (!desk) try {
  const kept = JSON.parse(localStorage.getItem(key) || "{}");
  made = kept.made || {};
  order = kept.order || [];
} catch { /* storage is off: decisions live as long as the page */ }
const keep = () => { if (!desk) try { localStorage.setItem(key, JSON.stringify({ made, order })); } catch { /* as above */ } };

const live = () => order.filter((fp) => made[fp] && here.has(fp));

let now = -1;
const shown = (note) => !note.hidden;

function filter() {
  const severities = new Set(all("[data-severity]:checked").map((box) => box.dataset.severity));
  const codes = new Set(all("input[data-code]:checked").map((box) => box.dataset.code));
  const settled = $("settled").checked;
  for (const note of notes) {
    const { sev, code } = note.dataset;
    note.hidden = !severities.has(sev) || !codes.has(code) || (note.classList.contains("settled") && !settled);
  }
  for (const tick of ticks) tick.classList.toggle("off", notes[tick.dataset.n].hidden);
  paint();
  const only = $("only").checked;
  for (const { row, notes: own } of rows) {
    const some = own.some(shown);
    row.classList.toggle("has", some);
    row.hidden = only && !some;
  }
  $("nothing").hidden = !notes.length || notes.some(shown);
  if (now >= 0 && notes[now].hidden) leave();
  say();
}

// A mark has the look of the first of its findings that is shown and not dismissed.
function paint() {
  for (const mark of marks) {
    const of = mark.dataset.f.split(" ").map((n) => notes[n]);
    const first = of.find((note) => !note.hidden && !note.classList.contains("dismissed"));
    mark.classList.toggle("off", !first);
    if (!first || !mark.classList.contains("m")) continue;
    mark.classList.remove("critical", "major", "minor");
    mark.classList.add(first.dataset.sev);
    mark.dataset.k = first.dataset.k;
  }
}

function say() {
  const list = notes.filter(shown);
  const at = now < 0 ? -1 : list.indexOf(notes[now]);
  const n = list.length;
  $("count").textContent = at < 0 ? text("report.findings", { n }) : text("report.at", { at: at + 1, n });
  $("prev").disabled = $("next").disabled = !list.length;
  if (desk) return;
  const count = live().length;
  $("export").disabled = !count;
  $("made").textContent = count ? "(" + count + ")" : "";
}

function leave() {
  if (now < 0) return;
  notes[now].classList.remove("now");
  for (const mark of marksOf[now]) mark.classList.remove("now");
  all(".tick.now").forEach((tick) => tick.classList.remove("now"));
  $("acts").hidden = true;
  now = -1;
}

function go(n, { scroll = true, focus = true } = {}) {
  leave();
  now = n;
  const note = notes[n];
  note.classList.add("now");
  for (const mark of marksOf[n]) mark.classList.add("now");
  ticks.filter((tick) => Number(tick.dataset.n) === n).forEach((tick) => tick.classList.add("now"));
  note.append($("acts"));
  acts();
  say();
  if (focus) note.focus({ preventScroll: true });
  if (scroll) reveal(note.closest(".row"), note);
  desk?.gone(n, focus);
}

// Both sides and the note in sight; of a row taller than the window, the note.
function reveal(row, note) {
  const room = innerHeight - all(".bar")[0].offsetHeight;
  row.scrollIntoView({ block: "center" });
  if (row.offsetHeight > room) note.scrollIntoView({ block: "center" });
}

function step(by) {
  const list = notes.filter(shown);
  if (!list.length) return;
  const at = now < 0 ? (by > 0 ? -1 : 0) : list.indexOf(notes[now]);
  go(number(list[(at + by + list.length) % list.length]));
}

function acts() {
  const note = notes[now];
  const decision = made[note.dataset.fp];
  const settled = note.classList.contains("settled");
  $("acts").hidden = settled;
  for (const button of all("button", $("acts"))) button.hidden = button.dataset.do !== "correct" && (button.dataset.do === "undo") === !decision;
  $("said").textContent = decision ? wording(decision) : "";
}

const wording = (d) => text("decide." + d.decision, d);

function show() {
  for (const note of notes) {
    const decision = made[note.dataset.fp];
    note.classList.toggle("accepted", decision?.decision === "accepted");
    note.classList.toggle("dismissed", decision?.decision === "dismissed");
    const meta = all(".meta", note)[0];
    all(".verdict-of", meta).forEach((old) => old.remove());
    if (decision) {
      const span = document.createElement("span");
      span.className = "verdict-of";
      span.textContent = " · " + wording(decision);
      meta.append(span);
    }
  }
  paint();
  if (now >= 0) acts();
  say();
}

function decide(n, decision) {
  const { fp, code } = notes[n].dataset;
  if (desk) return desk.decide(fp, decision).then((after) => after && settle(after, n));
  made[fp] = { ...decision, code };
  order = [...order.filter((old) => old !== fp), fp];
  keep();
  show();
  onward(n);
}

// What the desk has now; the order is that in which it was decided here.
function settle(after, n) {
  const had = Object.keys(made);
  order = [...order.filter((fp) => after[fp] && had.includes(fp)), ...Object.keys(after).filter((fp) => !had.includes(fp))];
  made = after;
  show();
  onward(n);
}

function onward(n) {
  const open = notes.filter((note) => shown(note) && !made[note.dataset.fp] && !note.classList.contains("settled"));
  const next = open.find((note) => number(note) > n) || open[0];
  go(next ? number(next) : n);
}

function undo(fp) {
  if (!fp || !made[fp]) return;
  const at = notes.findIndex((n) => n.dataset.fp === fp);
  if (desk) return desk.decide(fp, { decision: "undo" }).then((after) => {
    if (!after) return;
    made = after;
    order = order.filter((old) => old !== fp);
    show();
    if (at >= 0 && shown(notes[at])) go(at);
  });
  delete made[fp];
  order = order.filter((old) => old !== fp);
  keep();
  show();
  const note = notes.find((n) => n.dataset.fp === fp);
  if (note && shown(note)) go(number(note));
}

function ask() {
  if (now < 0 || notes[now].classList.contains("settled")) return;
  const year = new Date();
  year.setFullYear(year.getFullYear() + 1);
  $("ask-what").textContent = all(".message", notes[now])[0].textContent;
  $("reason").value = made[notes[now].dataset.fp]?.reason || "";
  $("until").value = made[notes[now].dataset.fp]?.until || year.toISOString().slice(0, 10);
  $("until").min = new Date().toISOString().slice(0, 10);
  $("ask").showModal();
  $("reason").focus();
}

function accept() {
  if (now >= 0 && !notes[now].classList.contains("settled")) decide(now, { decision: "accepted" });
}

function save() {
  const decisions = live().map((fp) => ({ fingerprint: fp, ...made[fp] }));
  if (!decisions.length) return;
  const text = JSON.stringify({ schema: "tqcheck.decisions/1", post: body.dataset.post, decisions }, null, 1) + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = (body.dataset.post.split(/[\\/]/).pop().replace(/[^\w.-]+/g, "-") || "post") + ".decisions.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Heat: ranges painted by the browser, so that the text stays as it is.
function heat(on) {
  $("heat").checked = on;
  body.classList.toggle("heated", on);
  if (!("highlights" in CSS)) return;
  for (let level = 1; level <= 4; level++) CSS.highlights.delete("heat" + level);
  if (!on) return;
  const levels = [1, 2, 3, 4].map(() => new Highlight());
  for (const p of all("p[data-h]")) {
    const texts = [];
    const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let at = 0, node; (node = walk.nextNode()); at += node.length) texts.push([at, node]);
    const point = (at, end) => {
      let found = texts[0];
      for (const text of texts) if (end ? text[0] < at : text[0] <= at) found = text;
      return [found[1], Math.min(at - found[0], found[1].length)];
    };
    for (const part of p.dataset.h.split(" ")) {
      const [, start, end, level] = part.match(/(\d+)-(\d+):(\d)/);
      const range = document.createRange();
      range.setStart(...point(Number(start), false));
      range.setEnd(...point(Number(end), true));
      levels[level - 1].add(range);
    }
  }
  levels.forEach((highlight, n) => CSS.highlights.set("heat" + (n + 1), highlight));
}

let due = false;
function eye() {
  due = false;
  const box = $("post").getBoundingClientRect();
  const from = Math.max(0, -box.top / box.height);
  $("eye").setAttribute("x", 100 * from);
  $("eye").setAttribute("width", Math.max(0.5, 100 * Math.min(1 - from, innerHeight / box.height)));
}
const look = () => { if (!due) { due = true; requestAnimationFrame(eye); } };

const toggle = (id) => { $(id).checked = !$(id).checked; $(id).dispatchEvent(new Event("change")); };
const commands = {
  j: () => step(1), k: () => step(-1), a: accept, d: ask, u: () => undo(live().at(-1)),
  b: () => toggle("backs"), h: () => toggle("heat"), o: () => toggle("only"), "?": () => $("keys").showModal(),
  ...(desk ? {} : { e: save }),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return all(".menu[open]").forEach((menu) => (menu.open = false));
  if (event.target.matches("select, textarea, input:not([type=checkbox])")) return;
  const command = commands[event.key];
  if (command) { event.preventDefault(); command(); }
}, { signal });
document.addEventListener("click", (event) => {
  for (const menu of all(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const note = event.target.closest(".note");
  const mark = event.target.closest("[data-f]");
  if (event.target.closest("button, a, dialog") || String(getSelection())) return;
  if (note) return go(number(note), { scroll: false });
  if (!mark) return;
  // A second click on words that several findings mark goes to the next of them.
  const own = mark.dataset.f.split(" ").map(Number).filter((n) => shown(notes[n]));
  if (own.length) go(own[(own.indexOf(now) + 1) % own.length], { scroll: false });
}, { signal });
$("strip").addEventListener("click", (event) => {
  const box = $("strip").getBoundingClientRect();
  const at = (100 * (event.clientX - box.left)) / box.width;
  const near = ticks.filter((tick) => !tick.classList.contains("off"))
    .sort((a, b) => Math.abs(a.getAttribute("x") - at) - Math.abs(b.getAttribute("x") - at))[0];
  if (near) go(Number(near.dataset.n));
});
$("prev").onclick = () => step(-1);
$("next").onclick = () => step(1);
if (!desk) $("export").onclick = save;
$("help").onclick = commands["?"];
$("acts").onclick = (event) => {
  const what = event.target.dataset.do;
  if (what === "accept") accept();
  if (what === "dismiss") ask();
  if (what === "undo") undo(notes[now].dataset.fp);
};
$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = $("reason").value.trim();
  if (!reason) { $("reason").value = ""; $("reason").reportValidity(); return; }
  $("ask").close();
  decide(now, { decision: "dismissed", reason, until: $("until").value });
});
for (const button of all("[data-close]")) button.onclick = () => button.closest("dialog").close();
for (const button of all("[data-codes]")) button.onclick = () => {
  for (const box of all("input[data-code]")) box.checked = button.dataset.codes === "all";
  filter();
};
for (const box of all("[data-severity], input[data-code], #only, #settled")) box.onchange = filter;
$("backs").onchange = () => body.classList.toggle("backs", $("backs").checked);
$("heat").onchange = () => heat($("heat").checked);
$("by").onchange = () => (body.dataset.by = $("by").value);
if (!("highlights" in CSS)) { $("heat").disabled = true; $("heat").parentElement.title = "–"; }
addEventListener("scroll", look, { passive: true, signal });
addEventListener("resize", look, { signal });

show();
filter();
eye();
const start = /^#f\d+$/.test(location.hash) ? notes[location.hash.slice(2)] : null;
if (!desk && start && shown(start)) go(number(start));
else { const first = notes.find(shown); if (first) go(number(first), { scroll: false, focus: false }); }
return { go, notes, stop: () => listening.abort(), message: (n) => all(".message", notes[n])[0].textContent };
}
if (document.body.dataset.post !== undefined) tqcheckReport(JSON.parse(document.body.dataset.words));
