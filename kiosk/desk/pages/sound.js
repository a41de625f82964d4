// Sounds, as far as the browser lets a page make any.

export const CHIME = '/sounds/chime.wav';

export class Sound {
  constructor() {
    this.context = new AudioContext();
    this.chime = this.load(CHIME);
  }

  get isMuted() { return this.context.state !== 'running'; }

  // After somebody's press.
  allow() { return this.context.resume(); }

  async load(path) {
    try {
      const answer = await fetch(path);
      return answer.ok ? await this.context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  // Resolves when it has been heard; at once when there is nothing to hear.
  async play(buffer, volume = 1) {
    if (!buffer || this.isMuted) return;
    const source = this.context.createBufferSource();
    const gain = this.context.createGain();
    source.buffer = buffer;
    gain.gain.value = volume;
    source.connect(gain).connect(this.context.destination);
    await new Promise((resolve) => {
      source.addEventListener('ended', resolve, { once: true });
      source.start();
    });
  }
}
