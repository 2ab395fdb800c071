FROM node:22 AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libjemalloc2 \
 && ln -s /usr/lib/$(uname -m)-linux-gnu/libjemalloc.so.2 /usr/local/lib/libjemalloc.so \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm ci

FROM node:22-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libjemalloc2 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
ENV LD_PRELOAD=/usr/local/lib/libjemalloc.so
USER node
CMD ["node", "index.js"]
