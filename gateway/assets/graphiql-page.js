(() => {
  const { React, ReactDOM, GraphiQL } = window;
  const element = (id) => document.getElementById(id);
  const { tokenUrl, accounts, query } = JSON.parse(element('settings').textContent);
  const account = element('account');
  const state = element('state');
  const copy = element('copy');
  let token;

  const nobody = new Option('nobody (anonymous)', '');
  account.append(...accounts.map(({ login, label }) => new Option(label, login)), nobody);

  async function signIn() {
    token = undefined;
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
      state.textContent = 'A token is sent with each request, for an hour.';
    } catch (error) {
      state.textContent = `No token: ${error.message}`;
    }
  }

  account.addEventListener('change', signIn);
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(token);
    state.textContent = 'Copied.';
  });
  element('bar').addEventListener('submit', (event) => event.preventDefault());

  const send = GraphiQL.createFetcher({ url: '/graphql' });
  const fetcher = (operation, options = {}) => {
    const headers = { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...options.headers };
    return send(operation, { ...options, headers });
  };
  const given = new URLSearchParams(location.hash.slice(1)).get('query');
  ReactDOM.createRoot(element('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultQuery: query,
      ...(given !== null && { query: given }),
      shouldPersistHeaders: false,
    }),
  );
  void signIn();
})();
