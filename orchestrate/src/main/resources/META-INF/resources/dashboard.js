// The dashboard: what the REST API tells, as a page. Nothing comes from another host, and nothing a server sent is
// ever read as HTML.

const page = document.getElementById("page");
let leave = () => {};
let visits = 0;

/** Whether the reader has gone elsewhere since this visit began. */
const visit = () => { const mine = visits; return () => mine !== visits; };

/** An element with attributes, listeners (on...) and children; text stays text. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "depth") element.style.setProperty("--depth", value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

async function ask(path, options) {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, ...options });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? body.title ?? answer.statusText);
  return body;
}

const time = instant => instant ? new Date(instant).toLocaleString() : "";
const badge = state => el("span", { class: `badge ${state}` }, state);
const number = (value, digits = 3) => value === null || value === undefined ? "–" : value.toFixed(digits);
const spread = (mean, deviation) => number(mean) + (deviation === null || deviation === undefined ? "" : ` ± ${number(deviation)}`);
const address = (digest, part) => `/api/artefacts/${digest}/${part.split("/").map(encodeURIComponent).join("/")}`;

function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A digest cut short, leading to where it came from. */
function digest(hex) {
  return el("a", { class: "digest", href: `#lineage/${hex}`, title: hex }, hex.slice(0, 12));
}

function table(columns, rows) {
  const head = el("tr", {}, columns.map(column => el("th", { class: column.number ? "number" : null }, column.title)));
  const lines = rows.map(row => el("tr", {}, columns.map(column =>
    el("td", { class: column.number ? "number" : null }, column.cell(row)))));
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), el("tbody", {}, lines)));
}

// ---- the list of experiments

async function showList() {
  const left = visit();
  const body = el("div", {}, el("p", { class: "empty" }, "Loading…"));
  page.replaceChildren(el("h1", {}, "Experiments"), body);
  let shown = 50;

  async function refresh() {
    const { experiments, next } = await ask(`/api/experiments?limit=${shown}`);
    if (experiments.length === 0) {
      body.replaceChildren(el("p", { class: "empty" }, "None yet. Submit one with ", el("code", {}, "./consilium submit SPEC"), " or POST a spec to ", el("code", {}, "/api/experiments"), "."));
      return;
    }
    const more = next ? el("p", {}, el("button", { onclick: () => { shown = Math.min(500, shown + 50); refresh(); } }, "Show more")) : null;
    body.replaceChildren(table([
      { title: "Experiment", cell: one => el("a", { href: `#${one.id}` }, one.name) },
      { title: "State", cell: one => badge(one.state) },
      { title: "Steps", cell: one => [el("progress", { value: one.stepsDone, max: Math.max(1, one.steps) }), ` ${one.stepsDone}/${one.steps}`] },
      { title: "Submitted", cell: one => time(one.submitted) },
      { title: "Took", number: true, cell: one => one.finished ? duration(new Date(one.finished) - new Date(one.submitted)) : "" },
      { title: "Id", cell: one => [el("code", {}, one.id), one.replayOf ? el("span", { class: "meta" }, " replays ", el("a", { href: `#${one.replayOf}` }, one.replayOf)) : null] },
    ], experiments), more ?? "");
  }

  await refresh();
  if (left()) return;
  const timer = setInterval(() => refresh().catch(() => {}), 2000);
  leave = () => clearInterval(timer);
}

// ---- one experiment

