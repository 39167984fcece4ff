/** Closes the notes about the demo, brings them back, and remembers which. */

const KEY = 'harbour-pine:demo-panel';

export function startDemoPanel() {
  for (const button of document.querySelectorAll('[data-demo-panel]')) {
    button.addEventListener('click', () => showPanel(button.dataset.demoPanel === 'open'));
  }
}

/** @param {boolean} isOpen */
function showPanel(isOpen) {
  document.documentElement.classList.toggle('demo-panel-closed', !isOpen);
  remember(isOpen ? 'open' : 'closed');
  if (isOpen) {
    document.querySelector('[data-demo-panel="close"]').focus();
    scrollTo({ top: 0 });
  } else {
    // The pressed button is gone; without this, keyboard users would start again at the top.
    document.querySelector('#content').focus({ preventScroll: true });
  }
}

/** @param {'open' | 'closed'} state */
function remember(state) {
  try {
    localStorage.setItem(KEY, state);
  } catch {
    // Storage is switched off: the choice lasts until the next page.
  }
}
