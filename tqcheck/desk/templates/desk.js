(() => {
const WORDS = JSON.parse(document.body.dataset.desk);
const say = speaker(WORDS);
const TOKEN = new URLSearchParams(location.search).get("token") || "";
const $ = (id) => document.getElementById(id);
const SIDES = ["source", "target"];
let sheet = null, checked = null, saved = null, report = null, check = null, busy = false, folder = false;
let marks = { source: [], target: [] };
const before = { source: "", target: "" };

const texts = () => ({ source: $("source").value, target: $("target").value });
const same = (a, b) => a && b && SIDES.every((side) => a[side] === b[side]);
const dirty = () => Boolean(sheet?.saves && saved && !same(texts(), saved));

// ---- asking the desk

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch("/api/" + path, options);
  } catch {
    notice("gone", say("desk.gone"), [], "bad");
    return null;
  }
  clear("gone");
  const told = await answer.json().catch(() => ({ error: answer.statusText }));
  if (answer.ok) return told;
  const known = { token: say("desk.token"), too_large: say("desk.too_large") };
  return { ...told, error: known[told.error] || told.error, status: answer.status };
}
const post = (name, body = {}) => ask(name, {
  method: "POST", headers: { "x-tqcheck-token": TOKEN, "content-type": "application/json" }, body: JSON.stringify(body),
});
const get = (name) => ask(name, { headers: { "x-tqcheck-token": TOKEN } });

function notice(key, text, actions = [], kind = "") {
  clear(key);
  const p = document.createElement("p");
  p.dataset.key = key;
  p.className = kind;
  const span = document.createElement("span");
  span.textContent = text;
  span.dir = "auto";
  p.append(span);
  for (const [label, run] of actions) {
    const button = document.createElement("button");
    button.textContent = label;
    button.onclick = run;
    p.append(button);
  }
  $("notices").append(p);
}
const clear = (key) => document.querySelectorAll(`#notices [data-key="${key}"]`).forEach((p) => p.remove());
const status = (text) => ($("status").textContent = text);
const wrong = (told) => told?.error && notice("wrong", told.error, [[say("decide.close"), () => clear("wrong")]], "bad");

// ---- the panes: a text field over a mirror of its text, in which the findings are marked

function paint(side) {
  const text = $(side).value, mirror = $(side + "-mirror"), made = document.createDocumentFragment();
  let at = 0;
  for (const mark of [...marks[side]].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(mark.start, at), end = Math.min(mark.end, text.length);
    if (start > end || (start === end && mark.start < mark.end)) continue;
    made.append(text.slice(at, start));
    const note = report?.notes[mark.n];
    const element = document.createElement("mark");
    element.className = note?.dataset.sev || "";
    element.classList.toggle("now", Boolean(note?.classList.contains("now")));
    element.classList.toggle("point", mark.start === mark.end);
    element.classList.toggle("touched", Boolean(mark.touched));
    element.classList.toggle("off", Boolean(note?.classList.contains("dismissed") || note?.classList.contains("settled")));
    element.dataset.n = mark.n;
    element.textContent = text.slice(start, end);
    made.append(element);
    at = end;
  }
  made.append(text.slice(at) + "\n");
  mirror.replaceChildren(made);
}

// What was typed moves the marks behind it; a mark it touches is no longer what was checked.
function shift(side) {
  const old = before[side], text = $(side).value;
  let start = 0, end = 0;
  const most = Math.min(old.length, text.length);
  while (start < most && old[start] === text[start]) start++;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  const cut = old.length - end, by = text.length - old.length;
  for (const mark of marks[side]) {
    if (mark.end < start || (mark.end === start && mark.start < mark.end)) continue;
    if (mark.start >= cut && !(mark.start === mark.end && mark.start === cut)) { mark.start += by; mark.end += by; continue; }
    mark.touched = true;
    mark.start = Math.min(mark.start, start);
    mark.end = Math.max(mark.end + by, mark.start);
  }
  before[side] = text;
}

function put(values, langs) {
  for (const [n, side] of SIDES.entries()) {
    $(side).value = before[side] = values[side];
    if (langs) {
      const rtl = ["ar", "fa", "he", "ur", "ps"].includes(langs[n]);
      for (const part of [$(side), $(side + "-mirror")]) { part.lang = langs[n]; part.dir = rtl ? "rtl" : "ltr"; }
      const lang = WORDS.language[langs[n]] || langs[n];
      $(side + "-label").textContent = say(`desk.${side}_lang`, { lang });
    }
    paint(side);
  }
}

function edited(side) {
  shift(side);
  paint(side);
  keepDraft();
  tell();
}

