/**
 * The chat widget's entry. A page loads it with one tag:
 *
 *   <script type="module" src="https://desk.example/widget/parley.js"
 *           data-title="Harbour & Pine help"
 *           data-greeting="Hello. What can we do for you?"
 *           data-suggestions="Where is my order?|How do returns work?"></script>
 *
 * A signed-in customer is named by `window.parleySettings = {customerToken: "…"}` or by
 * `data-customer-token` on the tag; the token is a JWT that the shop has signed.
 */

import { ParleyChat } from './element.js';
import { readSettings } from './settings.js';

if (!customElements.get('parley-chat')) {
  customElements.define('parley-chat', ParleyChat);

  const chat = /** @type {ParleyChat} */ (
    document.querySelector('parley-chat') ?? document.createElement('parley-chat')
  );
  chat.start(readSettings(import.meta.url));
  if (!chat.isConnected) document.body.append(chat);

  window.Parley = Object.freeze({
    open: () => chat.open(),
    close: () => chat.close(),
    toggle: () => chat.toggle(),
  });
}
