import { useNavigate } from '@tanstack/react-router';
import { type Gain, gainText, type Plan } from '../plan.ts';

/** Changes of the plan; each of them is a new address, so that Back takes it back. */
export type PlanChange = {
  readonly addGain: (gain: Gain) => void;
  readonly addLeaver: (personRef: string) => void;
  readonly removeGain: (index: number) => void;
  readonly removeLeaver: (personRef: string) => void;
  readonly clear: () => void;
};

/** The plan of the address and the ways to change it. */
export function usePlan({ gain, leave }: Plan): PlanChange {
  const navigate = useNavigate({ from: '/skills/what-if' });
  const show = (plan: Plan): void => {
    void navigate({ search: { gain: plan.gain.map(gainText), leave: [...plan.leave] }, resetScroll: false });
  };
  return {
    // A person who earns something stays, and one who leaves earns nothing: the API rejects both at once.
    addGain: (added) =>
      show({
        gain: [...gain.filter((one) => gainText(one) !== gainText(added)), added],
        leave: leave.filter((one) => one !== added.who),
      }),
    addLeaver: (personRef) =>
      show({ gain: gain.filter(({ who }) => who !== personRef), leave: [...new Set([...leave, personRef])] }),
    removeGain: (index) => show({ gain: gain.filter((_, at) => at !== index), leave }),
    removeLeaver: (personRef) => show({ gain, leave: leave.filter((one) => one !== personRef) }),
    clear: () => show({ gain: [], leave: [] }),
  };
}
