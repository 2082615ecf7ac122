import type { Day } from '../../values/domain/day.js';
import type { Validity } from './validity.js';

export type LearningSource = 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';
export type CredentialKind = 'CERTIFICATION' | 'APPLIED_SKILL' | 'ASSESSMENT' | 'EXAM';
export type CredentialLevel = 'FUNDAMENTALS' | 'ASSOCIATE' | 'EXPERT' | 'SPECIALTY' | 'NONE';

/** What a person can achieve. The code is the identity; exam codes are labels that may change. */
export type Credential = {
  readonly code: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly examCodes: readonly string[];
  readonly kind: CredentialKind;
  readonly level: CredentialLevel;
  readonly source: LearningSource;
  /** How long it is valid, by the day on which it is earned or renewed. */
  readonly validity: readonly Validity[];
  readonly retirement: Retirement | null;
  readonly supersededBy: readonly string[];
  /** A person must hold one of these to earn it; empty where nothing is required. */
  readonly prerequisites: readonly string[];
  /** Ways to earn it by exams: all exams of one of them. */
  readonly examSets: readonly ExamSet[];
};

/** Exams that earn a credential together; until: the last instant at which they can be passed, null: not known to end. */
export type ExamSet = { readonly exams: readonly string[]; readonly until: Date | null };

/**
 * date: the last day, in the vendor's calendar, on which it can be earned or renewed, and until: the instant at which that
 * day ends there; countsThrough: the last day (UTC) on which it can score.
 */
export type Retirement = { readonly date: Day; readonly until: Date; readonly countsThrough: Day };

export class Catalogue {
  readonly #byCode: ReadonlyMap<string, Credential>;
  readonly #byExamCode: ReadonlyMap<string, readonly Credential[]>;
  readonly #exams: ReadonlyMap<string, Credential>;

  /** version: what tells this content from any other, as far as anything is calculated from it. */
  constructor(
    readonly credentials: readonly Credential[],
    readonly version = '',
  ) {
    this.#byCode = new Map(credentials.map((credential) => [credential.code, credential]));
    this.#byExamCode = new Map(
      [...Map.groupBy(examCodes(credentials), ({ code }) => code)].map(([code, entries]) => [
        code,
        entries.map(({ credential }) => credential),
      ]),
    );
    const exams = [...this.#byExamCode].filter(([code]) => !this.#byCode.has(code));
    this.#exams = new Map(exams.map(([code, [credential]]) => [code, examOf(code, credential?.source)]));
  }

  /** Exams by themselves, which no requirement names. */
  get exams(): Credential[] {
    return [...this.#exams.values()];
  }

  /** Exams with the text in their code, without regard to case; null: all of them. */
  examsNamed(text: string | null): Credential[] {
    return this.exams.filter(({ code }) => code.toLowerCase().includes((text ?? '').toLowerCase()));
  }

  /** What is recorded under a code: a credential by its key, or an exam. */
  recorded(code: string): Credential | undefined {
    return this.#byCode.get(code) ?? this.#exams.get(code);
  }

  /**
   * What a source reports under a code: a credential by its key, or by an exam that earns it alone; any other exam is recorded
   * as such, and what it earns follows from all that is recorded of the profile.
   */
  reported(code: string): Credential | undefined {
    const found = this.find(code);
    const alone = found && (found.code === code || earnedAlone(found, code));
    return alone ? found : this.recorded(code);
  }

  /** The credentials that an exam is part of. */
  earnedBy(examCode: string): readonly Credential[] {
    return this.#byExamCode.get(examCode) ?? [];
  }

  get(code: string): Credential | undefined {
    return this.#byCode.get(code);
  }

  /** By the key, or by an exam code that names exactly one credential. */
  find(codeOrExamCode: string): Credential | undefined {
    const byCode = this.#byCode.get(codeOrExamCode);
    if (byCode) return byCode;
    const byExam = this.#byExamCode.get(codeOrExamCode) ?? [];
    return byExam.length === 1 ? byExam[0] : undefined;
  }

  /** Text that occurs in a code, a title, a former name or an exam code, without regard to case. */
  search(text: string): Credential[] {
    const wanted = text.toLowerCase();
    return this.credentials.filter((credential) =>
      [credential.code, credential.title, ...credential.aliases, ...credential.examCodes].some((name) =>
        name.toLowerCase().includes(wanted),
      ),
    );
  }
}

/** The exam needs no other one, and its credential no other credential. */
function earnedAlone({ prerequisites, examSets }: Credential, exam: string): boolean {
  return prerequisites.length === 0 && examSets.some(({ exams }) => exams.length === 1 && exams[0] === exam);
}

function examOf(code: string, source: LearningSource = 'MICROSOFT_LEARN'): Credential {
  const nothing = { aliases: [], validity: [], retirement: null, supersededBy: [], prerequisites: [], examSets: [] };
  return { code, title: `Exam ${code}`, examCodes: [code], kind: 'EXAM', level: 'NONE', source, ...nothing };
}

function examCodes(credentials: readonly Credential[]) {
  return credentials.flatMap((credential) => credential.examCodes.map((code) => ({ code, credential })));
}
