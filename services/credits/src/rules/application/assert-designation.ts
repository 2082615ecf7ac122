import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { designationTitles, isDesignationCode } from '../domain/designation-titles.js';
import type { Rules } from '../store/load-rules.js';

/** Rejects a designation that no version of the rules has with BAD_USER_INPUT at the argument. */
export function assertDesignation(argument: string, code: string, rules: Rules): void {
  if (isDesignationCode(rules, code)) return;
  const known = designationTitles({ ...rules, specializations: [] }).map((one) => one.code);
  throw badUserInput(`${argument}: the rules have ${known.join(', ')}.`);
}
