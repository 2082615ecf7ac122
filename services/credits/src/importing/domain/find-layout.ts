import { matchApiLayout } from './api-layout.js';
import { CredentialNames } from './find-credential.js';
import { Columns, type LayoutMatch, type ReadingContext } from './layout.js';
import { matchStandardLayout } from './standard-layout.js';
import { matchTrainingsLayout } from './trainings-layout.js';

/** Recognizes the layout of a file by the column names of its first line. */
export function findLayout(names: readonly string[], context: ReadingContext): LayoutMatch {
  const columns = new Columns(names);
  const credentials = new CredentialNames(context.catalog);
  return (
    matchTrainingsLayout(columns, context, credentials) ??
    matchStandardLayout(columns, context, credentials) ??
    matchApiLayout(names)
  );
}
