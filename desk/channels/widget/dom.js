/**
 * Building nodes. Text only ever becomes text nodes and attribute values: there is no way in here
 * for markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] `on…` listeners, `class`, and attributes; false, null
 *   and undefined leave an attribute out, true sets it empty
 * @param {...(Node | string | null)} children
 * @returns {any} the element
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

const ICONS = {
  chat: [
    'M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5.2a.7.7 0 0 1-.55-1.13L6 16.1A7.5 7.5 0 1 1 20 11.5Z',
    'M9.2 10.2h6.6M9.2 13.2h4.1',
  ],
  close: ['M6.5 6.5l11 11M17.5 6.5l-11 11'],
  down: ['M6 9.5l6 6 6-6'],
  menu: ['M5.5 12h.01M12 12h.01M18.5 12h.01'],
  send: ['M12 19V5.5M6 11l6-6 6 6'],
  person: ['M12 12.2a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4Z', 'M5 19.6a7.2 7.2 0 0 1 14 0'],
  clip: ['M19.2 11.4l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.7-7.7a3.1 3.1 0 0 1 4.4 4.4l-7.6 7.6a1.5 1.5 0 0 1-2.2-2.2l6.8-6.8'],
  photo: ['M4.5 6.5h15v11h-15z', 'M4.8 15.5l4-4 3.5 3.5 2.5-2.3 4.4 4M15.5 9.8h.01'],
  article: ['M7 4.5h7l4 4v11H7z', 'M13.5 4.8V9H18M10 12.5h5M10 15.5h5'],
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement} for decoration: the text beside it, or a label, says what it means
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
