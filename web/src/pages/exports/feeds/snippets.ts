import type { ExportFormat, FeedRowFragment } from '../../../graphql/documents.ts';
import type { Known } from '../../../text/words.ts';

/** A tool that reads feeds. */
export type Tool = 'POWER_BI' | 'EXCEL' | 'PYTHON' | 'DUCKDB' | 'CURL';

export const TOOLS: Readonly<Record<Tool, string>> = {
  POWER_BI: 'Power BI',
  EXCEL: 'Excel',
  PYTHON: 'Python',
  DUCKDB: 'DuckDB',
  CURL: 'curl',
};

/** How a tool reads a feed: steps for people, or a text to run. */
export type Snippet = { readonly steps: readonly string[]; readonly code?: string };

/** Stands for the key where it is shown. */
export const KEY = 'KEY';

type Source = Pick<FeedRowFragment, 'address' | 'format'>;
type Format = Known<ExportFormat>;

const CREDENTIALS = 'For the credentials choose Basic: the user name is feed, the password is the key.';

/** How a tool opens a feed with a key. A tool that does not read the format says which one it reads. */
export function snippetOf(tool: Tool, source: Source, key: string): Snippet {
  const snippet = SNIPPETS[tool][source.format as Format];
  return snippet?.(source, key) ?? { steps: [`${TOOLS[tool]} does not read this format: ${INSTEAD[tool]}`] };
}

const INSTEAD: Readonly<Record<Tool, string>> = {
  POWER_BI: 'create a feed in Parquet or CSV.',
  EXCEL: 'create a feed in CSV.',
  PYTHON: 'create a feed in CSV.',
  DUCKDB: 'create a feed in Parquet or CSV.',
  CURL: 'create a feed in CSV.',
};

type Writer = (source: Source, key: string) => Snippet;

const SNIPPETS: Readonly<Record<Tool, Partial<Record<Format, Writer>>>> = {
  POWER_BI: {
    PARQUET: () => powerBi('Parquet'),
    CSV: () => powerBi('Text/CSV'),
    TSV: () => powerBi('Text/CSV'),
  },
  EXCEL: {
    CSV: () => ({
      steps: ['In Data, choose From Web, and enter the address.', CREDENTIALS, 'Refresh All loads the newest file.'],
    }),
  },
  PYTHON: {
    CSV: python('rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))'),
    TSV: python('rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8"), delimiter="\\t"))'),
    JSONL: python('rows = [json.loads(line) for line in answer]'),
    PARQUET: python('open("latest.parquet", "wb").write(answer.read())'),
    XLSX: python('open("latest.xlsx", "wb").write(answer.read())'),
  },
  DUCKDB: {
    PARQUET: duckDb('read_parquet'),
    CSV: duckDb('read_csv'),
    TSV: duckDb('read_csv'),
    JSONL: duckDb('read_json'),
  },
  CURL: { CSV: curl, TSV: curl, JSONL: curl, PARQUET: curl, XLSX: curl },
};

function powerBi(connector: string): Snippet {
  return {
    steps: [
      `In Get data, choose ${connector}, and enter the address.`,
      CREDENTIALS,
      'In the service, enter the same under Data source credentials. A scheduled refresh needs no gateway.',
    ],
  };
}

function python(read: string): Writer {
  return ({ address }, key) => ({
    steps: [],
    code: `import base64, csv, io, json, urllib.request

request = urllib.request.Request("${address}")
request.add_header("Authorization", "Basic " + base64.b64encode(b"feed:${key}").decode())
with urllib.request.urlopen(request) as answer:
    ${read}
`,
  });
}

function duckDb(read: string): Writer {
  return (source, key) => ({
    steps: [],
    code: `${download(source, key)}duckdb -c "FROM ${read}('${fileOf(source)}') LIMIT 10"
`,
  });
}

function curl(source: Source, key: string): Snippet {
  return { steps: [], code: download(source, key) };
}

function download(source: Source, key: string): string {
  return `curl --fail -u "feed:${key}" "${source.address}" -o ${fileOf(source)}
`;
}

/** latest.csv, as in the address. */
function fileOf({ address }: Source): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
