import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { readForm, sendHtml } from './http-messages.js';
import { type Choice, problemPage, signInPage } from './pages.js';

/** Somebody whom the sign-in page offers. */
export type SignInChoice = Choice & { subject: string; noAccount?: boolean };

/** What a learning source answers when the chosen person has no account there. */
export const NO_ACCOUNT_ERROR = 'no_account';

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
        'It was finished or cancelled, took longer than ten minutes, or began in another browser. Go back to where you started and begin again.';
      sendHtml(response, 400, problemPage('This sign-in is over', explanation));
      return;
    }
    const hint = interaction.params.login_hint;
    const show = (status: number, problem?: string) =>
      sendHtml(
        response,
        status,
        signInPage({
          title,
          action: new URL(request.url ?? '', 'http://localhost').pathname,
          choices: choices.map((choice) => ({ ...choice, chosen: choice.login === hint })),
          ...(problem === undefined ? {} : { problem }),
        }),
      );
    if (request.method !== 'POST') return show(200);

    const form = await readForm(request);
    if (form === undefined) return show(400, 'That was no form.');
    if (form.has('cancel')) {
      const cancelled = { error: 'access_denied', error_description: 'The person cancelled the sign-in.' };
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
