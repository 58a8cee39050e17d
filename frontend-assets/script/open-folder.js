/*
 * Opens a folder in place: a button with data-open-folder fetches the page that the link beside it leads to and shows its
 * [data-folder-content] below. What failed is shown there too and asked for again the next time.
 */
const announcer = document.getElementById('announcer');
let opened = 0;

function show(root) {
  root.querySelectorAll('button[data-open-folder][hidden]').forEach((button) => { button.hidden = false; });
}

function innerOf(button) {
  const known = document.getElementById(button.getAttribute('aria-controls') ?? '');
  if (known) return known;
  const inner = document.createElement('div');
  inner.id = `folder-${opened += 1}`;
  inner.className = 'tree__inner';
  button.setAttribute('aria-controls', inner.id);
  button.parentElement.after(inner);
  return inner;
}

async function toggle(button) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  const inner = innerOf(button);
  button.setAttribute('aria-expanded', String(open));
  inner.hidden = !open;
  if (!open || inner.dataset.state) return;
  inner.dataset.state = 'waiting';
  inner.replaceChildren(sentence(button.dataset.openWaiting));
  say(button.dataset.openWaiting);
  const content = await fetchContent(button.parentElement.querySelector('a').href);
  inner.replaceChildren(content ?? sentence(button.dataset.openFailed));
  inner.dataset.state = content && !('folderFailed' in content.dataset) ? 'loaded' : '';
  say(content ? '' : button.dataset.openFailed);
  inner.dispatchEvent(new CustomEvent('fragment:replaced', { bubbles: true }));
}

/* The browser makes the document itself: no text is turned into elements by script. */
function fetchContent(address) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open('GET', address);
    asked.responseType = 'document';
    asked.onloadend = () => {
      const found = asked.responseURL === address ? asked.response?.querySelector('[data-folder-content]') : null;
      resolve(found && document.importNode(found, true));
    };
    asked.send();
  });
}

function sentence(text) {
  const paragraph = document.createElement('p');
  paragraph.className = 'muted';
  paragraph.textContent = text;
  return paragraph;
}

function say(text) {
  if (announcer) announcer.textContent = text;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-open-folder]');
  if (button) toggle(button);
});
document.addEventListener('fragment:replaced', (event) => show(event.target));
show(document);
