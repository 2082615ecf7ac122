// The search of the API reference. Without this script the pages are complete, and have no search.
(() => {
  const MOST = 30;
  const search = document.querySelector('search');
  const input = document.getElementById('words');
  const found = document.getElementById('found');
  const results = document.getElementById('results');
  search.hidden = false;

  let loading;
  /** A script, because a page that is opened from a file may not fetch data. */
  function loadIndex() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = search.dataset.index;
      script.addEventListener('load', () => resolve(window.searchIndex));
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    return loading;
  }

  /** How well an entry fits a word: 0 by its whole name, 1 by a part of it, 2 by its description, undefined not at all. */
  function distance([name, , , text], word) {
    const whole = name.toLowerCase();
    if (whole === word || whole.slice(whole.lastIndexOf('.') + 1) === word) return 0;
    if (whole.includes(word)) return 1;
    return text.toLowerCase().includes(word) ? 2 : undefined;
  }

  /** Operations come before types, and types before their fields. */
  const rankOf = (kind) => ['operation', 'page'].indexOf(kind) + 1 || (/field|value/.test(kind) ? 4 : 3);

  function matches(entries, words) {
    const found = [];
    for (const entry of entries) {
      const distances = words.map((word) => distance(entry, word));
      if (!distances.includes(undefined)) found.push({ entry, far: Math.max(...distances), rank: rankOf(entry[1]) });
    }
    return found
      .sort((a, b) => a.far - b.far || a.rank - b.rank || a.entry[0].length - b.entry[0].length)
      .map(({ entry }) => entry);
  }

  function item([name, kind, address, text]) {
    const link = document.createElement('a');
    link.className = 'result';
    link.href = search.dataset.root + address;
    const title = document.createElement('code');
    title.textContent = name;
    const about = document.createElement('span');
    about.textContent = ` ${kind}${text === '' ? '' : `: ${text.length > 110 ? `${text.slice(0, 110)}…` : text}`}`;
    link.append(title, about);
    const line = document.createElement('li');
    line.append(link);
    return line;
  }

  async function show() {
    const typed = input.value;
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      results.replaceChildren();
      found.textContent = '';
      return;
    }
    try {
      const entries = await loadIndex();
      if (input.value !== typed) return;
      const all = matches(entries, words);
      results.replaceChildren(...all.slice(0, MOST).map(item));
      found.textContent =
        all.length === 0
          ? 'Nothing found.'
          : `${all.length} found${all.length > MOST ? `, the first ${MOST} are shown` : ''}.`;
    } catch {
      found.textContent = 'The search could not be loaded. Load the page again.';
    }
  }

  input.addEventListener('focus', () => loadIndex().catch(() => undefined));
  input.addEventListener('input', show);
  // Arrows move between the box and the results, Escape ends the search, Enter opens the first result.
  search.addEventListener('keydown', (event) => {
    const links = [...results.querySelectorAll('a')];
    const places = [input, ...links];
    const at = places.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && at < places.length - 1) places[at + 1].focus();
    else if (event.key === 'ArrowUp' && at > 0) places[at - 1].focus();
    else if (event.key === 'Enter' && at === 0) links[0]?.click();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  // A result on this page is reached without loading it.
  results.addEventListener('click', () => setTimeout(close));

  function close() {
    input.value = '';
    results.replaceChildren();
    found.textContent = '';
    if (search.contains(document.activeElement)) input.focus();
  }
})();