async function showExperiment(id) {
  const left = visit();
  const experiment = await ask(`/api/experiments/${encodeURIComponent(id)}`);
  if (left()) return;
  const steps = new Map(experiment.steps.map(step => [step.step, step]));
  const state = el("span", {}, badge(experiment.state));
  const actions = el("div", { class: "actions" });
  const problem = el("div");
  const tree = el("div");
  const results = el("div");
  const figures = el("div");

  page.replaceChildren(
    el("h1", {}, experiment.name, " ", state),
    el("p", { class: "meta" }, el("code", {}, experiment.id), ` · submitted ${time(experiment.submitted)}`,
      experiment.replayOf ? [" · replays ", el("a", { href: `#${experiment.replayOf}` }, experiment.replayOf)] : null,
      experiment.spec.description ? ` · ${experiment.spec.description}` : null),
    actions, problem,
    el("h2", {}, "Steps"), tree, results, figures,
    el("h2", {}, "Spec"), el("details", {}, el("summary", {}, "as it was planned, defaults included"), el("pre", {}, JSON.stringify(experiment.spec, null, 2))));

  function drawTree() {
    tree.replaceChildren(steps.size === 0 ? el("p", { class: "empty" }, "Not planned yet.") : table([
      { title: "Step", cell: step => el("div", { class: "step", depth: step.depth }, step.step.split("/").pop()) },
      { title: "State", cell: step => badge(step.state) },
      { title: "", cell: progressOf },
      { title: "Took", number: true, cell: step => step.recipe ? duration(step.millis) : "" },
      { title: "Artefacts", cell: step => Object.entries(step.outputs).flatMap(([role, hex]) => [`${role} `, digest(hex), " "]) },
    ], [...steps.values()]));
  }

  async function drawResults() {
    const { rows } = await ask(`/api/experiments/${encodeURIComponent(id)}/results`);
    if (rows.every(row => row.repeats === 0)) return;
    results.replaceChildren(el("h2", {}, "Results ", el("a", { href: `/api/experiments/${encodeURIComponent(id)}/results?format=csv` }, "CSV")), table([
      { title: "Method", cell: row => [row.method, row.swapped ? el("span", { class: "warning" }, " classes may be swapped") : null] },
      { title: "Repeats", number: true, cell: row => String(row.repeats) },
      { title: "Dice", number: true, cell: row => spread(row.dice, row.diceStd) },
      { title: "IoU", number: true, cell: row => number(row.iou) },
      { title: "Confusion-matrix error", number: true, cell: row => spread(row.confusionRmse, row.confusionRmseStd) },
      { title: "Time", number: true, cell: row => row.seconds === null ? "–" : duration(row.seconds * 1000) },
      { title: "Gate", cell: row => row.gate ?? "" },
      { title: "Evaluation", cell: row => row.evaluation.flatMap(hex => [digest(hex), " "]) },
    ], rows));
    await drawFigures(rows);
  }

  async function drawFigures(rows) {
    const shown = [];
    for (const row of rows) {
      if (row.evaluation.length === 0) continue;
      const { files } = await ask(`/api/artefacts/${row.evaluation[0]}`);
      for (const [name, file] of Object.entries(files)) {
        if (!file.mediaType.startsWith("image/")) continue;
        const source = address(row.evaluation[0], name);
        shown.push(el("figure", {}, el("a", { href: source }, el("img", { src: source, alt: `${row.method}: ${name}`, loading: "lazy" })),
          el("figcaption", {}, `${row.method} · ${name.split("/").pop()}`)));
      }
    }
    figures.replaceChildren(...shown.length === 0 ? [] : [el("h2", {}, "Figures"), el("div", { class: "figures" }, shown)]);
  }

  function drawState(now) {
    state.replaceChildren(badge(now));
    const ended = ["succeeded", "failed", "cancelled"].includes(now);
    actions.replaceChildren(
      ended ? el("button", { onclick: () => act("replay") }, "Replay and compare") : el("button", { onclick: () => act("cancel") }, "Cancel"),
      el("a", { href: `/api/experiments/${encodeURIComponent(id)}/lineage` }, "Lineage (JSON)"));
  }

  function drawProblem(found) {
    problem.replaceChildren(...found ? [el("div", { class: "problem" }, el("strong", {}, found.title), el("br"), found.detail)] : []);
  }

  async function act(what) {
    try {
      const answer = await ask(`/api/experiments/${encodeURIComponent(id)}/${what}`, { method: "POST" });
      if (answer.id !== id) location.hash = answer.id;
    } catch (error) {
      alert(error.message);
    }
  }

  drawState(experiment.state);
  drawProblem(experiment.problem);
  drawTree();
  drawResults().catch(report);

  // Many events may come at once; the page is drawn at most once a frame.
  let drawing = false;
  function drawSoon() {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => { drawing = false; drawTree(); });
  }

  const events = new EventSource(`/api/experiments/${encodeURIComponent(id)}/events`);
  events.addEventListener("step", event => {
    const step = JSON.parse(event.data);
    const scored = step.stage === "evaluate" && step.recipe && !steps.get(step.step)?.recipe;
    steps.set(step.step, step);
    drawSoon();
    if (scored) drawResults().catch(report);
  });
  events.addEventListener("experiment", event => {
    const { state: now } = JSON.parse(event.data);
    drawState(now);
    if (["succeeded", "failed", "cancelled"].includes(now)) {
      events.close();
      ask(`/api/experiments/${encodeURIComponent(id)}`).then(last => drawProblem(last.problem)).catch(report);
      drawResults().catch(report);
    }
  });
  leave = () => events.close();
}

