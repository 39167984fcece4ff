/** The photos that this page has: those it has sent, and those it has fetched. */

import { decode } from './photo-file.js';

export class Album {
  #fetch;
  /** @type {Map<string, Promise<ImageBitmap | null>>} by the client's id of the message */
  #pictures = new Map();

  /** @param {(seq: number) => Promise<Blob>} fetch asks the desk for a photo */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /**
   * Keeps a photo that is being sent, so that it need not be fetched.
   *
   * @param {string} id
   * @param {ImageBitmap | null} picture
   */
  keep(id, picture) {
    if (picture) this.#pictures.set(id, Promise.resolve(picture));
  }

  /**
   * @param {string} id
   * @param {number} seq of the message; 0 while the desk does not have it
   * @returns {Promise<ImageBitmap | null>} null where it cannot be had
   */
  picture(id, seq) {
    const known = this.#pictures.get(id);
    if (known || !seq) return known ?? Promise.resolve(null);
    const coming = this.#fetch(seq).then(decode, () => null);
    this.#pictures.set(id, coming);
    // Next time it may be there.
    coming.then((picture) => picture || this.#pictures.delete(id));
    return coming;
  }
}
