// @ts-check
/*
 * A line from a resident's phone: what is typed is kept until it has arrived, and a picture is made smaller (and loses where
 * it was taken) before it goes. By hand and in ES2019; without it the form works all the same.
 */
(function () {
  'use strict';
  // A page that says that something has arrived: what was kept of it is no longer wanted.
  const arrived = /** @type {HTMLElement | null} */ (document.querySelector('[data-arrived]'));
  try {
    if (arrived) sessionStorage.removeItem(String(arrived.dataset.arrived));
  } catch {
    // A private window keeps nothing.
  }
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-draft]'));
  if (!form) return;
  const key = String(form.dataset.draft);
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'));
  const file = /** @type {HTMLInputElement} */ (form.elements.namedItem('picture'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  /** @type {Storage | null} */
  let storage = null;
  try {
    storage = sessionStorage;
    if (form.dataset.sent === 'true') storage.removeItem(key);
    else if (!text.value) text.value = storage.getItem(key) || '';
  } catch {
    storage = null;
  }
  text.addEventListener('input', () => {
    try {
      if (storage) storage.setItem(key, text.value);
    } catch {
      // A private window: the field itself keeps it while the page is open.
    }
  });

  const LONGEST = 1600;
  file.addEventListener('change', async () => {
    const picked = file.files && file.files[0];
    if (!picked || !window.createImageBitmap || !window.DataTransfer) return;
    button.disabled = true;
    try {
      const picture = await createImageBitmap(picked, { imageOrientation: 'from-image' });
      const factor = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * factor);
      canvas.height = Math.round(picture.height * factor);
      const context = canvas.getContext('2d');
      if (!context) return;
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
      if (!blob) return;
      const list = new DataTransfer();
      list.items.add(new File([blob], 'picture.jpg', { type: 'image/jpeg' }));
      file.files = list.files;
    } catch {
      // It goes as it is: the server makes it anew.
    } finally {
      button.disabled = false;
    }
  });
})();
