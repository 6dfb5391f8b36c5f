"use strict";
// Without this script the whole page is there; with it, its tables and lists can be searched.
(function () {
  const search = document.getElementById("search");
  const system = document.getElementById("system");
  const changed = document.getElementById("changed");
  const found = document.getElementById("found");
  const rows = Array.from(document.querySelectorAll("table.find tbody tr:not(.group), ul.find > li"), (row) => ({
    row, text: row.textContent.toLowerCase(), matrix: row.closest(".matrix"),
  }));
  document.querySelectorAll(".search, .filters").forEach((part) => { part.hidden = false; });

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text, matrix } of rows) {
      let fits = words.every((word) => text.includes(word));
      if (matrix && changed && changed.checked && !("changes" in row.dataset)) fits = false;
      if (matrix && system && system.value && matrix.dataset.system !== system.value) fits = false;
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    document.querySelectorAll("table.find tbody").forEach((body) => { body.hidden = !body.querySelector("tr:not(.group):not([hidden])"); });
    document.querySelectorAll("table.find").forEach((table) => {
      const isEmpty = !table.querySelector("tbody:not([hidden])");
      (table.closest(".matrix") || table.parentElement).hidden = isEmpty;
    });
    const isFiltered = words.length > 0 || (changed && changed.checked) || (system && system.value);
    found.textContent = isFiltered ? (shown === 1 ? "1 line of " : shown + " lines of ") + rows.length : "";
  }

  search.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => { if (event.key === "Escape") { search.value = ""; apply(); } });
  if (system) system.addEventListener("change", apply);
  if (changed) changed.addEventListener("change", apply);
  // What is printed or sent as a PDF is the whole page.
  let kept = null;
  window.addEventListener("beforeprint", () => { kept = search.value; search.value = ""; apply(); });
  window.addEventListener("afterprint", () => { search.value = kept || ""; apply(); });
})();
