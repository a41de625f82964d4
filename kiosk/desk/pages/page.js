// What every page of the desk needs: asking, filling in, listening.

// Sentences with names in braces, in the reader's language.
const sentences = JSON.parse(document.getElementById('words')?.textContent ?? '{}');
const token = document.querySelector('meta[name="token"]')?.content ?? '';

export const $ = (id) => document.getElementById(id);

// The sentence of a key, with "{label}" and the like put in. Whatever is put in is text.
export function word(key, names = {}) {
  return sentences[key].replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
}

// Puts text in its place; shows the element only when there is some, if asked to.
export function say(element, text, hideEmpty = false) {
  if (element.textContent !== text) element.textContent = text;
  if (hideEmpty) element.hidden = !text;
}

export function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

// A picture of a topic; addresses come from our own server and are paths.
export function picture(image, path) {
  if (path && image.getAttribute('src') !== path) image.src = path;
  show(image, Boolean(path));
}

// One element for each item, kept by its id, so that focus and screen readers stay where they are.
export function list(parent, items, make, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.id, child]));
  const wanted = new Set(items.map((item) => item.id));
  for (const [id, child] of known) if (!wanted.has(id)) child.remove();
  items.forEach((item, index) => {
    let child = known.get(item.id);
    if (!child) {
      child = make(item);
      child.dataset.id = item.id;
    }
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item, index);
  });
}

export const fromTemplate = (id) => $(id).content.firstElementChild.cloneNode(true);

// Asks for a change. Gives {ok, data} or {ok: false, status, detail}; the detail is a sentence in the reader's language.
export async function post(path, body = {}) {
  const noAnswer = document.body.dataset.noAnswer ?? document.querySelector('[data-no-answer]')?.dataset.noAnswer ?? '';
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Accanto-Token': token },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15000),
    });
    const data = await answer.json();
    return answer.ok ? { ok: true, data } : { ok: false, status: answer.status, detail: data.detail ?? noAnswer };
  } catch {
    return { ok: false, status: 0, detail: noAnswer };
  }
}

// mm:ss, or h:mm:ss from an hour on.
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

const SILENCE_MS = 3000; // the desk speaks every second; after two beats missed, what is shown may be old
const REOPEN_MS = 2000;

// Keeps a stream of server-sent events open for ever. `on.state(state, nowMs)` for each new state, `on.lost()` and
// `on.back()` once for each time the connection goes and comes, `on.ended()` when the desk ended the session.
export class Live {
  constructor(path, on) {
    this.path = path;
    this.on = on;
    this.heard = performance.now();
    this.opened = 0;
    this.isLost = false;
    this.open();
    setInterval(() => this.look(), 500);
    document.addEventListener('visibilitychange', () => this.look());
  }

  open() {
    this.source?.close();
    this.opened = performance.now();
    this.source = new EventSource(this.path);
    this.source.addEventListener('state', (event) => {
      const { now_ms: now, state } = JSON.parse(event.data);
      this.hear();
      this.on.state(state, now);
    });
    this.source.addEventListener('beat', () => this.hear());
    this.source.addEventListener('ended', () => this.end());
  }

  hear() {
    this.heard = performance.now();
    if (this.isLost) {
      this.isLost = false;
      this.on.back?.();
    }
  }

  look() {
    const now = performance.now();
    const silent = now - this.heard;
    if (silent > SILENCE_MS && !this.isLost) {
      this.isLost = true;
      this.on.lost?.();
    }
    // A stream may hang without an error, and an answer other than 200 closes it for good: open it anew.
    const closed = this.source.readyState === EventSource.CLOSED;
    if ((closed || silent > SILENCE_MS) && now - this.opened > REOPEN_MS) {
      this.open();
      if (this.on.ended) this.askWhetherSignedIn();
    }
  }

  async askWhetherSignedIn() {
    try {
      const answer = await fetch('/api/state', { signal: AbortSignal.timeout(REOPEN_MS) });
      if (answer.status === 401) this.end();
    } catch {
      // no connection: look() goes on trying
    }
  }

  end() {
    this.source.close();
    this.on.ended?.();
  }
}
