import type { Day } from '../../values/domain/day.js';
import type { Validity } from './validity.js';

export type LearningSource = 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';
export type CredentialKind = 'CERTIFICATION' | 'APPLIED_SKILL' | 'ASSESSMENT' | 'EXAM';
export type CredentialLevel = 'FUNDAMENTALS' | 'ASSOCIATE' | 'EXPERT' | 'SPECIALTY' | 'NONE';

/** An item that a person can achieve. The code is its identity; exam codes are labels that may change. */
export type Credential = {
  readonly code: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly examCodes: readonly string[];
  readonly kind: CredentialKind;
  readonly level: CredentialLevel;
  readonly source: LearningSource;
  /** The validity, by the day on which the credential is earned or renewed. */
  readonly validity: readonly Validity[];
  readonly retirement: Retirement | null;
  readonly supersededBy: readonly string[];
  /** Prerequisites, of which the person must hold one; empty where nothing is required. */
  readonly prerequisites: readonly string[];
  /** Alternative sets of exams; passing all exams of one set earns the credential. */
  readonly examSets: readonly ExamSet[];
};

/**
 * A set of exams that earns a credential. until: the last instant at which the exams can be passed; null when no end is
 * known.
 */
export type ExamSet = { readonly exams: readonly string[]; readonly until: Date | null };

/**
 * date: the last day, in the vendor's calendar, on which the credential can be earned or renewed. until: the instant at
 * which that day ends there. countsThrough: the last day (UTC) on which it can score.
 */
export type Retirement = { readonly date: Day; readonly until: Date; readonly countsThrough: Day };

export class Catalog {
  readonly #byCode: ReadonlyMap<string, Credential>;
  readonly #byExamCode: ReadonlyMap<string, readonly Credential[]>;
  readonly #exams: ReadonlyMap<string, Credential>;

  /** version identifies the content from which anything is calculated. */
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

  /** Exams as catalog items; no requirement names them. */
  get exams(): Credential[] {
    return [...this.#exams.values()];
  }

  /** Exams whose code contains the text, ignoring case; null returns all of them. */
  examsNamed(text: string | null): Credential[] {
    return this.exams.filter(({ code }) => code.toLowerCase().includes((text ?? '').toLowerCase()));
  }

  /** Finds the item recorded under a code: a credential by its key, or an exam. */
  recorded(code: string): Credential | undefined {
    return this.#byCode.get(code) ?? this.#exams.get(code);
  }

  /**
   * Finds what a source reports under a code: a credential by its key, or by an exam that earns it alone. Any other
   * exam is recorded as an exam, and its credentials are derived from all reports of the profile.
   */
  reported(code: string): Credential | undefined {
    const found = this.find(code);
    const alone = found && (found.code === code || earnedAlone(found, code));
    return alone ? found : this.recorded(code);
  }

  /** The credentials that an exam contributes to. */
  earnedBy(examCode: string): readonly Credential[] {
    return this.#byExamCode.get(examCode) ?? [];
  }

  get(code: string): Credential | undefined {
    return this.#byCode.get(code);
  }

  /** Finds a credential by its key, or by an exam code that identifies exactly one. */
  find(codeOrExamCode: string): Credential | undefined {
    const byCode = this.#byCode.get(codeOrExamCode);
    if (byCode) return byCode;
    const byExam = this.#byExamCode.get(codeOrExamCode) ?? [];
    return byExam.length === 1 ? byExam[0] : undefined;
  }

  /** Credentials whose code, title, former name or exam code contains the text, ignoring case. */
  search(text: string): Credential[] {
    const wanted = text.toLowerCase();
    return this.credentials.filter((credential) =>
      [credential.code, credential.title, ...credential.aliases, ...credential.examCodes].some((name) =>
        name.toLowerCase().includes(wanted),
      ),
    );
  }
}

/** True when the exam alone earns its credential and the credential has no prerequisites. */
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
