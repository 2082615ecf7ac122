import { CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** A change of the API, by its schema coordinate, such as `Organization.credits`. */
export type ApiChange = { readonly path: string; readonly message: string };
export type ApiChanges = { readonly breaking: ApiChange[]; readonly harmless: ApiChange[] };

/** Compares the API with a released one, descriptions aside: changes that break a conforming client, and harmless ones. */
export async function apiChanges(released: GraphQLSchema, current: GraphQLSchema): Promise<ApiChanges> {
  const differences = (await diff(released, current)).filter(({ type }) => !type.includes('DESCRIPTION'));
  const changes = differences.map(({ criticality, path, message }) => ({
    breaks: criticality.level === CriticalityLevel.Breaking,
    path: path ?? '',
    message,
  }));
  const those = (breaks: boolean) =>
    changes.filter((change) => change.breaks === breaks).map(({ path, message }) => ({ path, message }));
  return { breaking: those(true), harmless: those(false) };
}

/** The breaking changes that the changelog does not name. */
export function unannounced(breaking: readonly ApiChange[], changelog: string): ApiChange[] {
  const announced = breakingSection(changelog);
  return breaking.filter(
    ({ path }) => !new RegExp(`(?<![\\w.])${path.replaceAll('.', '\\.')}(?![\\w.])`).test(announced),
  );
}

/** The text under **Breaking** in the newest section of the changelog, up to the next heading. */
function breakingSection(changelog: string): string {
  const [, newest = ''] = changelog.split(/^## /m);
  const [, section = ''] = newest.split(/^(?:#+ Breaking|\*\*Breaking\*\*)/m);
  return section.split(/^(?:#+ |\*\*\w)/m)[0] ?? '';
}
