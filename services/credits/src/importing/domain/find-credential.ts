import type { Catalog, Credential, CredentialKind } from '../../catalog/domain/catalog.js';

/** How a partner's file names a credential. */
export type NamedCredential = { readonly code: string; readonly title: string; readonly kind: string };

/** The credential, or why the names do not lead to one. */
export type FoundCredential = { readonly credential: Credential } | { readonly fault: string };

/** The kinds of the catalog by the names that files use for them. */
const KINDS: Record<string, readonly CredentialKind[]> = {
  certification: ['CERTIFICATION'],
  assessment: ['ASSESSMENT'],
  appliedskill: ['APPLIED_SKILL'],
  appliedskills: ['APPLIED_SKILL'],
  // An exam that earns its certification alone is recorded as the certification.
  exam: ['EXAM', 'CERTIFICATION'],
  examination: ['EXAM', 'CERTIFICATION'],
};
const REMEDY = 'Add it to the catalog (services/credits/rules/README.md), or leave the row out.';
const EXAM_TITLE = /^exam ([a-z]{2,4}-[a-z0-9]{2,5})\b/i;

/** Finds credentials by code, exam code or title, as the exports of vendors name them. */
export class CredentialNames {
  readonly #catalog: Catalog;
  readonly #byTitle: ReadonlyMap<string, readonly Credential[]>;
  /** The vendor writes the same title with and without its name. */
  readonly #byShortTitle: ReadonlyMap<string, readonly Credential[]>;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#byTitle = byName(catalog, plainTitle);
    this.#byShortTitle = byName(catalog, shortTitle);
  }

  /** The credential of a row. Code and title must not contradict each other, and the kind must be that of the row. */
  find({ code, title, kind }: NamedCredential): FoundCredential {
    const kinds = kind === '' ? undefined : KINDS[kind.toLowerCase().replace(/[^a-z]/g, '')];
    if (kind !== '' && !kinds) {
      return {
        fault: `${quoted(kind)} is not recorded here; only certifications, applied skills, assessments and exams are.`,
      };
    }
    const byCode = this.#catalog.reported(code);
    const byTitle = this.#titled(title);
    if (!byCode && byTitle.length > 1) {
      const codes = byTitle.map((one) => one.code).join(', ');
      return { fault: `The title ${quoted(title)} is that of ${codes}. State the code of the credential instead.` };
    }
    const credential = byCode ?? byTitle[0];
    if (!credential) {
      const names =
        [code, title]
          .filter((name) => name !== '')
          .map(quoted)
          .join(' and ') || 'without a name';
      return { fault: `The credential ${names} is not in the catalog. ${REMEDY}` };
    }
    if (byCode && byTitle.length > 0 && !byTitle.includes(byCode) && byCode.kind !== 'EXAM') {
      return { fault: `The code ${quoted(code)} and the title ${quoted(title)} are those of two credentials.` };
    }
    if (kinds && !kinds.includes(credential.kind)) {
      return { fault: `${credential.code} is in the catalog as ${credential.kind}, not as ${quoted(kind)}.` };
    }
    return { credential };
  }

  #titled(title: string): readonly Credential[] {
    if (title === '') return [];
    const exam = EXAM_TITLE.exec(title)?.[1];
    const examined = exam && this.#catalog.reported(exam.toUpperCase());
    if (examined) return [examined];
    return this.#byTitle.get(plainTitle(title)) ?? this.#byShortTitle.get(shortTitle(title)) ?? [];
  }
}

function byName(catalog: Catalog, nameOf: (title: string) => string): ReadonlyMap<string, readonly Credential[]> {
  const named = catalog.credentials.flatMap((credential) => {
    const names = new Set([credential.title, ...credential.aliases].map(nameOf));
    return [...names].map((name) => ({ name, credential }));
  });
  const grouped = Map.groupBy(named, ({ name }) => name);
  return new Map([...grouped].map(([name, found]) => [name, found.map(({ credential }) => credential)]));
}

/** A title without the words before it, such as "Microsoft Certified:". */
function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[a-z0-9 ]*\b(?:certified|applied skills?) ?: ?/, '');
}

function shortTitle(title: string): string {
  return plainTitle(title).replace(/^microsoft (?:365 )?/, '');
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
