/**
 * @generated SignedSource<<f9275b5862df7bde4cec22656ffa1c25>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type Role = "ACCOUNT_ADMIN" | "EXECUTIVE_REPORT_VIEWER" | "GLOBAL_ADMIN" | "PARTNER_ADMIN" | "REPORT_VIEWER" | "USER_MANAGEMENT_ADMIN" | "%future added value";
export type InviteUserInput = {
  displayName: string;
  email: string;
  idempotencyKey?: string | null | undefined;
  organizationId: string;
  roles?: ReadonlyArray<Role> | null | undefined;
};
export type documentsInviteMutation$variables = {
  input: InviteUserInput;
};
export type documentsInviteMutation$data = {
  readonly inviteUser: {
    readonly __typename: string;
    readonly message?: string;
    readonly user?: {
      readonly displayName: string;
      readonly id: string;
    };
  };
};
export type documentsInviteMutation = {
  response: documentsInviteMutation$data;
  variables: documentsInviteMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "input",
        "variableName": "input"
      }
    ],
    "concreteType": null,
    "kind": "LinkedField",
    "name": "inviteUser",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "__typename",
        "storageKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "User",
            "kind": "LinkedField",
            "name": "user",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "id",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "displayName",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "type": "InviteUserSuccess",
        "abstractKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "message",
            "storageKey": null
          }
        ],
        "type": "UserError",
        "abstractKey": "__isUserError"
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsInviteMutation",
    "selections": (v1/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsInviteMutation",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "df289f56f0d6389bb4b8ff8bbf1d1f1c",
    "id": null,
    "metadata": {},
    "name": "documentsInviteMutation",
    "operationKind": "mutation",
    "text": "mutation documentsInviteMutation(\n  $input: InviteUserInput!\n) {\n  inviteUser(input: $input) {\n    __typename\n    ... on InviteUserSuccess {\n      user {\n        id\n        displayName\n      }\n    }\n    ... on UserError {\n      __isUserError: __typename\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "9645f476271ae62a7077fcdd6941b8ff";

export default node;
