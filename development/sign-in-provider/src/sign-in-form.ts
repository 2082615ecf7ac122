import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { firstAccounts, type Searchable, searchAccounts } from './account-search.js';
import { readForm, sendHtml } from './http-messages.js';
import { problemPage, signInPage } from './pages.js';

/** An account that the sign-in page offers. */
export type SignInChoice = Searchable & { subject: string; noAccount?: boolean };

/** The error of a learning source where the chosen person has no account. */
const NO_ACCOUNT_ERROR = 'no_account';

const LONGEST_SEARCH = 100;

/** Serves the sign-in page of one issuer: GET shows it, one POST answers account choice, login and consent together. */
export function signInForm(
  provider: Provider,
  { title, choices }: { title: string; choices: readonly SignInChoice[] },
) {
  const choiceByLogin = new Map(choices.map((choice) => [choice.login, choice]));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const interaction = await provider.interactionDetails(request, response).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    });
    if (interaction === undefined) {
      const explanation =
        'It was finished or canceled, took longer than ten minutes, or began in another browser. Go back to where you started and begin again.';
      sendHtml(response, 400, problemPage('This sign-in is over', explanation));
      return;
    }
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const search = (searchParams.get('search') ?? '').trim().slice(0, LONGEST_SEARCH);
    const offer = offered(choices, search, choiceByLogin.get(String(interaction.params.login_hint)));
    const show = (status: number, problem?: string) =>
      sendHtml(response, status, signInPage({ title, path, search, ...offer, ...(problem && { problem }) }));
    if (request.method !== 'POST') return show(200);

    const form = await readForm(request);
    if (form === undefined) return show(400, 'That was no form.');
    if (form.has('cancel')) {
      const cancelled = { error: 'access_denied', error_description: 'The person canceled the sign-in.' };
      return provider.interactionFinished(request, response, cancelled, { mergeWithLastSubmission: false });
    }
    const choice = choiceByLogin.get(form.get('account') ?? '');
    if (choice === undefined) return show(400, 'Choose one of these accounts.');
    if (choice.noAccount === true) {
      const refused = { error: NO_ACCOUNT_ERROR, error_description: 'There is no learning account for this person.' };
      return provider.interactionFinished(request, response, refused, { mergeWithLastSubmission: false });
    }
    await forgetEarlierSignIn(provider, interaction);
    const answer = { select_account: {}, login: { accountId: choice.subject }, consent: {} };
    return provider.interactionFinished(request, response, answer, { mergeWithLastSubmission: false });
  };
}

/** The accounts of one page; the hinted one is chosen. */
function offered(choices: readonly SignInChoice[], search: string, hinted: SignInChoice | undefined) {
  const first = firstAccounts(choices);
  const { shown, matching } =
    search === ''
      ? { shown: hinted === undefined || first.includes(hinted) ? first : [hinted, ...first], matching: choices.length }
      : searchAccounts(choices, search);
  return { choices: shown.map((choice) => ({ ...choice, chosen: choice === hinted })), matching };
}

/** Choosing another account would lead to a log-out page in between, which submits itself by script. */
async function forgetEarlierSignIn(
  provider: Provider,
  interaction: Awaited<ReturnType<Provider['interactionDetails']>>,
): Promise<void> {
  if (interaction.session === undefined) return;
  const session = await provider.Session.findByUid(interaction.session.uid);
  await session?.destroy();
  Reflect.deleteProperty(interaction.session, 'uid');
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
}
