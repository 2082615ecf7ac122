import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { failureOf } from '../output.js';
import { doctorEnvironment } from './environment.js';
import { examineDatabases, examineMail, examineWork } from './examine-databases.js';
import {
  examineExportsFolder,
  examineGateway,
  examineIssuers,
  examineServices,
  examineStandby,
} from './examine-surroundings.js';
import { type Finding, type FindingState, problem } from './finding.js';
import { judgeSettings } from './judgments.js';
import { serviceSettings } from './service-settings.js';

/** Examines the whole installation. A part that cannot be examined is a finding, and the rest is examined all the same. */
export async function examine(run: CommandRun): Promise<CommandResult> {
  const findings = await examineAll(run);
  const found = findings.filter(({ state }) => state === 'warning' || state === 'problem');
  return {
    text: [...findings.flatMap(linesOf), '', summaryOf(found)],
    data: { findings },
    exitCode: found.length > 0 ? EXIT_CODE.findings : EXIT_CODE.done,
  };
}

async function examineAll(run: CommandRun): Promise<Finding[]> {
  const services = serviceSettings(run.environment);
  const own = settingsOrFaults(() => readEnvironment(doctorEnvironment, run.environment));
  const parts: (() => Promise<Finding[]> | Finding[])[] = [
    () => Object.entries(services).map(([service, { faults }]) => judgeSettings(service, faults)),
    () => examineDatabases(services),
    () => examineWork(services, run),
    () => examineMail(services, run),
  ];
  if ('faults' in own) parts.push(() => [judgeSettings('the doctor', own.faults)]);
  else {
    parts.push(
      () => examineServices(own),
      () => examineGateway(own),
      () => examineIssuers(own, services),
      () => examineStandby(own),
    );
  }
  parts.push(() => examineExportsFolder(services));
  const findings: Finding[] = [];
  // One after the other: the doctor is no burden for a product that is busy.
  for (const part of parts) findings.push(...(await Promise.resolve().then(part).catch(unexaminable)));
  return findings;
}

function unexaminable(error: unknown): Finding[] {
  const { message, hint } = failureOf(error);
  return [problem('examination', message, hint ?? 'The other findings may say why.')];
}

function settingsOrFaults<T extends object>(read: () => T): T | { faults: readonly string[] } {
  try {
    return read();
  } catch (error) {
    if (error instanceof EnvironmentError) return { faults: error.faults };
    throw error;
  }
}

const MARKS: Readonly<Record<FindingState, string>> = { ok: 'ok  ', warning: 'WARN', problem: 'FAIL', skipped: '-   ' };

function linesOf({ check, state, message, next }: Finding): string[] {
  const line = `${MARKS[state]}  ${check}: ${message}`;
  return next === null ? [line] : [line, `      → ${next}`];
}

function summaryOf(found: readonly Finding[]): string {
  if (found.length === 0) return 'Nothing to do.';
  return found.length === 1 ? 'One finding.' : `${found.length} findings.`;
}
