(() => {
  const { React, ReactDOM, GraphiQL } = window;
  const element = (id) => document.getElementById(id);
  const { tokenUrl, accounts, queries } = JSON.parse(element('settings').textContent);
  const account = element('account');
  const state = element('state');
  const copy = element('copy');
  const signInLink = element('sign-in');
  const REMEMBERED = 'skill-link:account';
  const RENEW_AFTER = 55 * 60 * 1000;
  let token;
  let fetchedAt;
  let signedIn;

  const anonymous = new Option('anonymous', '');
  account.append(...accounts.map(({ login, label }) => new Option(label, login)), anonymous);
  // After the sign-in page the same person continues.
  const given = new URLSearchParams(location.hash.slice(1));
  const remembered = given.get('account') ?? localStorage.getItem(REMEMBERED);
  if (remembered === '' || accounts.some(({ login }) => login === remembered)) account.value = remembered;
  if (given.has('account')) localStorage.setItem(REMEMBERED, account.value);

  async function signIn() {
    token = undefined;
    fetchedAt = Date.now();
    copy.disabled = true;
    const login = account.value;
    if (login === '') {
      state.textContent = 'No token is sent.';
      return;
    }
    state.textContent = 'Fetching a token…';
    try {
      const answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams({ account: login }) });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error_description ?? `status ${answer.status}`);
      if (account.value !== login) return;
      token = body.access_token;
      copy.disabled = false;
      state.textContent = 'A token is sent with each request.';
    } catch (error) {
      if (account.value === login) state.textContent = `No token: ${error.message}`;
    }
  }

  account.addEventListener('change', () => {
    localStorage.setItem(REMEMBERED, account.value);
    signInLink.hidden = true;
    signedIn = signIn();
  });
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(token);
      state.textContent = 'Copied. The token is good for an hour.';
    } catch {
      state.textContent = 'This browser does not let the page copy.';
    }
  });
  element('bar').addEventListener('submit', (event) => event.preventDefault());

  function offerSignIn(answer) {
    const address = answer?.data?.beginAssociation?.signInUrl;
    if (typeof address !== 'string' || !/^https?:/.test(address)) return;
    signInLink.href = address;
    signInLink.hidden = false;
  }

  const send = GraphiQL.createFetcher({ url: '/graphql', enableIncrementalDelivery: false });
  const fetcher = async (operation, options = {}) => {
    if (Date.now() - fetchedAt > RENEW_AFTER) signedIn = signIn();
    await signedIn;
    const headers = { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...options.headers };
    const answer = await send(operation, { ...options, headers });
    offerSignIn(answer);
    return answer;
  };
  const query = given.get('query');
  // Taken once: a reload keeps what was written since.
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  const start = query === null ? { defaultTabs: queries.map((query) => ({ query })) } : { query };
  signedIn = signIn();
  ReactDOM.createRoot(element('graphiql')).render(
    React.createElement(GraphiQL, { fetcher, defaultQuery: '', shouldPersistHeaders: false, ...start }),
  );
})();