function tell() {
  $("check").textContent = say(busy ? "desk.checking" : checked ? "desk.check_again" : "desk.check");
  $("check").disabled = busy;
  $("save").hidden = !sheet?.saves;
  $("copy").hidden = !sheet;
  $("save").disabled = !dirty();
  document.title = (dirty() ? "● " : "") + (sheet?.title.split(/[\\/]/).pop() || say("desk.title")) + " · tqcheck";
  if (busy) return;
  if (checked && !same(texts(), checked)) status(say("desk.edited"));
  else if (dirty()) status(say("desk.unsaved"));
}

// ---- what was written and not saved outlives the page, in this browser

const draftKey = () => "tqcheck-desk:" + (sheet?.title || "new");
function keepDraft() {
  try {
    const now = texts();
    if (same(now, saved) || !(now.source || now.target)) localStorage.removeItem(draftKey());
    else localStorage.setItem(draftKey(), JSON.stringify(now));
  } catch { /* storage is off: the text lives as long as the page */ }
}
function draft() {
  try { return JSON.parse(localStorage.getItem(draftKey())); } catch { return null; }
}
function dropDraft() {
  try { localStorage.removeItem(draftKey()); } catch { /* as above */ }
}
const remember = (what) => { try { sessionStorage.setItem("tqcheck-open", what); } catch { /* as above */ } };
const remembered = () => { try { return sessionStorage.getItem("tqcheck-open"); } catch { return null; } };

// ---- opening

function blank() {
  report?.stop();
  sheet = checked = report = check = null;
  saved = { source: "", target: "" };
  marks = { source: [], target: [] };
  $("report").replaceChildren();
  $("mend").hidden = true;
  $("verdict").textContent = "";
  document.body.classList.remove("checked");
  for (const key of ["wrong", "changed", "restored", "reads"]) clear(key);
  status("");
}

function fresh() {
  blank();
  view("work");
  $("name").textContent = "";
  $("hint").hidden = false;
  for (const side of SIDES) {
    $(side + "-label").textContent = say("desk." + side);
    for (const part of [$(side), $(side + "-mirror")]) { part.dir = "auto"; part.lang = ""; }
  }
  const kept = draft();
  put(kept || saved);
  tell();
  $("source").focus();
}

async function show(told, { instead = null } = {}) {
  if (!told) return false;
  if (told.error) { wrong(told); return false; }
  blank();
  sheet = told;
  folder = told.folder;
  saved = { source: told.source, target: told.target };
  $("name").textContent = told.title.split(/[\\/]/).pop();
  $("save").title = say("desk.save_title", { file: told.title });
  $("hint").hidden = true;
  view("work");
  const kept = instead || (told.title ? draft() : null);
  put(kept && !same(kept, saved) ? kept : saved, told.langs);
  if (kept && !instead && !same(kept, saved)) notice("restored", say("desk.restored"), [[say("desk.discard"), discard]]);
  if (!told.edits) notice("reads", say("desk.not_edited"));
  for (const line of told.notices) notice("reads", line);
  tell();
  await run();
  return true;
}

function discard() {
  dropDraft();
  clear("restored");
  put(saved, sheet?.langs);
  tell();
  run();
}

function view(which) {
  $("work").hidden = which !== "work";
  $("folder").hidden = which !== "folder";
  $("to-folder").hidden = !folder || which === "folder";
  measure();
}

// ---- checking

async function run() {
  if (busy) return;
  const now = texts();
  if (!(now.source.trim() || now.target.trim())) { wrong({ error: say("desk.paste_hint") }); return; }
  clear("wrong");
  if (!sheet) {
    const told = await post("paste", now);
    if (told && !told.error) { dropDraft(); return show(told); }
    wrong(told);
    return;
  }
  busy = true;
  tell();
  status(say("desk.checking"));
  const began = performance.now();
  const asked = sheet;
  const told = await post("check", { sheet: sheet.sheet, version: sheet.version, ...now });
  busy = false;
  if (sheet !== asked) { tell(); return; }
  if (!told || told.error) { wrong(told); status(""); tell(); return; }
  checked = now;
  check = told.check;
  show_report(told);
  const s = ((performance.now() - began) / 1000).toFixed(1);
  tell();
  if (same(texts(), checked) && !dirty()) status(say("desk.seconds", { s }));
  if (told.changed) changed();
}

function show_report(told) {
  report?.stop();
  document.body.classList.add("checked");
  $("report").innerHTML = told.html;
  for (const side of SIDES) {
    marks[side] = told.marks[side].map(([start, end, n]) => ({ start, end, n }));
    before[side] = checked[side];
  }
  report = null;
  report = tqcheckReport(WORDS, { made: told.made, decide, gone });
  for (const side of SIDES) shift(side);
  standing(told);
  measure();
}

