import { signInAs } from '@app/test-kit/learning-provider';
import type { Flow } from './association.js';
import { cookieOf, visitOnce } from './visit.js';

/** Signs in with a browser of its own at the double of the learning provider; returns what it brings back. */
export async function signInAtOnce(signInUrl: string, account: string): Promise<Flow> {
  const opened = await visitOnce(signInUrl);
  const provided = await visitOnce(signInAs(opened.headers.get('location') ?? '', account));
  const back = await visitOnce(provided.headers.get('location') ?? '', { cookie: cookieOf(opened) });
  const address = new URL(back.headers.get('location') ?? 'http://nowhere');
  const [flowId, completionCode] = [address.searchParams.get('flow'), address.searchParams.get('completion_code')];
  if (!flowId || !completionCode) throw new Error(`no code at ${address}, status ${back.status}`);
  return { flowId, completionCode };
}
