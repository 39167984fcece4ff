/** Changes the category without loading the page again, so that an open chat stays open. */

export function startCategoryFilter() {
  const range = document.querySelector('#range');
  if (!range) return;
  for (const link of range.querySelectorAll('[data-category]')) {
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const { category } = link.dataset;
      history.pushState(null, '', category ? `/?category=${encodeURIComponent(category)}` : '/');
      showCategory(range, category);
    });
  }
  addEventListener('popstate', () => {
    showCategory(range, new URLSearchParams(location.search).get('category') ?? '');
  });
}

/**
 * @param {Element} range
 * @param {string} wanted a category's id; the empty string and unknown ids stand for everything
 */
function showCategory(range, wanted) {
  const shelves = [...range.querySelectorAll('[data-shelf]')];
  const category = shelves.some((shelf) => shelf.dataset.shelf === wanted) ? wanted : '';
  for (const shelf of shelves) shelf.hidden = category !== '' && shelf.dataset.shelf !== category;
  for (const link of range.querySelectorAll('[data-category]')) {
    if (link.dataset.category === category) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  const count = range.querySelectorAll('[data-shelf]:not([hidden]) .card').length;
  range.querySelector('[data-count]').textContent = `${count} product${count === 1 ? '' : 's'}`;
  if (range.getBoundingClientRect().top < 0) range.scrollIntoView();
}