function standing(told) {
  $("verdict").textContent = told.verdict === "pass" ? say("desk.passes") : say("desk." + told.verdict);
  $("verdict").className = "verdict v-" + told.verdict;
  const left = report.notes.filter((note) => told.made[note.dataset.fp]?.decision === "accepted");
  const list = $("mend").querySelector("ol");
  list.replaceChildren(...left.map((note) => {
    const item = document.createElement("li"), button = document.createElement("button");
    const n = Number(note.id.slice(1));
    button.textContent = report.message(n);
    button.dir = "auto";
    button.onclick = () => { report.go(n, { scroll: false, focus: false }); correct(n); };
    item.append(button);
    return item;
  }));
  const any = Object.values(told.made).some((made) => made.decision === "accepted");
  $("mend").hidden = !any;
  $("mend-title").textContent = left.length ? say("desk.to_mend", { n: left.length }) : say("desk.nothing_to_mend");
  SIDES.forEach(paint);
}

async function decide(fingerprint, decision) {
  const told = await post("decide", { check, fingerprint, ...decision });
  if (!told || told.error) { wrong(told); return null; }
  queueMicrotask(() => standing(told));
  return told.made;
}

// A finding became current in the report: its words are shown in the panes, which scroll by themselves.
function gone(n) {
  SIDES.forEach(paint);
  for (const side of SIDES) {
    const mark = $(side + "-mirror").querySelector(`mark[data-n="${n}"]`);
    const field = $(side + "-field");
    if (mark) field.scrollTop += mark.getBoundingClientRect().top - field.getBoundingClientRect().top - field.clientHeight / 3;
  }
}

// To the words of a finding in the translation, ready to be typed over.
function correct(n) {
  for (const side of ["target", "source"]) {
    const mark = marks[side].find((one) => one.n === n);
    if (!mark) continue;
    const field = $(side);
    field.focus({ preventScroll: true });
    field.setSelectionRange(mark.start, mark.end);
    field.closest(".pane").scrollIntoView({ block: "nearest" });
    gone(n);
    return;
  }
}

function caret(side) {
  if (!report || document.activeElement !== $(side)) return;
  const at = $(side).selectionStart;
  const mark = marks[side].find((one) => one.start <= at && at <= one.end);
  const note = mark && report.notes[mark.n];
  if (note && !note.hidden && !note.classList.contains("now")) report.go(mark.n, { scroll: false, focus: false });
}

// ---- saving

async function save(overwrite = false) {
  if (!sheet?.saves || !(dirty() || overwrite)) return;
  const now = texts();
  const told = await post("save", { sheet: sheet.sheet, version: sheet.version, ...now, overwrite });
  if (!told) return;
  if (told.status === 409) { changed(); return; }
  if (told.error) { wrong(told); return; }
  sheet.version = told.version;
  saved = now;
  dropDraft();
  for (const key of ["changed", "restored", "wrong"]) clear(key);
  tell();
  status(say("desk.saved", { file: sheet.title }));
}

function changed() {
  if (document.querySelector('#notices [data-key="changed"]')) return;
  notice("changed", say("desk.changed"), [
    [say("desk.reload"), reload], [say("desk.overwrite"), () => save(true)], [say("desk.keep_mine"), () => { clear("changed"); sheet.ignored = true; }],
  ], "bad");
}

async function reload() {
  dropDraft();
  const open = remembered();
  await show(open?.startsWith("post:") ? await post("open", { post: open.slice(5) }) : await post("start"));
}

async function download() {
  const told = await post("copy", { sheet: sheet.sheet, ...texts() });
  if (!told || told.error) { wrong(told); return; }
  for (const { name, data } of told.files) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}

// ---- files that are dropped or chosen

async function take(files) {
  // Without an open post this may be the other side of what already stands there.
  if (!files.length || (sheet && !leaveAlone())) return;
  const halves = [];
  for (const file of [...files].slice(0, 2)) {
    const told = await ask("upload", {
      method: "POST", headers: { "x-tqcheck-token": TOKEN, "x-name": encodeURIComponent(file.name) }, body: file,
    });
    if (!told || told.error) { wrong(told); return; }
    if (!told.half) { remember("new"); await show(told); return; }
    halves.push(told.half);
  }
  const now = sheet ? { source: "", target: "" } : texts();
  for (const half of halves) now[half.side] = half.text;
  remember("new");
  if (sheet) fresh();
  put(now);
  keepDraft();
  tell();
  if (now.source && now.target) await run();
}
const leaveAlone = () => same(texts(), saved) || confirm(say("desk.leave"));

// ---- the folder

