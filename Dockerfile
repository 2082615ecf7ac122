# One image for a workspace. A service runs its API, jobs and migrations from the same one: dist/processes/{main,work,migrate}.js.
# The image of cli has the commands of all services.
#   docker build --build-arg WORKSPACE=services/credits -t skill-link-credits .
ARG NODE_IMAGE=node:24-bookworm-slim
ARG POSTGRES_IMAGE=postgres:18

# The standby that serves reporting logins.
FROM ${POSTGRES_IMAGE} AS reporting
COPY containers/start-reporting.sh containers/reporting-pg_hba.conf /
RUN chmod 444 /start-reporting.sh /reporting-pg_hba.conf

FROM ${NODE_IMAGE} AS secrets
COPY containers/make-secrets.mjs /make-secrets.mjs
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
 && chmod 444 /make-secrets.mjs \
 && mkdir -p /secrets/postgres /secrets/migrations /secrets/identity /secrets/association /secrets/credits /secrets/gateway /secrets/reporting /secrets/watchdog \
 && chown -R 10001:10001 /secrets
USER 10001:10001
CMD ["node", "/make-secrets.mjs"]

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/client/package.json packages/client/
COPY packages/events/package.json packages/events/
COPY packages/postgres-server/package.json packages/postgres-server/
COPY packages/subgraph-kit/package.json packages/subgraph-kit/
COPY packages/test-kit/package.json packages/test-kit/
COPY services/identity/package.json services/identity/
COPY services/association/package.json services/association/
COPY services/credits/package.json services/credits/
COPY gateway/package.json gateway/
COPY cli/package.json cli/
COPY web/package.json web/
COPY development/console/package.json development/console/
COPY development/stack/package.json development/stack/
COPY development/sign-in-provider/package.json development/sign-in-provider/
COPY tests/package.json tests/
COPY bench/package.json bench/
COPY tools/lint/package.json tools/lint/

# Everything that building needs; of it only what was built gets any further.
FROM manifests AS build
RUN npm install --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build -- --output-logs=errors-only \
 && find packages services gateway cli development -type d -name node_modules -prune -o -type d \( -name src -o -name .turbo \) -prune -exec rm -rf {} + \
 # A checkout that is closed to others must not make an image that is.
 && chmod -R a+rX packages services gateway cli development web/dist

# What one image alone has beside its workspace: the gateway the web application, the commands of operators the services.
FROM build AS application
ARG WORKSPACE
RUN mkdir -p /application/web && if [ "$WORKSPACE" = gateway ]; then cp -R web/dist /application/web/; fi \
 && if [ "$WORKSPACE" = cli ]; then cp -R services /application/; fi

# What the workspace imports in production, and nothing else: npm would follow what packages for tests need, too.
FROM manifests AS dependencies
RUN rm -rf packages/client packages/postgres-server packages/test-kit web development/stack tests bench tools \
 && npm pkg delete devDependencies && npm pkg delete devDependencies --workspaces
ARG WORKSPACE
RUN npm install --ignore-scripts --no-audit --no-fund --omit=dev --workspace ${WORKSPACE} --include-workspace-root=false \
 && mkdir -p ${WORKSPACE}/node_modules

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0
# What installs or builds has no business in a running container.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn*
ARG WORKSPACE
COPY --from=dependencies /app/node_modules /app/node_modules
COPY --from=build /app/packages/events /app/packages/events
COPY --from=build /app/packages/subgraph-kit /app/packages/subgraph-kit
COPY --from=build /app/${WORKSPACE} /app/${WORKSPACE}
COPY --from=application /application /app
COPY --from=build /app/development/demonstration/demonstration.json /app/development/demonstration/
# The console shows them.
COPY --from=build /app/api.graphql /app/
COPY --from=build /app/docs/examples /app/docs/examples
COPY --from=dependencies /app/${WORKSPACE}/node_modules /app/${WORKSPACE}/node_modules
WORKDIR /app/${WORKSPACE}
# A new volume takes over the owner of this folder.
RUN if [ "$WORKSPACE" = services/credits ] || [ "$WORKSPACE" = cli ]; then mkdir /exports && chown 10001:10001 /exports; fi
USER 10001:10001
# The program is the command of the container: docker-compose.yml.
