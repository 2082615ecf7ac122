import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { loadRules } from '@app/credits/rules/store/load-rules';

// `node bench/dist/generate-achievements.js <lines> <file> [seed]`: a CSV file of achievements as a learning source sends it,
// equal for equal seeds. Profiles with several credentials each, renewals, trainings, repeated lines, and one line in a
// hundred broken in one of a dozen ways.
export const FIRST_PROFILE = 1_000_000;

const BROKEN = 0.01;
const LINES_PER_PROFILE = 10;
const LINES_PER_WRITE = 10_000;
const HEADER =
  'externalId,profileId,credentialCode,achievedAt,expiresOn,training.uid,training.kind,training.title,training.roles\n';
const FIRST_INSTANT = Date.UTC(2023, 0, 1);
const SPAN = Date.UTC(2026, 5, 1) - FIRST_INSTANT;

type Cells = readonly (string | number)[];

/** Writes the file. */
async function generateAchievements(lines: number, path: string, seed: number): Promise<void> {
  const generator = new Generator(lines, seed);
  const file = createWriteStream(path);
  file.write(HEADER);
  for (let written = 0; written < lines; written += LINES_PER_WRITE) {
    const count = Math.min(LINES_PER_WRITE, lines - written);
    const block = Array.from({ length: count }, () => [generator.nextLine(), Buffer.from('\n')]);
    if (!file.write(Buffer.concat(block.flat()))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

class Generator {
  readonly #random: () => number;
  readonly #codes: readonly string[];
  readonly #profiles: number;
  #line = 0;
  #earlier: Cells;

  constructor(
    lines: number,
    private readonly seed: number,
  ) {
    this.#random = mulberry32(seed);
    this.#profiles = Math.max(1, Math.floor(lines / LINES_PER_PROFILE));
    this.#codes = loadRules()
      .catalog.credentials.filter(({ source }) => source === 'MICROSOFT_LEARN')
      .map(({ code }) => code);
    this.#earlier = this.#credential(0);
  }

  nextLine(): Buffer {
    this.#line += 1;
    const chance = this.#random();
    let cells = this.#credential(this.#line);
    if (chance > 0.998) cells = this.#earlier;
    else if (chance > 0.95) cells = this.#training(this.#line);
    if (chance > 0.5 && chance < 0.95) this.#earlier = cells;
    return chance < BROKEN ? this.#broken(cells) : Buffer.from(cells.join(','));
  }

  #credential(line: number): Cells {
    const profile = FIRST_PROFILE + Math.floor(this.#random() * this.#profiles);
    const at = new Date(FIRST_INSTANT + Math.floor(this.#random() * SPAN)).toISOString();
    return [`lms-${this.seed}-${line}`, profile, this.#pick(this.#codes), at, '', '', '', '', ''];
  }

  #training(line: number): Cells {
    const [externalId = '', profile = '', , at = ''] = this.#credential(line);
    const number = line % 5_000;
    const training = [`learn.module-${number}`, 'MODULE', `"Module ${number}, in short"`, 'developer;administrator'];
    return [externalId, profile, '', at, '', ...training];
  }

  #broken(cells: Cells): Buffer {
    const [externalId = '', profile = '', code = '', at = ''] = cells;
    const text = (...changed: (string | number)[]) => Buffer.from([...changed, '', '', '', '', ''].join(','));
    return this.#pick([
      () => Buffer.from(`"${cells.join(',')}`),
      () => Buffer.from(cells.join(';')),
      () => Buffer.from([externalId, profile, code].join(',')),
      () => Buffer.from(`${cells.join(',')},`),
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(cells.join(','))]),
      () => text(externalId, `0${profile}`, code, at),
      () => text(externalId, profile, 'XX-000', at),
      () => text(externalId, profile, code, '2099-01-01T00:00:00Z'),
      () => text(externalId, profile, code, 'yesterday'),
      () => text(`a\u0000${externalId}`, profile, code, at),
      () => Buffer.from([externalId, profile, code, at, '2026-02-30', '', '', '', ''].join(',')),
      () => text('x'.repeat(5_000), profile, code, at),
    ])();
  }

  #pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.#random() * list.length)] as Item;
  }
}

function mulberry32(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (import.meta.main) {
  const [lines = '1000000', path = 'achievements.csv', seed = '1'] = process.argv.slice(2);
  await generateAchievements(Number(lines), path, Number(seed));
}
