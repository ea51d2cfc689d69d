# The bot as an image. It writes to /data alone (SQLite), so that its root file system may be read-only:
#   docker build --tag ngrok-chatops .
#   docker run --env-file .env --read-only --tmpfs /tmp --volume ngrok-chatops:/data ngrok-chatops
FROM node:24.21.0-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY LICENSE ./
COPY src ./src
# Node keeps what it compiled by user, so that this is done as the one who runs it. Without settings the bot has
# loaded all its sources when it ends, with 78.
RUN install -d -o 1000 -g 1000 node_modules/.cache
USER 1000:1000
RUN (node src/start.js 2>/dev/null || test $? -eq 78) && chmod -R a+rX node_modules/.cache

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
ENV DATABASE_URL=file:/data/ngrok-chatops.db
ENV HEALTH_PORT=8080
WORKDIR /app
RUN install -d -o 1000 -g 1000 /data
COPY --from=built /app ./
USER 1000:1000
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/start.js"]
