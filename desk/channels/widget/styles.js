/**
 * The widget's styles, as constructed sheets: they arrive with the code, so that nothing is ever
 * seen without them, and a page whose policy forbids inline styles accepts them.
 */

import { composerCss } from './composer-styles.js';
import { helpedCss } from './helped-styles.js';
import { launcherCss } from './launcher-styles.js';
import { logCss } from './log-styles.js';
import { messageCss } from './message-styles.js';
import { panelCss } from './panel-styles.js';
import { photoCss } from './photo-styles.js';
import { ratingCss } from './rating-styles.js';
import { themeCss } from './theme-styles.js';

/** @returns {CSSStyleSheet[]} */
export function styleSheets() {
  return [
    themeCss,
    launcherCss,
    panelCss,
    logCss,
    messageCss,
    helpedCss,
    ratingCss,
    composerCss,
    photoCss,
  ].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}
