/*
 * Warns before the sign-in ends, with a way to stay where there is one. At the end the page gives way to one that shows nothing; what
 * was typed into a form that may be kept goes to the server first, without its secrets. How long it lasts the server tells: another
 * window may have made it longer. A page that the browser brings back as it was is asked for anew.
 */
const dialog = document.querySelector('[data-session]');
const OVER = 'over';
const PATIENCE = 5000;
const NEVER_LATER = 2 ** 31 - 1;
let ends = dialog && read(dialog);
let warned = false;
let timer;

function read(element) {
  const now = Date.now();
  return { soon: now + element.dataset.left * 1000, latest: now + element.dataset.leftAtMost * 1000 };
}

function warnFrom() {
  return ends.soon - dialog.dataset.warning * 1000;
}

function plan() {
  clearTimeout(timer);
  const next = warned ? ends.soon : warnFrom();
  timer = setTimeout(() => look(false), Math.min(Math.max(next - Date.now(), 250), NEVER_LATER));
}

async function look(sure) {
  if (sure || Date.now() >= warnFrom()) {
    const told = await ask();
    if (told === OVER || !told && Date.now() >= ends.soon) {
      leave();
      return;
    }
    ends = told ?? ends;
  }
  if (Date.now() < warnFrom()) rest();
  else if (!warned) warn();
  plan();
}

async function ask(stay) {
  const answer = await send(stay);
  const found = answer.response?.querySelector('[data-session]');
  if (found) return read(found);
  return answer.status === 200 || answer.status === 403 ? OVER : null;
}

/* The browser makes the document itself: no text is turned into elements by script. */
function send(stay) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open(stay ? 'POST' : 'GET', dialog.dataset.session);
    if (!stay) asked.setRequestHeader('X-Portal-Background', '1');
    asked.responseType = 'document';
    asked.timeout = PATIENCE;
    asked.onloadend = () => resolve(asked);
    asked.send(stay && new URLSearchParams(new FormData(stay)));
  });
}

function warn() {
  warned = true;
  const last = ends.latest <= ends.soon;
  const at = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(ends.soon);
  dialog.querySelectorAll('[data-session-at]').forEach((time) => { time.textContent = at; });
  dialog.querySelector('[data-session-idle]').hidden = last;
  dialog.querySelector('[data-session-last]').hidden = !last;
  dialog.setAttribute('aria-labelledby', last ? 'session-last-title' : 'session-idle-title');
  dialog.setAttribute('aria-describedby', last ? 'session-last-text' : 'session-idle-text');
  if (isTyping()) besideTheTyping(last);
  else dialog.showModal();
}

function isTyping() {
  return document.activeElement?.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}

/* Who is typing is told, and asked when they leave the field. */
function besideTheTyping(last) {
  dialog.setAttribute('open', '');
  const alert = document.getElementById('session-alert');
  alert.textContent = dialog.querySelector(last ? '#session-last-text' : '#session-idle-text').textContent.trim().replace(/\s+/g, ' ');
  document.activeElement.addEventListener('blur', (event) => {
    if (dialog.contains(event.relatedTarget)) return;
    setTimeout(() => {
      if (!dialog.open) return;
      dialog.removeAttribute('open');
      dialog.showModal();
    });
  }, { once: true });
}

function rest() {
  warned = false;
  document.getElementById('session-alert').textContent = '';
  if (dialog.matches(':modal')) dialog.close();
  else dialog.removeAttribute('open');
}

async function leave() {
  document.body.hidden = true;
  await keep();
  const back = location.pathname + location.search;
  location.replace(`${dialog.dataset.over}?expired&return=${encodeURIComponent(back)}`);
}

async function keep() {
  const form = [...document.querySelectorAll('input[data-kept]')].map((mark) => mark.form).find(isTouched);
  if (!form) return;
  const secrets = new Set([...form.querySelectorAll('[data-secret]')].map((field) => field.name));
  const fields = new URLSearchParams([...new FormData(form)].filter(([name]) => !secrets.has(name)));
  fields.append('step', form.querySelector('button[name=step]')?.value ?? '');
  try {
    await fetch(form.action, {
      method: 'POST', headers: { 'X-Portal-Keep': '1' }, body: fields, credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    // The server cannot be reached: then it cannot be kept.
  }
}

function isTouched(form) {
  return [...form.elements].some((field) => {
    if (field.type === 'hidden') return false;
    if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return field.value !== (field.defaultValue ?? field.value) || field.checked !== field.defaultChecked;
  });
}

async function stay(event) {
  event.preventDefault();
  const told = await ask(event.target);
  if (told === OVER) {
    leave();
    return;
  }
  ends = told ?? ends;
  await look(false);
}

if (dialog) {
  dialog.querySelector('[data-session-stay]').addEventListener('submit', stay);
  dialog.querySelectorAll('[data-session-close]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => (dialog.matches(':modal') ? dialog.close() : dialog.removeAttribute('open')));
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(true); });
  document.addEventListener('session:doubtful', () => look(true));
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    document.body.hidden = true;
    location.reload();
  });
  plan();
}
