/** The demo shop's behaviour. Every page works without it. */

import { startArticle } from './article.js';
import { startCategoryFilter } from './category-filter.js';
import { startDemoPanel } from './demo-panel.js';

for (const element of document.querySelectorAll('[data-needs-script]')) element.hidden = false;

for (const button of document.querySelectorAll('[data-chat-open]')) {
  button.addEventListener('click', () => window.Parley?.open());
}

for (const menu of document.querySelectorAll('[data-menu]')) startMenu(menu);
for (const link of document.querySelectorAll('[data-menu-open]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const menu = document.getElementById(link.dataset.menuOpen);
    menu.open = true;
    menu.querySelector('summary').focus();
    menu.scrollIntoView({ block: 'nearest' });
  });
}

startDemoPanel();
startCategoryFilter();
startArticle();

/**
 * A details element that behaves like a menu: Escape or a click elsewhere closes it.
 *
 * @param {HTMLDetailsElement} menu
 */
function startMenu(menu) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    const opener = event.target instanceof Element && event.target.closest('[data-menu-open]');
    if (!opener && !menu.contains(event.target)) menu.open = false;
  });
}
