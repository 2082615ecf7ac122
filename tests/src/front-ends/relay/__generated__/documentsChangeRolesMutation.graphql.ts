/**
 * @generated SignedSource<<19284c657d72b31f9f6f3a9d1321bd6f>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type Role = "ACCOUNT_ADMIN" | "EXECUTIVE_REPORT_VIEWER" | "GLOBAL_ADMIN" | "PARTNER_ADMIN" | "REPORT_VIEWER" | "USER_MANAGEMENT_ADMIN" | "%future added value";
export type ChangeUserRolesInput = {
  roles: ReadonlyArray<Role>;
  userId: string;
};
export type documentsChangeRolesMutation$variables = {
  input: ChangeUserRolesInput;
};
export type documentsChangeRolesMutation$data = {
  readonly changeUserRoles: {
    readonly __typename: string;
    readonly message?: string;
    readonly user?: {
      readonly id: string;
      readonly roles: ReadonlyArray<Role>;
    };
  };
};
export type documentsChangeRolesMutation = {
  response: documentsChangeRolesMutation$data;
  variables: documentsChangeRolesMutation$variables;
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
    "name": "changeUserRoles",
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
                "name": "roles",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "type": "ChangeUserRolesSuccess",
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
    "name": "documentsChangeRolesMutation",
    "selections": (v1/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsChangeRolesMutation",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "71628677a1f24e60b0ea20d928a8cfcc",
    "id": null,
    "metadata": {},
    "name": "documentsChangeRolesMutation",
    "operationKind": "mutation",
    "text": "mutation documentsChangeRolesMutation(\n  $input: ChangeUserRolesInput!\n) {\n  changeUserRoles(input: $input) {\n    __typename\n    ... on ChangeUserRolesSuccess {\n      user {\n        id\n        roles\n      }\n    }\n    ... on UserError {\n      __isUserError: __typename\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "f7e99d0abbb1d1e5b8ce63b324b11c45";

export default node;
