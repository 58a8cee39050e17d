/* Closes an open menu on Escape and when the focus or a click goes elsewhere. */
const openMenus = () => document.querySelectorAll('details[data-menu][open]');

function closeOthers(target) {
  openMenus().forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
}

document.addEventListener('click', (event) => closeOthers(event.target));
document.addEventListener('focusin', (event) => closeOthers(event.target));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  openMenus().forEach((menu) => {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector('summary').focus();
  });
});
