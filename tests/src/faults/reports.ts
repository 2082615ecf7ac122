import { type Learned, untilAnswered } from './attempts.js';
import type { Cluster } from './cluster.js';
import type { HistoryRecorder } from './judge/history.js';

const TABLES = ['presence', 'count', 'order', 'row', 'person', 'credential'].map((name) => `skills_report_${name}`);
const NEWEST = '(SELECT max(month) FROM credits.skills_report)';

/** Rows of the newest report that do not depend on when it was published. */
const CONTENT = `SELECT json_build_object(
    'report', (SELECT to_jsonb(report) - 'id' - 'published_at' FROM credits.skills_report report WHERE month = $1),
    ${TABLES.filter((name) => !/presence|order/.test(name))
      .map((name) => `'${name}', (SELECT jsonb_agg(one ORDER BY one::text) FROM credits.${name} one WHERE month = $1)`)
      .join(', ')})::text AS content`;

const PATIENCE_MILLISECONDS = 120_000;
const ENQUEUE = `SELECT credits.enqueue('publish-skills-reports', '{}', 'publish-skills-reports', NULL, NULL)`;
const ENQUEUE_AGAIN_MILLISECONDS = 2_000;

/**
 * Takes the newest Skills Report away, as a report that is due, and compares what is published in its place. By itself
 * credits waits after a start until late events are there; with `isHurried` the job is enqueued again meanwhile.
 */
export function reports({ sql }: Cluster, history: HistoryRecorder, isHurried: boolean) {
  const publications = new Map<string, number>();

  async function takeAway(month: string): Promise<void> {
    // A report never changes: only without triggers and policies it can be made missing.
    const statements = [...TABLES, 'skills_report'].map(
      (name) => `DELETE FROM credits.${name} WHERE month = '${month}'`,
    );
    await sql(['BEGIN', 'SET LOCAL session_replication_role = replica', ...statements, 'COMMIT'].join('; '));
  }

  async function contentOf(month: string): Promise<string | undefined> {
    const [known] = await sql('SELECT FROM credits.skills_report WHERE month = $1', [month]);
    return known && (await sql<{ content: string }>(CONTENT, [month]))[0]?.content;
  }

  return {
    /** Publishes the newest report again; it says the same as before, whatever came between. */
    async publish(number: number): Promise<void> {
      const [newest] = await sql<{ month: string }>(`SELECT ${NEWEST}::text AS month`);
      const month = newest?.month ?? '';
      const before = await contentOf(month);
      await takeAway(month);
      let enqueuedAt = Number.NEGATIVE_INFINITY;
      const enqueue = async (): Promise<void> => {
        if (performance.now() - enqueuedAt < (isHurried ? ENQUEUE_AGAIN_MILLISECONDS : Infinity)) return;
        enqueuedAt = performance.now();
        await sql(ENQUEUE);
      };
      const attempt = async (): Promise<Learned<string>> => {
        await enqueue();
        const content = await contentOf(month);
        if (content === undefined) return { outcome: 'unknown', answer: 'missing', value: undefined };
        const isSame = content === before;
        publications.set(`report ${number}`, isSame ? 1 : 0);
        return { outcome: 'ok', answer: isSame ? 'the same' : `${content}\ninstead of\n${before}`, value: content };
      };
      await untilAnswered(history, `report ${number}`, attempt, PATIENCE_MILLISECONDS);
    },
    present: (): ReadonlyMap<string, number> => publications,
  };
}
