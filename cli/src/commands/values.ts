import { Argument, InvalidArgumentError, Option } from 'commander';

/** An argument that has to be given. */
export function required(name: string, description: string): Argument {
  return new Argument(`<${name}>`, description);
}

/** An option that has to be given. */
export function mandatory(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory();
}

/** The parser of a whole number within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`A whole number from ${min} to ${max}.`);
  };
}

/** An option as text; undefined where it is absent. */
export function textOf(value: string | boolean | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
