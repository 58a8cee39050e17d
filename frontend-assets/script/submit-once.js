/* Lets a form with data-submit-once be sent once; the name and value of the button that was pressed still go along. */
const sent = new WeakMap();

function lock(event) {
  const form = event.target;
  if (!form.matches('form[data-submit-once]') || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.set(form, true);
  // Only after the browser has gathered the form's values: a disabled button would not be among them.
  setTimeout(() => buttonsOf(form).forEach((button) => button.setAttribute('aria-disabled', 'true')));
}

function unlock() {
  document.querySelectorAll('form[data-submit-once]').forEach((form) => {
    sent.delete(form);
    buttonsOf(form).forEach((button) => button.removeAttribute('aria-disabled'));
  });
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === 'submit');
}

document.addEventListener('submit', lock);
addEventListener('pageshow', (event) => { if (event.persisted) unlock(); });
