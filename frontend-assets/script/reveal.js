/* Gives each secret field a button that shows what was typed; a secret is never sent or kept shown. */
const announcer = document.getElementById('announcer');

function addButton(input) {
  const { reveal, revealHide, revealLabel, revealShown, revealHidden } = input.dataset;
  const button = document.createElement('button');
  const verb = document.createElement('span');
  const name = document.createElement('span');
  button.type = 'button';
  button.className = 'button';
  button.setAttribute('aria-controls', input.id);
  name.className = 'visually-hidden';
  name.textContent = ` ${revealLabel}`;
  button.append(verb, name);

  const set = (shown) => {
    input.type = shown ? 'text' : 'password';
    verb.textContent = shown ? revealHide : reveal;
  };
  button.addEventListener('click', () => {
    const shown = input.type === 'password';
    set(shown);
    if (announcer) announcer.textContent = `${revealLabel} ${shown ? revealShown : revealHidden}`;
  });
  input.form?.addEventListener('submit', () => set(false));
  addEventListener('pagehide', () => set(false));
  set(false);
  input.after(button);
}

document.querySelectorAll('input[data-reveal]').forEach(addButton);
