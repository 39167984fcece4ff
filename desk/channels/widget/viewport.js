/**
 * On a phone the panel fills what can be seen of the page, and no more: the keyboard lies over
 * the page in some browsers, and only the visual viewport knows how much is left.
 */

/** The same condition as in `panel-styles.js`. */
const FULL_SCREEN = window.matchMedia('(max-width: 480px), (max-height: 480px)');

export class FullScreen {
  #panel;
  #active = false;
  #pageOverflow = '';
  #fit = () => this.#place();

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#panel = panel;
  }

  enter() {
    if (this.#active) return;
    this.#active = true;
    this.#pageOverflow = document.documentElement.style.overflow;
    FULL_SCREEN.addEventListener('change', this.#fit);
    window.visualViewport?.addEventListener('resize', this.#fit);
    window.visualViewport?.addEventListener('scroll', this.#fit);
    this.#place();
  }

  leave() {
    if (!this.#active) return;
    this.#active = false;
    FULL_SCREEN.removeEventListener('change', this.#fit);
    window.visualViewport?.removeEventListener('resize', this.#fit);
    window.visualViewport?.removeEventListener('scroll', this.#fit);
    document.documentElement.style.overflow = this.#pageOverflow;
    this.#panel.removeAttribute('aria-modal');
  }

  #place() {
    const full = FULL_SCREEN.matches;
    const view = window.visualViewport;
    // Zoomed in by two fingers, the panel stays where it is and is looked at piece by piece.
    const exact = full && view && view.scale < 1.05;
    this.#panel.style.setProperty('--view-height', exact ? `${view.height}px` : '100dvh');
    this.#panel.style.setProperty('--view-top', exact ? `${view.offsetTop}px` : '0px');
    document.documentElement.style.overflow = full ? 'hidden' : this.#pageOverflow;
    if (full) this.#panel.setAttribute('aria-modal', 'true');
    else this.#panel.removeAttribute('aria-modal');
  }
}
