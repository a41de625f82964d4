import { $, Live, fromTemplate, list, picture, say, show } from './page.js';
import { Sound } from './sound.js';

const CALL_SHOWN_MS = 8000;

let known = null;    // calls already announced: "id:calls"
let digest = null;
let said = Promise.resolve();
const sound = new Sound();

// One call after the other, each with its chime: the number in the place's language, then in the person's own. A call
// that is over by its turn is not said any more.
async function announce(card) {
  if (!document.querySelector(`#serving [data-id="${CSS.escape(card.id)}"].called`)) return;
  const words = Promise.all(card.sounds.map((path) => sound.load(path)));
  await sound.play(await sound.chime);
  for (const buffer of await words) await sound.play(buffer);
}

function draw(state) {
  if (digest && digest !== state.digest) location.reload();
  digest = state.digest;
  const calls = new Set(state.serving.map((card) => `${card.id}:${card.calls}`));
  const fresh = known ? state.serving.filter((card) => card.called && !known.has(`${card.id}:${card.calls}`)) : [];
  known = calls;

  const count = state.serving.length;
  $('serving').dataset.count = count;
  $('serving').dataset.size = count > 6 ? 'many' : count > 3 ? 'some' : 'few';
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
  if (!sound.isMuted) for (const card of fresh) said = said.then(() => announce(card));
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

const button = $('sound');
const showButton = () => show(button.parentElement, sound.isMuted);
setTimeout(showButton, 500);
sound.context.addEventListener('statechange', showButton);
button.addEventListener('click', async () => {
  await sound.allow();
  showButton();
  sound.play(await sound.chime);
});
