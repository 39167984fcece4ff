/** Makes a long help article easier to move around in: a list of its parts, and tables that scroll. */

export function startArticle() {
  const prose = document.querySelector('[data-prose]');
  if (!prose) return;
  listParts(prose, document.querySelector('[data-contents]'));
  for (const table of prose.querySelectorAll('table')) letScroll(table);
}

/**
 * @param {Element} prose
 * @param {HTMLElement} contents
 */
function listParts(prose, contents) {
  const headings = [...prose.querySelectorAll('h2')];
  if (headings.length < 3) return;
  headings.forEach((heading, index) => {
    heading.id ||= `part-${index + 1}`;
    const link = document.createElement('a');
    link.href = `#${heading.id}`;
    link.textContent = heading.textContent;
    const item = document.createElement('li');
    item.append(link);
    contents.querySelector('ol').append(item);
  });
  contents.hidden = false;
}

/** @param {HTMLTableElement} table */
function letScroll(table) {
  const frame = document.createElement('div');
  frame.className = 'table-frame';
  table.replaceWith(frame);
  frame.append(table);
  // Only a table that is wider than the page becomes a stop for the Tab key.
  new ResizeObserver(() => {
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
      frame.setAttribute('role', 'region');
      frame.setAttribute('aria-label', 'Table, scrolls sideways');
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) frame.removeAttribute(name);
    }
  }).observe(frame);
}
