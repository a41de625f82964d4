import { say } from './page.js';

// Sends a form of an open dialog until it is accepted or the dialog is closed. Gives the accepted answer, or null.
// What is wrong is said in `error`; nothing that was chosen is lost.
export function sendForm(dialog, form, error, save) {
  return new Promise((resolve) => {
    let result = null;
    let busy = false;
    const submit = async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      say(error, '');
      const answer = await save();
      busy = false;
      if (answer.ok) {
        result = answer;
        dialog.close();
      } else {
        say(error, answer.detail);
      }
    };
    form.addEventListener('submit', submit);
    dialog.addEventListener('close', () => {
      form.removeEventListener('submit', submit);
      resolve(result);
    }, { once: true });
  });
}
