/** A photo as it stands in the conversation. */

import { element, icon } from './dom.js';
import { texts } from './texts.js';

/** The longest side of a photo in the conversation, in CSS pixels. */
const SHOWN = 220;

/**
 * @param {{width: number, height: number}} size of the photo that is coming
 * @param {Promise<ImageBitmap | null>} coming
 * @returns {HTMLElement}
 */
export function photoNode(size, coming) {
  const canvas = element('canvas', { class: 'photo', role: 'img', 'aria-label': texts.photo });
  const missing = element('span', { class: 'photo-missing', hidden: true }, icon('photo'), texts.photo);
  // It takes its room before it is there, so that nothing jumps when it comes.
  fit(canvas, size, SHOWN);
  coming.then((picture) => {
    canvas.hidden = !picture;
    missing.hidden = Boolean(picture);
    if (picture) draw(canvas, picture, SHOWN);
  });
  return element('div', { class: 'photo-frame' }, canvas, missing);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} picture
 * @param {number} longest side, in CSS pixels
 */
export function draw(canvas, picture, longest) {
  const { width, height } = fit(canvas, picture, longest);
  const sharpness = Math.min(window.devicePixelRatio, picture.width / width);
  canvas.width = Math.max(1, Math.round(width * sharpness));
  canvas.height = Math.max(1, Math.round(height * sharpness));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number}} size
 * @param {number} longest
 * @returns {{width: number, height: number}} in CSS pixels
 */
function fit(canvas, size, longest) {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  const [width, height] = [size.width, size.height].map((side) => Math.max(1, side * scale));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return { width, height };
}
