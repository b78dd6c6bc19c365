// @ts-check
/*
 * Keeps the residents' page and the screen fresh. By hand and in ES2019, so that WeChat's browser and a television take
 * it; no framework, a few KB. The server sends HTML of what changed; here it is only put in its place.
 */
(function () {
  'use strict';
  const found = document.getElementById('live');
  if (!found) return;
  const root = found;
  const options = root.dataset;
  if (!window.EventSource) {
    setTimeout(() => location.reload(), Number(options.reload) * 1000);
    return;
  }

  const STALE_S = 15;
  /** A lost connection that is back sooner is not worth a word. */
  const LOST_MS = 3000;
  /** A connection that says nothing for this long is dead, whatever the browser believes. */
  const DEAD_S = 26;
  const TURN_MS = 10000;
  const screen = options.page === 'screen';
  const byId = (/** @type {string} */ id) => document.getElementById(id);
  /** @param {string | undefined} text @param {number} n */
  const fill = (text, n) => String(text).replace('{n}', String(n));

  // ---- The server's clock, and what is counted by it

  let ahead = Date.parse(String(options.now)) - Date.now();
  const serverNow = () => Date.now() + ahead;
  const clocks = document.querySelectorAll('[data-clock]');
  const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: options.zone, hour: '2-digit', minute: '2-digit' });

  /** @param {Element | null} element @param {string} text */
  function write(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  function tick() {
    clocks.forEach((clock) => write(clock, clockFormat.format(new Date(serverNow()))));
    root.querySelectorAll('[data-elapsed]').forEach((element) => {
      const { elapsed, say } = /** @type {HTMLElement} */ (element).dataset;
      const minutes = Math.floor((serverNow() - Date.parse(String(elapsed))) / 60000);
      if (minutes >= 0) write(element, fill(say, minutes));
    });
  }

  // ---- Putting changes in their place

  /**
   * @typedef {{ id: string, place: string, after: string | null, html: string }} Piece
   * @typedef {{ full: boolean, mode: string, screen?: { size: number, outdoors: boolean }, remove: string[], set: Piece[] }} Change
   */

  /** @type {Record<string, Element>} */
  const places = {};
  document.querySelectorAll('[data-place]').forEach((element) => {
    places[String(/** @type {HTMLElement} */ (element).dataset.place)] = element;
  });
  const template = document.createElement('template');

  /** @param {Change} change @returns {Element[]} what is new, not only changed */
  function put(change) {
    const fresh = [];
    const kept = new Set(change.set.map((piece) => piece.id));
    if (change.full)
      Object.keys(places).forEach((name) =>
        Array.from(places[name].children).forEach((child) => kept.has(child.id) || child.remove())
      );
    change.remove.forEach((id) => {
      const old = byId(id);
      if (old) old.remove();
    });
    for (const piece of change.set) {
      template.innerHTML = piece.html;
      const element = template.content.firstElementChild;
      const place = places[piece.place];
      if (!element || !place) continue;
      const old = byId(piece.id);
      const before = piece.after === null ? null : byId(piece.after);
      if (old && old.outerHTML === element.outerHTML && old.previousElementSibling === before) continue;
      if (!old) fresh.push(element);
      if (old) old.remove();
      place.insertBefore(element, before ? before.nextElementSibling : place.firstElementChild);
    }
    return fresh;
  }

  /** The first things a reader sees, and where: they shall still be there when the rest has changed. */
  function whatIsRead() {
    const seen = [];
    for (const name of Object.keys(places))
      for (const child of Array.from(places[name].children)) {
        const { top, bottom } = child.getBoundingClientRect();
        if (bottom > 0 && top < innerHeight && bottom > top) seen.push({ id: child.id, top });
      }
    return seen;
  }

  /** @param {{ id: string, top: number }[]} seen */
  function hold(seen) {
    for (const { id, top } of seen) {
      const element = byId(id);
      if (!element) continue;
      const moved = element.getBoundingClientRect().top - top;
      if (moved) scrollBy(0, moved);
      return;
    }
  }

  // ---- Residents: what this phone did itself

  const mine = new Set(String(options.mine || '').split(' '));
  function markMine() {
    root.querySelectorAll('form[data-support]').forEach((found) => {
      const form = /** @type {HTMLFormElement} */ (found);
      const is = mine.has(String(form.dataset.support));
      const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
      /** @type {HTMLInputElement} */ (form.elements.namedItem('on')).value = is ? '0' : '1';
      button.setAttribute('aria-pressed', String(is));
      write(button, String(is ? button.dataset.said : button.dataset.say));
    });
  }
  root.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const id = form.dataset.support;
    if (!id || !window.fetch) return;
    event.preventDefault();
    const on = /** @type {HTMLInputElement} */ (form.elements.namedItem('on')).value !== '0';
    fetch(form.action, { method: 'POST', body: new FormData(form), headers: { accept: 'application/json' } })
      .then((answer) => answer.json())
      .then((result) => {
        // Why it was not taken is said by the page itself.
        if (result.type !== 'redirect') return form.submit();
        if (on) mine.add(id);
        else mine.delete(id);
        markMine();
      })
      .catch(() => form.submit());
  });

  let first = true;
  /** @param {Change} change */
  function apply(change) {
    const seen = screen ? [] : whatIsRead();
    const fresh = put(change);
    if (screen) {
      if (change.screen) dress(change.screen);
      if (options.mode === change.mode) showLeafOf(change);
      else {
        options.mode = change.mode;
        lists.forEach((list) => showLeaf(list, 0));
        turnedAt = Date.now();
      }
      tick();
      fit();
    } else {
      markMine();
      hold(seen);
      countNews(fresh.filter((element) => element.parentElement === places.diary).length);
    }
    if (!change.full || !first) fresh.forEach(glow);
    first = false;
  }

  /** @param {Element} element */
  function glow(element) {
    element.classList.add('fresh');
    setTimeout(() => element.classList.remove('fresh'), 6000);
  }

  /** How the facilitator set it from a tablet. @param {{ size: number, outdoors: boolean }} settings */
  function dress(settings) {
    root.style.setProperty('--size', String(settings.size));
    options.theme = settings.outdoors ? 'outdoors' : options.ownTheme === 'outdoors' ? 'light' : options.ownTheme;
  }

  /**
   * Type takes the room it has: as large as `data-fit` lets it grow, and smaller where that is more than there is room for.
   * Nothing is cut off.
   */
  function fit() {
    root.querySelectorAll('[data-fit]').forEach((found) => {
      const element = /** @type {HTMLElement} */ (found);
      /** @param {number} twentieths */
      const fits = (twentieths) => {
        element.style.setProperty('--fit', (twentieths / 20).toFixed(2));
        return element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1;
      };
      let low = 7;
      let high = Math.round(Number(element.dataset.fit) * 20) || 20;
      if (fits(high)) return;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (fits(middle)) low = middle;
        else high = middle;
      }
      fits(low);
    });
  }

  // ---- Residents: a calm line for what came while they read elsewhere

  const news = byId('news');
  let unread = 0;

  /** @param {number} more */
  function countNews(more) {
    if (!news) return;
    unread += more;
    const { top } = places.diary.getBoundingClientRect();
    if (top >= 0 && top < innerHeight * 0.8) unread = 0;
    news.hidden = unread === 0;
    write(news.querySelector('span'), fill(options.news, unread));
  }
  if (news) addEventListener('scroll', () => unread && countNews(0), { passive: true });

  // ---- The screen: lists longer than their place are turned like leaves

  /** Which leaf of which list is shown. @type {Map<Element, number>} */
  const turned = new Map();

  /** @param {HTMLElement} list where each leaf begins */
  function leaves(list) {
    const children = Array.from(list.children);
    const start = children.length ? /** @type {HTMLElement} */ (children[0]).offsetLeft : 0;
    const lefts = children.map((child) => /** @type {HTMLElement} */ (child).offsetLeft - start);
    return { children, lefts, starts: Array.from(new Set(lefts)).sort((a, b) => a - b) };
  }

  /** @param {HTMLElement} list @param {number} leaf */
  function showLeaf(list, leaf) {
    const { starts } = leaves(list);
    const turns = String(list.dataset.turns).split(' ').indexOf(String(options.mode)) >= 0;
    const at = turns && starts.length > 1 ? leaf % starts.length : 0;
    turned.set(list, at);
    list.scrollLeft = starts[at] || 0;
    if (turns && list.children.length)
      write(
        root.querySelector('.turn'),
        starts.length > 1 ? fill(options.turn, at + 1).replace('{all}', String(starts.length)) : ''
      );
  }

  const lists = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll('[data-turns]')));
  let turnedAt = Date.now();

  /** A list turns to what has just changed in it. @param {Change} change */
  function showLeafOf(change) {
    for (const list of lists) {
      const { children, lefts, starts } = leaves(list);
      const changed = change.full
        ? null
        : change.set.filter((piece) => piece.place === list.dataset.place && piece.id !== 'spotlight').pop();
      const at = changed ? children.findIndex((child) => child.id === changed.id) : -1;
      if (at >= 0) glow(children[at]);
      showLeaf(list, at >= 0 ? starts.indexOf(lefts[at]) : turned.get(list) || 0);
      if (at >= 0) turnedAt = Date.now();
    }
  }

  if (screen) {
    const again = () => {
      lists.forEach((list) => showLeaf(list, turned.get(list) || 0));
      fit();
    };
    addEventListener('resize', again);
    again();
    setInterval(() => {
      if (Date.now() - turnedAt < TURN_MS) return;
      turnedAt = Date.now();
      lists.forEach((list) => showLeaf(list, (turned.get(list) || 0) + 1));
    }, 1000);
  }

  // ---- The screen: a picture that is not there yet is asked for again

  const AGAIN_MS = 2000;
  /** @param {HTMLImageElement} image */
  function askAgain(image) {
    image.classList.add('missing');
    setTimeout(() => {
      // Asked for under the same address; nothing of it is kept.
      if (image.isConnected) image.src = String(image.getAttribute('src'));
    }, AGAIN_MS);
  }
  /** What happens to a picture does not bubble. @param {string} type @param {(image: HTMLImageElement) => void} act */
  const onPicture = (type, act) =>
    root.addEventListener(
      type,
      ({ target }) => {
        if (target instanceof HTMLImageElement && 'again' in target.dataset) act(target);
      },
      true
    );
  onPicture('error', askAgain);
  onPicture('load', (image) => image.classList.remove('missing'));
  root.querySelectorAll('img[data-again]').forEach((found) => {
    const image = /** @type {HTMLImageElement} */ (found);
    if (image.complete && !image.naturalWidth) askAgain(image);
  });

  // ---- The screen stays awake while it is looked at

  /** @type {{ release(): Promise<void> } | null} */
  let awake = null;
  function stayAwake() {
    const lock = /** @type {{ request(what: string): Promise<any> } | undefined} */ (
      /** @type {any} */ (navigator).wakeLock
    );
    if (!screen || !lock || document.hidden) return;
    lock.request('screen').then(
      (held) => (awake = held),
      () => (awake = null)
    );
  }
  stayAwake();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && (!awake || /** @type {any} */ (awake).released)) stayAwake();
  });

  // ---- The stream, and saying plainly when it has stopped

  const stale = byId('stale');
  let heardAt = Date.now();
  /** Since when the connection is known to be lost; 0: it is not. */
  let lostAt = 0;
  let at = options.at;
  let waitMs = 1000;
  /** @type {EventSource | null} */
  let source = null;
  /** @type {number | undefined} */
  let again;

  function heard() {
    heardAt = Date.now();
    lostAt = 0;
    waitMs = 1000;
    sayStale();
  }

  function sayStale() {
    if (!stale) return;
    const seconds = Math.round((Date.now() - heardAt) / 1000);
    const show = seconds > STALE_S || (lostAt > 0 && Date.now() - lostAt > LOST_MS);
    stale.hidden = !show;
    if (show) write(stale.querySelector('b'), fill(options.stale, seconds));
  }

  function drop() {
    clearTimeout(again);
    again = undefined;
    if (source) source.close();
    source = null;
  }

  function open() {
    drop();
    const mine = new EventSource(options.events + '&since=' + encodeURIComponent(String(at)));
    source = mine;
    /** @param {string} type @param {(data: string, id: string) => void} take */
    const on = (type, take) =>
      mine.addEventListener(type, (event) => {
        if (source !== mine) return;
        const { data, lastEventId } = /** @type {MessageEvent} */ (event);
        take(data, lastEventId);
        heard();
      });
    on('hello', (data) => {
      if (JSON.parse(data).build !== options.build) location.reload();
    });
    on('beat', (data) => {
      ahead = Number(data) - Date.now();
    });
    on('change', (data, id) => {
      apply(JSON.parse(data));
      at = id;
    });
    mine.onerror = () => {
      if (source !== mine) return;
      lostAt = lostAt || Date.now();
      // The browser tries again by itself, save where the server answered with a refusal.
      if (mine.readyState === EventSource.CLOSED) later();
    };
  }

  /** Not all at the same moment, when a whole meeting lost its network. */
  function later() {
    drop();
    again = window.setTimeout(open, waitMs * (0.7 + 0.6 * Math.random()));
    waitMs = Math.min(waitMs * 2, 15000);
  }

  let deadAt = 0;
  setInterval(() => {
    tick();
    sayStale();
    const now = Date.now();
    if (source && now - heardAt > DEAD_S * 1000 && now - deadAt > DEAD_S * 1000) {
      deadAt = now;
      open();
    }
  }, 1000);

  addEventListener('offline', () => {
    lostAt = lostAt || Date.now();
  });
  addEventListener('online', open);
  addEventListener('pagehide', drop);
  addEventListener('pageshow', (event) => {
    if (event.persisted) open();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - heardAt > STALE_S * 1000) open();
  });

  tick();
  open();
})();
