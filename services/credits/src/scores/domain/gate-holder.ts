import type { RuleSet } from '../../rules/domain/rule-set.js';
import { compareText } from '../../values/domain/compare-text.js';
import type { DesignationOutcome, ScoreFacts } from './designation.js';
import { scoreDesignation } from './designation.js';
import { heldOn, type PersonAtRisk, type Risk, riskBetween } from './risk.js';
import { type Held, withPeopleChanged } from './what-if.js';

/** A step that others require, and its index among the metrics of its area. */
type Gate = { readonly metric: number; readonly step: number; readonly credentialCodes: readonly string[] };

/** The cost of losing a credential, for each holder of a gate that has exactly the people it needs. */
export function gateRisksOf(
  people: readonly PersonAtRisk[],
  ruleSet: RuleSet,
  facts: Omit<ScoreFacts, 'ruleSets'>,
): Risk[] {
  return ruleSet.areas.flatMap((area) => {
    const now = scoreDesignation(area, ruleSet, facts);
    const gates = openGatesOf(now);
    return people.flatMap((person) => {
      const before = heldOn(person, facts.on);
      const scoreWith = (after: Held) => {
        const holders = withPeopleChanged(facts.holders, [{ before, after }], facts.on);
        return scoreDesignation(area, ruleSet, { ...facts, holders });
      };
      return gates.flatMap(({ metric, step, credentialCodes }) => {
        if (!credentialCodes.some((code) => before.has(code))) return [];
        const after = scoreWith(new Set([...before].filter((code) => !credentialCodes.includes(code))));
        if (after.metrics[metric]?.steps.find((one) => one.step === step)?.reached !== false) return [];
        const held = credentialCodes.filter((code) => before.has(code)).sort(compareText);
        const why = { cause: 'GATE_HOLDER', credentialCodes: held, on: null, together: [person.personRef] } as const;
        return riskBetween(now, after, why).map((risk) => ({ ...risk, closesStep: step }));
      });
    });
  });
}

function openGatesOf({ metrics }: DesignationOutcome): Gate[] {
  return metrics.flatMap(({ steps }, metric) =>
    steps
      .filter(({ isGate, reached }) => isGate && reached)
      .map(({ step, credentialCodes }) => ({ metric, step, credentialCodes })),
  );
}
