/** All limits of the gateway. Times are milliseconds, sizes bytes. */
export const LIMITS = {
  /** Tokens of a document as it is sent. */
  tokens: 1000,
  /** Selections with fragments expanded: what the planner would have to walk (a bomb is small as text). */
  recursiveSelections: 500,
  /** Fields of an operation as it is planned, each type of a union or an interface separately. */
  plannedFields: 5000,
  /** Memory of the caches: parsed documents; plans, with the shapes of their answers. */
  cachedDocuments: 8 * 1024 * 1024,
  cachedPlans: 16 * 1024 * 1024,
  depth: 12,
  aliases: 15,
  directives: 20,
  rootFields: 20,
  /** Items of lists that an operation may return at most, lengths along a path multiplied (node-count.ts). */
  nodes: 20_000,
  /** Assumed length of a list without pages. */
  unpagedList: 10,
  /** The same for lists whose lengths the rules of the program determine: a whole rule set can be read at once. */
  listLengths: {
    'Ruleset.designations': 8,
    'RulesetDesignation.metrics': 6,
    'RulesetMetric.tracks': 2,
    'RulesetMetricTrack.steps': 4,
    'RulesetMetricTrack.figures': 2,
    'RulesetStep.credentials': 20,
  },
  /** The fields of one mutation run one after the other and are not undone together. */
  mutationFields: 1,
  validationErrors: 5,
  /** Length of a field name, an alias or a variable: names are repeated in every object of an answer. */
  nameLength: 200,
  /**
   * Errors of one code and message in one answer; the last one gives the number of those left out. A page of 100 with
   * some guarded fields fits.
   */
  errorsOfAKind: 500,
  body: 1024 * 1024,
  anonymousBody: 100 * 1000,
  /** Not larger than identity's limit (LARGEST_BODY): a service that stops reading would look unavailable. */
  edgeBody: 256 * 1024,
  subgraphAnswer: 32 * 1024 * 1024,
  /** Errors of one unavailable subgraph in one answer: one for each field that lacks its value, up to this number. */
  outageErrors: 1000,
  connectTimeout: 2000,
  subgraphTimeout: 4000,
  requestTimeout: 8000,
  /** One request to the issuer of work accounts. */
  issuerTimeout: 4000,
  /** Longer than the longest exchange with a learning provider that can be set (LEARN_EXCHANGE_TIMEOUT), 25 s. */
  signInTimeout: 30_000,
  /** Time in which a client must send its request. */
  receiveTimeout: 10_000,
  /** Interval of the check for slow clients. */
  slowSenderCheck: 1000,
  subgraphConnections: 64,
  callerCacheTime: 1000,
  callerCacheSize: 10_000,
  /** How long the claims of a verified token are used, and of how many tokens. */
  verifiedTokenTime: 60_000,
  verifiedTokens: 10_000,
  rateLimitedCallers: 50_000,
} as const;

/** The limits of a document. */
export type DocumentLimits = Pick<
  typeof LIMITS,
  'depth' | 'aliases' | 'directives' | 'rootFields' | 'mutationFields' | 'nameLength'
>;
