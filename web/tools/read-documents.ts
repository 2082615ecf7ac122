import {
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type Source,
  validate,
} from 'graphql';

/** The documents of .graphql files, which may use the fragments of each other. */
export type PageDocuments = {
  readonly documents: readonly { readonly location: string; readonly document: DocumentNode }[];
  readonly definitions: readonly DefinitionNode[];
  /** What the API does not allow, each with its file, line and column; empty where the documents can be used. */
  readonly mistakes: readonly string[];
};

/** Reads the documents of the pages and checks them against the API. */
export function readDocuments(files: readonly Source[], schema: GraphQLSchema): PageDocuments {
  const unreadable: GraphQLError[] = [];
  const documents = files.flatMap((file) => {
    try {
      return [{ location: file.name, document: parse(file) }];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      unreadable.push(error);
      return [];
    }
  });
  const definitions = documents.flatMap(({ document }) => document.definitions);
  // A file that cannot be read may have the fragments that the others use.
  const mistakes = unreadable.length > 0 ? unreadable : validate(schema, { kind: Kind.DOCUMENT, definitions });
  return { documents, definitions, mistakes: mistakes.map(String) };
}
