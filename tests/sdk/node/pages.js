// Follows getNextPage to the end: the items of every page, page by page.
"use strict";

module.exports = async function pages(first, items) {
  const seen = [];
  let page = first;
  while (page.hasNextPage) {
    seen.push(page[items]);
    page = await page.getNextPage();
  }
  seen.push(page[items]);
  return seen;
};
