/** The photo that goes with the next message: its button, its thumbnail, and what may be wrong. */

import { element, icon } from './dom.js';
import { MAX_PHOTO_BYTES, preparePhoto } from './photo-file.js';
import { draw } from './photo-view.js';
import { texts } from './texts.js';

export class Attachment {
  #onChange;
  #onAnnounce;
  /** @type {import('./photo-file.js').Photo | null} */
  #photo = null;
  /** Counts the choices: only the newest may arrive. */
  #choice = 0;
  /** @type {Promise<void> | null} */
  #coming = null;
  #input = element('input', {
    type: 'file',
    accept: 'image/*', // A phone offers its camera, too.
    hidden: true,
    tabindex: '-1',
    onchange: () => this.#chosen(),
  });
  #thumbnail = element('canvas', { class: 'thumbnail', role: 'img', 'aria-label': texts.photoToSend });
  #name = element('span', { class: 'attached-name one-line', dir: 'auto' });
  #attached = element(
    'div',
    { class: 'attached', hidden: true },
    this.#thumbnail,
    this.#name,
    element(
      'button',
      {
        type: 'button',
        class: 'icon-button quiet-button attached-remove',
        'aria-label': texts.removePhoto,
        onclick: () => this.#remove(),
      },
      icon('close'),
    ),
  );
  #problem = element('p', { class: 'attached-problem', role: 'alert', hidden: true });

  /** What is chosen, to be put above the field. */
  node = element('div', {}, this.#attached, this.#problem, this.#input);

  /** To be put beside the field. */
  button = element(
    'button',
    {
      type: 'button',
      class: 'icon-button quiet-button attach',
      'aria-label': texts.addPhoto,
      title: texts.addPhoto,
      onclick: () => this.#input.click(),
    },
    icon('clip'),
  );

  /**
   * @param {() => void} onChange there is a photo now, or none
   * @param {(text: string) => void} onAnnounce for those who do not see the thumbnail
   */
  constructor(onChange, onAnnounce) {
    this.#onChange = onChange;
    this.#onAnnounce = onAnnounce;
  }

  get isThere() {
    return this.#photo !== null;
  }

  /** @returns {Promise<void> | null} ends when what was chosen is there, or refused; null at rest */
  get coming() {
    return this.#coming;
  }

  /**
   * Takes what was dropped or pasted, if there is a picture in it.
   *
   * @param {DataTransfer | null} data
   * @returns {boolean} whether there is
   */
  takeFrom(data) {
    const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (file) this.#take(file);
    return Boolean(file);
  }

  /** @returns {import('./photo-file.js').Photo | null} the photo, which is not to be sent again */
  give() {
    const photo = this.#photo;
    this.#set(null);
    return photo;
  }

  #chosen() {
    const [file] = this.#input.files;
    this.#input.value = ''; // The same file may be chosen again.
    if (file) this.#take(file);
  }

  /** @param {File} file */
  #take(file) {
    const coming = this.#prepare(file).finally(() => {
      if (this.#coming === coming) this.#coming = null;
    });
    this.#coming = coming;
  }

  /** @param {File} file */
  async #prepare(file) {
    this.#choice += 1;
    const choice = this.#choice;
    const photo = await preparePhoto(file);
    if (choice !== this.#choice) return;
    if (photo.blob.size > MAX_PHOTO_BYTES) {
      this.#set(null);
      this.#say(texts.photoTooLarge);
      return;
    }
    this.#name.textContent = file.name || texts.photo;
    this.#set(photo);
    this.#onAnnounce(texts.photoAdded);
  }

  #remove() {
    this.#choice += 1;
    this.#set(null);
    this.button.focus();
  }

  /** @param {import('./photo-file.js').Photo | null} photo */
  #set(photo) {
    this.#photo = photo;
    this.#say('');
    this.#attached.hidden = !photo;
    this.#thumbnail.hidden = !photo?.picture;
    if (photo?.picture) draw(this.#thumbnail, photo.picture, 48);
    this.#onChange();
  }

  /** @param {string} problem */
  #say(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = !problem;
  }
}
