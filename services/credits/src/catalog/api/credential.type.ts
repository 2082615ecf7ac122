import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar, DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Catalog, Credential, CredentialKind, CredentialLevel } from '../domain/catalog.js';
import { CredentialKindEnum, CredentialLevelEnum } from './catalog-enums.type.js';

@ObjectType('Credential', {
  description: 'A credential or exam that a person can achieve; code is its key in the catalog of rule data.',
})
export class CredentialType {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => CredentialKindEnum)
  kind!: CredentialKind;

  @Field(() => CredentialLevelEnum)
  level!: CredentialLevel;

  @Field(() => [String], { description: 'Codes of the exams that can earn it; labels that may change.' })
  examCodes!: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Validity by its newest rule, in whole months. Null when it never expires.',
  })
  validityMonths!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Validity by its newest rule, as an ISO 8601 duration. Null when it never expires.',
  })
  validity!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it can be earned or renewed, in the calendar of the vendor.',
  })
  retiredOn!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The last instant at which it can be earned or renewed: the end of retiredOn in the time zone of the vendor.',
  })
  earnableUntil!: Date | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it can count.' })
  countsThrough!: string | null;

  @Field(() => [CredentialType], { description: 'The credential to earn instead after the retirement.' })
  get supersededBy(): CredentialType[] {
    return this.successors.flatMap((code) => CredentialType.find(this.catalog, code));
  }

  @Field(() => [CredentialType], {
    description: 'Prerequisites, of which a person must hold one. Empty when nothing is required.',
  })
  get prerequisites(): CredentialType[] {
    return this.needed.flatMap((code) => CredentialType.find(this.catalog, code));
  }

  @Field(() => [[String]], {
    description:
      'Alternative sets of exams: passing all exams of one set earns it, on the day of the last exam or of the prerequisite, ' +
      'whichever is later. Empty when no exam is known, and for an exam itself.',
  })
  examSets!: string[][];

  successors!: readonly string[];
  needed!: readonly string[];
  catalog!: Catalog;

  static from(credential: Credential, catalog: Catalog): CredentialType {
    const { code, title, kind, level, examCodes, retirement, supersededBy, prerequisites } = credential;
    const period = credential.validity.at(-1)?.period ?? null;
    return objectOf(CredentialType, {
      code,
      title,
      kind,
      level,
      examCodes: [...examCodes],
      examSets: credential.examSets.map(({ exams }) => [...exams]),
      validityMonths: period && period.months + Math.floor(period.days / 30),
      validity: period?.text ?? null,
      retiredOn: retirement?.date ?? null,
      earnableUntil: retirement?.until ?? null,
      countsThrough: retirement?.countsThrough ?? null,
      successors: supersededBy,
      needed: prerequisites,
      catalog,
    });
  }

  /** The credential in a list of one; empty when the catalog no longer has it. */
  static find(catalog: Catalog, code: string): CredentialType[] {
    const credential = catalog.recorded(code);
    return credential ? [CredentialType.from(credential, catalog)] : [];
  }

  /** Recorded credentials stay in the catalog permanently; a missing one is a fault of the rule data. */
  static of(catalog: Catalog, code: string): CredentialType {
    const [found] = CredentialType.find(catalog, code);
    if (!found) throw new Error(`The catalog has no credential ${code}, which is recorded.`);
    return found;
  }
}
