/** How long to wait before the next attempt, and a wait that can be cut short. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Doubles with each attempt. The random half keeps a thousand browsers from coming back in the
 * same second after the desk was away.
 *
 * @param {number} attempt from 0
 * @returns {number} milliseconds
 */
export function backoffDelay(attempt) {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return ceiling * (0.5 + Math.random() / 2);
}

export class Pause {
  /** @type {(() => void) | null} */
  #finish = null;

  /**
   * @param {number} delay milliseconds
   * @returns {Promise<void>} settles after the delay, or at once when `end` is called
   */
  wait(delay) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), delay);
      this.#finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end() {
    const finish = this.#finish;
    this.#finish = null;
    finish?.();
  }
}
