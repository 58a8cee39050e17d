/*
 * Listens, on one stream and only while the page is visible, whether what it shows has changed. Then the elements that
 * [data-live-fragment] holds take the place of those with the same ids, and the line [data-live-stream] itself is shown,
 * since other parts of the page may be old. Where no stream can be had the page stays as it is.
 */
const notice = document.querySelector('[data-live-stream]');
const announcer = document.getElementById('announcer');
let stream = null;
let since = notice?.dataset.liveSince;
let fetching = false;
let again = false;

function listen() {
  if (!notice || stream || document.hidden) return;
  stream = new EventSource(`${notice.dataset.liveStream}&since=${encodeURIComponent(since)}`);
  stream.addEventListener('changed', (event) => {
    since = event.lastEventId || since;
    if (notice.dataset.liveFragment) refresh();
    else show();
  });
  // A stream that is refused may mean that nobody is signed in any more.
  stream.addEventListener('error', ({ target }) => {
    if (target.readyState === EventSource.CLOSED) document.dispatchEvent(new CustomEvent('session:doubtful'));
  });
}

function rest() {
  stream?.close();
  stream = null;
}

function show() {
  if (!notice.hidden) return;
  notice.hidden = false;
  say(notice.textContent);
}

function say(text) {
  if (announcer) announcer.textContent = text.trim().replace(/\s+/g, ' ');
}

async function refresh() {
  again = fetching;
  if (fetching) return;
  fetching = true;
  const fresh = await fetchFragment();
  fetching = false;
  fresh?.querySelectorAll('body > [id]').forEach(replace);
  notice.hidden = false;
  if (again) refresh();
}

/* The browser makes the document itself: no text is turned into elements by script. */
function fetchFragment() {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open('GET', notice.dataset.liveFragment);
    asked.setRequestHeader('X-Portal-Background', '1');
    asked.responseType = 'document';
    asked.onloadend = () => {
      const here = asked.responseURL === new URL(notice.dataset.liveFragment, location.href).href;
      resolve(here && asked.status === 200 ? asked.response : null);
    };
    asked.send();
  });
}

function replace(found) {
  const old = document.getElementById(found.id);
  if (!old) return;
  const fresh = document.importNode(found, true);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
  const before = liveText(old);
  old.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const after = liveText(fresh);
  if (after && after !== before) say(after);
  fresh.dispatchEvent(new CustomEvent('fragment:replaced', { bubbles: true }));
}

function liveText(element) {
  const live = element.querySelector('[data-live]');
  return live ? live.textContent.trim().replace(/\s+/g, ' ') : '';
}

document.addEventListener('visibilitychange', () => (document.hidden ? rest() : listen()));
addEventListener('pagehide', rest);
addEventListener('pageshow', listen);
listen();
