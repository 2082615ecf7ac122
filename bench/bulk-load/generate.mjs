// A CSV file of achievements as a learning source would send it, the same for the same seed: people with several credentials
// each, renewals, trainings, lines sent twice, and one line in a hundred broken in one of a dozen ways. From the root, after
// `npm run build`:
//
//   node bench/bulk-load/generate.mjs 1000000 achievements.csv [seed]

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { loadRules } from '../../services/credits/dist/rules/store/load-rules.js';

const [lines = '1000000', path = 'achievements.csv', seed = '1'] = process.argv.slice(2);
const BROKEN = 0.01;
const LINES_A_PERSON = 10;
export const FIRST_PROFILE = 1_000_000;

const random = mulberry32(Number(seed));
const pick = (list) => list[Math.floor(random() * list.length)];
const codes = loadRules()
  .catalogue.credentials.filter(({ source }) => source === 'MICROSOFT_LEARN')
  .map(({ code }) => code);
const people = Math.max(1, Math.floor(Number(lines) / LINES_A_PERSON));
const first = Date.UTC(2023, 0, 1);
const span = Date.UTC(2026, 5, 1) - first;

const file = createWriteStream(path);
file.write(
  'externalId,profileId,credentialCode,achievedAt,expiresOn,training.uid,training.kind,training.title,training.roles\n',
);
let block = [];
let earlier = cellsOf(0);
for (let n = 1; n <= Number(lines); n += 1) {
  const chance = random();
  let cells = cellsOf(n);
  if (chance > 0.998) cells = earlier;
  else if (chance > 0.95) cells = trainingOf(n);
  block.push(chance < BROKEN ? broken(cells) : Buffer.from(cells.join(',')));
  if (chance > 0.5 && chance < 0.95) earlier = cells;
  if (block.length === 10_000) await flush();
}
await flush();
file.end();
await once(file, 'close');

function cellsOf(n) {
  const profile = FIRST_PROFILE + Math.floor(random() * people);
  const at = new Date(first + Math.floor(random() * span)).toISOString();
  return [`lms-${seed}-${n}`, profile, pick(codes), at, '', '', '', '', ''];
}

function trainingOf(n) {
  const [externalId, profile, , at] = cellsOf(n);
  return [
    externalId,
    profile,
    '',
    at,
    '',
    `learn.module-${n % 5_000}`,
    'MODULE',
    `"Module ${n % 5_000}, in short"`,
    'developer;administrator',
  ];
}

function broken(cells) {
  const [externalId, profile, code, at] = cells;
  return pick([
    () => Buffer.from(`"${cells.join(',')}`),
    () => Buffer.from(cells.join(';')),
    () => Buffer.from([externalId, profile, code].join(',')),
    () => Buffer.from(`${cells.join(',')},`),
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(cells.join(','))]),
    () => Buffer.from([externalId, `0${profile}`, code, at, '', '', '', '', ''].join(',')),
    () => Buffer.from([externalId, profile, 'XX-000', at, '', '', '', '', ''].join(',')),
    () => Buffer.from([externalId, profile, code, '2099-01-01T00:00:00Z', '', '', '', '', ''].join(',')),
    () => Buffer.from([externalId, profile, code, 'yesterday', '', '', '', '', ''].join(',')),
    () => Buffer.from([`a\u0000${externalId}`, profile, code, at, '', '', '', '', ''].join(',')),
    () => Buffer.from([externalId, profile, code, at, '2026-02-30', '', '', '', ''].join(',')),
    () => Buffer.from(['x'.repeat(5_000), profile, code, at, '', '', '', '', ''].join(',')),
  ])();
}

async function flush() {
  const bytes = Buffer.concat(block.flatMap((line) => [line, Buffer.from('\n')]));
  block = [];
  if (!file.write(bytes)) await once(file, 'drain');
}

function mulberry32(state) {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
