/** The start page's own button opens the chat that the widget has put on the page. */

document.querySelector('[data-open-chat]')?.addEventListener('click', () => window.Parley?.open());
