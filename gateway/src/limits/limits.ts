/** Every bound of the gateway, in one place. Times are milliseconds, sizes bytes. */
export const LIMITS = {
  /** Of the document as it is sent. */
  tokens: 1000,
  /** Selections with fragments expanded: what the planner would have to walk (a bomb is small as text). */
  recursiveSelections: 500,
  /** Of an operation as it is planned, each type of a union or an interface on its own. */
  plannedFields: 5000,
  /** Parsed documents that are kept, in bytes of memory; and plans, with the shapes of their answers. */
  keptDocuments: 8 * 1024 * 1024,
  keptPlans: 16 * 1024 * 1024,
  depth: 12,
  aliases: 15,
  directives: 20,
  rootFields: 20,
  /** Items of lists that an operation may bring at most, lengths along a path multiplied (node-count.ts). */
  nodes: 20_000,
  /** For a list that has no page: about as long as those of the schema are. */
  unpagedList: 10,
  /** The same for lists whose lengths the rules of the programme give: a whole rule set can be read at once. */
  listLengths: {
    'Ruleset.designations': 8,
    'RulesetDesignation.metrics': 6,
    'RulesetMetric.tracks': 2,
    'RulesetMetricTrack.steps': 4,
    'RulesetMetricTrack.figures': 2,
    'RulesetStep.credentials': 20,
  },
  /** Fields of one mutation run one after the other and do not undo each other: more than one promises what nobody keeps. */
  mutationFields: 1,
  validationErrors: 5,
  /** Of a field, an alias, a variable: names come back with every object of an answer. */
  nameLength: 200,
  /** Of one code and sentence in one answer; the last says how many more there are. A page of 100 with some guarded fields fits. */
  errorsOfAKind: 500,
  body: 1024 * 1024,
  anonymousBody: 100 * 1000,
  /** No more than identity takes (LARGEST_BODY): a service that stops reading would look like one that is away. */
  edgeBody: 256 * 1024,
  subgraphAnswer: 32 * 1024 * 1024,
  /** Of one subgraph's outage in one answer: each field that lacks its value, up to this many. */
  outageErrors: 1000,
  connectTimeout: 2000,
  subgraphTimeout: 4000,
  requestTimeout: 8000,
  /** More than the longest exchange at a learning provider that can be set (LEARN_EXCHANGE_TIMEOUT), 25 s. */
  signInTimeout: 30_000,
  /** For a client to send its request. */
  receiveTimeout: 10_000,
  /** How often it is looked who is too slow. */
  slowSenderCheck: 1000,
  subgraphConnections: 64,
  callerCacheTime: 1000,
  callerCacheSize: 10_000,
  rateLimitedCallers: 50_000,
} as const;

/** The bounds on a document. */
export type DocumentLimits = Pick<
  typeof LIMITS,
  'depth' | 'aliases' | 'directives' | 'rootFields' | 'mutationFields' | 'nameLength'
>;
