import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EnvironmentError } from './environment-error.js';

/** Settings that may come from a file instead, as container platforms provide secrets. */
const IN_A_FILE = /^(.+(?:_SECRET|_KEY|_PASSWORD|DATABASE_URL)|DATABASE_URL)_FILE$/;

/**
 * Reads the settings of a process once and reports all faults together. Empty text counts as unset; `NAME_FILE`
 * replaces an unset secret.
 */
export function readEnvironment<Shape extends z.ZodType>(
  schema: Shape,
  source: Record<string, string | undefined>,
): z.output<Shape> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const { secrets, faults } = secretsInFiles(present);
  const result = schema.safeParse({ ...secrets, ...present });
  if (result.success && faults.length === 0) return result.data;
  const issues = (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(oneLineEach(faults, issues));
}

/** Merges the fault of a file with the fault of the setting that it should provide. */
function oneLineEach(ofFiles: readonly string[], others: readonly string[]): string[] {
  const lines = ofFiles.map((fault) => {
    const name = `${fault.split('_FILE: ', 1)[0]}: `;
    return [fault, ...others.filter((other) => other.startsWith(name))].join('; ');
  });
  return [...lines, ...others.filter((other) => !lines.some((line) => line.endsWith(other)))];
}

/** Reads each `NAME_FILE` whose NAME is unset, without the line break at the end. */
function secretsInFiles(source: Record<string, string | undefined>) {
  const secrets: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, path] of Object.entries(source)) {
    const secret = IN_A_FILE.exec(name)?.[1];
    if (secret === undefined || path === undefined || source[secret] !== undefined) continue;
    try {
      secrets[secret] = readFileSync(path, 'utf8').trimEnd();
      if (secrets[secret] === '') faults.push(`${name}: names an empty file`);
    } catch {
      faults.push(`${name}: names no file that this process can read`);
    }
  }
  return { secrets, faults };
}

/** Reads the settings of a process. On faults it prints all of them and ends the process with status 1. */
export function readEnvironmentOrExit<Shape extends z.ZodType>(
  schema: Shape,
  source: Record<string, string | undefined>,
): z.output<Shape> {
  try {
    return readEnvironment(schema, source);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return exitWithFault(error.message);
  }
}

/** Ends the process with status 1 because of a setting. */
export function exitWithFault(fault: string): never {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

/**
 * For `superRefine`: also validates settings together when one of them is invalid, so that all faults are reported
 * together.
 */
export const EVERY_FAULT = { when: () => true };

/** A TCP port; 0 selects a free one. */
export function port(fallback: number) {
  return optionalPort().unwrap().default(fallback);
}

/** A TCP port on which nothing listens where it is not set. */
export function optionalPort() {
  return bounded('a port number from 0 to 65535', 0, 65_535).optional();
}

/** The address to listen on; by default the loopback interface only. */
export function host() {
  const meaning = 'an address to listen on, such as 0.0.0.0';
  return z
    .string(meaning)
    .regex(/^[\w.:-]+$/, meaning)
    .default('127.0.0.1');
}

/** A whole number within bounds. */
export function wholeNumber(fallback: number, min: number, max: number) {
  return bounded(`a whole number from ${min} to ${max}`, min, max).default(fallback);
}

/** Digits only: other numeric formats of JavaScript are likely typing errors in a setting. */
function bounded(meaning: string, min: number, max: number) {
  return z
    .string(meaning)
    .regex(/^\d{1,10}$/, meaning)
    .transform(Number)
    .pipe(z.number().min(min, meaning).max(max, meaning));
}

/** An http or https URL without a trailing slash. */
export function httpUrl() {
  return z
    .string('an http or https address')
    .refine((text) => /^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text), 'an http or https address')
    .transform((text) => text.replace(/\/+$/, ''));
}

/** Fault of the gateway's public URL: production requires it, with https. */
export function publicUrlFault(publicUrl: string | undefined, production: boolean): string | undefined {
  if (!production || publicUrl?.startsWith('https:')) return undefined;
  return publicUrl === undefined ? 'has no default in production' : 'https in production';
}

/** Fault of an issuer URL: https, or outside production http on this machine. */
export function issuerFault(issuer: string, production: boolean): string | undefined {
  if (!isHttp(issuer)) return undefined;
  if (production) return 'https in production';
  return isLoopback(issuer) ? undefined : 'https, or http on this machine';
}

/** Setting names of a sign-in provider; `ours` are the settings of our registration there. */
type ProviderNames = { readonly issuer: string; readonly discovery: string; readonly ours: readonly string[] };

/**
 * Faults of the settings of a sign-in provider, by name. Outside production an unset provider is the development
 * provider; a configured one needs all its settings. Discovery may use http outside production, because containers
 * reach the development provider under another name than browsers.
 */
export function providerFaults(
  values: Readonly<Record<string, unknown>>,
  { issuer, discovery, ours }: ProviderNames,
  production: boolean,
): (readonly [name: string, fault: string | undefined])[] {
  const address = values[issuer];
  const missing = (name: string) => {
    if (values[name] !== undefined) return undefined;
    if (production) return 'has no default in production';
    return address === undefined ? undefined : `has to be set together with ${issuer}`;
  };
  return [
    [issuer, typeof address === 'string' ? issuerFault(address, production) : missing(issuer)],
    ...ours.map((name) => [name, missing(name)] as const),
    [discovery, production && isHttp(values[discovery]) ? 'https in production' : undefined],
  ];
}

function isHttp(address: unknown): boolean {
  return typeof address === 'string' && URL.canParse(address) && new URL(address).protocol === 'http:';
}

function isLoopback(address: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

/** Origins separated by commas. */
export function origins() {
  return z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine(
      (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      'origins such as https://partners.example, separated by commas',
    );
}

/** Default origins of front ends: the gateway's own, and in development the usual port of a development server. */
export function defaultOrigins(publicUrl: string, production: boolean): string[] {
  const own = new URL(publicUrl).origin;
  return production ? [own] : [own, 'http://localhost:5173'];
}

/** `true` or `false`. */
export function flag(fallback: boolean) {
  return z
    .enum(['true', 'false'], 'true or false')
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
}
