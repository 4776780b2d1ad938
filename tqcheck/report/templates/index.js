"use strict";
for (const [column, head] of [...document.querySelectorAll(".posts th")].entries()) {
  head.querySelector("button").onclick = () => {
    // Names and scores begin with the least, counts with the most.
    const old = head.getAttribute("aria-sort");
    const way = old ? (old === "ascending" ? "descending" : "ascending") : column < 2 ? "ascending" : "descending";
    for (const other of document.querySelectorAll(".posts th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    const sign = way === "ascending" ? 1 : -1;
    const value = (row) => row.cells[column].dataset.v;
    const compare = column ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b));
    const body = document.querySelector(".posts tbody");
    body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
  };
}
