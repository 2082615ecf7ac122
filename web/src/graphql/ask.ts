import { browserSession } from '@skill-link/client/browser-session';
import { createClient } from '@skill-link/client/client';
import type { TrustedDocument, TypedDocument } from '@skill-link/client/document';
import type { Answer, Outcome } from '@skill-link/client/outcome';
import { PageProblem } from './page-problem.ts';
import { reloadForNewVersion } from './reload.ts';

/** The gateway behind Vite may not know the ids yet: while developing, the texts are sent. */
const texts: Record<string, string> = import.meta.env.DEV ? (await import('./trusted-documents.json')).default : {};
const client = createClient({ url: '/graphql', credentials: browserSession() });

/** What a page knows: `data`, and `problems` where parts of it are null because of an error. */
export type Asked<Data> = Answer<Data>;

/** Asks the question of a page. Throws a PageProblem when nothing arrived, or when the caller is signed out. */
export async function ask<Data, Variables>(
  document: TrustedDocument<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Asked<Data>> {
  const outcome = await send(document, variables, signal);
  const problem = outcome.ok ? outcome.problems.find(({ code }) => code === 'UNAUTHENTICATED') : outcome;
  if (!outcome.ok || problem !== undefined) throw new PageProblem(problem);
  return outcome;
}

/** The part of an answer that a page cannot do without. Throws the reason why it is null, such as a missing role. */
export function part<Data, Part>({ data, problems }: Asked<Data>, pick: (data: Data) => Part | null | undefined): Part {
  const found = pick(data);
  if (found === null || found === undefined) throw new PageProblem(problems[0]);
  return found;
}

/** Sends an operation. An application that the gateway no longer knows reloads itself once. */
export async function send<Data, Variables>(
  document: TrustedDocument<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Outcome<Data>> {
  const outcome = await client.send(textOf(document), variables, signal && { signal });
  const forgotten = !outcome.ok && outcome.code === 'PERSISTED_QUERY_NOT_FOUND';
  return forgotten ? await reloadForNewVersion(outcome) : outcome;
}

function textOf<Data, Variables>(document: TrustedDocument<Data, Variables>): TypedDocument<Data, Variables> {
  return texts[document.documentId] ?? document;
}
