// The live connection: server-sent events that come back by themselves, and a signal to catch up when they do.

const EVENTS = "/api/console/events";
const PATIENCE = 1500; // A blip shorter than this is not worth a banner.
const REFRESH_LIVE = 60_000; // A connection can be dead without anybody noticing: look now and then.
const REFRESH_LOST = 10_000;

/**
 * Events: `queue`, `message` and `typing` (CustomEvent, detail = data), `catchup` (fetch everything again),
 * `state` (detail "live" or "lost").
 */
export class LiveConnection extends EventTarget {
  #source = null;
  #tries = 0;
  #retry = null;
  #patience = null;
  #refresh = null;
  #opened = false;
  state = "connecting";

  start() {
    addEventListener("online", () => this.reconnect());
    addEventListener("offline", () => this.#become("lost"));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#wake();
    });
    addEventListener("pagehide", () => this.#source?.close());
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.reconnect();
    });
    this.#connect();
    this.#schedule();
  }

  /** Drop the connection and open it again at once. */
  reconnect() {
    this.#tries = 0;
    this.#connect();
    this.dispatchEvent(new Event("catchup"));
  }

  #wake() {
    if (this.state === "live") this.dispatchEvent(new Event("catchup"));
    else this.reconnect();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource(EVENTS);
    this.#source = source;
    source.addEventListener("open", () => this.#onOpen());
    source.addEventListener("error", () => this.#onError(source));
    for (const name of ["queue", "message", "typing"]) {
      source.addEventListener(name, (event) => this.#pass(name, event.data));
    }
  }

  #pass(name, data) {
    let detail = null;
    try {
      detail = data ? JSON.parse(data) : null;
    } catch {
      // `queue` carries nothing of importance; anything else unreadable means: look again.
      if (name !== "queue") return void this.dispatchEvent(new Event("catchup"));
    }
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #onOpen() {
    this.#tries = 0;
    clearTimeout(this.#patience);
    this.#patience = null;
    this.#become("live");
    // What happened while we were away is not sent again.
    if (this.#opened) this.dispatchEvent(new Event("catchup"));
    this.#opened = true;
  }

  #onError(source) {
    if (source !== this.#source) return;
    this.#patience ??= setTimeout(() => this.#become("lost"), PATIENCE);
    if (source.readyState !== EventSource.CLOSED) return;
    // The browser gives up after an HTTP error; we do not, but we wait longer each time.
    this.#tries += 1;
    const wait = Math.min(30_000, 1000 * 2 ** this.#tries) * (0.5 + Math.random() / 2);
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#schedule();
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  #schedule() {
    clearInterval(this.#refresh);
    const pause = this.state === "lost" ? REFRESH_LOST : REFRESH_LIVE;
    this.#refresh = setInterval(() => this.dispatchEvent(new Event("catchup")), pause);
  }
}
