/**
 * The answer to "how was it?": a row of numbers, and room for a few words once one is chosen. The
 * node keeps its own state: what is being written here must outlive every redrawing of the list.
 */

import { element } from './dom.js';
import { texts } from './texts.js';

const MAX_COMMENT_LENGTH = 1000;

/** @typedef {(score: number, comment: string | null) => Promise<void>} OnRate */

/**
 * @param {import('./message.js').Rating} rating as it was when it was fetched
 * @param {OnRate} onRate rejects with an error whose message may be a sentence for people
 * @returns {HTMLLIElement}
 */
export function ratingNode(rating, onRate) {
  return new RatingCard(rating, onRate).node;
}

class RatingCard {
  #onRate;
  #score;
  #comment;
  /** @type {Map<number, HTMLButtonElement>} */
  #choices = new Map();
  #status = element('p', { class: 'rating-status', role: 'status' });
  #field = element('textarea', {
    class: 'rating-field',
    id: 'parley-rating-comment',
    rows: '2',
    dir: 'auto',
    maxlength: String(MAX_COMMENT_LENGTH),
  });
  #form = element(
    'form',
    { class: 'rating-comment', hidden: true, onsubmit: (event) => this.#commented(event) },
    element('label', { for: 'parley-rating-comment' }, texts.ratingComment),
    this.#field,
    element('button', { type: 'submit', class: 'chip' }, texts.ratingSend),
  );

  /** The node to put into the list. */
  node;

  /**
   * @param {import('./message.js').Rating} rating
   * @param {OnRate} onRate
   */
  constructor(rating, onRate) {
    this.#onRate = onRate;
    this.#score = rating.score;
    this.#comment = rating.comment;
    this.#field.value = rating.comment ?? '';
    const meanings = new Map([
      [rating.lowest, rating.lowestMeans],
      [rating.highest, rating.highestMeans],
    ]);
    for (let score = rating.lowest; score <= rating.highest; score += 1) {
      this.#choices.set(score, this.#choice(score, meanings.get(score)));
    }
    this.node = element(
      'li',
      { class: 'rating' },
      element(
        'div',
        { class: 'rating-scale', role: 'group', 'aria-label': rating.question },
        ...this.#choices.values(),
      ),
      element(
        'div',
        { class: 'rating-ends', 'aria-hidden': 'true' },
        element('span', {}, rating.lowestMeans),
        element('span', {}, rating.highestMeans),
      ),
      this.#form,
      this.#status,
    );
    this.#showScore();
    if (this.#score !== null) this.#status.textContent = texts.ratingThanks;
  }

  /**
   * @param {number} score
   * @param {string | undefined} meaning
   * @returns {HTMLButtonElement}
   */
  #choice(score, meaning) {
    const spoken = meaning ? element('span', { class: 'unseen' }, `, ${meaning}`) : null;
    return element(
      'button',
      { type: 'button', class: 'rating-choice', onclick: () => this.#chosen(score) },
      String(score),
      spoken,
    );
  }

  /** @param {number} score */
  async #chosen(score) {
    const before = this.#score;
    this.#score = score;
    this.#showScore();
    if (await this.#sent()) {
      this.#form.hidden = false;
    } else {
      this.#score = before;
      this.#showScore();
    }
  }

  /** @param {Event} event */
  async #commented(event) {
    event.preventDefault();
    const before = this.#comment;
    this.#comment = this.#field.value.trim() || null;
    if (!(await this.#sent())) {
      this.#comment = before;
      return;
    }
    this.#choices.get(this.#score)?.focus({ preventScroll: true });
    this.#form.hidden = true;
  }

  /** @returns {Promise<boolean>} whether the desk has it now */
  async #sent() {
    try {
      await this.#onRate(this.#score, this.#comment);
    } catch (error) {
      this.#say(error.message || texts.choiceNotSent, true);
      return false;
    }
    this.#say(texts.ratingThanks, false);
    return true;
  }

  /**
   * @param {string} text
   * @param {boolean} failed
   */
  #say(text, failed) {
    this.#status.textContent = text;
    this.#status.classList.toggle('failed', failed);
  }

  #showScore() {
    for (const [score, choice] of this.#choices) {
      choice.setAttribute('aria-pressed', String(score === this.#score));
    }
  }
}
