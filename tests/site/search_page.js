// Runs the scripts of a search page without a browser: node search_page.js SITE < queries.json
// Prints for each query the pages that are found, what is marked, and the excerpt of each page from its text.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [, , site] = process.argv;
const { queries, texts } = JSON.parse(fs.readFileSync(0, "utf8"));

const element = () => ({ classList: { add() {} } });
Object.assign(globalThis, {
  window: globalThis,
  document: { documentElement: { dataset: {} }, getElementById: () => null, createElement: element },
  localStorage: { setItem() {} },
  _ready() {},
  _: (text) => text,
});
for (const name of ["_static/sphinx_highlight.js", "_static/searchtools.js", "_static/language_data.js", "searchindex.js"])
  vm.runInThisContext(fs.readFileSync(path.join(site, name), "utf8"), { filename: name });

globalThis.queries = queries;
globalThis.texts = texts;
const answers = vm.runInThisContext(`
  Search.htmlToText = (text) => text;
  queries.map((query) => {
    const [, terms, , highlight] = Search._parseQuery(query);
    const results = Search._performSearch(...Search._parseQuery(query));
    const pages = results.map((result) => result[0]);
    const objects = results.filter((result) => result[6] === "object").map((result) => result[1]);
    const excerpts = Object.fromEntries(
      pages.map((page) => [page, Search.makeSearchSummary(texts[page] ?? "-", terms, "")?.textContent]),
    );
    return { pages: [...new Set(pages)].sort(), highlight: [...highlight], objects, excerpts };
  })`);
console.log(JSON.stringify(answers));
