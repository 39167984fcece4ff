/**
 * Following a conversation at the desk: what was said before, once; from then on each message,
 * who types and who owns it, as it comes.
 */

import { readMessage, readStatus } from './message.js';
import { EventStream } from './stream.js';
import { TypingSignal } from './typing.js';

/**
 * @typedef {import('./message.js').Message} Message
 * @typedef {import('./message.js').Status} Status
 */

export class Following {
  #client;
  #token;
  #log;
  #onStored;
  #onCaughtUp;
  #onMessage;
  #onChange;
  #stream;
  #typing;
  #synced = false;
  /** @type {Status} */
  #status = readStatus({});

  /**
   * @param {object} parts
   * @param {import('./client.js').ChatClient} parts.client
   * @param {() => string} parts.token of the conversation
   * @param {import('./message-log.js').MessageLog} parts.log takes the messages
   * @param {(message: Message) => void} parts.onStored the log has it now
   * @param {() => void} parts.onCaughtUp what was said before is in the log
   * @param {(message: Message, isNew: boolean) => void} parts.onMessage one has just come; not
   *   new where the log had it
   * @param {() => void} parts.onChange
   * @param {(waiting: boolean) => void} parts.onWaiting true where the desk did not answer
   * @param {() => void} parts.onEnded the desk no longer knows the session
   */
  constructor({ client, token, log, onStored, onCaughtUp, onMessage, onChange, onWaiting, onEnded }) {
    this.#client = client;
    this.#token = token;
    this.#log = log;
    this.#onStored = onStored;
    this.#onCaughtUp = onCaughtUp;
    this.#onMessage = onMessage;
    this.#onChange = onChange;
    this.#typing = new TypingSignal(onChange);
    this.#stream = new EventStream({
      open: (signal) => this.#open(signal),
      onEvent: (event) => this.#receive(event),
      onWaiting,
      onEnded,
    });
  }

  /** @returns {Status} */
  get status() {
    return this.#status;
  }

  /** @returns {{author: 'bot' | 'agent'} | null} who is writing now */
  get typing() {
    return this.#typing.current;
  }

  /** @param {boolean} isEmpty a new conversation, of which whatever comes is new */
  begin(isEmpty) {
    this.#synced = isEmpty;
  }

  start() {
    this.#stream.start();
  }

  /** Leaves the stream; `start` catches up. */
  pause() {
    this.#stream.stop();
  }

  /** The old connection cannot be trusted. */
  restart() {
    this.#stream.restart();
  }

  /** Waits no longer where the desk did not answer. */
  wake() {
    this.#stream.wake();
  }

  stop() {
    this.#stream.stop();
    this.#typing.clear();
  }

  /** The conversation is over. */
  forget() {
    this.stop();
    this.#status = readStatus({});
  }

  /** @param {AbortSignal} signal */
  async #open(signal) {
    const token = this.#token();
    if (!this.#synced) {
      await this.#catchUp(token, signal);
      this.#onChange();
    }
    return this.#client.openEvents(token, this.#log.followedSeq, signal);
  }

  /**
   * @param {string} token
   * @param {AbortSignal} signal
   */
  async #catchUp(token, signal) {
    const history = await this.#client.listMessages(token, this.#log.followedSeq, signal);
    if (signal.aborted) throw new DOMException('stopped', 'AbortError');
    for (const data of history.messages ?? []) this.#store(readMessage(data));
    const agentName = this.#log.messages.findLast(({ author }) => author === 'agent')?.authorName;
    this.#status = readStatus({ ...history, agent_name: agentName });
    this.#synced = true;
    this.#onCaughtUp();
  }

  /** @param {import('./stream.js').ServerEvent} event */
  #receive({ event, data }) {
    let content;
    try {
      content = JSON.parse(data);
    } catch {
      return; // Half an event, or not the desk's.
    }
    if (event === 'message') this.#receiveMessage(readMessage(content));
    if (event === 'typing') this.#typing.set(content?.author, content?.active === true);
    if (event === 'status') this.#status = readStatus(content ?? {});
    this.#onChange();
  }

  /** @param {Message | null} message */
  #receiveMessage(message) {
    if (!message) return;
    const isNew = this.#store(message);
    if (message.author !== 'customer') this.#typing.clear();
    this.#onMessage(message, isNew);
  }

  /**
   * @param {Message | null} message as the desk has it
   * @returns {boolean} whether it is new here
   */
  #store(message) {
    if (!message) return false;
    const isNew = this.#log.store(message);
    this.#onStored(message);
    return isNew;
  }
}
