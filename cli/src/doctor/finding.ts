/** `skipped`: the settings leave nothing to check, or an earlier finding prevents it. */
export type FindingState = 'ok' | 'warning' | 'problem' | 'skipped';

/** What a check of the doctor found: a sentence, and the next step where there is something to do. */
export type Finding = {
  readonly check: string;
  readonly state: FindingState;
  readonly message: string;
  readonly next: string | null;
};

/** All is well. */
export function ok(check: string, message: string): Finding {
  return { check, state: 'ok', message, next: null };
}

/** Works today, and will not for ever. */
export function warning(check: string, message: string, next: string): Finding {
  return { check, state: 'warning', message, next };
}

/** Something does not work. */
export function problem(check: string, message: string, next: string): Finding {
  return { check, state: 'problem', message, next };
}

/** Not checked, and why. */
export function skipped(check: string, message: string): Finding {
  return { check, state: 'skipped', message, next: null };
}
