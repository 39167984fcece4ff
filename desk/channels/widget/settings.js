/**
 * What the page says about the widget: the attributes of the script tag and `window.parleySettings`.
 */

import { texts } from './texts.js';

const MAX_SUGGESTIONS = 6;

/**
 * @typedef {object} Settings
 * @property {URL} apiBase the folder above the one that the widget was loaded from
 * @property {string} title
 * @property {string} greeting shown before the first message, never stored
 * @property {string[]} suggestions first messages that the customer can send with one tap
 * @property {() => string | null} customerToken asked each time: a page may sign its customer in later
 */

/**
 * @param {string} moduleUrl `import.meta.url` of the entry; the desk that served it is the API's home
 * @returns {Settings}
 */
export function readSettings(moduleUrl) {
  const script = [...document.querySelectorAll('script[src]')].find(
    (candidate) => /** @type {HTMLScriptElement} */ (candidate).src === moduleUrl,
  );
  const data = /** @type {HTMLElement | undefined} */ (script)?.dataset ?? {};
  return {
    apiBase: new URL('../', moduleUrl),
    title: data.title?.trim() || texts.defaultTitle,
    greeting: data.greeting?.trim() || texts.defaultGreeting,
    suggestions: (data.suggestions ?? '')
      .split('|')
      .map((suggestion) => suggestion.trim())
      .filter(Boolean)
      .slice(0, MAX_SUGGESTIONS),
    customerToken: () => window.parleySettings?.customerToken || data.customerToken || null,
  };
}

/**
 * Who the stored conversation belongs to. The token's subject is read without checking its
 * signature: it only separates what one browser keeps for one customer from what it keeps for
 * another. The desk is the one that believes or refuses the token.
 *
 * @param {string | null} customerToken
 * @returns {string} the same for every token of one customer
 */
export function customerIdentity(customerToken) {
  if (!customerToken) return 'anonymous';
  return `customer:${tokenSubject(customerToken) ?? customerToken.slice(-32)}`;
}

/**
 * @param {string} token
 * @returns {string | null}
 */
function tokenSubject(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes));
    return sub === undefined || sub === null ? null : String(sub);
  } catch {
    return null;
  }
}