async function list() {
  const told = await get("posts");
  if (!told?.posts) return;
  const waiting = told.posts.filter((one) => !one.verdict).length;
  const focused = document.activeElement?.dataset?.post;
  $("folder-sum").textContent = say("report.posts", { n: told.posts.length });
  $("posts").replaceChildren(...told.posts.map(line));
  if (focused) $("posts").querySelector(`[data-post="${focused}"]`)?.focus();
  if (!$("folder").hidden) setTimeout(list, waiting ? 1000 : 4000);
}

function line(one) {
  const item = document.createElement("li"), button = document.createElement("button");
  button.dataset.post = one.id;
  const verdict = element("span", "verdict v-" + one.verdict, one.verdict ? say("verdict." + one.verdict) : say("desk.waiting"));
  const what = element("span", "what", "");
  const title = element("bdi", "", one.title || one.name);
  what.append(title, element("small", "", one.fault || one.name));
  const counts = element("span", "counts", "");
  const shapes = { critical: "◆", major: "▲", minor: "●" };
  Object.entries(shapes).forEach(([severity, shape], n) => {
    if (one.counts[n]) counts.append(element("span", severity, `${shape} ${one.counts[n]} ${say("severity." + severity)}`));
  });
  button.append(verdict, what, counts);
  button.onclick = async () => {
    remember("post:" + one.id);
    await show(await post("open", { post: one.id }));
  };
  item.append(button);
  return item;
}
function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

// ---- keeping in touch

async function loading() {
  const told = await get("state");
  if (told && !told.error) {
    $("loading").hidden = !told.stage;
    $("bar").value = told.share;
    if (told.stage) $("loading-what").textContent = say("desk.loading", { what: say("desk.loading_" + told.stage) });
    if (told.fault) wrong({ error: told.fault });
    if (!told.stage) return;
  }
  if (told?.status !== 403) setTimeout(loading, 300);
}

async function alive() {
  const told = await post("alive", { sheet: sheet?.sheet, version: sheet?.version });
  if (told?.status === 403) { wrong(told); return; }
  if (told?.changed && !sheet.ignored) changed();
  setTimeout(alive, 2500);
}

function measure() {
  const sticky = document.querySelector(".sticky");
  const fixed = getComputedStyle(sticky).position === "sticky" && !$("work").hidden ? sticky.offsetHeight : 0;
  document.documentElement.style.setProperty("--sticky", fixed + "px");
  document.documentElement.style.scrollPaddingTop = `calc(${fixed}px + 6rem)`;
}

for (const side of SIDES) {
  $(side).addEventListener("input", () => edited(side));
  for (const event of ["click", "keyup"]) $(side).addEventListener(event, () => caret(side));
}
$("check").onclick = () => run();
$("save").onclick = () => save();
$("copy").onclick = download;
$("report").addEventListener("click", (event) => {
  if (event.target.closest("[data-do=correct]")) correct(Number(event.target.closest(".note").id.slice(1)));
});
$("choose").onchange = async () => { await take($("choose").files); $("choose").value = ""; };
$("to-new").onclick = () => {
  if (!leaveAlone()) return;
  remember("new");
  dropDraft();
  blank();
  dropDraft();
  fresh();
};
$("to-folder").onclick = () => { if (leaveAlone()) { blank(); remember("folder"); $("name").textContent = ""; view("folder"); list(); } };
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter") { event.preventDefault(); if (!$("work").hidden) run(); }
  if (control && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  if (!control && !event.altKey && event.key === "c" && !event.target.matches("textarea, input, select")) {
    const now = document.querySelector(".note.now");
    if (now) { event.preventDefault(); correct(Number(now.id.slice(1))); }
  }
});
let over = 0;
const filed = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => { if (filed(event)) { over++; $("drop").hidden = false; } });
addEventListener("dragleave", (event) => { if (filed(event) && --over <= 0) { over = 0; $("drop").hidden = true; } });
addEventListener("dragover", (event) => { if (filed(event)) event.preventDefault(); });
addEventListener("drop", (event) => {
  if (!filed(event)) return;
  event.preventDefault();
  over = 0;
  $("drop").hidden = true;
  take(event.dataTransfer.files);
});
addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });
addEventListener("resize", measure);

async function begin() {
  const told = await post("start");
  if (!told) { setTimeout(begin, 1500); return; }
  if (told.error) { if (told.status !== 403) fresh(); wrong(told); return; }
  folder = told.folder;
  const open = remembered();
  if (open?.startsWith("post:") && folder && await show(await post("open", { post: open.slice(5) }))) return;
  if (open === "new" || (!told.sheet && !folder)) { fresh(); return; }
  if (told.sheet) { await show(told); return; }
  view("folder");
  list();
}
loading();
begin();
setTimeout(alive, 2500);
})();
