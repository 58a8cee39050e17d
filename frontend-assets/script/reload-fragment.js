/*
 * Keeps an element with an id, data-refresh-seconds and optionally data-refresh-url fresh: fetches the page again and takes the
 * element of the same id from it. Rests while the page is hidden, ends when the new element bears data-final, and says aloud
 * the text of the [data-live] element inside only when it has changed.
 */
const announcer = document.getElementById('announcer');

function keepFresh(element) {
  if ('final' in element.dataset) return;
  setTimeout(async () => {
    if (!element.isConnected) return;
    if (document.hidden || element.contains(document.activeElement)) {
      keepFresh(element);
      return;
    }
    keepFresh(await reload(element));
  }, Math.max(5, Number(element.dataset.refreshSeconds)) * 1000);
}

async function reload(element) {
  const fresh = await fetchElement(element);
  if (!fresh || !element.isConnected) return element;
  const before = liveText(element);
  element.replaceWith(fresh);
  const after = liveText(fresh);
  if (announcer && after && after !== before) announcer.textContent = after;
  fresh.dispatchEvent(new CustomEvent('fragment:replaced', { bubbles: true }));
  return fresh;
}

async function fetchElement(element) {
  const page = await fetchPage(element.dataset.refreshUrl || location.href);
  const found = page?.getElementById(element.id);
  return found && document.importNode(found, true);
}

/* The browser makes the document itself: no text is turned into elements by script. */
function fetchPage(address) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open('GET', address);
    asked.setRequestHeader('X-Portal-Background', '1');
    asked.responseType = 'document';
    asked.onloadend = () => {
      const here = asked.responseURL === new URL(address, location.href).href.split('#')[0];
      resolve(here && asked.status === 200 ? asked.response : null);
    };
    asked.send();
  });
}

function liveText(element) {
  const live = element.querySelector('[data-live]');
  return live ? live.textContent.trim().replace(/\s+/g, ' ') : '';
}

document.querySelectorAll('[id][data-refresh-seconds]').forEach(keepFresh);
