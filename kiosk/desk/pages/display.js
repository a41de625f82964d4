import { $, Chime, Live, fromTemplate, list, picture, say, show } from './page.js';

const CALL_SHOWN_MS = 8000;

let known = null;    // calls already announced: "id:calls"
let digest = null;
const chime = new Chime();

function announce(cards) {
  chime.play();
  if (chime.isMuted || !('speechSynthesis' in window)) return;
  // Only a voice on this machine, in the display's own language: nothing is sent elsewhere, nothing mispronounced.
  const language = document.documentElement.lang;
  const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(language));
  if (!voice) return;
  for (const card of cards) {
    const words = new SpeechSynthesisUtterance(card.spoken);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    setTimeout(() => speechSynthesis.speak(words), 1300);
  }
}

function draw(state) {
  if (digest && digest !== state.digest) location.reload();
  digest = state.digest;
  const calls = new Set(state.serving.map((card) => `${card.id}:${card.calls}`));
  const fresh = known ? state.serving.filter((card) => card.called && !known.has(`${card.id}:${card.calls}`)) : [];
  known = calls;

  $('serving').dataset.count = state.serving.length;
  list($('serving'), state.serving, () => fromTemplate('serving-card'), (element, card) => {
    element.dataset.tint = card.topic.tint;
    element.classList.toggle('called', card.called);
    say(element.querySelector('.label'), card.label);
    say(element.querySelector('.topic'), card.topic.title);
    say(element.querySelector('.desk-number'), card.desk);
    picture(element.querySelector('img'), card.picture);
    if (fresh.includes(card)) {
      element.classList.add('new');
      setTimeout(() => element.classList.remove('new'), CALL_SHOWN_MS);
    }
  });
  show($('serving'), state.serving.length > 0);
  show($('welcome'), state.serving.length === 0);
  say($('more'), state.more);
  show($('last-none'), state.last.length === 0);
  list($('last'), state.last, () => {
    const item = document.createElement('li');
    const label = document.createElement('span');
    label.className = 'label';
    label.dir = 'ltr';
    item.append(label);
    return item;
  }, (element, one) => say(element.firstElementChild, one.label));
  say($('time'), state.time);
  say($('count'), state.waiting);
  say($('mentors'), state.mentors);
  if (fresh.length) announce(fresh);
}

const stale = (is) => {
  show($('stale'), is);
  document.body.classList.toggle('old', is);
};

new Live('/api/display/events' + location.search, {
  state: draw,
  lost: () => stale(true),
  back: () => stale(false),
});
draw(JSON.parse($('first-state').textContent));

const sound = $('sound');
const showSound = () => show(sound, chime.isMuted);
setTimeout(showSound, 500);
chime.context.addEventListener('statechange', showSound);
sound.addEventListener('click', async () => {
  await chime.allow();
  showSound();
  chime.play();
});
