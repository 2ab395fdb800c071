FROM node:20 AS build
RUN npm install -g pnpm@10.5.0
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install 
COPY . .
RUN pnpm build
RUN pnpm prune --prod

FROM node:20-slim
ENV NODE_ENV=production
RUN npm install -g pnpm@10.5.0
WORKDIR /app
COPY --from=build /root/.local/share/pnpm/.tools /root/.local/share/pnpm/.tools
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/pnpm-lock.yaml /app/pnpm-lock.yaml
COPY --from=build /app/dist /app/dist
CMD ["pnpm", "start"]
