/* Copies the value of data-copy, or the text of the element it names with "#id", and says so for a while. */
const LONG_ENOUGH_TO_NOTICE = 4000;
const announcer = document.getElementById('announcer');

async function copy(button) {
  const label = button.querySelector('[data-copy-label]') ?? button;
  const source = button.dataset.copy;
  const text = source.startsWith('#') ? document.getElementById(source.slice(1)).textContent : source;
  button.copyLabel ??= label.textContent;
  let said = button.dataset.copySaid;
  try {
    await navigator.clipboard.writeText(text);
    label.textContent = button.dataset.copyDone;
  } catch {
    said = label.textContent = button.dataset.copyFailed;
    select(source.startsWith('#') ? document.getElementById(source.slice(1)) : button.previousElementSibling);
  }
  if (announcer) announcer.textContent = said;
  clearTimeout(button.copyTimer);
  button.copyTimer = setTimeout(() => {
    label.textContent = button.copyLabel;
    if (announcer) announcer.textContent = '';
  }, LONG_ENOUGH_TO_NOTICE);
}

function select(element) {
  if (element) getSelection().selectAllChildren(element);
}

function show(root) {
  root.querySelectorAll('button[data-copy][hidden]').forEach((button) => { button.hidden = false; });
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy]');
  if (button) copy(button);
});
document.addEventListener('fragment:replaced', (event) => show(event.target));
show(document);
