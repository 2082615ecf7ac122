import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATEWAY_OPTIONS } from '@app/stack/processes';
import type { Bench } from '../harness.js';
import { type Contestant, startContestant } from './contestant.js';
import { direct, type RecordedFetches } from './contestants/direct.js';
import type { Peers } from './peers.js';
import type { World } from './world.js';

/** All contestants. The first one is the oracle: the answers of the others have to equal its answers. */
export const CONTESTANTS = ['stock', 'hive', 'hive-rust', 'ours', 'one-process', 'direct'] as const;

/** Who takes part, and where. */
export type Setting = { world: World; peers: Peers; names: readonly string[] };

type Addresses = Readonly<Record<string, string>>;

const SUPERGRAPH = join(import.meta.dirname, '../../../gateway/supergraph.graphql');

/** Starts contestants over services at these addresses. They end with the bench, if not before. */
export async function startContestants(
  { atEnd, signal }: Pick<Bench, 'atEnd' | 'signal'>,
  { world, peers, names, subgraphs, fetches }: Setting & { subgraphs: Addresses; fetches: RecordedFetches },
): Promise<Contestant[]> {
  const { signingKey, caller, issuer, stack } = world;
  const circumstances = {
    ...{ subgraphs, supergraph: supergraphAt(subgraphs), signingKey, caller },
    ...{ gatewaySettings: issuer.settings, serviceSettings: stack.operatorSettings, peers: peers.folder },
  };
  const started: Contestant[] = [];
  for (const name of CONTESTANTS.filter((one) => names.includes(one))) {
    signal.throwIfAborted();
    const options = name === 'ours' ? GATEWAY_OPTIONS : [];
    const starting = name === 'direct' ? direct(fetches, circumstances) : startContestant(name, circumstances, options);
    const contestant = await starting;
    atEnd(contestant.stop);
    started.push(contestant);
  }
  return started;
}

/** The committed supergraph only names the services; gateways that read addresses from it need real ones. */
function supergraphAt(subgraphs: Addresses): string {
  return Object.entries(subgraphs).reduce(
    (sdl, [name, url]) => sdl.replace(`url: "http://${name}"`, `url: "${url}/graphql"`),
    readFileSync(SUPERGRAPH, 'utf8'),
  );
}
