/* Adds the reader's own time, with its zone, after each <time data-local>. */
const { lang } = document.documentElement;
// Day before month, as the server writes it.
const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang || undefined, {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false, timeZoneName: 'short',
});
const readerIsInUtc = new Date().getTimezoneOffset() === 0;

function addLocal(root) {
  if (readerIsInUtc) return;
  root.querySelectorAll('time[data-local]').forEach((time) => {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) return;
    delete time.dataset.local;
    const local = document.createElement('span');
    local.className = 'time__local';
    local.textContent = ` (${format.format(moment)}, ${time.dataset.localText})`;
    time.append(local);
  });
}

document.addEventListener('fragment:replaced', (event) => addLocal(event.target));
addLocal(document);
