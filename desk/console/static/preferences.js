// What this browser remembers: settings for good, the place in the console across a new sign-in.

const DEFAULTS = { shortcuts: "on", readings: "off", theme: "system" };
const PLACE = "parley.place";

function read(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null; // Storage may be forbidden; the console then works without a memory.
  }
}

function write(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // See read().
  }
}

const lasting = () => localStorage;
const ofThisTab = () => sessionStorage;

/** A setting: `shortcuts` and `readings` are on or off, `theme` is system, light or dark. */
export function setting(name) {
  return read(lasting, `parley.${name}`) ?? DEFAULTS[name];
}

/** Change a setting and make it show at once. */
export function changeSetting(name, value) {
  write(lasting, `parley.${name}`, value === DEFAULTS[name] ? null : value);
  applySettings();
}

/** Put the settings that change the looks onto the page. */
export function applySettings() {
  const root = document.documentElement;
  const theme = setting("theme");
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.readings = setting("readings");
}

/** Remember which ticket is open, for after the next sign-in. */
export function keepPlace() {
  if (location.hash.length > 1) write(ofThisTab, PLACE, location.hash);
}

/** The place kept before the sign-in, once; null if there is none. */
export function takePlace() {
  const place = read(ofThisTab, PLACE);
  write(ofThisTab, PLACE, null);
  return place;
}

/** Text kept for this tab only (drafts and unsent replies), as an object; {} if there is none. */
export function readTab(key) {
  try {
    return JSON.parse(read(ofThisTab, key)) ?? {};
  } catch {
    return {};
  }
}

/** Keep an object for this tab; an empty one is forgotten. */
export function writeTab(key, value) {
  write(ofThisTab, key, Object.keys(value).length === 0 ? null : JSON.stringify(value));
}

/** Forget every text kept for this tab, except what belongs to `key`. */
export function forgetTab(exceptKeys = []) {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("parley.") && !exceptKeys.includes(key)) sessionStorage.removeItem(key);
    }
  } catch {
    // See read().
  }
}