function progressOf(step) {
  if (step.state === "waiting") return step.waiting ?? "";
  if (step.state === "failed") return step.problem?.detail ?? "";
  if (step.state === "diverged") return step.differs.join("; ");
  if (step.state === "running") {
    const figures = Object.entries(step.figures).map(([name, value]) => `${name} ${value.toPrecision(4)}`).join(", ");
    const share = step.total > 0 ? el("progress", { value: step.done, max: step.total }) : el("progress");
    return [share, ` ${step.unit} ${step.done}${step.total > 0 ? "/" + step.total : ""} ${figures}`];
  }
  return Object.entries(step.summary)
    .filter(([, value]) => typeof value === "number" || typeof value === "boolean")
    .map(([name, value]) => `${name} ${typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(4) : value}`)
    .join(", ");
}

// ---- where an artefact came from

async function showLineage(hex) {
  const left = visit();
  const manifest = await ask(`/api/artefacts/${hex}`);
  const { executions } = await ask(`/api/lineage/${hex}`).catch(() => ({ executions: [] }));
  if (left()) return;
  const parts = [
    ...Object.entries(manifest.arrays).map(([name, array]) => ({ name: `${name}.npy`, what: `${array.dtype} [${array.shape.join(", ")}]` })),
    ...Object.entries(manifest.files).map(([name, file]) => ({ name, what: `${file.mediaType}, ${file.bytes} bytes` })),
  ];
  const roles = digests => Object.entries(digests).flatMap(([role, name]) => [`${role} `, digest(name), " "]);
  page.replaceChildren(
    el("h1", {}, `Artefact: ${manifest.kind}`),
    el("p", { class: "meta" }, el("code", {}, hex)),
    el("h2", {}, "Parts"),
    table([
      { title: "Name", cell: part => el("a", { href: address(hex, part.name) }, part.name) },
      { title: "What", cell: part => part.what },
    ], parts),
    el("h2", {}, "How it was made ", el("a", { href: `/api/lineage/${hex}` }, "JSON")),
    executions.length === 0 ? el("p", { class: "empty" }, "No execution is recorded that made it.") : table([
      { title: "Stage", cell: made => `${made.recipe.stage}, revision ${made.recipe.revision}` },
      { title: "From", cell: made => roles(made.recipe.inputs) },
      { title: "Made", cell: made => roles(made.outputs) },
      { title: "When", cell: made => time(made.finished) },
      { title: "Took", number: true, cell: made => duration(new Date(made.finished) - new Date(made.started)) },
    ], executions));
}

// ---- which page

function report(error) {
  page.append(el("div", { class: "problem" }, error.message));
}

function route() {
  leave();
  leave = () => {};
  visits++;
  const where = decodeURIComponent(location.hash.slice(1));
  const shown = where === "" ? showList() : where.startsWith("lineage/") ? showLineage(where.slice(8)) : showExperiment(where);
  shown.catch(error => { page.replaceChildren(); report(error); });
}

addEventListener("hashchange", route);
route();
