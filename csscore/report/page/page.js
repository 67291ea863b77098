// The rest of the page, and what happens when something is clicked.
const showNoticed = () => {
  const list = data.problems[view.lang === "zh" ? 0 : 1];
  at("noticed").replaceChildren(list.length ? h("ul", {}, list.map((entry) => h("li", {},
    h("span", { class: `tag ${entry.severity}` }, `${t(`severity_${entry.severity}`)} ${entry.code}`),
    entry.message, entry.place ? h("span", { class: "where" }, ` · ${entry.place}`) : "",
    entry.below ? h("div", { class: "where" }, entry.below) : "")))
    : h("p", { class: "soft" }, t("no_problems")));
};

const showWords = () =>
  at("words").replaceChildren(...data.words.map((section) => h("div", {}, h("h3", {}, w(section.title)),
    section.lines.map(([depth, ...words]) => h("p", { class: `d${Math.min(depth, 3)}` }, w(words))))));

const showFilters = () => {
  at("search").placeholder = t("search");
  const labels = [...new Set(data.agents.map((_, i) => cohortOf(i)))].sort(byWho.compare);
  const several = data.cohorts.length > 0 && labels.length > 1;
  at("cohort").hidden = at("grouping").hidden = !several;
  if (!several) return;
  at("cohort").replaceChildren(h("option", { value: "" }, t("everyone")), ...labels.map((label) => h("option", { value: label }, label)));
  at("cohort").value = view.cohort;
};

const showAll = () => {
  document.documentElement.lang = view.lang === "zh" ? "zh-CN" : "en";
  document.title = at("heading").textContent = w(data.heading);
  at("totals").textContent = w(data.totals);
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  at("footer").textContent = t("made_by", { version: data.csscore, digest: data.scheme.digest });
  showFilters();
  showSliders();
  showOutcome();
  showTable();
  showCharts();
  showNoticed();
  showWords();
  if (at("details").open) open(view.open);
};

const again_ = () => { view.page = 0; showTable(); showMakeup(); };
at("search").addEventListener("input", (event) => { view.search = event.target.value; again_(); });
at("cohort").addEventListener("change", (event) => { view.cohort = event.target.value; again_(); });
at("grouped").addEventListener("change", (event) => { view.grouped = event.target.checked; again_(); });
at("language").addEventListener("click", () => { view.lang = view.lang === "zh" ? "en" : "zh"; showAll(); });
at("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
});
at("print").addEventListener("click", () => print());
at("details").addEventListener("click", (event) => { if (event.target === at("details")) at("details").close(); });
at("details").addEventListener("close", () => {
  at("table").querySelector(`[data-agent="${view.open}"] .who`)?.focus();
  view.open = null;
});
addEventListener("beforeprint", () => { showTable({ everything: count <= MOST_ROWS }); showMakeup(); });
addEventListener("afterprint", () => { showTable(); showMakeup(); });
showAll();
document.body.dataset.ready = "yes";
