/**
 * Photos before they are sent: made small enough for a phone's connection, in the browser.
 *
 * Pictures are drawn on canvases. An `<img>` would need an address, and the policy of the page may
 * allow none of ours.
 */

/** The longest side that the desk keeps, in pixels. */
const LONGEST_SIDE = 2000;
const QUALITY = 0.85;
/** The largest file that the desk takes, in bytes. */
export const MAX_PHOTO_BYTES = 8_000_000;
/** Of a photo that this browser cannot read, in pixels. */
const UNKNOWN_SIZE = { width: 160, height: 120 };

/**
 * @typedef {{blob: Blob, picture: ImageBitmap | null}} Photo `picture` is null where this browser
 *   cannot show it; the desk decides then
 */

/**
 * @param {File} file as it was chosen
 * @returns {Promise<Photo>}
 */
export async function preparePhoto(file) {
  const whole = await decode(file);
  if (!whole) return { blob: file, picture: null };
  const scale = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height));
  const [width, height] = [whole.width, whole.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return { blob: blob ?? file, picture: await createImageBitmap(canvas) };
}

/**
 * @param {Photo} photo
 * @returns {{width: number, height: number}} in pixels
 */
export function sizeOf({ picture }) {
  const { width, height } = picture ?? UNKNOWN_SIZE;
  return { width, height };
}

/**
 * @param {Blob} blob
 * @returns {Promise<ImageBitmap | null>} null where it is no picture that this browser knows
 */
export async function decode(blob) {
  try {
    return await createImageBitmap(blob);
  } catch {
    return null;
  }
}
