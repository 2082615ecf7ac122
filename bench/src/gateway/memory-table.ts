/** The memory of a gateway at the end of a minute, and the requests of that minute. */
export type Minute = { minute: number; requests: number; newDocuments: number } & Pick<
  NodeJS.MemoryUsage,
  'rss' | 'heapUsed' | 'external'
>;

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** A Markdown table of the minutes, with the largest size and the growth over the second half. */
export function memoryTable(minutes: readonly Minute[], callers: number): string[] {
  const later = minutes.slice(Math.floor(minutes.length / 2));
  return [
    `The operations of \`gateway\` in turn, by ${callers} callers that each wait for an answer, each request with a token of its own; one of 20`,
    'requests has a new document. In MB (10^6 bytes), after a forced collection at the end of each minute.',
    '',
    `Largest RSS ${megabytes(Math.max(...minutes.map(({ rss }) => rss)))}. Over the second half RSS grows by ${megabytes(slopeOf(later, 'rss'))} a minute, the used heap by`,
    `${megabytes(slopeOf(later, 'heapUsed'))} a minute (regression).`,
    '',
    '| minute | requests | new documents | RSS | heap used | external |',
    '| --: | --: | --: | --: | --: | --: |',
    ...minutes.map(
      ({ minute, requests, newDocuments, rss, heapUsed, external }) =>
        `| ${[minute, requests, newDocuments, megabytes(rss), megabytes(heapUsed), megabytes(external)].join(' | ')} |`,
    ),
  ];
}

/** The growth in a minute by the method of least squares. */
function slopeOf(minutes: readonly Minute[], of: 'rss' | 'heapUsed'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middle, level] = [mean(minutes.map(({ minute }) => minute)), mean(minutes.map((one) => one[of]))];
  const products = minutes.map((one) => (one.minute - middle) * (one[of] - level));
  const squares = minutes.map(({ minute }) => (minute - middle) ** 2);
  return mean(products) / mean(squares);
}
