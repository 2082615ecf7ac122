import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A worked example: input by kind, and the expected fields of the answer. */
export type Vector = {
  id: string;
  title: string;
  kind: string;
  on: string;
  area: string;
  metric: string;
  track?: 'enterprise' | 'smb';
  people?: Record<string, (string | SentHolding)[]>;
  facts?: Record<string, string | Record<string, string>>;
  holding: SentHolding;
  specialization: string;
  given: { designations: string[]; performanceMet: boolean; proofMet: boolean };
  today: string;
  enrolled: boolean;
  anniversary?: string;
  expect: {
    ruleset?: string | null;
    points?: string;
    display?: string;
    steps?: Record<string, string>;
    track?: string;
    score?: string;
    qualified?: boolean;
    metrics?: Record<string, string>;
    expiresOn?: string | null;
    reason?: string | null;
    skilling?: string;
    status?: string;
    from?: string;
    to?: string;
  };
};

export type SentHolding = { cert: string; earnedOn: string; renewedOn?: string[]; expiresOn?: string };

/** The examples of a kind, from the files beside this folder. */
export function vectorsOf(kind: string): Vector[] {
  const file = new URL('../vectors/designations.yaml', import.meta.url);
  const { vectors } = parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
  return vectors.filter((vector) => vector.kind === kind);
}
