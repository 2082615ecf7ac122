/** The values of an enum that this version of the application knows. */
export type Known<Enum extends string> = Exclude<Enum, '%future added value'>;

/** The word for a value of an enum; the bare value where it is newer than the application. */
export function word<Enum extends string>(words: Readonly<Record<Known<Enum>, string>>, value: Enum): string {
  return Object.hasOwn(words, value) ? words[value as Known<Enum>] : value;
}
